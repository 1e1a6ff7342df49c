//! Links, wikilinks and pictures that lead nowhere.

use crate::check::Check;
use crate::finding::{Finding, Findings, Rule, nearest};
use crate::model::id::NodeId;
use crate::model::network::{Network, Resolved, Text};
use crate::model::prose::{Namespace, Target, WrittenLink};
use crate::rules;
use crate::source::{FilePath, Located};

rules! {
    /// A link leads to no page, or to an anchor that its page does not have.
    ///
    /// **Why it matters to a patient.** Somebody who is worried follows a link for an answer. If it leads nowhere, they
    /// are left alone with their question, and trust the rest of the site less.
    ///
    /// **How to mend it.** Correct the path or name; the message suggests the nearest one. Paths are seen from the file
    /// that holds the link, as in `../side-effects/fatigue.md#what-helps`. `[[fatigue]]` finds a page by its title, its
    /// file's name, another name (`aliases`) or a word of the glossary.
    BROKEN = "links/broken", Error;

    /// A link leads to a page that is marked as a draft.
    ///
    /// **Why it matters to a patient.** Drafts are not published, so the link would lead nowhere.
    ///
    /// **How to mend it.** Remove the link, or publish the page by removing `draft: true`.
    DRAFT = "links/draft", Error;

    /// The name in a wikilink belongs to more than one page.
    ///
    /// **Why it matters to a patient.** bedside would have to guess which page is meant.
    ///
    /// **How to mend it.** Write the path, as in `[hair loss](../side-effects/hair-loss.md)`, or the page's full name
    /// in the network, as in `[[side-effects/hair-loss]]`.
    AMBIGUOUS = "links/ambiguous", Error;

    /// A link uses an address that pages may not link to.
    ///
    /// Pages link to the web (`https:`), to mail and to telephone numbers, and to nothing else.
    ///
    /// **Why it matters to a patient.** Addresses such as `javascript:` can run programs in the reader's browser.
    ///
    /// **How to mend it.** Write the full `https://` address of the page that is meant.
    FORBIDDEN = "links/forbidden", Error;

    /// A picture would be loaded from another site.
    ///
    /// **Why it matters to a patient.** Loading it would tell the owner of that site who reads about which illness. The
    /// picture is shown as a plain link instead.
    ///
    /// **How to mend it.** If you have the right to, save the picture in `static/images/` and use it from there.
    REMOTE_IMAGE = "links/remote-image", Warning;
}

/// Finds links that lead nowhere.
pub struct Links;

impl Check for Links {
    fn rules(&self) -> &'static [&'static Rule] {
        RULES
    }

    fn tied(&self, network: &Network, text: Text<'_>, findings: &mut Findings) {
        for (link, resolved) in text.prose.links.iter().zip(network.resolved(text.id)) {
            if let Some(finding) = finding(network, text, link, resolved) {
                findings.push(finding.at(link.span));
            }
        }
        findings.extend(translations(network, text));
    }

    fn run(&self, network: &Network, findings: &mut Findings) {
        findings.extend(
            network.terms.values().filter_map(|term| unknown_path(network, &term.file, "see", term.see.as_ref()?)),
        );
    }
}

/// What is wrong with one link, if anything.
fn finding(network: &Network, text: Text<'_>, link: &WrittenLink, resolved: &Resolved) -> Option<Finding> {
    let new = |rule, message| Finding::new(rule, text.file, message);
    let written = written(&link.target);
    Some(match resolved {
        Resolved::External(_) if link.image => {
            new(&REMOTE_IMAGE, format!("the picture {written} lies on another site, so it is not shown"))
                .help("save it in `static/images/`, if you may, and use that file")
        }
        Resolved::Unknown => {
            let what = if link.image { "picture" } else { "link" };
            let finding = new(&BROKEN, format!("the {what} {written} leads to nothing"));
            match suggestion(network, text.file, link) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("correct it, or remove it"),
            }
        }
        Resolved::NoAnchor(id, anchor) => {
            let finding = new(&BROKEN, format!("\"{}\" has no place called `#{anchor}`", network.title(id)));
            match near_anchor(network, id, anchor) {
                Some(near) => finding.help(format!("did you mean `#{near}`?")),
                None => finding.help("use the words of a heading on that page, in lower case, with `-` for spaces"),
            }
        }
        Resolved::Draft => new(&DRAFT, format!("the link {written} leads to a draft, which is not published"))
            .help("remove the link, or remove `draft: true` from that page"),
        Resolved::Ambiguous(nodes) => {
            let names: Vec<String> = nodes.iter().map(|id| format!("`{}`", id.key())).collect();
            new(&AMBIGUOUS, format!("more than one page is called {written}"))
                .help(format!("write one of {} instead", names.join(", ")))
        }
        Resolved::Forbidden => new(&FORBIDDEN, format!("a page may not link to {written}"))
            .help("write the full https:// address of the page that is meant"),
        Resolved::Node(..)
        | Resolved::Asset(_)
        | Resolved::External(_)
        | Resolved::Anchor(_)
        // Whether a chat has the message is looked at with the chats.
        | Resolved::Message(..)
        | Resolved::Contact(_)
        | Resolved::Threshold(_) => return None,
    })
}

