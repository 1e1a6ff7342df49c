//! Slack's mark-up of messages, *mrkdwn*, made plain: mentions and links in `<…>`, entities, emoji by their names.

/// The plain words of `text`. `name` knows the people by their ids.
pub(super) fn plain<'m>(text: &str, name: impl Fn(&str) -> Option<&'m str>) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        words(&rest[..open], &mut plain);
        let inside = &rest[open + 1..];
        let Some(close) = inside.find(['>', '<']).filter(|close| inside[*close..].starts_with('>')) else {
            plain.push('<');
            rest = inside;
            continue;
        };
        token(&inside[..close], &name, &mut plain);
        rest = &inside[close + 1..];
    }
    words(rest, &mut plain);
    plain
}

/// What stands between `<` and `>`: an address, a person, a channel, a date.
fn token<'m>(token: &str, name: &impl Fn(&str) -> Option<&'m str>, plain: &mut String) {
    let (target, label) = token.split_once('|').map_or((token, None), |(target, label)| (target, Some(label)));
    match target.chars().next() {
        Some('@') => {
            plain.push('@');
            plain.push_str(name(&target[1..]).or(label).unwrap_or(&target[1..]));
        }
        Some('#') => {
            plain.push('#');
            plain.push_str(label.unwrap_or("channel"));
        }
        // Everybody, a group, or a date in the words of a fallback.
        Some('!') => plain.push_str(label.map_or("everyone", |label| label.trim_start_matches('@'))),
        _ => {
            let address = entities(target.strip_prefix("mailto:").unwrap_or(target));
            match label.map(entities).filter(|label| *label != address && !address.ends_with(label.as_str())) {
                Some(label) => plain.push_str(&format!("{label} ({address})")),
                None => plain.push_str(&address),
            }
        }
    }
}

/// Words without marks of emphasis, with their entities and emoji.
fn words(text: &str, plain: &mut String) {
    let mut rest = text;
    while let Some(colon) = rest.find(':') {
        push(&rest[..colon], plain);
        let after = &rest[colon + 1..];
        let close = after.find(|c: char| !c.is_ascii_alphanumeric() && !"_+-'".contains(c));
        let named = close.filter(|close| *close > 0 && after[*close..].starts_with(':'));
        let Some((close, sign)) = named.and_then(|close| Some((close, emoji(&after[..close])?))) else {
            plain.push(':');
            rest = after;
            continue;
        };
        plain.push_str(sign);
        rest = &after[close + 1..];
    }
    push(rest, plain);
}

fn push(text: &str, plain: &mut String) {
    let text = entities(text);
    for (at, c) in text.char_indices() {
        if !(matches!(c, '_' | '~' | '`') && is_mark(&text, at)) {
            plain.push(c);
        }
    }
}

/// Whether a sign stands at the edge of a word: then it is a mark of emphasis, and inside one it is a letter of it.
fn is_mark(text: &str, at: usize) -> bool {
    let is_part = |c: char| c.is_alphanumeric();
    let before = text[..at].chars().next_back().is_some_and(is_part);
    let after = text[at + 1..].chars().next().is_some_and(is_part);
    before != after
}

/// `text` with the three entities that Slack writes, each decoded once.
fn entities(text: &str) -> String {
    if !text.contains('&') {
        return String::from(text);
    }
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

/// The emoji of a name, as in `thumbsup` or `wave::skin-tone-3`.
pub(super) fn emoji(name: &str) -> Option<&'static str> {
    let base = name.split("::").next().unwrap_or(name);
    if base.starts_with("skin-tone-") {
        return Some("");
    }
    let known = match base {
        "simple_smile" | "slightly_smiling_face" => "slightly_smiling_face",
        "thumbsup_all" => "thumbsup",
        other => other,
    };
    emojis::get_by_shortcode(known).map(emojis::Emoji::as_str)
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn mark_up_becomes_words() {
        let read = |text: &str| plain(text, |id| (id == "U1").then_some("Maria L."));
        assert_eq!(read("<@U1> and <@U2|bev> and <@U3>"), "@Maria L. and @bev and @U3");
        assert_eq!(read("<https://a.example/x?a=1&amp;b=2|our page>"), "our page (https://a.example/x?a=1&b=2)");
        assert_eq!(
            read("<http://a.example|a.example> <mailto:a@b.example|a@b.example>"),
            "http://a.example a@b.example"
        );
        assert_eq!(read("<!here> <#C1|general> <!subteam^S1|@nurses>"), "everyone #general nurses");
        assert_eq!(read("1 &lt; 2 &amp;amp; 3"), "1 < 2 &amp; 3");
        assert_eq!(
            read("_so_ ~sad~ snake_case :heart: :wave::skin-tone-3: 10:30:00 :no_such_thing:"),
            "so sad snake_case ❤️ 👋 10:30:00 :no_such_thing:"
        );
        assert_eq!(read("a < b <unclosed"), "a < b <unclosed");
    }
}
