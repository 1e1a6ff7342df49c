//! *teams-vtt*: the transcript of a meeting as Teams and Stream hand it out; see [`cues`] for the grammar.
//!
//! ```text
//! 0bb5c7e9-1f2a-4c55-9c1b-2f4a1e0d9a11/12-0
//! 00:01:05.120 --> 00:01:09.480
//! <v Ana Ruiz>words</v>
//! ```
//! Source: transcripts downloaded from Teams ("Download as .vtt").

use crate::finding::Findings;
use crate::parse::chat::cues::flavour::{Flavour, flavour};
use crate::parse::chat::cues::said::messages;
use crate::parse::chat::cues::{cues, is_webvtt};
use crate::parse::chat::raw::{Export, Format, RawChat, Sureness};

/// The format.
pub(super) struct TeamsVtt;

impl Format for TeamsVtt {
    fn name(&self) -> &'static str {
        "teams-vtt"
    }

    fn looks_like(&self) -> &'static str {
        "`WEBVTT`, then captions named by a GUID with `<v Name>words</v>`, as Teams writes them"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let is_own = is_webvtt(export.text) && flavour(&cues(export.text)) == Flavour::Teams;
        if is_own { Sureness::Certain } else { Sureness::No }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        messages(&cues(export.text), export, findings)
    }
}
