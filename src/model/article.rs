//! A page written in Markdown: a topic, the text of a section, or one of the pages about the site.

use jiff::civil::Date;

use crate::model::evidence::Certainty;
use crate::model::id::NodeId;
use crate::model::prose::Prose;
use crate::source::{FilePath, Located};

/// A page written in Markdown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    /// Its name in the network: a topic, a section or a page.
    pub id: NodeId,
    /// The file it was written in.
    pub file: FilePath,
    /// The title: the front matter's, else the first heading, else the file's name.
    pub title: String,
    /// What the front matter says.
    pub meta: Meta,
    /// The body.
    pub prose: Prose,
}

/// The front matter that topics, pages and recaps share. Every field may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Meta {
    /// One or two plain sentences, shown first.
    pub summary: Option<String>,
    /// What kind of topic it is.
    pub kind: Option<TopicKind>,
    /// Whom it is written for, as written.
    pub audience: Vec<String>,
    /// Who wrote it: ids of `people.yaml`, or names.
    pub authors: Vec<Located<String>>,
    /// Who reviewed it: ids of `people.yaml`, or names.
    pub reviewed_by: Vec<Located<String>>,
    /// When it was last reviewed.
    pub reviewed: Option<Located<Date>>,
    /// When it must be reviewed next.
    pub review_due: Option<Located<Date>>,
    /// When the body last changed in substance.
    pub updated: Option<Located<Date>>,
    /// Reference keys or addresses that the page as a whole rests on.
    pub sources: Vec<Located<String>>,
    /// Interests of the authors that a reader should know of.
    pub disclosures: Option<String>,
    /// Who paid.
    pub funding: Option<String>,
    /// Words by which pages are grouped across sections.
    pub tags: Vec<String>,
    /// Other names of the subject, as patients say them.
    pub aliases: Vec<String>,
    /// Addresses at which the page stood before, as written among the aliases.
    pub old_addresses: Vec<Located<String>>,
    /// What was wrong on the page and has been put right, as written.
    pub corrections: Vec<Correction>,
    /// What the page says that people decide by, and how sure that is.
    pub claims: Vec<Claim>,
    /// The BCP 47 tag of the language it is written in, if it is not the site's.
    pub language: Option<String>,
    /// The path of the page that this one translates, from the top of the network folder.
    pub translation_of: Option<Located<String>>,
    /// Whether the page is not to be published yet.
    pub draft: bool,
    /// Where the page stands in its section: smaller comes first, equal ones by title.
    pub weight: i64,
}

/// Something that was wrong on a page and has been put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// When it was put right.
    pub date: Located<Date>,
    /// What was wrong, and what is right.
    pub text: String,
}

/// Something that a page says, and how sure that is when all that is known is taken together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// What is said.
    pub text: Located<String>,
    /// How sure it is.
    pub certainty: Certainty,
    /// The reference keys or addresses that it rests on. They are among the sources of the page as well.
    pub sources: Vec<Located<String>>,
}

/// What kind of topic a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TopicKind {
    /// A disease or state of health.
    Condition,
    /// A treatment.
    Treatment,
    /// An unwanted effect of a treatment or disease.
    SideEffect,
    /// A test or scan.
    Test,
    /// Practical help: travel, money, appointments.
    Practical,
    /// Living with and after it.
    Living,
    /// Anything else that guides.
    Guide,
}

impl TopicKind {
    /// Every kind with its word in front matter.
    pub const ALL: [(&'static str, Self); 7] = [
        ("condition", Self::Condition),
        ("treatment", Self::Treatment),
        ("side-effect", Self::SideEffect),
        ("test", Self::Test),
        ("practical", Self::Practical),
        ("living", Self::Living),
        ("guide", Self::Guide),
    ];

    /// The word in front matter.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, kind)| *kind == self).map_or("guide", |(word, _)| word)
    }
}