/// A `translation_of` that leads nowhere.
fn translations(network: &Network, text: Text<'_>) -> Option<Finding> {
    unknown_path(network, text.file, "translation_of", text.meta.translation_of.as_ref()?)
}

/// A setting that should be the path of a page, and is not.
fn unknown_path(network: &Network, file: &FilePath, setting: &str, path: &Located<String>) -> Option<Finding> {
    if network.find_path(file, path).is_some() {
        return None;
    }
    let finding = Finding::new(&BROKEN, file, format!("`{setting}: {}` leads to no page", **path)).at(path.span);
    let paths: Vec<&str> = network.texts().map(|text| text.file.as_str()).collect();
    Some(match nearest(path, paths.iter().copied()).or_else(|| same_stem(path, &paths)) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("write the path of the page from the top of the network, as in `topics/fatigue.md`"),
    })
}

/// A link as an editor wrote it.
fn written(target: &Target) -> String {
    match target {
        Target::Url(url) | Target::Forbidden(url) => format!("`{url}`"),
        Target::Path { path, fragment: None } => format!("`{path}`"),
        Target::Path { path, fragment: Some(fragment) } => format!("`{path}#{fragment}`"),
        Target::Fragment(fragment) => format!("`#{fragment}`"),
        Target::Wiki { name, .. } => format!("`[[{name}]]`"),
        Target::Named { space, name } => {
            let word = Namespace::ALL.iter().find(|(_, known)| known == space).map_or("", |(word, _)| word);
            format!("`[[{word}:{name}]]`")
        }
    }
}

/// What an editor probably meant.
fn suggestion(network: &Network, file: &FilePath, link: &WrittenLink) -> Option<String> {
    match &link.target {
        Target::Path { path, .. } => {
            let files: Vec<&str> = match link.image {
                true => network.assets.keys().map(FilePath::as_str).collect(),
                false => network.texts().map(|text| text.file.as_str()).collect(),
            };
            same_stem(path, &files).map(|near| relative(file, near))
        }
        Target::Wiki { name, .. } => {
            let own = network.texts().flat_map(|text| [text.title, text.file.stem()]);
            let aliases = network.texts().flat_map(|text| text.meta.aliases.iter().map(String::as_str));
            let terms = network.terms.values().map(|term| term.term.as_str());
            nearest(name, own.chain(aliases).chain(terms)).map(|near| format!("[[{near}]]"))
        }
        Target::Named { space, name } => {
            let (name, place) = space.place(name);
            let place = place.map(|place| format!("#{place}")).unwrap_or_default();
            nearest(name, names(network, *space)).map(|near| format!("{near}{place}"))
        }
        Target::Url(_) | Target::Fragment(_) | Target::Forbidden(_) => None,
    }
}

/// The names that a namespace knows.
fn names(network: &Network, space: Namespace) -> Vec<&str> {
    match space {
        Namespace::Term => network.terms.values().map(|term| term.term.as_str()).collect(),
        Namespace::Person => network.people.staff.iter().map(|person| person.id.as_str()).collect(),
        Namespace::Chat => network.chats.keys().map(NodeId::key).collect(),
        Namespace::Reference => network.references.keys().map(String::as_str).collect(),
        Namespace::Contact => network.contacts.contacts.iter().map(|contact| contact.id.as_str()).collect(),
        Namespace::Threshold => network.contacts.thresholds.keys().map(String::as_str).collect(),
    }
}

/// The file whose name is nearest to that of `path`.
fn same_stem<'a>(path: &str, files: &[&'a str]) -> Option<&'a str> {
    let stem = |path: &str| String::from(FilePath::new(path).stem());
    let stems: Vec<String> = files.iter().map(|file| stem(file)).collect();
    let near = nearest(&stem(path), stems.iter().map(String::as_str))?;
    stems.iter().position(|stem| stem == near).map(|at| files[at])
}

/// The path of `target` as seen from `file`.
fn relative(file: &FilePath, target: &str) -> String {
    let from: Vec<&str> = file.folder().split('/').filter(|part| !part.is_empty()).collect();
    let to: Vec<&str> = target.split('/').collect();
    let shared = from.iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
    "../".repeat(from.len() - shared) + &to[shared..].join("/")
}

/// The anchor of a page that is nearest to `anchor`.
fn near_anchor<'a>(network: &'a Network, id: &NodeId, anchor: &str) -> Option<&'a str> {
    let text = network.text(id)?;
    nearest(anchor, text.prose.headings().map(|heading| heading.id.as_str()))
}
