//! The PDF library, hayro. Only this file uses it.
//!
//! It loads a file, returns its packed streams and the calls in a page's content, and draws a page onto a
//! [`Canvas`]. The callers decide what is allowed and what it means.

use hayro_interpret::font::{Glyph, GlyphRun};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::content::UntypedIter;
use hayro_interpret::hayro_syntax::object::{Dict, Name, Object, Stream};
use hayro_interpret::hayro_syntax::page::{Page, Resources};
use hayro_interpret::hayro_syntax::{DecryptionError, Filter, LoadPdfError, Pdf};
use hayro_interpret::kurbo::{self, Affine, BezPath, PathEl, PathSeg, Rect, Shape};
use hayro_interpret::util::TransformExt;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, DrawMode, DrawProps, Image, ImageDrawProps,
    InterpreterCache, InterpreterSettings, RenderContent, SoftMask, interpret_page,
};
use std::borrow::Cow;

/// A loaded file.
pub(super) struct PdfFile(Pdf);

/// The reason why a file cannot be loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LoadError {
    /// The file needs a password.
    Password,
    /// The encryption is not supported.
    Encryption,
    /// The file is no PDF with pages.
    Invalid,
}

impl PdfFile {
    pub(super) fn load(bytes: &[u8]) -> Result<Self, LoadError> {
        Pdf::new(bytes.to_vec()).map(Self).map_err(|error| match error {
            LoadPdfError::Decryption(DecryptionError::PasswordProtected) => LoadError::Password,
            LoadPdfError::Decryption(_) => LoadError::Encryption,
            LoadPdfError::Invalid => LoadError::Invalid,
        })
    }

    pub(super) fn page_count(&self) -> usize {
        self.0.pages().len()
    }

    /// Calls `visit` with every stream of the file until it returns an error.
    pub(super) fn each_stream<E>(
        &self,
        mut visit: impl FnMut(&PackedStream<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        for object in self.0.objects() {
            if let Object::Stream(stream) = object {
                let packings = stream.filters().iter().copied().map(packing).collect();
                visit(&PackedStream { bytes: stream.raw_data(), packings })?;
            }
        }
        Ok(())
    }

    /// The content of each page that has any.
    pub(super) fn contents(&self) -> impl Iterator<Item = Content<'_, '_>> {
        self.0.pages().iter().filter_map(|page| {
            Some(Content { bytes: page.page_stream()?, resources: page.resources() })
        })
    }

    /// Draws every page, each onto its own canvas.
    pub(super) fn draw<C: Canvas>(&self, mut canvas: impl FnMut() -> C, mut done: impl FnMut(C)) {
        let cache = InterpreterCache::new();
        for page in self.0.pages().iter() {
            let mut painter = Painter(canvas());
            self.draw_page(page, &cache, &mut painter);
            done(painter.0);
        }
    }

    fn draw_page<'p, C: Canvas>(
        &'p self,
        page: &Page<'p>,
        cache: &InterpreterCache<'p>,
        painter: &mut Painter<C>,
    ) {
        let (width, height) = page.render_dimensions();
        let area = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings =
            InterpreterSettings { render_content: RenderContent::PAGE, ..Default::default() };
        let start = page.initial_transform(true).to_kurbo();
        let mut context = Context::new(start, area, cache, self.0.xref(), settings);
        interpret_page(page, &mut context, painter);
    }
}

/// A stream as stored in the file, decrypted.
pub(super) struct PackedStream<'f> {
    pub bytes: Cow<'f, [u8]>,
    /// The filters of the stream, the outermost first.
    pub packings: Vec<Packing>,
}

/// A filter of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    /// An image format.
    Image,
    Encrypted,
    Deflate,
    Lzw,
    RunLength,
    Ascii85,
    Other,
}

fn packing(filter: Filter) -> Packing {
    match filter {
        Filter::CcittFaxDecode | Filter::DctDecode | Filter::Jbig2Decode | Filter::JpxDecode => {
            Packing::Image
        }
        Filter::Crypt => Packing::Encrypted,
        Filter::FlateDecode => Packing::Deflate,
        Filter::LzwDecode => Packing::Lzw,
        Filter::RunLengthDecode => Packing::RunLength,
        Filter::Ascii85Decode => Packing::Ascii85,
        Filter::AsciiHexDecode => Packing::Other,
    }
}

/// The unpacked instructions of a page or a form.
pub(super) struct Content<'c, 'f> {
    bytes: &'c [u8],
    resources: &'c Resources<'f>,
}

/// The target of a call in the instructions.
pub(super) enum Call<'c, 'f> {
    Form(Form<'c, 'f>),
    /// A shading or a pattern with its unpacked size in bytes; 0 for an image, and where there is no
    /// stream.
    Data(usize),
}

/// A form: content that other content calls.
pub(super) struct Form<'c, 'f> {
    stream: Stream<'f>,
    outer: &'c Resources<'f>,
}

