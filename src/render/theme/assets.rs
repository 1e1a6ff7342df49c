//! The styles, scripts and pictures of a theme, each under a name that changes with what it holds.
//!
//! What every page loads is joined into one style and one script: on ward Wi-Fi a request costs more than its bytes.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use crate::render::lean::{lean, lean_style};
use crate::render::theme::{embedded, overriding};
use crate::site::{Artifact, SitePath};
use crate::source::{Content, Fingerprint, SourceFile};

/// How many digits of a hash keep the versions of a style or script apart.
const FINGERPRINT_DIGITS: usize = 10;

/// The files that every page loads: the name of the whole, and its parts in order. A part may be missing; a theme that is
/// laid over the default one brings a `theme.css`, and a network may replace any part by a file of that name. What is
/// printed comes last: paper is white in every theme.
const BUNDLES: [(&str, &[&str]); 2] = [
    ("site.css", &["style.css", "theme.css", "print.css"]),
    ("site.js", &["terms.js", "search-field.js", "offline.js"]),
];

/// A style, script or picture of the theme.
pub(super) struct Asset {
    /// Where it stands in the site.
    pub(super) path: SitePath,
    content: AssetContent,
}

/// Where the bytes of an asset are.
enum AssetContent {
    Bytes(Arc<[u8]>),
    File(PathBuf),
}

impl Asset {
    /// What it holds, if that has been read.
    pub(super) fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            AssetContent::Bytes(bytes) => Some(bytes),
            AssetContent::File(_) => None,
        }
    }

    /// The asset with its path.
    pub(super) fn artifact(&self) -> (SitePath, Artifact<'static>) {
        let artifact = match &self.content {
            AssetContent::Bytes(bytes) => Artifact::Bytes(Arc::clone(bytes)),
            AssetContent::File(path) => Artifact::File(path.clone()),
        };
        (self.path.clone(), artifact)
    }
}

/// The assets of the theme.
pub(super) fn assets(theme: &str, overrides: &[Arc<SourceFile>]) -> BTreeMap<String, Asset> {
    let own = |(name, text): (&str, &str)| match name.rsplit_once('.') {
        Some((_, "css")) => (String::from(name), asset_of(name, lean_style(text).as_bytes())),
        Some((_, "js")) => (String::from(name), asset_of(name, lean(text).as_bytes())),
        _ => (String::from(name), asset_of(name, text.as_bytes())),
    };
    let mut assets: BTreeMap<String, Asset> = embedded(theme, "assets").map(own).collect();
    for (name, file) in overriding(overrides, "assets") {
        let asset = match &file.content {
            Content::Text(text) => asset_of(name, text.as_bytes()),
            Content::Binary(bytes) => asset_of(name, bytes),
            // Its bytes have not been read, so its name cannot tell its versions apart.
            Content::Unread(path) => {
                Asset { path: SitePath::new(format!("assets/{name}")), content: AssetContent::File(path.clone()) }
            }
        };
        assets.insert(String::from(name), asset);
    }
    for (name, parts) in BUNDLES {
        let whole = joined(parts.iter().filter_map(|part| assets.remove(*part)));
        assets.insert(String::from(name), asset_of(name, &whole));
    }
    assets
}

/// The bytes of `parts` one after another, each on lines of its own.
fn joined(parts: impl Iterator<Item = Asset>) -> Vec<u8> {
    let mut whole = Vec::new();
    for part in parts {
        if let AssetContent::Bytes(bytes) = part.content {
            whole.extend_from_slice(&bytes);
            whole.push(b'\n');
        }
    }
    whole
}

/// An asset whose bytes are known.
fn asset_of(name: &str, bytes: &[u8]) -> Asset {
    let hash = Fingerprint::of(&[bytes]).hex(FINGERPRINT_DIGITS);
    let path = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => format!("assets/{stem}-{hash}.{extension}"),
        _ => format!("assets/{name}-{hash}"),
    };
    Asset { path: SitePath::new(path), content: AssetContent::Bytes(Arc::from(bytes)) }
}

#[cfg(test)]
mod tests {
    use super::{AssetContent, assets};

    #[test]
    fn what_every_page_loads_is_one_style_and_one_script() {
        let assets = assets("default", &[]);
        let names: Vec<&str> = assets.keys().map(String::as_str).collect();
        assert_eq!(names, ["search-core.js", "search-ui.js", "site.css", "site.js"]);
        let AssetContent::Bytes(style) = &assets["site.css"].content else { panic!("the style is not joined") };
        let style = String::from_utf8(style.to_vec()).unwrap();
        assert!(style.contains("--paper") && style.contains("@media print"), "{style}");
    }
}
