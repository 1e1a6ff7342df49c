//! Which program wrote a file of captions.

use crate::parse::chat::cues::said::name_before_colon;
use crate::parse::chat::cues::{Cue, Cues};

/// The program that wrote a WebVTT file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::parse::chat) enum Flavour {
    Teams,
    Zoom,
    General,
}

/// Which program wrote the cues. Teams names them by a GUID and has a voice in each; Zoom numbers them from 1, has no
/// tags, and writes a name before the colon.
pub(in crate::parse::chat) fn flavour(found: &Cues<'_>) -> Flavour {
    let cues = &found.cues;
    let most = |fits: &dyn Fn(usize, &Cue<'_>) -> bool| {
        let count = cues.iter().enumerate().filter(|(at, cue)| fits(*at, cue)).count();
        count > 0 && count * 10 >= cues.len() * 8
    };
    if most(&|_, cue| is_guid(cue.id)) && most(&|_, cue| cue.text.contains("<v ")) {
        Flavour::Teams
    } else if most(&|at, cue| cue.id.parse().is_ok_and(|id: usize| id > at && id <= at + 1 + found.broken.len()))
        && most(&|_, cue| !cue.text.contains('<') && name_before_colon(&cue.text).is_some())
    {
        Flavour::Zoom
    } else {
        Flavour::General
    }
}

/// Whether a cue is named as by Teams: `0bb5c7e9-1f2a-4c55-9c1b-2f4a1e0d9a11/12-0`.
fn is_guid(id: &str) -> bool {
    let guid = id.split('/').next().unwrap_or_default();
    let widths: Vec<usize> = guid.split('-').map(str::len).collect();
    widths == [8, 4, 4, 4, 12] && guid.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
}
