//! What templates see: plain values, with nothing left to look up. A field whose name ends in `_html` holds safe HTML;
//! every other one is text, which templates escape.

use serde::Serialize;

use crate::render::dates::DateView;
use crate::render::evidence::StrengthView;
use crate::render::feedback::FeedbackView;
use crate::site::SitePath;

/// What every page has.
#[derive(Clone, Debug, Serialize)]
pub struct PageView {
    /// The BCP 47 tag of the language of the page.
    pub lang: String,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
    /// What stands before an address that is relative to the top of the site: nothing or `../` so many times.
    pub rel: String,
    /// The title, which is the only heading of level 1.
    pub title: String,
    /// The title of the window: the page's and the site's.
    pub head_title: String,
    /// A sentence for search engines.
    pub description: Option<String>,
    /// The absolute address of the page, where the network says where it is published.
    pub canonical: Option<String>,
    /// The pages above this one.
    pub crumbs: Vec<LinkView>,
    /// Which of the main places of the site the page belongs to.
    pub place: &'static str,
    /// The same page in other languages.
    pub translations: Vec<LinkView>,
    /// The page in every language it is in, its own among them, for search engines.
    pub alternates: Vec<LinkView>,
    /// What to say when the page is a translation of a text that changed since.
    pub older: Option<String>,
    /// Where the page is.
    #[serde(skip)]
    pub path: SitePath,
    /// What the page says of itself to search engines. Templates have it as text.
    #[serde(skip)]
    pub structured: Option<serde_json::Value>,
    /// What stands at the foot of each sheet when the page is printed: title, review date, the team's telephone.
    pub sheet_foot: Option<String>,
    /// Whether this is the large-print edition of another page.
    pub large: bool,
}

/// A link with its words.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct LinkView {
    /// The address, relative to the page.
    pub href: String,
    /// The words.
    pub text: String,
    /// The language of what it leads to, when that is not the language of the page.
    pub lang: Option<String>,
    /// A few words after the link, such as a date or a summary.
    pub note: Option<String>,
}

/// A site-wide page of `pages/` for the foot of every page.
#[derive(Clone, Debug, Serialize)]
pub struct SitePageView {
    /// The address from the top of the site.
    pub path: String,
    /// The title.
    pub title: String,
    /// Its language, when that is not the site's.
    pub lang: Option<String>,
}

/// What is the same on every page.
#[derive(Clone, Debug, Serialize)]
pub struct SiteView {
    /// The name of the site.
    pub title: String,
    /// The language of the site's own texts.
    pub lang: String,
    /// The hospital.
    pub organisation: Option<String>,
    /// The department.
    pub department: Option<String>,
    /// One sentence on the site.
    pub description: Option<String>,
    /// What every page says of itself.
    pub disclaimer: Option<String>,
    /// What to do in an emergency.
    pub emergency_html: Option<String>,
    /// Whether the main navigation leads to chats, the glossary, the references, and the page about the site.
    pub has_chats: bool,
    /// See [`Self::has_chats`].
    pub has_glossary: bool,
    /// See [`Self::has_chats`].
    pub has_references: bool,
    /// See [`Self::has_chats`].
    pub has_people: bool,
    /// See [`Self::has_chats`].
    pub has_tags: bool,
    /// See [`Self::has_chats`].
    pub has_about: bool,
    /// Whether there is a feed of changes.
    pub has_feed: bool,
    /// The pages about the site.
    pub pages: Vec<SitePageView>,
    /// The Content-Security-Policy of every page.
    pub policy: &'static str,
    /// The paths of the theme's assets.
    pub assets: AssetsView,
}

/// Where the theme's assets are, from the top of the site.
#[derive(Clone, Debug, Serialize)]
pub struct AssetsView {
    /// The style.
    pub style: Option<String>,
    /// A style that the network adds to it: `theme/assets/custom.css`.
    pub custom: Option<String>,
    /// The script: the field of the search, the words of the glossary, and what keeps pages for the times without a
    /// connection.
    pub script: Option<String>,
    /// The interface of the search, loaded when it is first used.
    pub search_ui: Option<String>,
    /// The search itself, which the interface loads.
    pub search_core: Option<String>,
}

