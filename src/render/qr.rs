//! The address of a page as a QR code: from a printed sheet a phone's camera leads back to the page, which may have
//! changed since.

use qrcodegen::{Mask, QrCode, QrCodeEcc, QrSegment, Version};

/// The white around a code that readers need, in modules.
const MARGIN: i32 = 4;

/// The code of `address` as an inline SVG that is called `label`; nothing when the address is too long for one.
pub fn svg(address: &str, label: &str) -> Option<String> {
    let code = encode(address)?;
    let size = code.size() + 2 * MARGIN;
    let mut svg = format!("<svg class=\"qr__code\" viewBox=\"0 0 {size} {size}\" role=\"img\" aria-label=\"");
    crate::render::escape::push_attribute(&mut svg, label);
    svg.push_str("\" shape-rendering=\"crispEdges\"><path stroke=\"#000\" d=\"");
    svg.push_str(&path(&code));
    svg.push_str("\"/></svg>");
    Some(svg)
}

/// Encodes `address`. One mask is as valid as another, and to weigh all eight of them would take most of the time that a
/// page takes.
fn encode(address: &str) -> Option<QrCode> {
    let segments = QrSegment::make_segments(address);
    let (least, most, mask) = (Version::MIN, Version::MAX, Some(Mask::new(2)));
    QrCode::encode_segments_advanced(&segments, QrCodeEcc::Medium, least, most, mask, false).ok()
}

/// The dark modules as a path: a row is a line along its middle, one module thick, with gaps. Each page carries its code,
/// and this is the shortest way to write one.
fn path(code: &QrCode) -> String {
    let rows = (0..code.size()).map(|y| (y, row(code, y))).filter(|(_, row)| !row.is_empty());
    rows.map(|(y, row)| format!("M{MARGIN} {}.5{row}", y + MARGIN)).collect()
}

/// The dark modules of row `y`, from the beginning of the row.
fn row(code: &QrCode, y: i32) -> String {
    let mut row = String::new();
    let (mut x, mut drawn) = (0, 0);
    while x < code.size() {
        let begin = x;
        while code.get_module(x, y) {
            x += 1;
        }
        if x > begin {
            if begin > drawn {
                row.push_str(&format!("m{} 0", begin - drawn));
            }
            row.push_str(&format!("h{}", x - begin));
            drawn = x;
        }
        x += 1;
    }
    row
}

#[cfg(test)]
mod tests {
    use super::svg;

    /// What a phone's camera reads: the lines of the path painted, four pixels a module.
    fn read(svg: &str) -> String {
        let between = |before: &str, after: &str| svg.split(before).nth(1).unwrap().split(after).next().unwrap();
        let size: usize = between("viewBox=\"0 0 ", " ").parse().unwrap();
        let mut dark = vec![false; size * size];
        for row in between(" d=\"", "\"").split('M').skip(1) {
            let begin = row.find(['h', 'm']).unwrap();
            let (x, y) = row[..begin].split_once(' ').unwrap();
            let (mut x, y): (usize, usize) = (x.parse().unwrap(), y.strip_suffix(".5").unwrap().parse().unwrap());
            for run in row[begin..].replace('h', " h").replace('m', " m").split(' ').filter(|run| run.len() > 1) {
                let wide: usize = run[1..].parse().unwrap();
                dark[y * size + x..y * size + x + wide].fill(run.starts_with('h'));
                x += wide;
            }
        }
        let at = |x: usize, y: usize| if dark[y / 4 * size + x / 4] { 0 } else { 255 };
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(size * 4, size * 4, at);
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1, "no code was found");
        grids[0].decode().unwrap().1
    }

    #[test]
    fn a_code_reads_as_the_address() {
        for address in [
            "https://example.org/",
            "https://example.org/oncology/topics/side-effects/hair-loss.html",
            "https://example.org/%D8%A7%D9%84%D8%B9%D9%84%D8%A7%D8%AC.html?a=1&b=2",
        ] {
            assert_eq!(read(&svg(address, "").unwrap()), address);
        }
        let long = format!("https://example.org/{}.html", "long-name/".repeat(40));
        assert_eq!(read(&svg(&long, "").unwrap()), long);
    }

    #[test]
    fn a_code_has_a_name_and_a_margin() {
        let svg = svg("https://example.org/", "Open \"this\" <page>").unwrap();
        assert!(svg.contains("role=\"img\" aria-label=\"Open &quot;this&quot; "), "{svg}");
        assert!(svg.contains("<path stroke=\"#000\" d=\"M4 4.5h7"), "{svg}");
    }

    #[test]
    fn an_address_that_is_too_long_has_no_code() {
        assert!(svg(&"a".repeat(5000), "").is_none());
    }
}
