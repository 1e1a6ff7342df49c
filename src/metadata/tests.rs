//! Every kind of file with a name, a place and a serial number in every corner that such a file has.

use std::io::{Cursor, Read as _, Write as _};

use crate::metadata::{Refusal, strip};

/// What must be gone: it stands in every corner.
const NAME: &str = "Margaret Whitfield";

/// The file without what it says of itself; its words are found, and no byte of the name is left.
#[track_caller]
fn stripped(bytes: &[u8]) -> Vec<u8> {
    let stripped = strip(bytes).unwrap_or_else(|why| panic!("{why}"));
    assert!(stripped.embedded.words.iter().any(|words| words.contains(NAME)), "{:?}", stripped.embedded);
    assert!(!holds(&stripped.bytes, NAME.as_bytes()), "the name is still there");
    let again = strip(&stripped.bytes).unwrap_or_else(|why| panic!("{why}"));
    assert_eq!(again.bytes, stripped.bytes, "a stripped file has nothing left to strip");
    assert_eq!(again.embedded.words, Vec::<String>::new());
    stripped.bytes
}

fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

fn refused(bytes: &[u8]) -> Option<Refusal> {
    strip(bytes).err()
}

/// Exif in either order of bytes: an orientation, an artist, and a directory of a place.
fn exif(big: bool, orientation: u16) -> Vec<u8> {
    let short = |n: u16| if big { n.to_be_bytes() } else { n.to_le_bytes() };
    let long = |n: u32| if big { n.to_be_bytes() } else { n.to_le_bytes() };
    let mut tiff = if big { b"MM\0\x2a".to_vec() } else { b"II\x2a\0".to_vec() };
    tiff.extend(long(8));
    tiff.extend(short(3));
    for (tag, kind, count, value) in [
        (0x0112, 3, 1, if big { u32::from(orientation) << 16 } else { u32::from(orientation) }),
        (0x013B, 2, NAME.len() as u32, 50),
        (0x8825, 4, 1, 8000),
    ] {
        tiff.extend(short(tag));
        tiff.extend(short(kind));
        tiff.extend(long(count));
        tiff.extend(long(value));
    }
    tiff.extend(long(0));
    tiff.resize(50, 0);
    tiff.extend(NAME.as_bytes());
    tiff
}

const XMP: &str = "<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF><rdf:Description xmp:CreateDate='2026-05-12'>\
    <dc:creator><rdf:Seq><rdf:li>Margaret Whitfield</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>";

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let mut segment = vec![0xFF, marker];
    segment.extend(((content.len() + 2) as u16).to_be_bytes());
    segment.extend(content);
    segment
}

/// A JPEG of which only the frame is real: tables and scans are opaque to whoever strips.
fn jpeg(extra: &[Vec<u8>]) -> Vec<u8> {
    let mut jpeg = vec![0xFF, 0xD8];
    jpeg.extend(segment(0xE0, b"JFIF\0\x01\x02\0\0\x01\0\x01\0\0"));
    jpeg.extend(extra.concat());
    jpeg.extend(segment(0xE2, b"ICC_PROFILE\0\x01\x01profile"));
    jpeg.extend(segment(0xDB, &[7; 65]));
    jpeg.extend(segment(0xDA, &[1, 1, 0, 0, 63, 0]));
    jpeg.extend([1, 2, 0xFF, 0, 3, 0xFF, 0xD0, 4, 0xFF, 0xD9]);
    jpeg
}

#[test]
fn a_jpeg_keeps_its_colours_and_its_orientation() {
    let mut exif_content = b"Exif\0\0".to_vec();
    exif_content.extend(exif(true, 6));
    let mut iptc = b"Photoshop 3.0\08BIM\x04\x04\0\0\0\0\0\x17\x1c\x02\x50\0\x12".to_vec();
    iptc.extend(NAME.as_bytes());
    let mut xmp = b"http://ns.adobe.com/xap/1.0/\0".to_vec();
    xmp.extend(XMP.as_bytes());
    for (marker, content) in [(0xE1, exif_content), (0xED, iptc), (0xE1, xmp), (0xFE, NAME.as_bytes().to_vec())] {
        let mut dirty = jpeg(&[segment(marker, &content)]);
        dirty.extend(b"a film after the picture: Margaret Whitfield");
        let clean = stripped(&dirty);
        assert!(holds(&clean, b"ICC_PROFILE") && holds(&clean, &[1, 2, 0xFF, 0, 3, 0xFF, 0xD0, 4, 0xFF, 0xD9]));
        assert_eq!(holds(&clean, b"Exif\0\0MM"), content.starts_with(b"Exif"), "only a turned picture says so");
    }
    assert_eq!(strip(&jpeg(&[])).unwrap().bytes, jpeg(&[]), "a clean picture stays as it is, byte for byte");
}

