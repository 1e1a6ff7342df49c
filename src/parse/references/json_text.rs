//! Finds the objects of a JSON list without reading them, so that a broken one costs only itself.

use std::ops::Range;

/// Where the objects of a list lie in a text, and whether the text ended inside one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Objects {
    /// The whole ones, braces included.
    pub(super) whole: Vec<Range<usize>>,
    /// Where an object begins that never ends.
    pub(super) open: Option<usize>,
}

/// Finds the outermost objects in `text` from byte `start` on, up to the `]` that closes the list.
pub(super) fn objects(text: &str, start: usize) -> Objects {
    let mut found = Objects::default();
    let mut open: Vec<usize> = Vec::new();
    let mut quoted = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate().skip(start) {
        match byte {
            // A string ends with its line: JSON has no strings of several lines, and a forgotten quotation mark would
            // turn the rest of the file inside out.
            b'\n' => quoted = false,
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' => quoted = !quoted,
            _ if quoted => {}
            b'{' => open.push(at),
            b'}' => {
                if let Some(start) = open.pop()
                    && open.is_empty()
                {
                    found.whole.push(start..at + 1);
                }
            }
            b']' if open.is_empty() && at > start => return found,
            _ => {}
        }
    }
    found.open = open.first().copied();
    found
}

#[cfg(test)]
mod tests {
    use super::objects;

    #[test]
    fn braces_in_strings_and_in_objects_do_not_count() {
        let text = r#"[{"a": "}\"{"}, {"b": {"c": 1}}] {"after": 1}"#;
        let found: Vec<_> = objects(text, 0).whole.into_iter().map(|range| &text[range]).collect();
        assert_eq!(found, [r#"{"a": "}\"{"}"#, r#"{"b": {"c": 1}}"#]);
    }

    #[test]
    fn an_open_string_costs_one_line_and_an_open_object_is_told() {
        let text = "[{\"a\": \"x\n}, {\"b\": 1}, {\"c\": ";
        let found = objects(text, 0);
        assert_eq!(found.whole.len(), 2);
        assert_eq!(found.open, Some(text.rfind('{').unwrap()));
    }
}
