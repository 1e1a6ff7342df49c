//! *zoom-vtt*: the audio transcript of a meeting as Zoom hands it out; see [`cues`] for the grammar.
//!
//! ```text
//! 12
//! 00:01:05.120 --> 00:01:09.480
//! Ana Ruiz: words
//! ```
//! A colon after `https`, in a time, or after a word that never speaks ends no name. Source: "Audio transcript" of Zoom
//! cloud recordings.

use crate::finding::Findings;
use crate::parse::chat::cues::flavour::{Flavour, flavour};
use crate::parse::chat::cues::said::messages;
use crate::parse::chat::cues::{cues, is_webvtt};
use crate::parse::chat::raw::{Export, Format, RawChat, Sureness};

/// The format.
pub(super) struct ZoomVtt;

impl Format for ZoomVtt {
    fn name(&self) -> &'static str {
        "zoom-vtt"
    }

    fn looks_like(&self) -> &'static str {
        "`WEBVTT`, then numbered captions with `Name: words`, as Zoom writes them"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let is_own = is_webvtt(export.text) && flavour(&cues(export.text)) == Flavour::Zoom;
        if is_own { Sureness::Certain } else { Sureness::No }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        messages(&cues(export.text), export, findings)
    }
}
