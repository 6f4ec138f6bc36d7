//! The characters and ruling lines of each page, as the page's own program draws them.

use super::bounds::{KIND, MOST_PAGES};
use super::{drawn, quiet, unpack};
use crate::document::error::SourceError;
use hayro_interpret::font::{Glyph as Drawn, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::page::Page as PdfPage;
use hayro_interpret::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{Affine, BezPath, PathSeg, Point, Rect, Shape, Vec2};
use hayro_interpret::util::TransformExt;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, interpret_page,
};
use std::panic::resume_unwind;
use unicode_normalization::UnicodeNormalization;

/// A document has no more characters than this, for it has no more bytes of text (see
/// `MAX_BYTES`).
const MOST_GLYPHS: usize = 4_000_000;
/// Of a page; a map has more, a table never.
const MOST_RULES: usize = 4000;

/// A character and where it stands, in points, y downward, turned so that lines run to the right.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub text: String,
    pub x: f64,
    pub y: f64,
    pub width: f64,
    /// Height of the font.
    pub size: f64,
}

/// A ruling line, along x or along y.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Rule {
    pub upright: bool,
    /// Its y where it runs along x, else its x.
    pub at: f64,
    pub from: f64,
    pub to: f64,
}

#[derive(Debug, Default)]
pub(super) struct Page {
    pub glyphs: Vec<Glyph>,
    pub rules: Vec<Rule>,
    pub images: usize,
    /// Characters of which the font does not say what they are.
    pub unknown: usize,
}

/// All pages.
///
/// # Errors
/// A PDF that is damaged, protected with a password, or draws more than any plan.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Page>, SourceError> {
    let damaged = |reason: &str| SourceError::Damaged { kind: KIND, reason: reason.to_owned() };
    // The library means never to panic; a file that makes it do so is damaged.
    let read = quiet::caught(|| {
        let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => {
                SourceError::Encrypted(KIND)
            }
            LoadPdfError::Decryption(_) => damaged("its encryption is not known"),
            LoadPdfError::Invalid => damaged("it has no pages that can be found"),
        })?;
        if pdf.pages().len() > MOST_PAGES {
            let limit = MOST_PAGES as u64;
            return Err(SourceError::TooMuch { kind: KIND, limit, what: "pages" });
        }
        unpack::check_loaded(&pdf)?;
        drawn::check(&pdf)?;
        let mut left = MOST_GLYPHS;
        let cache = InterpreterCache::new();
        Ok(pdf.pages().iter().map(|page| read_page(&pdf, page, &cache, &mut left)).collect())
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

/// Unwinds out of the library, which asks its device for no result.
struct TooManyGlyphs;

fn read_page<'p>(
    pdf: &'p Pdf,
    page: &PdfPage<'p>,
    cache: &InterpreterCache<'p>,
    left: &mut usize,
) -> Page {
    let (width, height) = page.render_dimensions();
    let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let settings =
        InterpreterSettings { render_content: RenderContent::PAGE, ..Default::default() };
    let start = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(start, area, cache, pdf.xref(), settings);
    let mut taken = Taken { left: *left, ..Taken::default() };
    interpret_page(page, &mut context, &mut taken);
    *left = taken.left;
    taken.upright()
}

/// What a page drew, each character with the direction of its line.
#[derive(Default)]
struct Taken {
    page: Page,
    directions: Vec<Direction>,
    left: usize,
}

/// To the right, downward, to the left, upward.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Direction {
    #[default]
    Right,
    Down,
    Left,
    Up,
}

impl Direction {
    /// None where it is oblique, as watermarks are.
    fn of(along: Vec2) -> Option<Self> {
        let (x, y) = (along.x, along.y);
        match () {
            () if x.abs() > 10.0 * y.abs() => Some(if x > 0.0 { Self::Right } else { Self::Left }),
            () if y.abs() > 10.0 * x.abs() => Some(if y > 0.0 { Self::Down } else { Self::Up }),
            () => None,
        }
    }