/// Somebody on the staff, or somebody whom a page names.
#[derive(Clone, Debug, Serialize)]
pub struct PersonView {
    /// The name.
    pub name: String,
    /// Where the people page shows them.
    pub href: Option<String>,
    /// What they do.
    pub role: Option<String>,
    /// Degrees and memberships.
    pub credentials: Option<String>,
    /// Interests that a reader should know of.
    pub disclosures: Option<String>,
}

/// What is said at the end of every text: who wrote and reviewed it, when, and on what it rests.
#[derive(Clone, Debug, Serialize)]
pub struct FootView {
    /// The numbered list of references.
    pub references: Vec<EntryView>,
    /// Addresses that the text as a whole rests on.
    pub sources: Vec<LinkView>,
    /// Chats that discussed the text.
    pub discussed: Vec<LinkView>,
    /// Pages and chats that link to the text.
    pub mentioned: Vec<LinkView>,
    /// How many they are, in words.
    pub mentioned_count: String,
    /// Pages on neighbouring subjects.
    pub related: Vec<LinkView>,
    /// The tags.
    pub tags: Vec<LinkView>,
    /// Who wrote it.
    pub authors: Vec<PersonView>,
    /// Who reviewed it.
    pub reviewers: Vec<PersonView>,
    /// The map of what the text is tied to.
    pub map: Option<String>,
    /// How sure its claims are.
    pub claims: Vec<ClaimView>,
    /// What was wrong in it and has been put right, the latest first.
    pub corrections: Vec<CorrectionView>,
    /// How to answer back.
    pub feedback: Option<FeedbackView>,
    /// When it was last reviewed.
    pub reviewed: Option<DateView>,
    /// When it must be reviewed next.
    pub review_due: Option<DateView>,
    /// Whether that day has passed.
    pub overdue: bool,
    /// When the text last changed in substance.
    pub updated: Option<DateView>,
    /// Interests of the authors.
    pub disclosures: Option<String>,
    /// Who paid.
    pub funding: Option<String>,
    /// The address of the page, for readers of a printed sheet.
    pub address: Option<AddressView>,
    /// The other edition of the page: large print for the usual one, the usual one for large print.
    pub edition: Option<String>,
}

/// The address of a page, as words and as a QR code.
#[derive(Clone, Debug, Serialize)]
pub struct AddressView {
    /// The address.
    pub words: String,
    /// The code.
    pub code_html: Option<String>,
}

/// Something that the text says, and how sure it is.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimView {
    /// What is said.
    pub text: String,
    /// How sure it is, in a few words.
    pub word: String,
    /// What these words mean.
    pub meaning: String,
    /// The place where the words are explained.
    pub href: String,
    /// What it rests on, in the list of references of the page.
    pub sources: Vec<LinkView>,
}

/// Something that was wrong and has been put right.
#[derive(Clone, Debug, Serialize)]
pub struct CorrectionView {
    /// When.
    pub date: DateView,
    /// What.
    pub text: String,
}

/// An entry of a list of references.
#[derive(Clone, Debug, Serialize)]
pub struct EntryView {
    /// The anchor of the entry.
    pub id: String,
    /// The number by which the text cites it, in numbered styles.
    pub number: Option<usize>,
    /// The entry as the style prints it.
    pub entry_html: String,
    /// Where the text cites it.
    pub backlinks: Vec<LinkView>,
    /// The entry in the library of references, which shows where else it is cited.
    pub library: String,
    /// How strong its evidence is, if somebody said how the study was done.
    pub strength: Option<StrengthView>,
    /// What a reader must know of it: that it was retracted, or is doubted.
    pub warning: Option<String>,
}

/// A heading in a list of contents.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ContentsView {
    /// The anchor.
    pub id: String,
    /// The words of the heading.
    pub text: String,
}
