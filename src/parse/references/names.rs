//! Names of people and organisations, as exports write them.

use hayagriva::types::Person;

/// Words at the end of a name that are no given name.
const SUFFIXES: [&str; 8] = ["jr", "sr", "ii", "iii", "iv", "2nd", "3rd", "4th"];

/// `Family, Given`, `Family, Given, Jr.`, or a name without a comma: that of an organisation, or of a person whose parts
/// cannot be told. It is printed as it stands, because a guess would turn organisations inside out.
pub(super) fn person(written: &str) -> Option<Person> {
    let mut parts = written.split(',').map(str::trim);
    let family = parts.next().filter(|family| !family.is_empty())?;
    let rest: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    match rest.as_slice() {
        [] => Some(organisation(family)),
        [given] if is_suffix(given) => Some(Person { suffix: Some(String::from(*given)), ..organisation(family) }),
        [given] => Some(with_given(family, given, None)),
        [given, suffix] if is_suffix(suffix) => Some(with_given(family, given, Some(suffix))),
        // Bookends and others write `Family, Jr., Given`.
        [suffix, given] if is_suffix(suffix) => Some(with_given(family, given, Some(suffix))),
        // More commas are the commas of an organisation's name.
        _ => Some(organisation(written.trim().trim_end_matches(','))),
    }
}

/// `Bower JE`, as MEDLINE's short form writes it: the initials come last.
pub(super) fn with_initials(written: &str) -> Option<Person> {
    let mut words: Vec<&str> = written.split_whitespace().collect();
    let suffix = if words.len() > 2 && words.last().is_some_and(|word| is_suffix(word)) { words.pop() } else { None };
    let is_initials = |word: &str| word.chars().all(|letter| letter.is_uppercase() || letter == '-') && word.len() <= 8;
    match words.as_slice() {
        [] => None,
        [family @ .., initials] if !family.is_empty() && is_initials(initials) => {
            let given: Vec<String> = initials.chars().filter(|c| c.is_alphabetic()).map(String::from).collect();
            Some(with_given(&family.join(" "), &given.join(" "), suffix))
        }
        _ => Some(organisation(written.trim())),
    }
}

/// A person of whom family and given name are told apart.
pub(super) fn with_given(family: &str, given: &str, suffix: Option<&str>) -> Person {
    // Particles stand before the family name, as in `van der Berg`.
    let person = Person::from_strings(vec![family]).unwrap_or_else(|_| organisation(family));
    let given = Some(given.trim()).filter(|given| !given.is_empty()).map(String::from);
    Person { given_name: given, suffix: suffix.map(String::from), ..person }
}

/// A name that has no parts.
pub(super) fn organisation(name: &str) -> Person {
    Person { name: String::from(name), given_name: None, prefix: None, suffix: None, comma_suffix: false, alias: None }
}

/// Whether a word is `Jr.` and the like.
fn is_suffix(word: &str) -> bool {
    SUFFIXES.contains(&word.trim_end_matches('.').to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::{person, with_initials};

    fn parts(read: Option<hayagriva::types::Person>) -> (String, Option<String>, Option<String>) {
        let person = read.unwrap();
        (person.name, person.given_name, person.suffix)
    }

    #[test]
    fn names_are_taken_apart_only_where_they_say_how() {
        let some = |word: &str| Some(String::from(word));
        let name = |word: &str| String::from(word);
        assert_eq!(parts(person("Bower, Julienne E.")), (name("Bower"), some("Julienne E."), None));
        assert_eq!(parts(person("King, Martin, Jr.")), (name("King"), some("Martin"), some("Jr.")));
        assert_eq!(parts(person("King, Jr., Martin")), (name("King"), some("Martin"), some("Jr.")));
        assert_eq!(parts(person("World Health Organization,")), (name("World Health Organization"), None, None));
        assert_eq!(parts(person("NHS, England, Wales, UK")), (name("NHS, England, Wales, UK"), None, None));
        assert_eq!(parts(with_initials("de Boer AG 3rd")), (name("Boer"), some("A G"), some("3rd")));
        assert_eq!(parts(with_initials("Selvamani")), (name("Selvamani"), None, None));
        assert_eq!(person(" , "), None);
    }
}
