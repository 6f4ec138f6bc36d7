//! Files that would cost their reader too much, and the limits that the errors name.

use crate::support::pdf::{Pdf, show};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use plan_targets::document::Source;
use std::io::Write as _;

fn refused(bytes: &[u8]) -> String {
    Source::read(bytes).unwrap_err().to_string()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

/// A file with one page that draws the outermost of nested forms, each of which draws the next one twice.
fn nested(depth: usize) -> Vec<u8> {
    let mut pdf = Pdf::default();
    let own = "/Type /XObject /Subtype /Form /BBox [ 0 0 500 800 ]";
    let text = show("江夏区国民经济和社会发展规划", 60, 700);
    let mut form =
        pdf.stream(&format!("{own} /Resources << /Font << /F 3 0 R >> >>"), text.as_bytes());
    for _ in 0..depth {
        let resources = format!("{own} /Resources << /XObject << /A {form} 0 R >> >>");
        form = pdf.stream(&resources, b"/A Do /A Do");
    }
    pdf.page("/A Do", &format!("/XObject << /A {form} 0 R >>"));
    pdf.bytes()
}

#[test]
fn forms_are_read_up_to_the_deepest_nesting_of_plans() {
    let source = Source::read(&nested(2)).unwrap();
    assert!(source.text.contains("江夏区国民经济和社会发展规划"), "{}", source.text);
    assert_eq!(
        refused(&nested(40)),
        "the PDF has more than 268435456 bytes drawn by its pages, more than any plan"
    );
}

#[test]
fn a_form_that_draws_itself_is_read_in_finite_time() {
    let mut pdf = Pdf::default();
    let form = 4;
    let own = "/Type /XObject /Subtype /Form /BBox [ 0 0 500 800 ]";
    let content = show("江夏区国民经济和社会发展规划", 60, 700) + "/A Do";
    let made = pdf.stream(
        &format!("{own} /Resources << /Font << /F 3 0 R >> /XObject << /A {form} 0 R >> >>"),
        content.as_bytes(),
    );
    assert_eq!(made, form);
    pdf.page("/A Do", &format!("/XObject << /A {form} 0 R >>"));
    assert!(Source::read(&pdf.bytes()).unwrap().text.contains("江夏区"));
}

#[test]
fn streams_with_other_filters_are_measured_too() {
    let bomb = packed(&vec![b' '; 140 * 1024 * 1024]);
    let twice = packed(&bomb);
    let hex = twice.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().concat();
    for (filters, content) in [
        ("[ /FlateDecode /FlateDecode ]", twice.as_slice()),
        ("[ /ASCIIHexDecode /FlateDecode /FlateDecode ]", hex.as_bytes()),
        // Without the header that the search of the bytes finds.
        ("/FlateDecode", &bomb[2..]),
    ] {
        let mut pdf = Pdf::default();
        pdf.page(&show("江夏区国民经济和社会发展规划", 60, 700), "");
        pdf.packed(&format!("/Filter {filters}"), content);
        assert_eq!(
            refused(&pdf.bytes()),
            "the PDF unpacks to more than 128 MiB, more than any plan",
            "{filters}"
        );
    }
}

#[test]
fn more_pages_than_any_plan_has_are_refused() {
    let mut pdf = Pdf::default();
    for _ in 0..3001 {
        pdf.page("", "");
    }
    assert_eq!(refused(&pdf.bytes()), "the PDF has more than 3000 pages, more than any plan");
}
