//! The ways to tell what was found: to people, and to programs.

pub(crate) mod github;
pub(crate) mod json;
pub(crate) mod sarif;
pub(crate) mod text;

use std::path::Path;

/// The address of a file of the network as seen from where the command was started.
fn from_here(root: &Path, file: &str) -> String {
    let root = root.to_string_lossy().replace('\\', "/");
    let root = root.trim_start_matches("./").trim_end_matches('/');
    if matches!(root, "" | ".") { file.to_owned() } else { format!("{root}/{file}") }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::from_here;

    #[test]
    fn files_are_seen_from_where_the_command_was_started() {
        assert_eq!(from_here(Path::new("."), "topics/a.md"), "topics/a.md");
        assert_eq!(from_here(Path::new("./net/"), "topics/a.md"), "net/topics/a.md");
        assert_eq!(from_here(Path::new("/home/net"), "a.md"), "/home/net/a.md");
    }
}
