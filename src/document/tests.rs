use super::*;
use encoding_rs::GB18030;

const TEXT: &str = "甲区的发展规划。\r\n\r\n到2025年，绿化率45%\r经济\n的目标";

#[test]
fn lines_count_characters_over_every_kind_of_line_end() {
    let source = Source::read(TEXT.as_bytes()).unwrap();
    assert_eq!(source.line_count(), 5);
    assert_eq!(source.line(3), "到2025年，绿化率45%");
    assert_eq!(source.extent(3), [12, 25]);
    assert_eq!(source.slice(source.extent(4)), "经济");
    assert_eq!(source.line_of(13), 3);
    let line = source.line(3);
    let at = line.find("45%").unwrap();
    let span = source.span(3, at..at + 3);
    assert_eq!(source.slice(span), "45%");
    assert_eq!(source.line(0), "");
    assert_eq!(source.line(99), "");
    assert_eq!(source.extent(99), [0, 0]);
}

#[test]
fn encodings_are_recognised_by_content() {
    let gb = GB18030.encode(TEXT).0.into_owned();
    let le: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let marked = [b"\xEF\xBB\xBF", TEXT.as_bytes()].concat();
    let le_marked = [b"\xFF\xFE".as_slice(), &le].concat();
    for (bytes, encoding) in [
        (gb, "GB18030"),
        (le, "UTF-16LE"),
        (be, "UTF-16BE"),
        (marked, "UTF-8"),
        (le_marked, "UTF-16LE"),
    ] {
        let source = Source::read(&bytes).unwrap();
        assert_eq!((source.encoding, source.text.as_str()), (encoding, TEXT));
    }
}

#[test]
fn a_file_that_is_no_text_is_refused_with_a_reason() {
    let refused = |bytes: &[u8]| Source::read(bytes).unwrap_err().to_string();
    assert_eq!(refused(b""), "the file is empty");
    assert_eq!(refused(b" \n\t "), "the file holds nothing but white space");
    assert_eq!(refused("\u{3000}\n".as_bytes()), "the file holds nothing but white space");
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n"), "the file is a PNG image, not text");
    assert_eq!(refused(b"%PDF-1.7"), "the PDF cannot be read: it has no pages that can be found");
    assert_eq!(refused(b"plain English"), "there is no Chinese text in the file");
    assert_eq!(refused(&[0, 1, 2, 3, 0, 255, 7]), "the file is binary data, not text");
}

#[test]
fn noise_is_refused() {
    let mut state = 1u64;
    let noise: Vec<u8> = (0..200_000)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 56) as u8
        })
        .collect();
    assert!(Source::read(&noise).is_err());
    let without_nul: Vec<u8> = noise.into_iter().filter(|&byte| byte != 0).collect();
    assert_eq!(Source::read(&without_nul).unwrap_err(), SourceError::Encoding);
}
