//! Pictures and documents are copied without what they say of their author or place, or not at all.

use crate::support::Net;

/// A JPEG with a comment: a frame of real segments around a scan that nobody decodes here.
const PHOTO: &[u8] =
    b"\xFF\xD8\xFF\xFE\0\x18taken by Somebody Else\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x01\x02\x03\xFF\xD9";

#[test]
fn a_picture_is_copied_without_its_comment() {
    let net = Net::new().file("static/ward.jpg", PHOTO).file("static/notes.txt", "as it is");
    let _ = net.build().ends(0).says("files/metadata-removed");
    let site = net.site();
    assert_eq!(site["ward.jpg"], b"\xFF\xD8\xFF\xDA\0\x08\x01\x01\0\0\x3F\0\x01\x02\x03\xFF\xD9");
    assert_eq!(site["notes.txt"], b"as it is");
    let said = net.run(&["check", "--format", "json", "--today", crate::support::TODAY]);
    assert!(!format!("{}{}", said.stdout, said.stderr).contains("Somebody"), "a log is public");
}

#[test]
fn a_file_that_cannot_be_stripped_stops_the_build_unless_its_editors_say_otherwise() {
    let old_office = [&[0xD0, 0xCF, 0x11, 0xE0][..], b"Somebody Else"].concat();
    let net = Net::new().file("static/leaflet.doc", &old_office);
    let _ = net.build().ends(2).says("save it as .docx");
    assert!(!net.out().exists(), "nothing is published");
    net.put("bedside.yaml", "title: Test network\nseverity:\n  privacy/metadata: warning\n");
    let _ = net.build().ends(0).says("save it as .docx");
    assert_eq!(net.site()["leaflet.doc"], old_office);
}

#[test]
fn the_labels_of_a_drawing_are_looked_at_like_any_text() {
    let drawing = |label: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\"><title>{label}</title></svg>");
    let net = Net::new().file("static/arm.svg", drawing("Lymph vessels of the arm"));
    let _ = net.build().ends(0);
    net.put("static/arm.svg", drawing("ring me on 07700 900123"));
    let built = net.build().ends(2).says("privacy/phone");
    assert!(!built.stderr.contains("900123"), "{}", built.stderr);
}
