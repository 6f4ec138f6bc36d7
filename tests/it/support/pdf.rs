//! Builds small PDFs from objects: Chinese text in a font that is not embedded, and ruling lines.

use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::fmt::Write as _;
use std::io::Write as _;

/// Width and height of a page, its margin, the size of its type and the distance between lines, in points.
pub const PAGE: [u32; 2] = [595, 842];
const MARGIN: u32 = 60;
const SIZE: u32 = 12;
const STEP: u32 = 20;
/// Size of the type in tables, whose cells contain up to ten characters.
const SMALL: u32 = 8;
/// Characters on a full line.
const LINE: usize = 38;

const FONT: &str = "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [ << \
    /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /W [ 1 [ 500 ] 2 94 500 814 907 500 ] \
    /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 0 >> \
    /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6 /FontBBox [ -25 -254 1000 880 ] \
    /Ascent 752 /Descent -271 /CapHeight 737 /StemV 58 /ItalicAngle 0 >> >> ] >>";

/// An unfinished file: objects from 1 on, of which 1 is the catalogue, 2 the pages, 3 the font.
pub struct Pdf {
    objects: Vec<Vec<u8>>,
    pages: Vec<usize>,
}

impl Default for Pdf {
    fn default() -> Self {
        Self { objects: vec![Vec::new(), Vec::new(), FONT.into()], pages: Vec::new() }
    }
}

impl Pdf {
    /// Adds an object and returns its number.
    pub fn object(&mut self, body: impl Into<Vec<u8>>) -> usize {
        self.objects.push(body.into());
        self.objects.len()
    }

    /// Adds a packed stream; its dictionary has these entries too.
    pub fn stream(&mut self, entries: &str, content: &[u8]) -> usize {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::default());
        packed.write_all(content).unwrap();
        self.packed(&format!("/Filter /FlateDecode {entries}"), &packed.finish().unwrap())
    }

    /// Adds a stream without packing it.
    pub fn packed(&mut self, entries: &str, content: &[u8]) -> usize {
        let head = format!("<< /Length {} {entries} >>\nstream\n", content.len());
        self.object([head.as_bytes(), content, b"\nendstream"].concat())
    }

    /// Adds a page with this content and these additional resources.
    pub fn page(&mut self, content: &str, resources: &str) {
        let contents = self.stream("", content.as_bytes());
        let [width, height] = PAGE;
        let page = self.object(format!(
            "<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 {width} {height} ] /Contents {contents} 0 R \
             /Resources << /Font << /F 3 0 R >> {resources} >> >>"
        ));
        self.pages.push(page);
    }

    pub fn bytes(mut self) -> Vec<u8> {
        let kids: Vec<String> = self.pages.iter().map(|page| format!("{page} 0 R")).collect();
        let kids = kids.join(" ");
        self.objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>".to_vec();
        self.objects[1] =
            format!("<< /Type /Pages /Count {} /Kids [ {kids} ] >>", self.pages.len()).into();
        let mut file = b"%PDF-1.5\n".to_vec();
        let mut places = String::new();
        for (object, number) in self.objects.iter().zip(1..) {
            writeln!(places, "{:010} 00000 n ", file.len()).unwrap();
            file.extend(format!("{number} 0 obj\n").into_bytes());
            file.extend(object);
            file.extend(b"\nendobj\n");
        }
        let start = file.len();
        let size = self.objects.len() + 1;
        let end = format!(
            "xref\n0 {size}\n0000000000 65535 f \n{places}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
        );
        file.extend(end.into_bytes());
        file
    }
}

/// Draws a text whose base line begins at a point, counted from the lower left.
pub fn show(text: &str, x: u32, y: u32) -> String {
    show_at(SIZE, text, x, y)
}

fn show_at(size: u32, text: &str, x: u32, y: u32) -> String {
    let code: Vec<String> = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    let code = code.concat();
    format!("BT /F {size} Tf {x} {y} Td <{code}> Tj ET\n")
}

/// Draws a ruling line.
pub fn rule([x, y]: [u32; 2], [to_x, to_y]: [u32; 2]) -> String {
    format!("{x} {y} m {to_x} {to_y} l S\n")
}

/// Writes paragraphs and ruled tables from top to bottom, page after page. A table that does not fit
/// continues on the next page.
#[derive(Default)]
pub struct Typesetter {
    pdf: Option<Pdf>,
    content: String,
    /// y of the next line, upward.
    y: u32,
}

impl Typesetter {
    /// A paragraph; its first line is indented if it has several.
    pub fn paragraph(&mut self, text: &str) {
        let signs: Vec<char> = text.chars().collect();
        let indent = if signs.len() > LINE { 2 } else { 0 };
        let first = signs.len().min(LINE - indent);
        self.line(
            &signs[..first].iter().collect::<String>(),
            MARGIN + if indent > 0 { 2 * SIZE } else { 0 },
        );
        for rest in signs[first..].chunks(LINE) {
            self.line(&rest.iter().collect::<String>(), MARGIN);
        }
    }

    fn line(&mut self, text: &str, x: u32) {
        self.room();
        self.content += &show(text, x, self.y);
        self.y -= STEP;
    }

    /// A ruled table; every cell is one line.
    pub fn table(&mut self, rows: &[Vec<String>]) {
        let columns = u32::try_from(rows.first().map_or(1, Vec::len)).unwrap();
        let wide = (PAGE[0] - 2 * MARGIN) / columns;
        for row in rows {
            self.room();
            let (above, below) = (self.y + 14, self.y + 14 - STEP);
            for y in [above, below] {
                self.content += &rule([MARGIN, y], [MARGIN + columns * wide, y]);
            }
            for x in (0..=columns).map(|column| MARGIN + column * wide) {
                self.content += &rule([x, above], [x, below]);
            }
            for (cell, column) in row.iter().zip(0..) {
                self.content += &show_at(SMALL, cell, MARGIN + column * wide + 3, self.y);
            }
            self.y -= STEP;
        }
        self.y -= STEP;
    }

    /// Begins a new page.
    pub fn turn(&mut self) {
        self.y = 0;
    }

    fn room(&mut self) {
        if self.y < MARGIN + STEP {
            self.end_page();
            self.y = PAGE[1] - MARGIN;
        }
    }

    fn end_page(&mut self) {
        let content = std::mem::take(&mut self.content);
        if !content.is_empty() {
            self.pdf.get_or_insert_default().page(&content, "");
        }
    }

    pub fn bytes(mut self) -> Vec<u8> {
        self.end_page();
        self.pdf.unwrap_or_default().bytes()
    }
}
