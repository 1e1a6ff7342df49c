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
    svg.push_str("\" shape-rendering=\"crispEdges\"><path d=\"");
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

/// The dark modules as a path: each run of them in a row is one rectangle.
fn path(code: &QrCode) -> String {
    let mut path = String::with_capacity(4096);
    for y in 0..code.size() {
        let mut x = 0;
        while x < code.size() {
            let begin = x;
            while code.get_module(x, y) {
                x += 1;
            }
            if x > begin {
                path.push_str(&format!("M{} {}h{}v1H{}z", begin + MARGIN, y + MARGIN, x - begin, begin + MARGIN));
            }
            x += 1;
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::{encode, svg};

    #[test]
    fn a_code_has_its_three_corners_and_a_margin() {
        let svg = svg("https://example.org/oncology/topics/side-effects/hair-loss.html", "Open <this> page").unwrap();
        assert!(
            svg.starts_with(
                "<svg class=\"qr__code\" viewBox=\"0 0 41 41\" role=\"img\" aria-label=\"Open &lt;this> page\""
            ),
            "{svg}"
        );
        assert!(svg.contains("M4 4h7v1H4z") && svg.contains("M30 4h7v1H30z") && svg.contains("M4 36h7v1H4z"), "{svg}");
    }

    #[test]
    fn an_address_that_is_too_long_has_no_code() {
        assert!(svg(&"a".repeat(5000), "").is_none());
        assert!(encode("https://example.org/").is_some());
    }
}