#[test]
fn a_place_is_noted_in_either_order_of_bytes() {
    for big in [true, false] {
        let mut content = b"Exif\0\0".to_vec();
        content.extend(exif(big, 1));
        let stripped = strip(&jpeg(&[segment(0xE1, &content)])).unwrap();
        assert!(stripped.embedded.place);
        assert_eq!(stripped.embedded.words, [NAME]);
        assert_eq!(stripped.bytes, jpeg(&[]));
    }
}

fn chunk(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&(content.len() as u32).to_be_bytes()[..], kind, content, &[0; 4]].concat()
}

#[test]
fn a_png_loses_texts_packed_and_plain() {
    let packed = {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        packer.write_all(NAME.as_bytes()).unwrap();
        packer.finish().unwrap()
    };
    let texts = [
        chunk(b"tEXt", &[b"Author\0", NAME.as_bytes()].concat()),
        chunk(b"zTXt", &[b"Author\0\0", &packed[..]].concat()),
        chunk(b"iTXt", &[b"Author\0\0\0en\0\0", NAME.as_bytes()].concat()),
        chunk(b"iTXt", &[b"XML:com.adobe.xmp\0\0\0\0\0", XMP.as_bytes()].concat()),
        chunk(b"eXIf", &exif(false, 1)),
    ];
    let png = |text: &[u8]| {
        let signature = b"\x89PNG\r\n\x1a\n".to_vec();
        [signature, chunk(b"IHDR", &[0; 13]), text.to_vec(), chunk(b"IDAT", &[5; 9]), chunk(b"IEND", &[])].concat()
    };
    for text in texts {
        let dirty = [png(&text), NAME.as_bytes().to_vec()].concat();
        assert_eq!(stripped(&dirty), png(&[]));
    }
}

#[test]
fn a_turned_png_says_so_with_a_right_checksum() {
    let png = [b"\x89PNG\r\n\x1a\n".to_vec(), chunk(b"eXIf", &exif(true, 8)), chunk(b"IEND", &[])].concat();
    let clean = stripped(&png);
    let at = clean.windows(4).position(|window| window == b"eXIf").unwrap();
    let sum = u32::from_be_bytes(clean[at + 4 + 26..at + 8 + 26].try_into().unwrap());
    // The checksum of the same 30 bytes by zlib.
    let mut crc = flate2::Crc::new();
    crc.update(&clean[at..at + 4 + 26]);
    assert_eq!(sum, crc.sum());
}

#[test]
fn a_webp_loses_its_chunks_and_the_flags_that_announce_them() {
    let riff = |chunks: &[u8]| [b"RIFF", &((chunks.len() + 4) as u32).to_le_bytes()[..], b"WEBP", chunks].concat();
    let chunk = |kind: &[u8; 4], content: &[u8]| {
        let pad = vec![0; content.len() % 2];
        [kind, &(content.len() as u32).to_le_bytes()[..], content, &pad].concat()
    };
    let flags = |flags: u8| chunk(b"VP8X", &[flags, 0, 0, 0, 9, 0, 0, 9, 0, 0]);
    let picture = chunk(b"VP8 ", &[1; 7]);
    let dirty = [flags(0b10_1100), picture.clone(), chunk(b"EXIF", &exif(true, 1)), chunk(b"XMP ", XMP.as_bytes())];
    assert_eq!(stripped(&riff(&dirty.concat())), riff(&[flags(0b10_0000), picture].concat()));
}

#[test]
fn a_gif_keeps_its_animation() {
    let head = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff".to_vec();
    let animation = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0".to_vec();
    let frame = b"\x21\xf9\x04\0\0\0\0\0\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0".to_vec();
    let comment = [b"\x21\xfe\x12", NAME.as_bytes(), b"\0"].concat();
    let dirty = [&head[..], &animation, &comment, &frame, b";", NAME.as_bytes()].concat();
    assert_eq!(stripped(&dirty), [&head[..], &animation, &frame, b";"].concat());
}

#[test]
fn an_svg_keeps_its_words_and_loses_its_programs() {
    let dirty = r#"<?xml version="1.0"?><svg inkscape:export-filename="C:\Users\Margaret Whitfield\a > b.png" width="9"
        sodipodi:docname='Margaret Whitfield.svg'><!-- drawn by Margaret Whitfield --><metadata><rdf:RDF><dc:creator>Margaret Whitfield
        </dc:creator></rdf:RDF></metadata><sodipodi:namedview id="x"/><title>Lymph vessels</title></svg>"#;
    let stripped = strip(dirty.as_bytes()).unwrap();
    let text = String::from_utf8(stripped.bytes).unwrap();
    assert!(!text.contains(NAME) && !text.contains("sodipodi") && text.contains("width=\"9\""), "{text}");
    assert!(text.ends_with("<title>Lymph vessels</title></svg>"), "{text}");
    assert_eq!(stripped.embedded.shown, ["Lymph vessels"]);
}

