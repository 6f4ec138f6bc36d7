//! The characters and ruling lines of each page, as the page draws them.

use super::bounds::{KIND, MOST_PAGES};
use super::hayro::{Canvas, CharacterPlace, LoadError, PdfFile, Point};
use super::{drawn, quiet, unpack};
use crate::document::error::SourceError;
use std::cell::Cell;
use std::panic::resume_unwind;
use unicode_normalization::UnicodeNormalization;

/// The largest number of characters in a document. It is less than `MAX_BYTES`.
const MOST_GLYPHS: usize = 4_000_000;
/// The largest number of ruling lines of a page; maps have more, tables never.
const MOST_RULES: usize = 4000;

/// A character and its place, in points with y downward, on a page that is rotated so that lines run to the
/// right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub text: String,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    /// Height of the font.
    pub size: f64,
}

/// A ruling line, horizontal or vertical.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub upright: bool,
    /// Its y if it is horizontal, else its x.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

#[derive(Debug, Default)]
pub(super) struct PdfPage {
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    pub images: usize,
    /// The number of characters that the font does not name.
    pub unknown: usize,
}

/// All pages of a file.
///
/// # Errors
/// The PDF is damaged, protected with a password, or draws more than the limit.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<PdfPage>, SourceError> {
    let damaged = |reason: &str| SourceError::Damaged { kind: KIND, reason: reason.to_owned() };
    // The library has no intended panics; a file that makes it panic is reported as damaged.
    let read = quiet::caught(|| {
        let file = PdfFile::load(bytes).map_err(|error| match error {
            LoadError::Password => SourceError::Encrypted(KIND),
            LoadError::Encryption => damaged("its encryption is not known"),
            LoadError::Invalid => damaged("it has no pages that can be found"),
        })?;
        if file.page_count() > MOST_PAGES {
            let limit = MOST_PAGES as u64;
            return Err(SourceError::TooMuch { kind: KIND, limit, what: "pages" });
        }
        unpack::check_loaded(&file)?;
        drawn::check(&file)?;
        let left = Cell::new(MOST_GLYPHS);
        let mut pages = Vec::new();
        file.draw(
            || DrawnPage { left: left.get(), ..DrawnPage::default() },
            |drawn| {
                left.set(drawn.left);
                pages.push(drawn.upright());
            },
        );
        Ok(pages)
    });
    match read {
        Ok(read) => read,
        Err(payload) if payload.is::<TooManyGlyphs>() => {
            let limit = MOST_GLYPHS as u64;
            Err(SourceError::TooMuch { kind: KIND, limit, what: "characters" })
        }
        Err(_) => Err(damaged("it is malformed")),
    }
}

/// The payload of a panic that leaves the library, which accepts no result from a device.
struct TooManyGlyphs;

/// The content of a page, with the direction of each character's line.
#[derive(Default)]
struct DrawnPage {
    page: PdfPage,
    directions: Vec<Direction>,
    left: usize,
}

/// The direction of a line: to the right, downward, to the left, upward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Direction {
    #[default]
    Right,
    Down,
    Left,
    Up,
}

impl Direction {
    /// The direction of a vector; `None` for oblique text, which is a watermark.
    fn of(along: Point) -> Option<Self> {
        let Point { x, y } = along;
        match () {
            () if x.abs() > 10.0 * y.abs() => Some(if x > 0.0 { Self::Right } else { Self::Left }),
            () if y.abs() > 10.0 * x.abs() => Some(if y > 0.0 { Self::Down } else { Self::Up }),
            () => None,
        }
    }

    /// The point on the page rotated so that this direction runs to the right.
    fn turned(self, point: Point) -> Point {
        match self {
            Self::Right => point,
            Self::Down => Point { x: point.y, y: -point.x },
            Self::Left => Point { x: -point.x, y: -point.y },
            Self::Up => Point { x: -point.y, y: point.x },
        }
    }
}

