//! Draws the maps of the network as SVG: plain shapes that the theme's style colours, and links that a keyboard reaches.
//!
//! The layout is a list with lines, not a cloud: the same network gives the same drawing, no words cover each other, and
//! on a phone each word is as large as the text around it. Everything in a drawing stands in words below it as well.

use crate::render::escape::{push_attribute, push_text};

/// How wide a drawing is. It is shown at this size, or smaller on a narrower screen.
const WIDTH: usize = 360;

/// How high a line of the drawing is: a finger must not hit two links.
const ROW: usize = 34;

/// How many letters fit beside the lines.
const MOST_LETTERS: usize = 34;

/// How many letters fit before the arcs.
const MOST_BEFORE_ARCS: usize = 25;

/// The shape that stands for a kind of thing, so that no kind is told by its colour alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A topic.
    Circle,
    /// A chat.
    Square,
    /// A source.
    Diamond,
    /// A word.
    Triangle,
}

/// One group of a drawing: things of one kind.
pub struct Group {
    /// What they are called together.
    pub title: String,
    /// Their shape.
    pub shape: Shape,
    /// Each with its words and its address.
    pub items: Vec<(String, String)>,
    /// What to say of those that are not drawn.
    pub more: Option<String>,
}

/// One thing that is tied to many: a trunk from `title`, a branch to each group, a twig to each thing.
pub fn tree(title: &str, right_to_left: bool, groups: &[Group]) -> String {
    let rows: usize = groups.iter().map(|group| 1 + group.items.len() + usize::from(group.more.is_some())).sum();
    let mut svg = Svg::new(right_to_left, (rows + 1) * ROW + ROW / 2);
    svg.shape(Shape::Circle, 12, middle(0), 8);
    svg.words("map__centre", 26, middle(0), &shortened(title, MOST_LETTERS));
    let mut row = 1;
    for group in groups {
        let top = row;
        svg.line(&[(10, middle(0)), (10, middle(top)), (22, middle(top))]);
        svg.words("map__group", 26, middle(top), &group.title);
        for (words, href) in &group.items {
            row += 1;
            svg.line(&[(30, middle(top) + 10), (30, middle(row)), (40, middle(row))]);
            svg.shape(group.shape, 46, middle(row), 6);
            svg.link(58, middle(row), &shortened(words, MOST_LETTERS), href);
        }
        if let Some(more) = &group.more {
            row += 1;
            svg.words("map__more", 58, middle(row), more);
        }
        row += 1;
    }
    svg.finish()
}

/// Things in a list with an arc between each two that are tied, the thicker the more ties there are.
pub fn arcs(right_to_left: bool, items: &[(String, String)], ties: &[(usize, usize, usize)]) -> String {
    let mut svg = Svg::new(right_to_left, items.len() * ROW + ROW / 2);
    let strongest = ties.iter().map(|(_, _, count)| *count).max().unwrap_or(1);
    let edge = 226;
    for &(from, to, count) in ties {
        let reach = (WIDTH - edge - 8).min(12 + (to.abs_diff(from)) * 14);
        svg.arc((edge, middle(from)), (edge, middle(to)), reach, 1 + count * 5 / strongest);
    }
    for (at, (words, href)) in items.iter().enumerate() {
        svg.shape(Shape::Circle, edge, middle(at), 6);
        svg.link(4, middle(at), &shortened(words, MOST_BEFORE_ARCS), href);
    }
    svg.finish()
}

/// A bar that is `part` of `whole` long.
pub fn bar(right_to_left: bool, part: usize, whole: usize) -> String {
    let length = (part * 100).checked_div(whole).unwrap_or(0).max(2);
    let from = if right_to_left { 100 - length } else { 0 };
    format!(
        "<svg class=\"map__bar\" viewBox=\"0 0 100 8\" aria-hidden=\"true\"><rect x=\"{from}\" y=\"0\" width=\"{length}\" \
         height=\"8\"/></svg>"
    )
}

/// The middle of a line of the drawing.
fn middle(row: usize) -> usize {
    row * ROW + ROW / 2 + 4
}

/// Words in no more than `most` letters.
fn shortened(words: &str, most: usize) -> String {
    if words.chars().count() <= most {
        return String::from(words);
    }
    let cut: String = words.chars().take(most - 1).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(before, _)| before);
    format!("{}…", whole.trim_end_matches([',', ';', ':', '–']))
}

