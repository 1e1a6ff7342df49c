//! Exports as they come from elsewhere: real ones, hostile ones, and very long ones. The folder `../shared` may be absent.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use bedside::finding::Findings;
use bedside::model::chat::{AuthorKey, MessageTime, Transcript};
use bedside::model::document::Document;
use bedside::parse::chat::parse;
use bedside::source::{FilePath, SourceFile};

/// Reads bytes under a name, as the scan hands them on.
fn read(name: &str, bytes: &[u8]) -> (Option<Arc<Transcript>>, Findings) {
    let path = FilePath::new(format!("chats/hair-loss/{name}"));
    let file = match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => SourceFile::text(path, text.trim_start_matches('\u{feff}')),
        _ => SourceFile::binary(path, bytes),
    };
    let mut findings = Findings::new();
    match parse(&file, &mut findings) {
        Document::Transcript(transcript) => (Some(transcript), findings),
        _ => (None, findings),
    }
}

/// The one finding about a file of which nothing is read.
fn refused(name: &str, bytes: &[u8]) -> String {
    let (transcript, findings) = read(name, bytes);
    assert!(transcript.is_none(), "{name} is read");
    assert_eq!(findings.len(), 1, "{findings:?}");
    findings.iter().map(|finding| format!("{}: {}", finding.rule.id, finding.message)).collect()
}

fn shared(path: &str) -> Option<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let near = [root.join("../shared/samples"), PathBuf::from("/work/shared/samples")];
    near.into_iter().map(|samples| samples.join(path)).find(|path| path.exists())
}

/// Every file below `folder`, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().flatten();
    entries.filter(|entry| entry.file_type().is_file()).map(walkdir::DirEntry::into_path).collect()
}

/// Whatever the file: nothing breaks, and every message lies in it. What is read of each is printed:
/// `cargo test --test it every_sample -- --nocapture`.
#[test]
fn every_sample_is_read_without_harm() {
    let Some(root) = shared("chats") else { return };
    for path in files(&root) {
        let bytes = fs::read(&path).unwrap();
        let (transcript, findings) = read(path.file_name().unwrap().to_str().unwrap(), &bytes);
        let shown = path.strip_prefix(&root).unwrap().display();
        let rules: std::collections::BTreeSet<&str> = findings.iter().map(|finding| finding.rule.id).collect();
        let rules = rules.into_iter().collect::<Vec<_>>().join(" ");
        let Some(transcript) = transcript else {
            println!("{shown} | - | | | {rules}");
            continue;
        };
        let (people, messages) = (transcript.authors.len(), transcript.messages.len());
        println!("{shown} | {} | {messages} | {people} | {rules}", transcript.format);
        assert!(findings.iter().all(|finding| finding.span.is_none()), "{shown}: a finding shows words");
        if let Ok(text) = std::str::from_utf8(&bytes).map(|text| text.trim_start_matches('\u{feff}')) {
            let inside = |message: &bedside::model::chat::Message| text.get(message.span.range()).is_some();
            assert!(transcript.messages.iter().all(inside), "{shown}");
        }
    }
}

/// What is read of a sample: `format people messages`.
fn counts(path: &str) -> Option<String> {
    let file = shared(path)?;
    let (transcript, _) = read(file.file_name()?.to_str()?, &fs::read(&file).ok()?);
    let transcript = transcript?;
    Some(format!("{} {} {}", transcript.format, transcript.authors.len(), transcript.messages.len()))
}

#[test]
fn samples_of_messengers_are_read() {
    if shared("chats").is_none() {
        return;
    }
    let samples = [
        ("chats/whatsapp/chatminer-[mmddyy]_24hrs.txt", "whatsapp 5 6"),
        ("chats/whatsapp/chatminer-ddmmyy_24hrs.txt", "whatsapp 5 6"),
        ("chats/whatsapp/chatminer-mmddyy_24hrs.txt", "whatsapp 5 6"),
        ("chats/whatsapp/chatminer-mmddyyyy_12hrs.txt", "whatsapp 5 6"),
        ("chats/whatsapp/chatminer-yyyymmdd_24hrs.txt", "whatsapp 5 6"),
        ("chats/signal/chatminer.txt", "whatsapp 2 2"),
        ("chats/telegram/chatminer-single.json", "telegram 2 2"),
        ("chats/telegram/chatminer-batch.json", "telegram 2 2"),
    ];
    for (path, expected) in samples {
        assert_eq!(counts(path).as_deref(), Some(expected), "{path}");
    }
    for path in ["chats/zoom/bushong1-new-experience.txt", "chats/slack/hfaran-testarchive.zip"] {
        println!("{path}: {:?}", counts(path));
        assert!(counts(path).is_some(), "{path}");
    }
}

#[test]
fn a_samples_messages_are_what_others_read_in_it() {
    let Some(expected) = shared("chats/whatsapp/chatminer-EXPECTED.json") else { return };
    let expected: Vec<serde_json::Value> = serde_json::from_slice(&fs::read(expected).unwrap()).unwrap();
    let text = |value: &serde_json::Value, key: &str| value[key].as_str().unwrap().to_owned();
    let expected: Vec<_> =
        expected.iter().rev().map(|value| (text(value, "timestamp"), AuthorKey::of(&text(value, "author")))).collect();
    for file in fs::read_dir(shared("chats/whatsapp").unwrap()).unwrap().flatten() {
        if file.path().extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let transcript = read("a.txt", &fs::read(file.path()).unwrap()).0.unwrap();
        let read: Vec<_> = transcript
            .messages
            .iter()
            .map(|message| match message.at {
                Some(MessageTime::Local(at)) => (at.to_string(), transcript.authors[message.author.unwrap()]),
                other => panic!("{other:?} in {}", file.path().display()),
            })
            .collect();
        assert_eq!(read, expected, "{}", file.path().display());
    }
}