#[test]
fn an_svg_runs_nothing_and_loads_nothing() {
    let kept = |inside: &str| {
        let svg = format!("<svg xmlns=\"http://www.w3.org/2000/svg\">{inside}<g/></svg>");
        String::from_utf8(strip(svg.as_bytes()).unwrap().bytes).unwrap()
    };
    for active in [
        "<script>alert(1)</script>",
        "<SCRIPT href=\"a.js\"/>",
        "<svg:script>alert(1)</svg:script>",
        "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\"><p>alert</p></body></foreignObject>",
        "<set attributeName=\"xlink:href\" to=\"//evil.example/x\"/>",
        "<style>@import url(//evil.example/x.css); a{}</style>",
        "<style><![CDATA[a{background:url('https://evil.example/x')}]]></style>",
        "<?xml-stylesheet href=\"https://evil.example/x.css\"?>",
        "<rect onload=\"alert(1)\"/>",
        "<rect ONCLICK='alert(1)' width='1'/>",
        "<a xlink:href=\"java&#115;cript:alert(1)\">x</a>",
        "<a href=\"java&Tab;script:alert(1)\">x</a>",
        "<image href=\"https://evil.example/x.png\"/>",
        "<use xlink:href=\"//evil.example/x.svg#a\"/>",
        "<rect style=\"fill:url(https://evil.example/x)\"/>",
        "<image href=\"data:image/svg+xml,%3Csvg onload=alert(1)%3E\"/>",
    ] {
        let svg = kept(active).to_lowercase();
        assert!(!svg.contains("evil") && !svg.contains("alert") && !svg.contains("script"), "{active}: {svg}");
        assert!(svg.ends_with("<g/></svg>"), "{svg}");
    }
    for harmless in [
        "<a href=\"https://www.nhs.uk/\">x</a>",
        "<rect fill=\"url(#shade)\" style=\"stroke:red\"/>",
        "<image href=\"data:image/png;base64,AA==\"/>",
        "<style>a{fill:red}</style>",
        "<use href=\"#a\"/>",
        "<text>on load: 5</text>",
    ] {
        assert!(kept(harmless).contains(harmless), "{harmless}: {}", kept(harmless));
    }
}

#[test]
fn entities_of_an_old_drawing_are_written_out_and_hide_nothing() {
    let svg = "<?xml version=\"1.0\"?><!DOCTYPE svg [ <!ENTITY ns \"http://www.w3.org/2000/svg\"> <!ENTITY run \"javascript:alert(1)\"> \
        <!ENTITY bad \"<script>alert(1)</script>\"> ]><svg xmlns=\"&ns;\"><a href=\"&run;\">&bad;</a></svg>";
    let kept = String::from_utf8(strip(svg.as_bytes()).unwrap().bytes).unwrap();
    assert!(kept.contains("<svg xmlns=\"http://www.w3.org/2000/svg\">"), "{kept}");
    assert!(!kept.contains("alert") && !kept.contains("DOCTYPE"), "{kept}");
}

#[test]
fn a_pdf_loses_its_properties_and_nothing_moves() {
    let dirty = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Metadata 4 0 R>>\nendobj\n11 0 obj\n(kept)\nendobj\n\
        2 0 obj\n<</Title(A leaflet \\(by Margaret Whitfield\\))/Author<FEFF004D00610072>/Producer(x)>>\nendobj\n\
        4 0 obj\n<</Type/Metadata/Subtype/XML/Length 58>>stream\n<x:xmpmeta><dc:creator>Margaret Whitfield</dc:creator></x>\n\
        endstream\nendobj\ntrailer\n<</Root 1 0 R/Info 2 0 R>>\n%%EOF";
    let clean = stripped(dirty);
    assert_eq!(clean.len(), dirty.len());
    assert!(holds(&clean, b"(kept)") && !holds(&clean, b"FEFF004D") && !holds(&clean, b"leaflet"));
}

