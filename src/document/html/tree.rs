//! Elements and texts in source order, each with its parent and its source line. Like browsers, it accepts
//! unclosed paragraphs, items, rows and cells, and stray end tags.

use crate::document::invisible::{hides, is_struck};
use html5gum::emitters::default::DefaultEmitter;
use html5gum::{HtmlString, StartTag, Token, Tokenizer};

/// Elements nested deeper become children of an element at this depth, so that time stays linear.
const DEEPEST: usize = 200;

#[derive(Debug)]
pub(super) struct Node {
    /// Index of the parent; the root is its own parent.
    pub parent: usize,
    /// Source line of the tag, or of the first character of the text, counted from 1.
    pub line: u32,
    pub content: Content,
    /// The numbers of columns and rows that a cell spans.
    pub spans: [usize; 2],
    /// Words of `id`, `class` and `role`, in lower case.
    pub names: Vec<String>,
    /// Whether the element is hidden or struck out, by tag, attribute or style.
    pub hidden: bool,
}

#[derive(Debug)]
pub(super) enum Content {
    /// The tag in lower case.
    Element(String),
    Text(String),
}

impl Node {
    /// The tag; empty for a text.
    pub(super) fn tag(&self) -> &str {
        match &self.content {
            Content::Element(tag) => tag,
            Content::Text(_) => "",
        }
    }
}

/// A page. The first node is the root; every node comes after its parent and after the nodes before it in
/// the source.
#[derive(Debug)]
pub(super) struct Tree {
    pub nodes: Vec<Node>,
}

impl Tree {
    pub(super) fn read(source: &str) -> Self {
        let mut emitter = DefaultEmitter::<usize>::new_with_span();
        // Scripts and styles contain no tags.
        emitter.naively_switch_states(true);
        let mut builder = Builder::default();
        builder.push(0, 1, Content::Element(String::new()));
        builder.open.push(0);
        let mut lines = Lines { source: source.as_bytes(), at: 0, line: 1 };
        for Ok(token) in Tokenizer::new_with_emitter(source, emitter) {
            match token {
                Token::StartTag(tag) => builder.start(&tag, lines.at(tag.span.start)),
                Token::EndTag(tag) => builder.end(&lower(&tag.name)),
                Token::String(text) => builder.text(&text.value, lines.at(text.span.start)),
                Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
            }
        }
        Self { nodes: builder.nodes }
    }
}

/// Source lines of bytes, which must be requested in ascending order. LF, CRLF and CR end a line.
struct Lines<'s> {
    source: &'s [u8],
    at: usize,
    line: u32,
}

impl Lines<'_> {
    fn at(&mut self, byte: usize) -> u32 {
        let end = byte.min(self.source.len());
        while self.at < end {
            let ends = match self.source[self.at] {
                b'\n' => true,
                b'\r' => self.source.get(self.at + 1) != Some(&b'\n'),
                _ => false,
            };
            self.line += u32::from(ends);
            self.at += 1;
        }
        self.line
    }
}

#[derive(Default)]
struct Builder {
    nodes: Vec<Node>,
    open: Vec<usize>,
}

impl Builder {
    fn push(&mut self, parent: usize, line: u32, content: Content) -> usize {
        let (spans, names, hidden) = ([1, 1], Vec::new(), false);
        self.nodes.push(Node { parent, line, content, spans, names, hidden });
        self.nodes.len() - 1
    }

    fn parent(&self) -> usize {
        self.open.last().copied().unwrap_or(0)
    }

    fn start(&mut self, tag: &StartTag<usize>, line: u32) {
        let name = lower(&tag.name);
        match name.as_str() {
            "li" => self.close(&["li"], &["ul", "ol"]),
            "tr" => self.close(&["tr"], &["table"]),
            "td" | "th" => self.close(&["td", "th"], &["tr", "table"]),
            "tbody" | "thead" | "tfoot" => self.close(&["tbody", "thead", "tfoot"], &["table"]),
            "option" => self.close(&["option"], &["select"]),
            name if ends_paragraph(name) => self.close(&["p"], &["td", "th", "div", "li"]),
            _ => {}
        }
        let node = self.push(self.parent(), line, Content::Element(name.clone()));
        let value = |name: &str| {
            tag.attributes.get(name.as_bytes()).map(|value| lower(&value.value)).unwrap_or_default()
        };
        let number = |name| value(name).trim().parse().unwrap_or(1).clamp(1, 1000);
        self.nodes[node].spans = [number("colspan"), number("rowspan")];
        for attribute in ["id", "class", "role"] {
            let words = value(attribute);
            let words = words.split(|sign: char| !sign.is_alphanumeric());
            self.nodes[node].names.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
        }
        let style: String = value("style").split_whitespace().collect();
        self.nodes[node].hidden =
            hides(&style) || is_struck(&name) || tag.attributes.contains_key(b"hidden".as_slice());
        if !is_void(&name) && !tag.self_closing && self.open.len() < DEEPEST {
            self.open.push(node);
        }
    }

    fn end(&mut self, name: &str) {
        // A stray end tag within a cell does not close the table around it.
        let fence: &[&str] = match name {
            "table" | "tr" | "tbody" | "thead" | "tfoot" | "body" | "html" => &[],
            "td" | "th" => &["table"],
            _ => &["td", "th", "table"],
        };
        self.close(&[name], fence);
    }

    /// Closes the innermost open element of `names`, unless an element of `within` is inside it.
    fn close(&mut self, names: &[&str], within: &[&str]) {
        for depth in (1..self.open.len()).rev() {
            let tag = self.nodes[self.open[depth]].tag();
            if names.contains(&tag) {
                self.open.truncate(depth);
                return;
            }
            if within.contains(&tag) {
                return;
            }
        }
    }

    fn text(&mut self, text: &HtmlString, line: u32) {
        let text = String::from_utf8_lossy(text).into_owned();
        self.push(self.parent(), line, Content::Text(text));
    }
}

fn lower(name: &HtmlString) -> String {
    String::from_utf8_lossy(name).to_lowercase()
}

fn is_void(tag: &str) -> bool {
    matches!(
        tag,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

fn ends_paragraph(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "div"
            | "table"
            | "ul"
            | "ol"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "section"
            | "article"
            | "blockquote"
            | "pre"
            | "header"
            | "footer"
            | "nav"
            | "main"
            | "aside"
    )
}
