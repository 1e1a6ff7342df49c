//! What a finding about privacy knows beside its sentence: which kind of identifier stands there, a hash of its words for
//! recorded decisions, and which passage must be withheld until somebody decides. The words themselves are not in here.

use crate::source::{Fingerprint, Span};

/// Something in a text by which a person might be recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Identifier {
    /// What kind it is.
    pub class: Class,
    /// A hash of the class and the normalised words: equal words give equal hashes wherever they stand. Short words can
    /// be guessed from it, so it is published and recorded only after it was hashed again with the key of the site.
    pub fingerprint: Fingerprint,
    /// What must be withheld.
    pub passage: Passage,
}

impl Identifier {
    /// The identifier of `class` whose normalised words are `words`.
    pub fn new(class: Class, words: &str, passage: Passage) -> Self {
        let fingerprint = Fingerprint::of(&[b"identifier", class.name().as_bytes(), words.as_bytes()]);
        Self { class, fingerprint, passage }
    }
}

/// The piece of the network that holds an identifier. The file is that of the finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Passage {
    /// A stretch of the text of a file: body, front matter, comment or entry.
    Text(Span),
    /// The message at this index of the transcript. Messages inside archives have no span.
    Message(usize),
    /// The file as a whole, because of what is in it.
    File,
    /// The file as a whole, because of its name.
    FileName,
}

/// The kinds of identifiers, by 45 CFR 164.514(b)(2)(i) where that names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// A name of a person, known by its context.
    Name,
    /// A word of a chat that may be a name: it has a capital, and nobody has seen it as an ordinary word.
    UnknownWord,
    /// An address, a postcode, a town that somebody lives in.
    Place,
    /// A day or month.
    Date,
    /// A day told from the day of writing: "last Tuesday".
    RelativeDate,
    /// An age over 89.
    GreatAge,
    /// Any other age of a person.
    Age,
    /// A telephone or fax number.
    Telephone,
    /// An e-mail address.
    Email,
    /// A number of social security or national insurance.
    SocialSecurity,
    /// A number of a medical record or a patient, such as the NHS number.
    Record,
    /// A number of a health plan or insurance.
    HealthPlan,
    /// A number of a bank account, a card or a customer.
    Account,
    /// A number of a licence, certificate or passport.
    Licence,
    /// A vehicle's plate or number.
    Vehicle,
    /// A serial number of a device or implant.
    Device,
    /// A web address that leads to a person: a profile, a post, a page of fund-raising.
    WebAddress,
    /// The name of an account, as `@name`.
    Handle,
    /// An address of a computer.
    Network,
    /// A description of somebody's body, voice or face by which they are recognised, or a picture of it.
    Biometric,
    /// An employer or school.
    Employer,
    /// Several facts about one person that each would tell little.
    Combination,
    /// Words of staff that say that somebody is in their care.
    CareRelationship,
    /// Something that a file carries beside what it shows: where a picture was taken, who wrote a document.
    Metadata,
}

impl Class {
    /// Every class with its stable name, which is also the name of its rule, and its letter in the rule of Safe Harbor.
    pub const ALL: [(Self, &'static str, char); 24] = [
        (Self::Name, "privacy/name", 'A'),
        (Self::UnknownWord, "privacy/unknown-word", 'A'),
        (Self::Place, "privacy/place", 'B'),
        (Self::Date, "privacy/date", 'C'),
        (Self::RelativeDate, "privacy/relative-date", 'C'),
        (Self::GreatAge, "privacy/age-over-89", 'C'),
        (Self::Age, "privacy/age", 'C'),
        (Self::Telephone, "privacy/phone", 'D'),
        (Self::Email, "privacy/email", 'F'),
        (Self::SocialSecurity, "privacy/ssn", 'G'),
        (Self::Record, "privacy/record-number", 'H'),
        (Self::HealthPlan, "privacy/plan-number", 'I'),
        (Self::Account, "privacy/account-number", 'J'),
        (Self::Licence, "privacy/licence-number", 'K'),
        (Self::Vehicle, "privacy/vehicle", 'L'),
        (Self::Device, "privacy/device", 'M'),
        (Self::WebAddress, "privacy/web-address", 'N'),
        (Self::Handle, "privacy/handle", 'N'),
        (Self::Network, "privacy/network-address", 'O'),
        (Self::Biometric, "privacy/biometric", 'P'),
        (Self::Employer, "privacy/employer", 'R'),
        (Self::Combination, "privacy/combination", 'R'),
        (Self::CareRelationship, "privacy/care-relationship", 'R'),
        (Self::Metadata, "privacy/metadata", 'R'),
    ];

    /// The stable name, as in `privacy/phone`.
    pub fn name(self) -> &'static str {
        self.entry().1
    }

    /// The letter under which 45 CFR 164.514(b)(2)(i) lists it; `R` for what can single somebody out in another way.
    pub fn letter(self) -> char {
        self.entry().2
    }

    fn entry(self) -> (Self, &'static str, char) {
        // The list is in the order of the declaration; a test holds it.
        Self::ALL[self as usize]
    }
}

/// `words` as they may be shown in a log: the first letter of each word, and no digit. The number of dots tells nothing
/// about the length of a word.
pub fn masked(words: &str) -> String {
    let mut masked = String::new();
    let mut inside = false;
    for character in words.chars() {
        let is_word = character.is_alphanumeric();
        match (inside, is_word) {
            (false, true) if character.is_alphabetic() => masked.extend([character, '•', '•', '•']),
            (false, true) => masked.push_str("•••"),
            (true, true) => {}
            (_, false) if character.is_whitespace() => masked.push(' '),
            (_, false) => masked.push(character),
        }
        inside = is_word;
    }
    masked
}

#[cfg(test)]
mod tests {
    use super::{Class, Identifier, Passage, masked};

    #[test]
    fn classes_are_listed_in_order_and_once() {
        for (at, (class, name, letter)) in Class::ALL.iter().enumerate() {
            assert_eq!(*class as usize, at);
            assert_eq!((class.name(), class.letter()), (*name, *letter));
            assert!(name.starts_with("privacy/"));
        }
    }

    #[test]
    fn what_is_masked_shows_first_letters_and_no_digit() {
        assert_eq!(masked("John Smith"), "J••• S•••");
        assert_eq!(masked("anna.b@example.org, 07700 900123"), "a•••.b•••@e•••.o•••, ••• •••");
        assert_eq!(masked("Æsa\tO’Neil-K7"), "Æ••• O•••’N•••-K•••");
    }

    #[test]
    fn equal_words_have_equal_fingerprints_in_one_class() {
        let of = |class, words| Identifier::new(class, words, Passage::File).fingerprint;
        assert_eq!(of(Class::Name, "anna"), of(Class::Name, "anna"));
        assert_ne!(of(Class::Name, "anna"), of(Class::Place, "anna"));
        assert_ne!(of(Class::Name, "anna"), of(Class::Name, "anne"));
    }
}
