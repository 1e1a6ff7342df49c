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

/// `style` like [`lean`], and without the spaces around the signs that part rules and declarations. The theme's styles
/// hold no such signs with spaces in texts between quotation marks; a test holds that too.
pub(super) fn lean_style(style: &str) -> String {
    let mut style = lean(style);
    for sign in ['{', '}', ';'] {
        for spaced in [format!(" {sign}"), format!("{sign} "), format!("\n{sign}"), format!("{sign}\n")] {
            style = style.replace(&spaced, &sign.to_string());
        }
    }
    style.replace(": ", ":").replace(";}", "}")
}

#[cfg(test)]
mod tests {
    use super::{lean, lean_style};
    use crate::render::theme::embedded;

    #[test]
    fn comments_and_indentation_go_and_code_stays() {
        let script = "/* What it does.\n * More. */\n(function () {\n  // why\n  let a = 1; /* b */\n\n  /** c */\n  a++;\n})();\n";
        assert_eq!(lean(script), "(function () {\nlet a = 1; /* b */\na++;\n})();\n");
    }

    #[test]
    fn a_style_keeps_the_spaces_that_mean_something() {
        let style = "/* What it does. */\n.a :is(b, c) > d {\n  margin: 0 auto;\n}\n\n@media print { .a { content: \" (\"; } }\n";
        assert_eq!(lean_style(style), ".a :is(b, c) > d{margin:0 auto}@media print{.a{content:\" (\"}}");
    }

    #[test]
    fn the_scripts_and_styles_of_the_themes_can_be_made_lean() {
        for (name, script) in embedded("easy-read", "assets") {
            assert!(!name.ends_with(".css") || !script.lines().any(|line| line.trim().starts_with("//")), "{name}");
            let texts = script.split('"').skip(1).step_by(2);
            let parted = |text: &str| [" {", "{ ", " }", "} ", " ;", "; ", ": "].iter().any(|sign| text.contains(sign));
            assert!(!name.ends_with(".css") || !texts.clone().any(parted), "{name}: a text that would lose its spaces");
            assert!(script.matches('`').count().is_multiple_of(2), "{name}");
            for line in script.lines() {
                assert!(line.matches('`').count().is_multiple_of(2), "{name}: a text over several lines: {line}");
                let opens = line.trim().starts_with("/*");
                assert!(!opens || !line.contains("*/") || line.trim().ends_with("*/"), "{name}: {line}");
            }
        }
    }
}
