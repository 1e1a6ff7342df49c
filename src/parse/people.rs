//! Reads `people.yaml`: the staff, and what chat participants agreed to.

use std::sync::Arc;

use crate::finding::{Finding, Findings};
use crate::model::chat::AuthorKey;
use crate::model::person::{Consent, Person, Roster};
use crate::model::secret::{Secret, SecretKind};
use crate::model::slug::fold;
use crate::parse::chat::secrets::of_name;
use crate::parse::fields::Fields;
use crate::parse::yaml;
use crate::rules;
use crate::source::{FilePath, Located};

rules! {
    /// A person in `people.yaml` lacks an id or a name, or shares an id with somebody else.
    ///
    /// **Why it matters to a patient.** Pages name their authors and reviewers by these ids. Without one, nobody can
    /// tell who stands behind a page.
    ///
    /// **How to mend it.** Give each person a short id of their own, as in `id: r-okafor`, and a `name`.
    PERSON = "people/incomplete", Error;

    /// A person agreed to be named in chats, but nothing says when and how.
    ///
    /// **Why it matters to a patient.** Consent that is not on record cannot be shown to anybody who asks, and cannot be
    /// withdrawn with certainty.
    ///
    /// **How to mend it.** Add `consent_date` and `consent_method`, as in `consent_method: signed form`.
    CONSENT = "people/consent-not-recorded", Warning;
}

/// Reads the roster.
pub fn parse(file: &FilePath, text: &str, findings: &mut Findings) -> Arc<Roster> {
    let Some(mut fields) = yaml::read(file, text, 0, findings).and_then(|node| Fields::of(file, node, findings)) else {
        return Arc::default();
    };
    let mut roster = Roster::default();
    for (name, staff) in [("staff", true), ("participants", false)] {
        for entry in fields.maps(name) {
            if let Some((person, secrets)) = person(file, entry, staff, findings) {
                roster.secrets.extend(secrets);
                let people = if staff { &mut roster.staff } else { &mut roster.participants };
                people.push(person);
            }
        }
    }
    findings.extend(fields.finish());
    without_shared_ids(file, roster, findings)
}

/// One person.
fn person(
    file: &FilePath,
    mut entry: Fields<'_>,
    staff: bool,
    findings: &mut Findings,
) -> Option<(Person, Vec<Secret>)> {
    let span = entry.span();
    let (id, name) = (entry.text("id"), entry.words("name"));
    let mut known_as: Vec<AuthorKey> = name.iter().map(|name| AuthorKey::of(name)).collect();
    let handles = entry.texts("handles");
    known_as.extend(handles.iter().map(|handle| AuthorKey::of(handle)));
    let read = Person {
        file: file.clone(),
        role: entry.words("role"),
        credentials: entry.words("credentials"),
        disclosures: entry.words("disclosures"),
        about: entry.words("about"),
        known_as,
        consent: entry.guarded_choice("consent", &Consent::ALL, Consent::SummaryOnly),
        consent_date: entry.date("consent_date"),
        consent_method: entry.words("consent_method"),
        staff,
        name: name.clone().unwrap_or_default(),
        id: id.clone().unwrap_or_default(),
    };
    findings.extend(entry.finish());
    if id.is_none() || name.is_none() {
        let missing = if id.is_none() { "an `id`" } else { "a `name`" };
        let finding =
            Finding::new(&PERSON, file, format!("this person has no {}", &missing[missing.find('`').unwrap_or(0)..]));
        findings.push(finding.at(span).help(format!("add {missing}; until then the person is left out")));
        return None;
    }
    if read.consent == Some(Consent::Name) && (read.consent_date.is_none() || read.consent_method.is_none()) {
        let message = format!("nothing says when and how `{}` agreed to be named", *read.id);
        findings.push(Finding::new(&CONSENT, file, message).at(span).help("add `consent_date` and `consent_method`"));
    }
    let secrets = secrets(&read, &handles);
    Some((read, secrets))
}

/// What no page shows of somebody: their handles, and their name unless they are staff or agreed to be named. Staff who
/// agreed to be named speak in public, under their handles as well.
fn secrets(person: &Person, handles: &[Located<String>]) -> Vec<Secret> {
    if person.staff && person.consent == Some(Consent::Name) {
        return Vec::new();
    }
    let is_public = person.staff || person.consent == Some(Consent::Name);
    let name = (!is_public).then_some(person.name.as_str());
    // What a handle shares with the name of a public person is no secret: `Maria L.` is shown as she is called.
    let handles = handles.iter().map(|handle| handle.as_str()).filter(|handle| fold(handle) != fold(&person.name));
    let secrets = handles.chain(name).flat_map(|name| of_name(name, None));
    secrets.filter(|secret| secret.kind != SecretKind::Part).collect()
}

/// The roster without the people whose id somebody before them has.
fn without_shared_ids(file: &FilePath, mut roster: Roster, findings: &mut Findings) -> Arc<Roster> {
    let mut seen = std::collections::BTreeSet::new();
    for people in [&mut roster.staff, &mut roster.participants] {
        people.retain(|person| {
            let is_new = seen.insert(person.id.value.clone());
            if !is_new {
                let finding = Finding::new(&PERSON, file, format!("the id `{}` is given twice", *person.id));
                findings.push(finding.at(person.id.span).help("give each person an id of their own"));
            }
            is_new
        });
    }
    Arc::new(roster)
}
