//! Makes the HTML of one page fit to stand among others on a larger page: its headings go one level down, and its anchors
//! get a prefix, so that none is there twice.

/// Attributes that name anchors of the same page.
const NAMING: [&str; 5] = [" id=\"", " for=\"", " aria-labelledby=\"", " aria-describedby=\"", " href=\"#"];

/// `html`, which is well formed and holds no `<` or `>` in its attributes, with `prefix` before each of its anchors and each
/// heading one level lower.
pub fn inset(html: &str, prefix: &str) -> String {
    let mut out = String::with_capacity(html.len() + html.len() / 16);
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        let (tag, after) = after.split_once('>').unwrap_or((after, ""));
        out.push('<');
        push_tag(&mut out, tag, prefix);
        out.push('>');
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Appends what stands between `<` and `>`.
fn push_tag(out: &mut String, tag: &str, prefix: &str) {
    let (slash, name) = tag.strip_prefix('/').map_or(("", tag), |name| ("/", name));
    out.push_str(slash);
    let mut rest = name;
    if let Some(level) = heading_level(name) {
        out.push('h');
        out.push(char::from(b'0' + (level + 1).min(6)));
        rest = &name[2..];
    }
    while let Some((at, attribute)) = first_naming(rest) {
        let end = at + attribute.len();
        out.push_str(&rest[..end]);
        out.push_str(prefix);
        rest = &rest[end..];
    }
    out.push_str(rest);
}

/// The level of a heading's tag.
fn heading_level(tag: &str) -> Option<u8> {
    let level = tag.strip_prefix('h')?.bytes().next()?;
    let is_name = tag.as_bytes().get(2).is_none_or(|byte| *byte == b' ');
    (is_name && (b'1'..=b'6').contains(&level)).then(|| level - b'0')
}

/// The first attribute of a tag that names an anchor, and where it stands.
fn first_naming(tag: &str) -> Option<(usize, &'static str)> {
    NAMING.iter().filter_map(|attribute| Some((tag.find(attribute)?, *attribute))).min()
}

#[cfg(test)]
mod tests {
    use super::inset;

    #[test]
    fn anchors_get_a_prefix_and_headings_go_down() {
        let html = "<h2 id=\"a\">A id=\"x\"</h2><p><a href=\"#a\">a</a> <a href=\"b.html#a\">b</a></p><hr><h6>c</h6>";
        let expected =
            "<h3 id=\"p1_a\">A id=\"x\"</h3><p><a href=\"#p1_a\">a</a> <a href=\"b.html#a\">b</a></p><hr><h6>c</h6>";
        assert_eq!(inset(html, "p1_"), expected);
    }
}
