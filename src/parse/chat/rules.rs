//! What may be wrong with a transcript, and how to mend it.

use crate::rules;

rules! {
    /// A transcript is in no format that bedside knows.
    ///
    /// **Why it matters to a patient.** The conversation is missing from the chat's page.
    ///
    /// **How to mend it.** Write one message a line, as in `Name: text` or `[19:02] Name: text`, or export the chat in one
    /// of the formats that the finding lists. The name of the file does not matter.
    UNKNOWN_FORMAT = "chat/unknown-format", Warning;

    /// A transcript can be read in more than one way.
    ///
    /// **Why it matters to a patient.** Read in the wrong way, words are put into the mouth of somebody else. So nothing
    /// of it is published.
    ///
    /// **How to mend it.** Put one conversation into one file, written in one way throughout.
    AMBIGUOUS_FORMAT = "chat/ambiguous-format", Warning;

    /// A transcript is empty.
    ///
    /// **Why it matters to a patient.** The conversation is missing from the chat's page.
    ///
    /// **How to mend it.** Export the chat again, or delete the file.
    EMPTY_TRANSCRIPT = "chat/empty-transcript", Warning;

    /// A transcript holds bytes that are no text.
    ///
    /// **Why it matters to a patient.** Such a file is damaged or of another kind, so nothing of it is published.
    ///
    /// **How to mend it.** Export the chat again as plain text (UTF-8).
    NOT_TEXT = "chat/not-text", Warning;

    /// A file in a chat's folder is not published.
    ///
    /// **Why it matters to a patient.** Pictures and files out of a chat often show a face, a letter or an appointment.
    /// Only the words of a transcript are published, never what was attached to it.
    ///
    /// **How to mend it.** Nothing is wrong with the site. Move the file out of the folder; a picture for readers belongs
    /// into `static/`, if the people in it have agreed.
    NOT_PUBLISHED = "chat/not-published", Warning;

    /// A file does not lie in the folder of a chat.
    ///
    /// **Why it matters to a patient.** It is not published, because nobody can tell which chat it belongs to.
    ///
    /// **How to mend it.** Move it into the folder of its chat, as in `chats/2026-05-12-hair-loss/transcript.txt`.
    STRAY_FILE = "chat/stray-file", Warning;

    /// It is not clear who speaks in a line.
    ///
    /// **Why it matters to a patient.** Words could be shown as somebody else's, or a name could stand in the middle of a
    /// message. So a line that nobody known begins is left out.
    ///
    /// **How to mend it.** Write all messages of a file in the same way: with the same kind of time, or with the same
    /// bold name. If the line belongs to the message before it, reword it so that no colon follows its first words.
    UNSURE_SPEAKER = "chat/unsure-speaker", Warning;

    /// A file seems to hold messages in two formats.
    ///
    /// Lines that are not in the format of the file go on with the message before them.
    ///
    /// **Why it matters to a patient.** Words of one person would be shown under the name of another, and somebody who did
    /// not agree to be named may be named in them.
    ///
    /// **How to mend it.** Put each conversation into a file, and a folder, of its own. If both are one conversation, write
    /// all messages in one way.
    MIXED_FORMATS = "chat/mixed-formats", Warning;

    /// A zip archive is damaged, or is none that a messenger would write.
    ///
    /// **Why it matters to a patient.** The conversation is missing from the chat's page. An archive with names that lead
    /// out of it, or that unpacks to far more than a conversation, is made to do harm to a computer.
    ///
    /// **How to mend it.** Export the chat again. Of a large archive, unpack it and put only the text of the conversation
    /// into the chat's folder.
    ARCHIVE = "chat/archive", Warning;

    /// A transcript breaks off in the middle.
    ///
    /// **Why it matters to a patient.** The end of the conversation is missing: often the answers and the corrections.
    ///
    /// **How to mend it.** Export or copy the chat again, and compare the last messages.
    TRUNCATED = "chat/truncated", Warning;

    /// Messages of an export cannot be read.
    ///
    /// **Why it matters to a patient.** They are missing from the transcript, and answers may stand there without their
    /// question.
    ///
    /// **How to mend it.** Export the chat again and leave the file as it is.
    UNREADABLE = "chat/unreadable-message", Warning;

    /// Words of a transcript stand under nobody's name.
    ///
    /// **Why it matters to a patient.** Nobody can be asked whether their words may be shown, and nobody can take them
    /// back. In a transcript that names some of its speakers, words without a name are left out.
    ///
    /// **How to mend it.** Write the name before the words, as in `<v Ana>words` or `Ana: words`. If the file names nobody,
    /// publish it only if everybody in it has agreed.
    NOBODY_NAMED = "chat/nobody-named", Warning;

    /// It is not clear which number of a date is the day and which is the month.
    ///
    /// **Why it matters to a patient.** 05/06 is in May for one reader and in June for another. So only the time of day
    /// is shown.
    ///
    /// **How to mend it.** Nothing needs to be done for a chat of one evening: its date stands in `recap.md`. Otherwise
    /// export a longer part of the conversation, in which a day after the 12th occurs.
    DATE_ORDER = "chat/date-order", Info;

    /// Words stand before the first message.
    ///
    /// **Why it matters to a patient.** Words that nobody is known to have said are not published.
    ///
    /// **How to mend it.** A title or a note may stay. If somebody said it, write the name before it: `Name: text`.
    BEFORE_FIRST_MESSAGE = "chat/before-first-message", Info;
}
