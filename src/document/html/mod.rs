//! HTML pages: the article without navigation, sidebars and footers.
//!
//! ```text
//! source ─tree─▶ elements and texts, each with its source line
//!        ─article─▶ which of them are the article, its title and its tables
//!        ─here─▶ a reading: a line for each block, break and source line
//! ```
//! A text over several source lines becomes several lines of the reading, so that each has one source line.

mod article;
mod tree;

use super::invisible::is_zero_width;
use super::reading::{PrintedPlace, Reading, is_power};
use article::Article;
use tree::{Content, Tree};

/// The reading of a page. Time is linear in the source.
pub(super) fn read(source: &str) -> Reading {
    let tree = Tree::read(source);
    let article = Article::find(&tree);
    let mut writer = Writer::new(&tree, &article);
    for &title in &article.titles {
        writer.text_of(title);
        writer.end_block();
    }
    for node in article.root..article.end {
        writer.node(node);
    }
    writer.end_block();
    writer.leave_table(None);
    writer.reading
}

/// Whether a text is a page: it begins with a tag, and has a tag like `<html` near its beginning or at
/// least as many end tags as lines. Markdown may begin with a tag too.
pub(super) fn is_page(text: &str) -> bool {
    let start = text.trim_start_matches(|sign: char| sign.is_whitespace() || sign == '\u{FEFF}');
    if !start.starts_with('<') {
        return false;
    }
    let mut bytes = start.len().min(4096);
    while !start.is_char_boundary(bytes) {
        bytes -= 1;
    }
    let head = start[..bytes].to_ascii_lowercase();
    if ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| head.contains(tag)) {
        return true;
    }
    let lines = start.lines().filter(|line| !line.trim().is_empty()).count();
    ["<div", "<p", "<h", "<article", "<main", "<section", "<span", "<ul", "<font", "<center"]
        .iter()
        .any(|tag| head.starts_with(tag))
        && start.matches("</").count() >= lines
}

struct Writer<'t> {
    tree: &'t Tree,
    article: &'t Article,
    reading: Reading,
    line: String,
    at: u32,
    /// The element whose text is being written.
    block: Option<usize>,
    table: Option<usize>,
    /// Whether the first row was written; text before it is the caption.
    opened: bool,
}

impl<'t> Writer<'t> {
    fn new(tree: &'t Tree, article: &'t Article) -> Self {
        let (reading, line) = (Reading::default(), String::new());
        Self { tree, article, reading, line, at: 1, block: None, table: None, opened: false }
    }

    fn node(&mut self, node: usize) {
        if self.article.left_out[node] {
            return;
        }
        let at = self.tree.nodes[node].line;
        let inside = self.article.table[node];
        if inside != self.table {
            self.end_block();
            self.leave_table(inside);
        }
        let block = self.article.block[node];
        match &self.tree.nodes[node].content {
            Content::Text(_) => {
                if self.block != Some(block) {
                    self.end_block();
                    self.block = Some(block);
                }
                self.text_of(node);
            }
            Content::Element(tag) => match tag.as_str() {
                "br" | "hr" => self.end_line(),
                "tr" if inside.is_some() => {
                    self.end_block();
                    if !self.opened {
                        self.reading.open_table(printed(at));
                        self.opened = true;
                    }
                    self.reading.open_row(printed(at));
                }
                "td" | "th" if inside.is_some() => {
                    self.end_block();
                    let [columns, rows] = self.tree.nodes[node].spans;
                    self.reading.open_cell(columns, rows, printed(at));
                }
                _ if block == node => self.end_block(),
                _ => {}
            },
        }
    }

    /// Writes a text: white space is collapsed, and each source line becomes a line.
    fn text_of(&mut self, node: usize) {
        let Content::Text(text) = &self.tree.nodes[node].content else { return };
        // The power of a unit (m³) is kept; the mark of a footnote is left out.
        if self.article.raised[node] && !is_power(&self.line, text) {
            return;
        }
        let mut at = self.tree.nodes[node].line;
        for sign in text.chars() {
            match sign {
                '\n' => {
                    self.end_line();
                    at += 1;
                }
                sign if is_zero_width(sign) => {}
                sign if sign.is_whitespace() => {
                    if !self.line.is_empty() && !self.line.ends_with(' ') {
                        self.line.push(' ');
                    }
                }
                sign => {
                    if self.line.is_empty() {
                        self.at = at;
                    }
                    self.line.push(sign);
                }
            }
        }
    }

    fn end_line(&mut self) {
        let line = std::mem::take(&mut self.line);
        if !line.trim().is_empty() {
            self.reading.line(&line, printed(self.at));
        }
    }

    fn end_block(&mut self) {
        self.end_line();
        self.block = None;
        // Within a table, tags separate the blocks.
        if !self.opened {
            self.reading.blank(printed(self.at));
        }
    }

    fn leave_table(&mut self, next: Option<usize>) {
        if self.opened {
            self.reading.close_table(printed(self.at));
            self.opened = false;
        }
        self.table = next;
    }
}

fn printed(line: u32) -> PrintedPlace {
    PrintedPlace { line, page: None }
}
