//! Tells which translations have been overtaken by what they translate.

use jiff::civil::Date;

use crate::model::article::Meta;
use crate::model::id::NodeId;
use crate::model::network::{Network, Text};

/// A text that changed after a translation of it was last brought up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewerOriginal {
    /// The text that was translated.
    pub original: NodeId,
    /// When it changed.
    pub changed: Date,
    /// When the translation was last changed or reviewed; unknown when it has no dates.
    pub translated: Option<Date>,
}

impl Network {
    /// The text that `text` translates.
    pub fn original(&self, text: Text<'_>) -> Option<Text<'_>> {
        self.text(&self.find_path(text.file, text.meta.translation_of.as_ref()?)?)
    }

    /// What `text` translates, if that changed later. A review of the translation brings it up to date: its reviewer has
    /// read both. A review of the original changes nothing, unless it has no other date.
    pub fn newer_original(&self, text: Text<'_>) -> Option<NewerOriginal> {
        let original = self.original(text)?;
        let changed = original.meta.changed()?;
        let translated = [&text.meta.updated, &text.meta.reviewed].into_iter().flatten().map(|date| date.value).max();
        let newer = translated.is_none_or(|translated| translated < changed);
        newer.then(|| NewerOriginal { original: original.id.clone(), changed, translated })
    }
}

impl Meta {
    /// When the text last changed: as it says, else its last review. Never the day of the build.
    pub fn changed(&self) -> Option<Date> {
        self.updated.as_ref().or(self.reviewed.as_ref()).map(|date| date.value)
    }
}
