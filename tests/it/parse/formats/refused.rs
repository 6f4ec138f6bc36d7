//! Files that are refused.

use super::{PDF, docx, refused};
use crate::support::docx::Docx;

#[test]
fn an_error_about_an_unreadable_file_names_the_next_step() {
    let scan = refused(include_bytes!("../../../data/scan.pdf"));
    assert!(scan.contains("OCR") && scan.contains("searchable PDF"), "{scan}");
    let protected = refused(include_bytes!("../../../data/protected.pdf"));
    assert_eq!(protected, "the PDF is protected with a password; save it without one");
    let old = refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    assert!(old.contains("save it as DOCX"), "{old}");
    let sheet = refused(&Docx::parts(&[("xl/workbook.xml", "<x/>")]));
    assert!(sheet.contains("a spreadsheet; open it"), "{sheet}");
    let official = refused(&Docx::parts(&[("OFD.xml", "<x/>")]));
    assert!(official.contains("an OFD document"), "{official}");
}

#[test]
fn damaged_containers_are_refused_with_one_line() {
    let docx = docx();
    for bytes in [
        &docx[..docx.len() / 2],
        &PDF[..PDF.len() / 3],
        b"%PDF-1.7",
        b"PK\x03\x04",
        &Docx::parts(&[("word/document.xml", "<w:document><w:p></w:t>")]),
    ] {
        let message = refused(bytes);
        assert!(message.contains("cannot be read") && !message.contains('\n'), "{message}");
    }
}
