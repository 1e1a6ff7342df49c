//! Pictures, in the size that suits the screen.

use crate::model::network::Resolved;
use crate::model::picture::{CopyFormat, Picture};
use crate::model::prose::Inline;
use crate::render::html::Writer;
use crate::site::SitePath;

/// Endings of the files that browsers show as pictures.
const PICTURES: [&str; 8] = ["png", "jpg", "jpeg", "gif", "webp", "avif", "svg", "ico"];

/// How wide a picture is shown: as wide as the text, which on a phone is as wide as the window.
const SIZES: &str = "(min-width: 46rem) 43rem, 100vw";

/// Windows for which the copies of a drawing are sharp enough when none of them is as wide as the drawing.
const PHONES: &str = "(max-width: 45.99rem)";

/// The title by which an editor says on purpose that a picture is there for its looks alone.
const DECORATIVE: &str = "decorative";

impl Writer<'_> {
    /// A figure, if a paragraph holds a picture of the site's own and nothing else. The title of the picture stands under
    /// it, where everybody can read it: a tooltip needs a mouse.
    pub(super) fn figure(&mut self, paragraph: &[Inline]) -> bool {
        let [Inline::Image { link, alt, title }] = paragraph else { return false };
        let Some(Resolved::Asset(path)) = self.scene.resolved.get(*link).filter(|_| !self.in_link) else {
            return false;
        };
        if !is_picture(path) {
            return false;
        }
        self.raw("<figure>");
        self.picture(path, alt, None);
        if let Some(caption) = title.as_deref().filter(|title| !is_decorative(alt, title)) {
            self.raw("<figcaption>");
            self.text(caption);
            self.raw("</figcaption>");
        }
        self.raw("</figure>\n");
        true
    }

    /// A picture of the site's own.
    pub(super) fn picture(&mut self, path: &SitePath, alt: &str, title: Option<&str>) {
        let picture = self.scene.network.pictures.get(path);
        match picture.and_then(|picture| Some((picture, picture.format?))) {
            // Browsers that do not know the format of the copies find the file itself.
            Some((picture, CopyFormat::Webp)) if !picture.copies().is_empty() => {
                self.raw("<picture><source type=\"image/webp\"");
                if !picture.is_replaced() {
                    self.raw(&format!(" media=\"{PHONES}\""));
                }
                self.choices(picture, path);
                self.raw(">");
                self.img(path, Some(picture), false, alt, title);
                self.raw("</picture>");
            }
            found => self.img(path, picture.map(|picture| &**picture), found.is_some(), alt, title),
        }
    }

    /// The element `img`, which chooses among the copies of the picture itself if it `chooses`.
    fn img(&mut self, path: &SitePath, picture: Option<&Picture>, chooses: bool, alt: &str, title: Option<&str>) {
        let copy = picture.filter(|picture| chooses && picture.is_replaced());
        let copy = copy.and_then(|picture| Some(picture.path_of(path, picture.copies().first()?.width)));
        let source = self.scene.page.link_to(copy.as_ref().unwrap_or(path));
        self.raw("<img src=\"");
        self.attribute(&source);
        self.raw("\" alt=\"");
        self.attribute(alt);
        if let Some(title) = title.filter(|title| !is_decorative(alt, title)) {
            self.raw("\" title=\"");
            self.attribute(title);
        }
        self.raw("\"");
        if let Some(picture) = picture {
            // So that the text does not jump when the picture comes.
            self.raw(&format!(" width=\"{}\" height=\"{}\"", picture.width, picture.height));
            if chooses && !picture.copies().is_empty() {
                self.choices(picture, path);
            }
        }
        // The first picture may be seen at once, and must not wait.
        self.raw(if self.pictures == 0 { ">" } else { " loading=\"lazy\">" });
        self.pictures += 1;
    }

    /// The files that a browser chooses from.
    fn choices(&mut self, picture: &Picture, path: &SitePath) {
        let mixed = picture.format == Some(CopyFormat::Jpeg) && !picture.is_replaced();
        let itself = mixed.then(|| (path.clone(), picture.width));
        let copies = picture.copies().iter().map(|copy| (picture.path_of(path, copy.width), copy.width));
        let choices = itself.into_iter().chain(copies);
        let choices = choices.map(|(path, width)| format!("{} {width}w", self.scene.page.link_to(&path)));
        let choices = choices.collect::<Vec<_>>().join(", ");
        self.raw(" srcset=\"");
        self.attribute(&choices);
        self.raw(&format!("\" sizes=\"{SIZES}\""));
    }
}

/// Whether the words of a picture say that it is there for its looks alone.
fn is_decorative(alt: &str, title: &str) -> bool {
    alt.trim().is_empty() && title.trim().eq_ignore_ascii_case(DECORATIVE)
}

/// Whether browsers show the file as a picture.
pub(super) fn is_picture(path: &SitePath) -> bool {
    path.as_str()
        .rsplit_once('.')
        .is_some_and(|(_, extension)| PICTURES.contains(&extension.to_ascii_lowercase().as_str()))
}
