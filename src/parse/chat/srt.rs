//! *srt*: subtitles as SubRip and most programs for films write them; see [`cues`] for the grammar.
//!
//! ```text
//! 12
//! 00:01:05,120 --> 00:01:09,480
//! Ana Ruiz: words
//! ```
//! Source: there is no standard; what the readers of VLC and ffmpeg agree on. WebVTT that lost its first line is read
//! as well.

use crate::finding::Findings;
use crate::parse::chat::cues::said::messages;
use crate::parse::chat::cues::{begins_with_cue, cues, is_webvtt};
use crate::parse::chat::raw::{Export, Format, RawChat, Sureness};

/// The format.
pub(super) struct Srt;

impl Format for Srt {
    fn name(&self) -> &'static str {
        "srt"
    }

    fn looks_like(&self) -> &'static str {
        "a number, `00:01:05,120 --> 00:01:09,480` and the words on lines of their own"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        if is_webvtt(export.text) {
            Sureness::No
        } else if begins_with_cue(export.text) {
            Sureness::Certain
        } else {
            Sureness::No
        }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        messages(&cues(export.text), export, findings)
    }
}