impl DrawnPage {
    fn rule(&mut self, a: Point, b: Point) {
        let (wide, high) = ((a.x - b.x).abs(), (a.y - b.y).abs());
        if self.page.rules.len() >= MOST_RULES || !(wide + high).is_finite() {
            return;
        }
        let upright = high > wide;
        let (at, from, to) = if upright {
            (f64::midpoint(a.x, b.x), a.y, b.y)
        } else {
            (f64::midpoint(a.y, b.y), a.x, b.x)
        };
        let (from, to) = (from.min(to), from.max(to));
        if wide.min(high) <= THIN && to - from >= 4.0 {
            self.page.rules.push(Rule { upright, at, from, to });
        }
    }

    /// The page rotated so that most of its characters run to the right; other characters (stamps) are left
    /// out.
    fn upright(self) -> PdfPage {
        let Self { mut page, directions, .. } = self;
        let count = |direction| directions.iter().filter(|&&it| it == direction).count();
        let most = [Direction::Right, Direction::Down, Direction::Left, Direction::Up]
            .into_iter()
            .rev()
            .max_by_key(|&direction| count(direction))
            .unwrap_or_default();
        let mut at = directions.iter();
        page.glyphs.retain(|_| at.next() == Some(&most));
        for glyph in &mut page.glyphs {
            Point { x: glyph.x, y: glyph.y } = most.turned(Point { x: glyph.x, y: glyph.y });
        }
        for rule in &mut page.rules {
            let (a, b) = if rule.upright {
                (Point { x: rule.at, y: rule.from }, Point { x: rule.at, y: rule.to })
            } else {
                (Point { x: rule.from, y: rule.at }, Point { x: rule.to, y: rule.at })
            };
            let (a, b) = (most.turned(a), most.turned(b));
            *rule = if (a.x - b.x).abs() < (a.y - b.y).abs() {
                Rule { upright: true, at: a.x, from: a.y.min(b.y), to: a.y.max(b.y) }
            } else {
                Rule { upright: false, at: a.y, from: a.x.min(b.x), to: a.x.max(b.x) }
            };
        }
        page
    }
}

/// The largest thickness of a ruling line, in points.
const THIN: f64 = 3.0;

/// The usual character for a radical or compatibility form that some fonts use instead (⽬ for 目).
fn usual(sign: char) -> char {
    let odd = matches!(sign, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}');
    if odd { std::iter::once(sign).nfkc().next().unwrap_or(sign) } else { sign }
}

impl Canvas for DrawnPage {
    fn character(&mut self, text: Option<String>, place: CharacterPlace) {
        let Some(text) = text else {
            self.page.unknown += 1;
            return;
        };
        let text: String = text.chars().filter(|sign| !sign.is_control()).map(usual).collect();
        let CharacterPlace { origin: Point { x, y }, along, height: size, advance } = place;
        let length = along.x.hypot(along.y);
        if text.trim().is_empty() || ![x, y, length, size].iter().all(|number| number.is_finite()) {
            return;
        }
        let Some(direction) = Direction::of(along) else { return };
        let width = length * advance / 1000.0;
        if self.left == 0 {
            resume_unwind(Box::new(TooManyGlyphs));
        }
        self.left -= 1;
        self.page.glyphs.push(Glyph { text, x, y, width, size });
        self.directions.push(direction);
    }

    fn takes_lines(&self) -> bool {
        self.page.rules.len() < MOST_RULES
    }

    fn line(&mut self, from: Point, to: Point) {
        self.rule(from, to);
    }

    /// Ruling lines may also be drawn as thin boxes.
    fn area(&mut self, from: Point, to: Point) {
        let (width, height) = (to.x - from.x, to.y - from.y);
        let middle = Point { x: f64::midpoint(from.x, to.x), y: f64::midpoint(from.y, to.y) };
        if width > height && height <= THIN {
            self.rule(Point { x: from.x, y: middle.y }, Point { x: to.x, y: middle.y });
        } else if width <= THIN {
            self.rule(Point { x: middle.x, y: from.y }, Point { x: middle.x, y: to.y });
        }
    }

    fn image(&mut self) {
        self.page.images += 1;
    }
}
