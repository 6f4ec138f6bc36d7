//! The surroundings of every chart: title, legend, source; and the `<svg>` element itself.

use super::data::{Frame, Heading, WIDTHS};
use super::sign::{Badge, SIDE};
use super::text::{shortened, width, wrapped};
use super::theme::{FONTS, Ink, STYLE};
use super::xml::{Anchor, Svg, coordinate, escaped};

/// The margin of a picture, in pixels.
pub(super) const MARGIN: f64 = 16.0;

/// A picture being drawn from top to bottom.
#[derive(Debug)]
pub(super) struct Sheet<'f> {
    pub(super) svg: Svg,
    pub(super) frame: &'f Frame,
    /// In pixels.
    pub(super) width: f64,
    /// The y at which the next part begins.
    pub(super) y: f64,
}

impl<'f> Sheet<'f> {
    /// A sheet with its title on it.
    pub(super) fn new(frame: &'f Frame) -> Self {
        let width = f64::from(frame.width.clamp(WIDTHS.0, WIDTHS.1));
        let mut sheet = Self { svg: Svg::default(), frame, width, y: MARGIN };
        for line in wrapped(&frame.title, 18.0, sheet.inner()) {
            sheet.y += 22.0;
            sheet.svg.bold(MARGIN, sheet.y - 4.0, 18.0, &line);
        }
        sheet.y += 8.0;
        sheet
    }

    /// The width within the margins.
    pub(super) fn inner(&self) -> f64 {
        self.width - 2.0 * MARGIN
    }

    /// The right margin.
    pub(super) fn right(&self) -> f64 {
        self.width - MARGIN
    }

    /// The name of a panel, its English name where that is another, and more.
    pub(super) fn panel_head(&mut self, heading: &Heading, more: &str) {
        self.y += 20.0;
        self.svg.bold(MARGIN, self.y, 15.0, &shortened(&heading.name, 15.0, self.inner()));
        let english =
            Some(&heading.name_en).filter(|english| !heading.name.ends_with(english.as_str()));
        let measure = heading.measure.as_deref().unwrap_or_default();
        let parts = [english.map_or("", String::as_str), measure, more, &heading.period];
        let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        let text = parts.join("  ·  ");
        // Bold letters are wider than the estimate.
        let x = MARGIN + width(&heading.name, 15.0) * 1.15 + 14.0;
        if x + width(&text, 12.0) < self.right() {
            self.svg.text(x, self.y, 12.0, Ink::Quiet, Anchor::Start, &text);
        } else {
            self.y += 2.0;
            self.paragraph(&text, 12.0);
            self.y += 2.0;
        }
    }

    /// Quiet text in lines.
    pub(super) fn paragraph(&mut self, text: &str, size: f64) {
        for line in wrapped(text, size, self.inner()) {
            self.y += size + 5.0;
            self.svg.text(MARGIN, self.y - 4.0, size, Ink::Quiet, Anchor::Start, &line);
        }
    }

    /// Signs with their meaning.
    pub(super) fn legend(&mut self, signs: &[(Badge, &str)]) {
        if signs.is_empty() {
            return;
        }
        self.y += 16.0;
        let mut x = MARGIN;
        for (badge, name) in signs {
            let wide = SIDE + 5.0 + width(name, 12.0) + 16.0;
            if x > MARGIN && x + wide > self.right() + 16.0 {
                x = MARGIN;
                self.y += 21.0;
            }
            badge.draw(&mut self.svg, x, self.y);
            self.svg.text(x + SIDE + 5.0, self.y + 4.0, 12.0, Ink::Text, Anchor::Start, name);
            x += wide;
        }
        self.y += 12.0;
    }

    /// The whole picture. `about` describes it for readers who cannot see it.
    pub(super) fn finish(mut self, about: &str) -> String {
        self.y += 10.0;
        self.svg.line((MARGIN, self.y), (self.right(), self.y), 1.0, Ink::Line);
        self.y += 3.0;
        let source = self.frame.source.clone();
        self.paragraph(&source, 11.0);
        let (width, height) = (coordinate(self.width), coordinate((self.y + 12.0).ceil()));
        let (title, about) = (escaped(&self.frame.title), escaped(about));
        let style = if self.frame.stand_alone {
            format!("<style>{STYLE}</style>\n")
        } else {
            String::new()
        };
        let lang = self.frame.lang.word();
        let (fonts, body) = (escaped(FONTS), self.svg.into_string());
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" aria-label=\"{title}: {about}\" lang=\"{lang}\" \
             font-family=\"{fonts}\">\n<title>{title}</title>\n<desc>{about}</desc>\n{style}\
             <rect width=\"{width}\" height=\"{height}\" class=\"pt-ground\" fill=\"#fff\"/>\n{body}</svg>\n"
        )
    }
}
