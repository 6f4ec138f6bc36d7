//! Builds small Word documents from parts.

use std::io::{Cursor, Write};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const NAMES: &str = r#"xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main""#;

pub struct Docx {
    body: String,
    notes: String,
}

impl Docx {
    pub fn of(body: &str) -> Self {
        Self { body: body.to_owned(), notes: String::new() }
    }

    pub fn with_note(mut self, id: &str, text: &str) -> Self {
        let note = format!(r#"<w:footnote w:id="{id}">{}</w:footnote>"#, paragraph(text));
        self.notes.push_str(&note);
        self
    }

    pub fn bytes(&self) -> Vec<u8> {
        let document = format!("<w:document {NAMES}><w:body>{}</w:body></w:document>", self.body);
        let notes = format!("<w:footnotes {NAMES}>{}</w:footnotes>", self.notes);
        Self::parts(&[("word/document.xml", &document), ("word/footnotes.xml", &notes)])
    }

    /// A ZIP archive of these parts.
    pub fn parts(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            archive.start_file(*name, SimpleFileOptions::default()).unwrap();
            archive.write_all(text.as_bytes()).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }
}

pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

pub fn paragraph(text: &str) -> String {
    format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", escaped(text))
}

pub fn cell(properties: &str, text: &str) -> String {
    format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", paragraph(text))
}

pub fn row(cells: &str) -> String {
    format!("<w:tr>{cells}</w:tr>")
}

pub fn table(rows: &str) -> String {
    format!("<w:tbl>{rows}</w:tbl>")
}
