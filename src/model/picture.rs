//! A picture that pages show, and the lighter copies of it.

use std::sync::{Arc, LazyLock};

use crate::site::SitePath;

/// The widest copy, in pixels: as wide as the text on a sharp screen.
pub const WIDEST: u32 = 1440;

/// A picture as its first bytes describe it. Its copies are made when somebody first asks for them.
#[derive(Debug)]
pub struct Picture {
    /// How wide it is in pixels, held upright.
    pub width: u32,
    /// How high it is.
    pub height: u32,
    /// How long its file is, in bytes.
    pub bytes: u64,
    /// What its copies are made as; nothing when there can be none.
    pub format: Option<CopyFormat>,
    /// How wide copies may be, the widest first. Which of them are worth having shows when they are made.
    pub widths: Vec<u32>,
    copies: LazyLock<Vec<LighterCopy>, Make>,
}

/// Makes the copies of a picture, the widest first.
type Make = Box<dyn FnOnce() -> Vec<LighterCopy> + Send>;

/// What copies are made as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CopyFormat {
    /// JPEG, for photographs.
    Jpeg,
    /// WebP that keeps every pixel, for drawings: lighter than PNG. Browsers from before 2020 do not know it.
    Webp,
}

/// A copy that is lighter than the file it was made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LighterCopy {
    /// How wide it is, in pixels.
    pub width: u32,
    /// The file.
    pub bytes: Arc<[u8]>,
}

impl Picture {
    /// A picture of this size without copies.
    pub fn new(width: u32, height: u32, bytes: u64) -> Self {
        let copies = LazyLock::new(Box::new(Vec::new) as Make);
        Self { width, height, bytes, format: None, widths: Vec::new(), copies }
    }

    /// The same picture with copies of these widths, the widest first, which `make` makes.
    #[must_use]
    pub fn with_copies(
        self,
        format: CopyFormat,
        widths: Vec<u32>,
        make: impl FnOnce() -> Vec<LighterCopy> + Send + 'static,
    ) -> Self {
        Self { format: Some(format), widths, copies: LazyLock::new(Box::new(make)), ..self }
    }

    /// The copies, the widest first: made now, or remembered.
    pub fn copies(&self) -> &[LighterCopy] {
        &self.copies
    }

    /// Whether a copy stands for the file itself, so that no browser needs to load that.
    pub fn is_replaced(&self) -> bool {
        self.copies().first().is_some_and(|copy| copy.width >= self.width.min(WIDEST))
    }

    /// Where the copy of this width of the file at `file` stands.
    pub fn path_of(&self, file: &SitePath, width: u32) -> SitePath {
        let ending = if self.format == Some(CopyFormat::Webp) { "webp" } else { "jpg" };
        SitePath::new(format!("{file}.{width}.{ending}"))
    }
}
