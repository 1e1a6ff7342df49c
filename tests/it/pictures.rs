//! Pictures of pages: of the right size, with lighter copies, and with words for whoever does not see them.

use std::io::Cursor;

use image::{ImageFormat, Rgb, RgbImage};

use crate::example::site;
use crate::page::{Page, none, pages};
use crate::support::Net;

/// A drawing of soft discs, as a PNG.
fn drawing(width: u32, height: u32) -> Vec<u8> {
    let byte = |n: u32| u8::try_from(n.min(255)).unwrap();
    let pixels = RgbImage::from_fn(width, height, |x, y| {
        let (across, down) = ((x % 120).abs_diff(60), (y % 120).abs_diff(60));
        let edge = (across * across + down * down).saturating_sub(2500);
        Rgb([byte(20 + edge / 9), byte(90 + edge / 12), byte(100 + edge / 14)])
    });
    let mut bytes = Cursor::new(Vec::new());
    pixels.write_to(&mut bytes, ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn net(words: &str) -> Net {
    Net::new().file("topics/a.md", format!("---\ntitle: A\n---\n\n{words}\n"))
}

/// The page of topic A, and the names of the pictures of the site.
fn built(net: &Net) -> (Page, Vec<String>) {
    let site = net.site();
    let page = Page::read("topics/a.html", &site["topics/a.html"]);
    let is_picture = |path: &String| path.ends_with(".png") || path.ends_with(".webp");
    (page, site.into_keys().filter(is_picture).collect())
}

#[test]
fn a_drawing_comes_in_sizes_and_the_one_below_waits() {
    let net = net("![Discs](../static/discs.png \"Discs in rows\")\n\nWords.\n\n![More](../static/more.png)");
    net.put("static/discs.png", drawing(1000, 600));
    net.put("static/more.png", drawing(600, 400));
    let _ = net.build().ends(0);
    let (page, pictures) = built(&net);
    for copy in ["discs.png.1000.webp", "discs.png.480.webp", "discs.png", "more.png.480.webp"] {
        assert!(pictures.iter().any(|picture| picture == copy), "{copy} is not among {pictures:?}");
    }
    let first = page.select("figure img")[0];
    assert_eq!((first.attr("width"), first.attr("height"), first.attr("loading")), (Some("1000"), Some("600"), None));
    assert_eq!(
        (first.attr("src"), first.attr("alt"), first.attr("title")),
        (Some("../discs.png"), Some("Discs"), None)
    );
    assert_eq!(page.text("figcaption"), "Discs in rows");
    let source = page.select("figure source")[0];
    assert!(source.attr("srcset").unwrap().contains("../discs.png.480.webp 480w"), "{:?}", source.attr("srcset"));
    assert_eq!(page.select("figure img")[1].attr("loading"), Some("lazy"));
    // The second build remembers them, and changes nothing.
    let _ = net.build().ends(0).says(" 0 changed");
    net.delete("static/more.png");
    net.put("topics/a.md", "---\ntitle: A\n---\n\n![Discs](../static/discs.png)\n");
    let _ = net.build().ends(0);
    assert!(!built(&net).1.iter().any(|picture| picture.starts_with("more")), "a copy outlives its picture");
}

#[test]
fn what_is_wrong_with_a_picture_is_said() {
    let net = net("![](../static/leaf.svg \"decorative\") ![](../static/leaf.svg)\n\n![Scan](../static/scan.jpg)");
    net.put("static/leaf.svg", "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 40 20'></svg>");
    net.put("static/scan.jpg", "no picture");
    net.put("static/heavy.gif", [&b"GIF89a\x10\0\x20\0"[..], &vec![b'x'; 1_000_001]].concat());
    let run = net.run(&["check", "--today", crate::support::TODAY]).says("images/no-text").says("images/broken");
    assert_eq!(run.stderr.matches("images/no-text").count(), 1, "{}", run.stderr);
    assert!(!run.stderr.contains("images/oversized"), "nobody sees it: {}", run.stderr);
    net.put("topics/a.md", "---\ntitle: A\n---\n\n![Heavy](../static/heavy.gif)\n");
    // A damaged picture is refused by whoever takes its properties out; here only its weight matters.
    net.put("bedside.yaml", "title: Test network\nseverity:\n  privacy/metadata: warning\n");
    let _ = net.run(&["check", "--today", crate::support::TODAY]).says("1.1 MB, 16 × 32 pixels");
}

#[test]
fn every_picture_of_the_example_site_has_its_size_and_its_words() {
    let mut wrong = Vec::new();
    let mut shown = 0;
    for page in pages(site()).iter().filter(|page| !page.path.ends_with("print.html")) {
        for (at, picture) in page.select("main img").into_iter().enumerate() {
            shown += 1;
            let has = |name: &str| picture.attr(name).is_some_and(|value| !value.is_empty());
            let waits = picture.attr("loading") == Some("lazy");
            if !(has("width") && has("height") && has("alt")) || waits != (at > 0) {
                wrong.push(format!("{}: {}", page.path, picture.html()));
            }
        }
    }
    none(&wrong, "picture without its size or its words, or one that waits for no reason");
    assert!(shown >= 4, "the example site shows only {shown} pictures");
}
