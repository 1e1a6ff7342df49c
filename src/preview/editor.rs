//! The address that opens a file in the editor's own program, at the line in question.

use std::path::PathBuf;

use crate::source::FilePath;

/// Programs that can be named by a word, with the address that opens a file in each.
const KNOWN: [(&str, &str); 6] = [
    ("vscode", "vscode://file{path}:{line}:{column}"),
    ("vscodium", "vscodium://file{path}:{line}:{column}"),
    ("zed", "zed://file{path}:{line}:{column}"),
    ("sublime", "subl://open?url=file://{path}&line={line}&column={column}"),
    ("idea", "idea://open?file={path}&line={line}&column={column}"),
    ("textmate", "txmt://open?url=file://{path}&line={line}&column={column}"),
];

/// How files of one network are opened.
#[derive(Clone, Debug)]
pub struct Editor {
    root: PathBuf,
    pattern: String,
}

impl Editor {
    /// The editor that `wanted` names, or whose address it is, with `{path}`, `{line}` and `{column}` in it, for the
    /// network in `root`. Nothing for `none`, and for an address that a browser would run instead of open.
    pub fn new(root: impl Into<PathBuf>, wanted: &str) -> Option<Self> {
        let known = KNOWN.iter().find(|(name, _)| *name == wanted).map(|(_, pattern)| *pattern);
        let pattern = known.or_else(|| wanted.contains("{path}").then_some(wanted))?;
        let scheme = pattern.split(':').next().unwrap_or_default().to_ascii_lowercase();
        let runs = ["javascript", "data", "vbscript", "blob"].contains(&scheme.as_str());
        let root = root.into();
        let root = root.canonicalize().unwrap_or(root);
        (!runs).then(|| Self { root, pattern: String::from(pattern) })
    }

    /// The address that opens `file`, at a line and column where there is one.
    pub(crate) fn link(&self, file: &FilePath, place: Option<(usize, usize)>) -> Option<String> {
        let path = self.root.join(file.as_str());
        let (line, column) = place.unwrap_or((1, 1));
        let path = encoded(&path.to_str()?.replace('\\', "/"));
        let path = if path.starts_with('/') { path } else { format!("/{path}") };
        let link = self.pattern.replace("{path}", &path).replace("{line}", &line.to_string());
        Some(link.replace("{column}", &column.to_string()))
    }
}

/// `path` with every byte encoded that means something else in an address.
fn encoded(path: &str) -> String {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"/-._~:".contains(byte);
    path.bytes()
        .map(|byte| if is_plain(&byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Editor;
    use crate::source::FilePath;

    #[test]
    fn a_file_is_opened_at_its_line() {
        let link = |wanted: &str| {
            Editor::new("/no where", wanted)?.link(&FilePath::new("topics/hair & loss.md"), Some((3, 7)))
        };
        assert_eq!(link("vscode").as_deref(), Some("vscode://file/no%20where/topics/hair%20%26%20loss.md:3:7"));
        assert_eq!(link("my://{path}#{line}").as_deref(), Some("my:///no%20where/topics/hair%20%26%20loss.md#3"));
        assert_eq!(link("none"), None);
        assert_eq!(link("javascript:alert('{path}')"), None);
    }
}