#[test]
fn hostile_archives_are_refused_in_one_sentence() {
    let hostile = [
        ("slip.zip", "leads out of the archive"),
        ("bomb_42x.zip", "zip bomb"),
        ("symlink.zip", "holds a link"),
        ("truncated.zip", "damaged zip archive"),
        ("manyfiles.zip", ""),
        ("nested.zip", "in no format"),
        ("dupnames.zip", ""),
    ];
    for (name, what) in hostile {
        let Some(file) = shared(&format!("hostile/{name}")) else { return };
        let finding = refused(name, &fs::read(file).unwrap());
        assert!(finding.starts_with("chat/") && finding.contains(what), "{name}: {finding}");
    }
}

/// A zip archive with these files.
fn zip_of(files: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn archives_that_do_harm_are_refused() {
    let out = refused("a.zip", &zip_of(&[("../../evil.txt", b"x"), ("_chat.txt", b"x")]));
    assert!(out.starts_with("chat/archive: `a.zip` holds a file whose name leads out"), "{out}");
    let bomb = refused("a.zip", &zip_of(&[("_chat.txt", &vec![b' '; 4 << 20])]));
    assert!(bomb.contains("more than 200 times its size"), "{bomb}");
    assert!(refused("a.zip", &zip_of(&[("a.jpg", b"x")])).starts_with("chat/unknown-format"));
    assert!(refused("a.zip", &zip_of(&[("_chat.txt", b"")])).starts_with("chat/empty-transcript"));
}

#[test]
fn the_name_of_a_file_does_not_matter() {
    let whatsapp = b"12/05/2026, 19:02 - Ana: hi\n13/05/2026, 19:03 - Bev: ho\n";
    assert_eq!(read("a.json", whatsapp).0.unwrap().format, "whatsapp");
    let zip = zip_of(&[("WhatsApp Chat with Ana.txt", whatsapp), ("IMG-1.jpg", b"x")]);
    assert_eq!(read("a.txt", &zip).0.unwrap().messages.len(), 2);
}

#[test]
fn what_breaks_off_is_read_up_to_there() {
    let message = |n: usize| {
        format!(r#"{{"id": {n}, "type": "message", "date_unixtime": "1778612400", "from": "Ana", "text": "hi {n}"}}"#)
    };
    let whole = format!(r#"{{"messages": [{}, {}, {}]}}"#, message(1), message(2), message(3));
    let (transcript, findings) = read("a.json", &whole.as_bytes()[..whole.len() - 20]);
    assert_eq!(transcript.unwrap().messages.len(), 2);
    let found: Vec<_> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(found, ["`a.json` breaks off in the middle: 2 messages before that are read, the rest is missing."]);
    let bad = whole.replacen("\"hi 2\"", "17", 1);
    let (transcript, findings) = read("a.json", bad.as_bytes());
    let transcript = transcript.unwrap();
    assert_eq!((transcript.messages.len(), transcript.dropped.unreadable, findings.len()), (2, 1, 1));
    assert!(transcript.messages.iter().all(|message| bad[message.span.range()].starts_with("{\"id\"")));
}

/// A long chat of WhatsApp, as people write.
fn long_chat(messages: usize) -> String {
    let words = [
        "I had the same after my third cycle, and it went away by itself within two weeks or so.",
        "Thanks Maria, that helps 💛",
        "Does anybody know whether the cold cap hurts? My nurse says it is only the first ten minutes.",
        "Here is what they gave us: https://www.example.org/hair-loss?utm_source=x",
        "ok",
        "Mine came back curly!\nAnd grey, which nobody had told me.",
    ];
    let names = ["Maria L.", "Bev", "+44 7700 900123", "Dr Ruth Okafor", "deskbound_dee"];
    let mut text = String::new();
    for at in 0..messages {
        let (day, hour, minute) = (at / 1440 % 28 + 1, at / 60 % 24, at % 60);
        let _ = writeln!(
            text,
            "{day:02}/{:02}/2026, {hour:02}:{minute:02} - {}: {}",
            at / 40_320 + 1,
            names[at * 7 % 5],
            words[at * 11 % 6]
        );
    }
    text
}

/// `cargo test --profile ci --test it -- --ignored --nocapture speed_of_whatsapp`
#[test]
#[ignore = "measures, and says something only when optimised"]
fn speed_of_whatsapp() {
    for messages in [5_000, 100_000] {
        let text = long_chat(messages);
        let file = SourceFile::text(FilePath::new("chats/c/a.txt"), text.as_str());
        let best = (0..5)
            .map(|_| {
                let start = std::time::Instant::now();
                let Document::Transcript(transcript) = parse(&file, &mut Findings::new()) else { panic!("not read") };
                assert_eq!(transcript.messages.len(), messages);
                start.elapsed()
            })
            .min()
            .unwrap();
        println!("{messages} messages, {} bytes: {:.1} MB/s", text.len(), text.len() as f64 / best.as_secs_f64() / 1e6);
    }
}
