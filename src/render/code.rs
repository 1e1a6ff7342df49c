//! Colours code: a few classes that the theme's style knows, and no colours of its own.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, SyntaxReference, SyntaxSet};

use crate::render::escape::push_text;

/// Longer code is shown plain: no reader gains from its colours, and some grammars are slow on long lines.
const LONGEST_CODE: usize = 64 * 1024;

/// Longer lines are shown plain.
const LONGEST_LINE: usize = 1000;

/// The grammars. They are only unpacked when a page shows code in a language.
static GRAMMARS: LazyLock<SyntaxSet> = LazyLock::new(SyntaxSet::load_defaults_newlines);

/// What the theme's style can tell apart: the beginning of a grammar's scope and the class it becomes. The innermost
/// scope that is listed decides.
static CLASSES: LazyLock<Vec<(Scope, &'static str)>> = LazyLock::new(|| {
    let classes = [
        ("comment", "comment"),
        ("string", "string"),
        ("constant", "constant"),
        ("keyword", "keyword"),
        ("storage", "keyword"),
        ("entity.name.tag", "tag"),
        ("entity.other.attribute-name", "attribute"),
        ("entity.name", "name"),
        ("support", "name"),
        ("variable", "variable"),
        ("markup.inserted", "inserted"),
        ("markup.deleted", "deleted"),
        ("invalid", "invalid"),
    ];
    classes.iter().filter_map(|(scope, class)| Some((Scope::new(scope).ok()?, *class))).collect()
});

/// Appends `code`, coloured if `language` names a language that the grammars know.
pub fn push_code(html: &mut String, language: Option<&str>, code: &str) {
    let grammar = language.filter(|_| is_short(code)).and_then(grammar_of);
    let before = html.len();
    if grammar.is_none_or(|grammar| push_coloured(html, grammar, code).is_none()) {
        html.truncate(before);
        push_text(html, code);
    }
}

/// Whether the code is short enough to be coloured.
fn is_short(code: &str) -> bool {
    code.len() <= LONGEST_CODE && code.lines().all(|line| line.len() <= LONGEST_LINE)
}

/// The grammar of the language; none for a language whose code is plain text.
fn grammar_of(language: &str) -> Option<&'static SyntaxReference> {
    let grammar = GRAMMARS.find_syntax_by_token(language)?;
    (grammar.name != "Plain Text").then_some(grammar)
}

/// Appends coloured code; nothing when the grammar trips over it.
fn push_coloured(html: &mut String, grammar: &SyntaxReference, code: &str) -> Option<()> {
    let mut state = ParseState::new(grammar);
    let mut scopes = ScopeStack::new();
    let mut open = None;
    for line in code.split_inclusive('\n') {
        let changes = state.parse_line(line, &GRAMMARS).ok()?;
        let mut at = 0;
        for (offset, change) in changes {
            push_region(html, &mut open, class_of(&scopes), line.get(at..offset)?);
            scopes.apply(&change).ok()?;
            at = offset;
        }
        push_region(html, &mut open, class_of(&scopes), line.get(at..)?);
    }
    if open.is_some() {
        html.push_str("</span>");
    }
    Some(())
}

/// Appends a region of one class; regions of the same class run together.
fn push_region(html: &mut String, open: &mut Option<&'static str>, class: Option<&'static str>, region: &str) {
    if region.is_empty() {
        return;
    }
    if *open != class {
        if open.is_some() {
            html.push_str("</span>");
        }
        if let Some(class) = class {
            html.push_str("<span class=\"hl-");
            html.push_str(class);
            html.push_str("\">");
        }
        *open = class;
    }
    push_text(html, region);
}

/// The class of the innermost scope that has one.
fn class_of(scopes: &ScopeStack) -> Option<&'static str> {
    scopes
        .as_slice()
        .iter()
        .rev()
        .find_map(|scope| CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class))
}

#[cfg(test)]
mod tests {
    use super::push_code;

    fn html(language: Option<&str>, code: &str) -> String {
        let mut html = String::new();
        push_code(&mut html, language, code);
        html
    }

    #[test]
    fn known_languages_get_classes() {
        let html = html(Some("python"), "x = \"<b>\"  # note\n");
        assert!(html.contains("<span class=\"hl-string\">\"&lt;b&gt;\"</span>"), "{html}");
        assert!(html.contains("<span class=\"hl-comment\"># note"), "{html}");
    }

    #[test]
    fn unknown_languages_and_long_lines_stay_plain() {
        assert_eq!(html(Some("no-such-language"), "a < b"), "a &lt; b");
        assert_eq!(html(None, "a & b"), "a &amp; b");
        let long = format!("x = \"{}\"", "a".repeat(5000));
        assert_eq!(html(Some("python"), &long), long);
    }
}
