//! Takes out of the theme's own scripts and styles what only those who change them read: indentation, and comments that
//! stand on lines of their own. Scripts and styles of a network's theme folder are copied as they are.

/// `script` without indentation and without comments that fill whole lines. The theme's scripts keep two rules that
/// make this safe, and a test holds them: no text goes over several lines, and `/*` begins a line only as a comment.
pub(super) fn lean(script: &str) -> String {
    let mut kept = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        in_comment |= line.starts_with("/*");
        if in_comment {
            in_comment = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::lean;
    use crate::render::theme::embedded;

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let script = "/* What it does.\n * More. */\n(function () {\n  // why\n  let a = 1; /* b */\n\n  /** c */\n  a++;\n})();\n";
        assert_eq!(lean(script), "(function () {\nlet a = 1; /* b */\na++;\n})();\n");
    }

    #[test]
    fn the_scripts_and_styles_of_the_themes_can_be_made_lean() {
        for (name, script) in embedded("easy-read", "assets") {
            assert!(!name.ends_with(".css") || !script.lines().any(|line| line.trim().starts_with("//")), "{name}");
            assert!(script.matches('`').count().is_multiple_of(2), "{name}");
            for line in script.lines() {
                assert!(line.matches('`').count().is_multiple_of(2), "{name}: a text over several lines: {line}");
                let opens = line.trim().starts_with("/*");
                assert!(!opens || !line.contains("*/") || line.trim().ends_with("*/"), "{name}: {line}");
            }
        }
    }
}
