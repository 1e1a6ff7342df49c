//! Files that are copied to the site, and what such a file says besides what it shows.

/// What a picture, a PDF or an Office file says of itself: nobody sees it, and everybody who saves the file gets it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Embedded {
    /// Words that somebody wrote into it: a title, a caption, the names of authors and owners.
    pub words: Vec<String>,
    /// Words that are part of the picture and stay: the title and the labels of a drawing.
    pub shown: Vec<String>,
    /// The whole of a text that is copied as it is: a list, a page of its own, subtitles.
    pub text: Option<String>,
    /// Whether it tells where a picture was taken.
    pub place: bool,
    /// Why the file may not be copied, in a sentence without a subject: `is encrypted, so …`. None when what it says of
    /// itself can be taken out.
    pub refused: Option<&'static str>,
}

impl Embedded {
    /// A file that may not be copied.
    pub fn refused(why: &'static str) -> Self {
        Self { refused: Some(why), ..Self::default() }
    }
}