/// A drawing as it is being made.
struct Svg {
    text: String,
    right_to_left: bool,
}

impl Svg {
    fn new(right_to_left: bool, height: usize) -> Self {
        let text =
            format!("<svg class=\"map\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" height=\"{height}\">");
        Self { text, right_to_left }
    }

    /// Where a place across stands: mirrored where one reads from right to left.
    fn across(&self, x: usize) -> usize {
        if self.right_to_left { WIDTH.saturating_sub(x) } else { x }
    }

    fn line(&mut self, points: &[(usize, usize)]) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{},{y}", self.across(*x))).collect();
        self.text.push_str(&format!("<polyline points=\"{}\"/>", points.join(" ")));
    }

    fn arc(&mut self, (x, from): (usize, usize), (_, to): (usize, usize), reach: usize, width: usize) {
        let (x, out) = (self.across(x), self.across(x + reach));
        self.text
            .push_str(&format!("<path stroke-width=\"{width}\" d=\"M{x} {from}C{out} {from} {out} {to} {x} {to}\"/>"));
    }

    fn shape(&mut self, shape: Shape, x: usize, y: usize, size: usize) {
        let x = self.across(x);
        let points = match shape {
            Shape::Circle => {
                self.text.push_str(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{size}\"/>"));
                return;
            }
            Shape::Square => [(x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size)],
            Shape::Diamond => [(x, y - size - 1), (x + size + 1, y), (x, y + size + 1), (x - size - 1, y)],
            Shape::Triangle => [(x, y - size), (x, y - size), (x + size, y + size), (x - size, y + size)],
        };
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x},{y}")).collect();
        self.text.push_str(&format!("<polygon points=\"{}\"/>", points.join(" ")));
    }

    fn words(&mut self, class: &str, x: usize, y: usize, words: &str) {
        self.text.push_str(&format!("<text class=\"{class}\" x=\"{}\" y=\"{}\">", self.across(x), y + 5));
        push_text(&mut self.text, words);
        self.text.push_str("</text>");
    }

    fn link(&mut self, x: usize, y: usize, words: &str, href: &str) {
        self.text.push_str("<a href=\"");
        push_attribute(&mut self.text, href);
        self.text.push_str("\">");
        self.words("map__link", x, y, words);
        self.text.push_str("</a>");
    }

    fn finish(mut self) -> String {
        self.text.push_str("</svg>");
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, Shape, arcs, bar, shortened, tree};

    fn group(items: &[&str]) -> Group {
        Group {
            title: String::from("Topics"),
            shape: Shape::Diamond,
            items: items.iter().map(|words| (String::from(*words), format!("{words}.html"))).collect(),
            more: Some(String::from("and 3 more")),
        }
    }

    #[test]
    fn a_tree_has_a_line_for_each_thing_and_words_stay_words() {
        let svg = tree("Hair <b>", false, &[group(&["a\"b", "c"])]);
        assert!(svg.contains("Hair &lt;b&gt;") && svg.contains("href=\"a&quot;b.html\""), "{svg}");
        assert_eq!(svg.matches("<polyline").count(), 3, "{svg}");
        assert_eq!(svg.matches("<polygon").count(), 2, "{svg}");
        assert!(svg.contains("and 3 more"), "{svg}");
    }

    #[test]
    fn right_to_left_is_the_same_drawing_mirrored() {
        let x = |svg: &str| svg.split("cx=\"").nth(1).unwrap().split('"').next().unwrap().parse::<usize>().unwrap();
        let (ltr, rtl) = (tree("a", false, &[]), tree("a", true, &[]));
        assert_eq!(x(&ltr) + x(&rtl), 360);
    }

    #[test]
    fn more_ties_make_a_thicker_arc() {
        let items = ["a", "b", "c"].map(|name| (String::from(name), format!("{name}.html")));
        let svg = arcs(false, &items, &[(0, 1, 10), (1, 2, 1)]);
        assert!(svg.contains("stroke-width=\"6\"") && svg.contains("stroke-width=\"1\""), "{svg}");
    }

    #[test]
    fn long_words_are_cut_between_words() {
        assert_eq!(shortened("Tingling and numbness (peripheral neuropathy)", 34), "Tingling and numbness…");
        assert_eq!(shortened("Fatigue", 34), "Fatigue");
        assert!(bar(false, 1, 0).contains("width=\"2\""));
    }
}