impl Content<'_, '_> {
    /// The length in bytes.
    pub(super) fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Calls `visit` with every call in the instructions, in order, until it returns `None`.
    pub(super) fn each_call(
        &self,
        visit: &mut dyn FnMut(&Call<'_, '_>) -> Option<()>,
    ) -> Option<()> {
        if !can_call(self.resources) {
            return Some(());
        }
        let resources = self.resources;
        let mut instructions = UntypedIter::new(self.bytes);
        while let Some(instruction) = instructions.next() {
            let Some(Object::Name(name)) = instruction.operands().last() else { continue };
            match &**instruction.operator {
                b"Do" => match resources.get_x_object(name) {
                    Some(stream) if is_form(&stream) => {
                        visit(&Call::Form(Form { stream, outer: resources }))?;
                    }
                    Some(_) => visit(&Call::Data(0))?,
                    None => {}
                },
                b"sh" => visit(&Call::Data(unpacked(resources.get_shading(name))))?,
                b"scn" | b"SCN" => visit(&Call::Data(unpacked(resources.get_pattern(name))))?,
                _ => {}
            }
        }
        Some(())
    }
}

impl Form<'_, '_> {
    /// Unpacks the form and passes its content to `read`; `None` where it cannot be unpacked.
    pub(super) fn with_content<R>(&self, read: impl FnOnce(&Content<'_, '_>) -> R) -> Option<R> {
        let bytes = self.stream.decoded_data().ok()?;
        let own = self.stream.dict().get::<Dict<'_>>(b"Resources").map(Resources::new);
        let resources = own.as_ref().unwrap_or(self.outer);
        Some(read(&Content { bytes: &bytes, resources }))
    }
}

fn unpacked(object: Option<Object<'_>>) -> usize {
    match object {
        Some(Object::Stream(stream)) => stream.decoded_data().map_or(0, |data| data.len()),
        _ => 0,
    }
}

/// Whether content with these resources can call anything besides images.
fn can_call(resources: &Resources<'_>) -> bool {
    let forms = || {
        resources
            .x_objects
            .keys()
            .any(|name| resources.get_x_object(&name).is_some_and(|it| is_form(&it)))
    };
    !resources.shadings.is_empty() || !resources.patterns.is_empty() || forms()
}

fn is_form(stream: &Stream<'_>) -> bool {
    stream.dict().get::<Name<'_>>(b"Subtype").is_none_or(|kind| kind.as_ref() != b"Image")
}

/// A point on the page, or a distance, in points with y downward.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub x: f64,
    pub y: f64,
}

/// The place of a character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CharacterPlace {
    pub origin: Point,
    /// The vector from the origin along the line, as long as the font is wide.
    pub along: Point,
    /// Height of the font.
    pub height: f64,
    /// Width of the character in thousandths of the width of the font.
    pub advance: f64,
}

/// Receives the content of a page.
pub(super) trait Canvas {
    /// Draws a character; `text` is `None` where the font does not name it.
    fn character(&mut self, text: Option<String>, place: CharacterPlace);
    /// Whether more lines and areas are accepted.
    fn takes_lines(&self) -> bool;
    /// Draws a straight stroke.
    fn line(&mut self, from: Point, to: Point);
    /// Fills an area; `from` and `to` are the corners of its bounding box, `from` with the smaller
    /// coordinates.
    fn area(&mut self, from: Point, to: Point);
    fn image(&mut self);
}

/// Passes the drawing calls of the library to a canvas.
struct Painter<C>(C);

fn point(place: kurbo::Point) -> Point {
    Point { x: place.x, y: place.y }
}

impl<C: Canvas> Painter<C> {
    fn glyph(&mut self, glyph: &Glyph<'_>, place: Affine) {
        let text = glyph.as_unicode().map(|text| match text {
            BfString::Char(sign) => sign.to_string(),
            BfString::String(text) => text,
        });
        let advance = match glyph {
            Glyph::Outline(glyph) => glyph.advance_width(),
            Glyph::Type3(glyph) => glyph.advance_width(),
        };
        let origin = place * kurbo::Point::ZERO;
        let along = place * kurbo::Point::new(1000.0, 0.0) - origin;
        let place = CharacterPlace {
            origin: point(origin),
            along: Point { x: along.x, y: along.y },
            height: (place * kurbo::Point::new(0.0, 1000.0) - origin).hypot(),
            advance: f64::from(advance.unwrap_or(1000.0)),
        };
        self.0.character(text, place);
    }
}

impl<'p, C: Canvas> Device<'p> for Painter<C> {
    fn draw_path(&mut self, path: &BezPath, props: DrawProps<'p>, mode: &DrawMode) {
        if !self.0.takes_lines() {
            return;
        }
        let path = props.transform * path.clone();
        if let DrawMode::Stroke(_) = mode {
            for segment in path.segments() {
                if let PathSeg::Line(line) = segment {
                    self.0.line(point(line.p0), point(line.p1));
                }
            }
            return;
        }
        // A path may consist of several areas.
        for part in path.elements().split_inclusive(|it| matches!(it, PathEl::ClosePath)) {
            let area = BezPath::from_vec(part.to_vec()).bounding_box();
            self.0.area(Point { x: area.x0, y: area.y0 }, Point { x: area.x1, y: area.y1 });
        }
    }

    fn draw_glyph_run(&mut self, run: &GlyphRun<'_, 'p>, props: DrawProps<'p>, _: &DrawMode) {
        for glyph in run.glyphs() {
            self.glyph(glyph, props.transform * glyph.transform());
        }
    }

    fn draw_image(&mut self, _: Image<'p, '_>, _: ImageDrawProps<'p>) {
        self.0.image();
    }

    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'p>>, _: BlendMode) {}
    fn pop_clip(&mut self) {}
    fn pop_transparency_group(&mut self) {}
}