/// A PDF whose properties stand in a packed stream of objects, followed by `after`.
fn packed_pdf(length: Option<usize>) -> Vec<u8> {
    let properties = format!("<</Author({NAME} who has written this document and several others)/Title(Leaflet)>>");
    let objects = format!("7 0 2 5 <<>> {properties}");
    let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(objects.as_bytes()).unwrap();
    let packed = packer.finish().unwrap();
    let stated = length.map_or_else(|| packed.len().to_string(), |object| format!("{object} 0 R"));
    let mut pdf =
        format!("%PDF-1.5\n3 0 obj\n<</Type/ObjStm/N 2/First 8/Filter/FlateDecode/Length {stated}>>\nstream\n")
            .into_bytes();
    pdf.extend(packed);
    pdf.extend(b"\nendstream\nendobj\n9 0 obj\n<</Type/XRef/Info 2 0 R/Root 1 0 R>>\nendobj\n");
    pdf
}

#[test]
fn a_pdf_with_packed_properties_is_packed_again_into_the_same_place() {
    let dirty = packed_pdf(None);
    let clean = strip(&dirty).unwrap();
    assert!(clean.embedded.words[0].contains(NAME));
    assert_eq!(clean.bytes.len(), dirty.len());
    let stream = clean.bytes.windows(7).position(|window| window == b"stream\n").unwrap() + 7;
    let mut content = String::new();
    flate2::read::ZlibDecoder::new(&clean.bytes[stream..]).read_to_string(&mut content).unwrap();
    assert!(!content.contains(NAME) && content.contains("/Author("), "{content}");
    let end = clean.bytes.windows(9).position(|window| window == b"endstream").unwrap();
    let stated = format!("/Length {:0width$}>>", end - 1 - stream, width = 3);
    assert!(holds(&clean.bytes, stated.as_bytes()), "{stated} is not in the dictionary");
}

#[test]
fn a_pdf_that_cannot_be_stripped_is_refused() {
    assert!(refused(&packed_pdf(Some(8))).is_some_and(|why| why.contains("export it to a new PDF")));
    let encrypted = b"%PDF-1.4\ntrailer\n<</Root 1 0 R/Encrypt 5 0 R>>";
    assert!(refused(encrypted).is_some_and(|why| why.contains("encrypted")));
}

fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(content.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_word_file_loses_the_names_of_its_authors() {
    let dirty = archive(&[
        ("[Content_Types].xml", "<Types/>"),
        (
            "docProps/core.xml",
            "<cp:coreProperties><dc:creator>Margaret Whitfield</dc:creator><dcterms:created>2026</dcterms:created></cp:coreProperties>",
        ),
        ("word/document.xml", "<w:ins w:author=\"Margaret Whitfield\" w:id=\"1\"><w:t>Drink enough.</w:t></w:ins>"),
        ("word/people.xml", "<w15:person w15:author=\"Margaret Whitfield\"/>"),
    ]);
    let clean = strip(&dirty).unwrap();
    assert_eq!(clean.embedded.words, [NAME]);
    assert_eq!(strip(&dirty).unwrap().bytes, clean.bytes, "the same bytes at any time");
    let mut archive = zip::ZipArchive::new(Cursor::new(clean.bytes)).unwrap();
    let mut all = String::new();
    for at in 0..archive.len() {
        archive.by_index(at).unwrap().read_to_string(&mut all).unwrap();
    }
    assert!(!all.contains(NAME) && all.contains("Drink enough.") && all.contains("w:id=\"1\""), "{all}");
    assert!(all.contains("<dc:creator></dc:creator></cp:coreProperties>"), "{all}");
}

#[test]
fn what_nobody_can_see_into_is_refused() {
    assert!(refused(&archive(&[("letters/anna.txt", "x")])).is_some_and(|why| why.contains("archive")));
    assert!(refused(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0]).is_some_and(|why| why.contains(".docx")));
    assert!(refused(b"\0\0\0\x18ftypheic\0\0").is_some_and(|why| why.contains("HEIC")));
    assert!(refused(b"II\x2a\0rest").is_some_and(|why| why.contains("TIFF")));
}

#[test]
fn a_damaged_file_is_refused_and_never_panics() {
    let kinds = [
        jpeg(&[segment(0xE1, &[b"Exif\0\0", &exif(true, 6)[..]].concat())]),
        packed_pdf(None),
        archive(&[("[Content_Types].xml", "<Types/>"), ("docProps/core.xml", "<a/>")]),
        b"\x89PNG\r\n\x1a\n\xff\xff\xff\xfftEXt".to_vec(),
        b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff\x21\xfe\x12abc".to_vec(),
        b"RIFF\x10\0\0\0WEBPEXIF\xff\xff\xff\xff".to_vec(),
    ];
    for bytes in kinds {
        for end in 0..bytes.len() {
            let _ = strip(&bytes[..end]);
            let mut flipped = bytes.clone();
            flipped[end] ^= 0xFF;
            let _ = strip(&flipped);
        }
    }
    assert!(refused(b"\xFF\xD8\xFF\xE1\0\x40Exif").is_some());
}
