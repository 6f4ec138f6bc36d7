//! A writer of SVG elements. Nothing reaches the picture unescaped.

use super::theme::Ink;
use std::fmt::Write as _;

/// Elements written so far.
#[derive(Debug, Default)]
pub(super) struct Svg {
    out: String,
}

/// The position of a text relative to its x.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A text as XML content or attribute value. Characters that XML forbids, and those that change the direction of
/// the text around them, become U+FFFD.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{61c}'
            | '\u{fffe}'
            | '\u{ffff}' => out.push('\u{fffd}'),
            control if control.is_control() => out.push('\u{fffd}'),
            other => out.push(other),
        }
    }
    out
}

/// A coordinate with one decimal at most.
pub(super) fn coordinate(number: f64) -> String {
    let rounded = (number * 10.0).round() / 10.0;
    // Minus zero prints a sign.
    if rounded == 0.0 { "0".to_owned() } else { rounded.to_string() }
}

fn fill(ink: Ink) -> String {
    let (name, colour) = ink.class();
    format!(r#"class="pt-{name}" fill="{colour}""#)
}

fn stroke(ink: Ink) -> String {
    let (name, colour) = ink.class();
    format!(r#"class="pt-{name}-s" fill="none" stroke="{colour}""#)
}

fn filled_stroke(fill: Option<Ink>, stroke_ink: Ink) -> String {
    let Some(fill) = fill else { return stroke(stroke_ink) };
    let ((name, colour), (line, line_colour)) = (fill.class(), stroke_ink.class());
    format!(r#"class="pt-{name} pt-{line}-s" fill="{colour}" stroke="{line_colour}""#)
}

impl Svg {
    pub(super) fn into_string(self) -> String {
        self.out
    }

    fn raw(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// Opens a group whose title describes its contents.
    pub(super) fn open(&mut self, title: &str) {
        let title = escaped(title);
        self.raw(&format!("<g><title>{title}</title>"));
    }

    pub(super) fn close(&mut self) {
        self.raw("</g>");
    }

    pub(super) fn text(&mut self, x: f64, y: f64, size: f64, ink: Ink, anchor: Anchor, text: &str) {
        self.styled_text(x, y, size, ink, anchor, text, "");
    }

    pub(super) fn bold(&mut self, x: f64, y: f64, size: f64, text: &str) {
        self.styled_text(x, y, size, Ink::Text, Anchor::Start, text, r#" font-weight="600""#);
    }

    pub(super) fn text_middle(&mut self, x: f64, y: f64, size: f64, ink: Ink, text: &str) {
        self.styled_text(x, y, size, ink, Anchor::Middle, text, r#" font-weight="600""#);
    }

    /// Text that begins at a point and rises to the right at 60 degrees.
    pub(super) fn slanted(&mut self, x: f64, y: f64, size: f64, text: &str) {
        let turned = format!(r#" transform="rotate(-60 {} {})""#, coordinate(x), coordinate(y));
        self.styled_text(x, y, size, Ink::Text, Anchor::Start, text, &turned);
    }

    #[expect(clippy::too_many_arguments, reason = "place, look and words of one text")]
    fn styled_text(
        &mut self,
        x: f64,
        y: f64,
        size: f64,
        ink: Ink,
        anchor: Anchor,
        text: &str,
        more: &str,
    ) {
        let anchor = match anchor {
            Anchor::Start => "",
            Anchor::Middle => r#" text-anchor="middle""#,
            Anchor::End => r#" text-anchor="end""#,
        };
        let (x, y, fill, text) = (coordinate(x), coordinate(y), fill(ink), escaped(text));
        self.raw(&format!(
            r#"<text x="{x}" y="{y}" font-size="{size}" {fill}{anchor}{more}>{text}</text>"#
        ));
    }

    pub(super) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, ink: Ink) {
        let (x, y) = (coordinate(x), coordinate(y));
        let (width, height) = (coordinate(width.max(0.0)), coordinate(height.max(0.0)));
        let fill = fill(ink);
        self.raw(&format!(r#"<rect x="{x}" y="{y}" width="{width}" height="{height}" {fill}/>"#));
    }

    /// A square with a frame.
    pub(super) fn square(
        &mut self,
        x: f64,
        y: f64,
        side: f64,
        fill: Option<Ink>,
        line: Ink,
        dash: Option<&str>,
    ) {
        let (x, y, side) = (coordinate(x), coordinate(y), coordinate(side));
        let look = filled_stroke(fill, line);
        let dash = dash.map(|dash| format!(r#" stroke-dasharray="{dash}""#)).unwrap_or_default();
        self.raw(&format!(
            r#"<rect x="{x}" y="{y}" width="{side}" height="{side}" rx="2.5" {look}{dash}/>"#
        ));
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), width: f64, ink: Ink) {
        let path = format!(
            "M{} {}L{} {}",
            coordinate(from.0),
            coordinate(from.1),
            coordinate(to.0),
            coordinate(to.1)
        );
        self.path(&path, None, ink, width);
    }

    pub(super) fn circle(&mut self, x: f64, y: f64, radius: f64, fill: Option<Ink>, line: Ink) {
        let (x, y, look) = (coordinate(x), coordinate(y), filled_stroke(fill, line));
        self.raw(&format!(r#"<circle cx="{x}" cy="{y}" r="{radius}" {look} stroke-width="1.6"/>"#));
    }

    /// A path; `path` is made of numbers only.
    pub(super) fn path(&mut self, path: &str, fill: Option<Ink>, line: Ink, width: f64) {
        let look = filled_stroke(fill, line);
        let _ = writeln!(self.out, r#"<path d="{path}" {look} stroke-width="{width}"/>"#);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_cannot_turn_its_surroundings() {
        assert_eq!(
            escaped("</text><script>\"'&\u{202e}\u{0}\n"),
            "&lt;/text&gt;&lt;script&gt;&quot;&#39;&amp;\u{fffd}\u{fffd} "
        );
    }

    #[test]
    fn coordinates_have_one_decimal() {
        assert_eq!([12.345, -0.01, 7.0].map(coordinate), ["12.3", "0", "7"]);
    }
}
