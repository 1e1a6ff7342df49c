//! The finished site as a map from path to artifact. Nothing is on the disk yet: an artifact says how its bytes are made.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

/// The path of a file of the finished site: relative, with `/`, as in `topics/side-effects/fatigue.html`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Takes a relative path that holds no empty, `.` or `..` part.
    pub fn new(path: impl Into<Arc<str>>) -> Self {
        Self(path.into())
    }

    /// The whole path.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address of `target` as written on the page at `self`: relative, naming a file, percent-encoded.
    pub fn link_to(&self, target: &SitePath) -> String {
        let from: Vec<&str> = self.0.split('/').collect();
        let to: Vec<&str> = target.0.split('/').collect();
        let shared = from[..from.len() - 1].iter().zip(&to[..to.len() - 1]).take_while(|(a, b)| a == b).count();
        let mut link = "../".repeat(from.len() - 1 - shared);
        for (at, part) in to[shared..].iter().enumerate() {
            if at > 0 {
                link.push('/');
            }
            push_percent_encoded(&mut link, part);
        }
        link
    }

    /// The page that the relative address `href`, as [`Self::link_to`] writes it, leads to from the page at `self`.
    pub fn resolve(&self, href: &str) -> SitePath {
        let address = href.split('#').next().unwrap_or_default();
        if address.is_empty() {
            return self.clone();
        }
        let mut parts: Vec<String> = self.0.split('/').map(String::from).collect();
        parts.pop();
        for part in address.split('/') {
            match part {
                ".." => drop(parts.pop()),
                part => parts.push(percent_decoded(part)),
            }
        }
        SitePath::new(parts.join("/"))
    }
}

/// The text of an address with its percent-encoded bytes as they are meant.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        match hex.filter(|_| byte == b'%') {
            Some(decoded) => {
                bytes.push(decoded);
                rest = &after[2..];
            }
            None => {
                bytes.push(byte);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Appends one part of a path with every byte encoded that could change the meaning of the address.
fn push_percent_encoded(link: &mut String, part: &str) {
    for byte in part.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            link.push(char::from(byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for SitePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.0, f)
    }
}

/// Why an artifact could not be made, in a sentence for an editor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MakeError(pub String);

impl fmt::Display for MakeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for MakeError {}

/// A function that makes the bytes of an artifact; it gives the same bytes however often it is called.
pub type Make<'a> = Box<dyn Fn() -> Result<Vec<u8>, MakeError> + Send + Sync + 'a>;

/// How one file of the site comes to be.
pub enum Artifact<'a> {
    /// The bytes are already there.
    Bytes(Arc<[u8]>),
    /// A file of the network folder, copied as it is. The pipeline lets only those pass that say nothing of themselves.
    File(PathBuf),
    /// Made when asked for: the batch build asks for all, the preview for the page that a browser wants.
    Made(Make<'a>),
}

impl Artifact<'_> {
    /// The bytes of the artifact.
    ///
    /// # Errors
    /// When the template of a page is broken, or a copied file can no longer be read.
    pub fn bytes(&self) -> Result<Arc<[u8]>, MakeError> {
        match self {
            Self::Bytes(bytes) => Ok(Arc::clone(bytes)),
            Self::File(path) => std::fs::read(path)
                .map(Arc::from)
                .map_err(|error| MakeError(format!("{} can no longer be read: {error}", path.display()))),
            Self::Made(make) => make().map(Arc::from),
        }
    }
}

/// The finished site.
#[derive(Default)]
pub struct Site<'a> {
    artifacts: BTreeMap<SitePath, Artifact<'a>>,
}

impl<'a> Site<'a> {
    /// An empty site.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds `artifact` at `path`, and gives back the one that stood there before, if any.
    pub fn insert(&mut self, path: SitePath, artifact: Artifact<'a>) -> Option<Artifact<'a>> {
        self.artifacts.insert(path, artifact)
    }

    /// The artifact at `path`.
    pub fn get(&self, path: &SitePath) -> Option<&Artifact<'a>> {
        self.artifacts.get(path)
    }

    /// Takes the artifact at `path` away.
    pub fn remove(&mut self, path: &SitePath) -> Option<Artifact<'a>> {
        self.artifacts.remove(path)
    }

    /// The same site with every artifact as `change` makes it.
    #[must_use]
    pub fn map(self, mut change: impl FnMut(&SitePath, Artifact<'a>) -> Artifact<'a>) -> Self {
        let changed = self.artifacts.into_iter().map(|(path, artifact)| {
            let artifact = change(&path, artifact);
            (path, artifact)
        });
        Self { artifacts: changed.collect() }
    }

    /// All artifacts, sorted by path.
    pub fn artifacts(&self) -> &BTreeMap<SitePath, Artifact<'a>> {
        &self.artifacts
    }
}
