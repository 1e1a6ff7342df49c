//! *webvtt*: captions of a recording, by any program but Teams and Zoom; see [`cues`] for the grammar (W3C WebVTT).

use crate::finding::Findings;
use crate::parse::chat::cues::flavour::{Flavour, flavour};
use crate::parse::chat::cues::said::messages;
use crate::parse::chat::cues::{cues, is_webvtt};
use crate::parse::chat::raw::{Export, Format, RawChat, Sureness};

/// The format.
pub(super) struct WebVtt;

impl Format for WebVtt {
    fn name(&self) -> &'static str {
        "webvtt"
    }

    fn looks_like(&self) -> &'static str {
        "`WEBVTT` on the first line, then captions with `<v Name>words` or `Name: words`"
    }

    fn sureness(&self, export: &Export<'_>) -> Sureness {
        let is_own = is_webvtt(export.text) && flavour(&cues(export.text)) == Flavour::General;
        if is_own { Sureness::Certain } else { Sureness::No }
    }

    fn read<'a>(&self, export: &Export<'a>, findings: &mut Findings) -> RawChat<'a> {
        messages(&cues(export.text), export, findings)
    }
}