    /// A point where the page is turned so that this direction runs to the right.
    fn turned(self, point: Point) -> Point {
        match self {
            Self::Right => point,
            Self::Down => Point::new(point.y, -point.x),
            Self::Left => Point::new(-point.x, -point.y),
            Self::Up => Point::new(-point.y, point.x),
        }
    }
}

impl Taken {
    fn glyph(&mut self, drawn: &Drawn<'_>, place: Affine) {
        let text = match drawn.as_unicode() {
            Some(BfString::Char(sign)) => sign.to_string(),
            Some(BfString::String(text)) => text,
            None => {
                self.page.unknown += 1;
                return;
            }
        };
        let text: String = text.chars().filter(|sign| !sign.is_control()).map(usual).collect();
        let origin = place * Point::ZERO;
        let along = place * Point::new(1000.0, 0.0) - origin;
        let size = (place * Point::new(0.0, 1000.0) - origin).hypot();
        let numbers = [origin.x, origin.y, along.hypot(), size];
        if text.trim().is_empty() || !numbers.iter().all(|number| number.is_finite()) {
            return;
        }
        let Some(direction) = Direction::of(along) else { return };
        let advance = match drawn {
            Drawn::Outline(glyph) => glyph.advance_width(),
            Drawn::Type3(glyph) => glyph.advance_width(),
        };
        let width = along.hypot() * f64::from(advance.unwrap_or(1000.0)) / 1000.0;
        let Point { x, y } = origin;
        if self.left == 0 {
            resume_unwind(Box::new(TooManyGlyphs));
        }
        self.left -= 1;
        self.page.glyphs.push(Glyph { text, x, y, width, size });
        self.directions.push(direction);
    }

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

    /// The page, turned as most of its characters are; others (stamps) are left out.
    fn upright(self) -> Page {
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
            Point { x: glyph.x, y: glyph.y } = most.turned(Point::new(glyph.x, glyph.y));
        }
        for rule in &mut page.rules {
            let (a, b) = if rule.upright {
                (Point::new(rule.at, rule.from), Point::new(rule.at, rule.to))
            } else {
                (Point::new(rule.from, rule.at), Point::new(rule.to, rule.at))
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

/// Ruling lines are no thicker, in points.
const THIN: f64 = 3.0;

/// Radicals and compatibility forms that some fonts name in place of the character (⽬ for 目).
fn usual(sign: char) -> char {
    let odd = matches!(sign, '\u{2E80}'..='\u{2FDF}' | '\u{F900}'..='\u{FAFF}');
    if odd { std::iter::once(sign).nfkc().next().unwrap_or(sign) } else { sign }
}

impl<'p> Device<'p> for Taken {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'p>, mode: &DrawMode) {
        if self.page.rules.len() >= MOST_RULES {
            return;
        }
        let path = props.transform * path.clone();
        if let DrawMode::Stroke(_) = mode {
            for segment in path.segments() {
                if let PathSeg::Line(line) = segment {
                    self.rule(line.p0, line.p1);
                }
            }
            return;
        }
        // Rules are drawn as thin boxes, too; several may share a path.
        for part in path
            .elements()
            .split_inclusive(|it| matches!(it, hayro_interpret::kurbo::PathEl::ClosePath))
        {
            let area = BezPath::from_vec(part.to_vec()).bounding_box();
            let middle = area.center();
            if area.width() > area.height() && area.height() <= THIN {
                self.rule(Point::new(area.x0, middle.y), Point::new(area.x1, middle.y));
            } else if area.width() <= THIN {
                self.rule(Point::new(middle.x, area.y0), Point::new(middle.x, area.y1));
            }
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'p>, props: DrawProps<'p>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'p, '_>, _: ImageDrawProps<'p>) {
        self.page.images += 1;
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'p>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
