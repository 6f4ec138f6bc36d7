//! The parameters that choose how to answer, not what: `format`, `bom`, `labels`, `fields`.

use super::names::{any_value, list_of};
use super::numbers::Count;
use crate::api::ask::declare::{FromQuery, Parameter, ParameterDeclaration, Part, QueryParameter};
use crate::api::ask::reader::QueryReader;
use crate::api::ask::{names, negotiate};
use crate::api::problem::{FieldError, FieldErrorKind};
use crate::catalog::Catalog;
use crate::chart::WIDTHS;
use crate::domain::text::Text;
use crate::format::fields::UnknownField;
use crate::format::{CUBE, Fields, Flat, Format, Labels, PICTURE, TABULAR, fields};
use serde_json::json;
use std::marker::PhantomData;
use utoipa::ToSchema;
use utoipa::openapi::extensions::ExtensionsBuilder;
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};

/// The formats that a resource offers.
pub trait OfferedFormats {
    /// The first format is the default.
    const FORMATS: &'static [Format];
}

/// JSON alone.
#[derive(Debug)]
pub struct Json;

/// The formats of a list.
#[derive(Debug)]
pub struct List;

/// The formats of a list that is a picture too.
#[derive(Debug)]
pub struct Picture;

/// The formats of a list that is a cube and a picture too.
#[derive(Debug)]
pub struct Cube;

impl OfferedFormats for Json {
    const FORMATS: &'static [Format] = &[Format::Json];
}

impl OfferedFormats for List {
    const FORMATS: &'static [Format] = TABULAR;
}

impl OfferedFormats for Picture {
    const FORMATS: &'static [Format] = PICTURE;
}

impl OfferedFormats for Cube {
    const FORMATS: &'static [Format] = CUBE;
}

/// `format=`, else what `Accept` prefers, else the first format offered.
#[derive(Debug)]
pub struct NegotiatedFormat<O>(PhantomData<O>);

impl<O: OfferedFormats> Parameter for NegotiatedFormat<O> {
    type Value = ();

    fn read(reader: &mut QueryReader<'_>, name: &'static str) {
        let word = reader.raw(name);
        let accept = reader.raw_query().accept.clone();
        // The format if `format=` is missing.
        let accepted = match &accept {
            None => O::FORMATS.first().copied(),
            Some(accept) => negotiate::preferred(accept, O::FORMATS),
        };
        if let Some(word) = word {
            let words = || O::FORMATS.iter().map(|format| format.word());
            if let Some(format) = O::FORMATS.iter().find(|format| format.word() == word) {
                reader.format = *format;
            } else {
                let error =
                    FieldError::value(name, &word, Text::of("not served here", "此处不提供"));
                let error = error.nearest(names::nearest(&word, words()));
                reader.error(error.allowed(served(O::FORMATS)).of(FieldErrorKind::Format));
            }
        } else if let Some(format) = accepted {
            reader.format = format;
        } else if let Some(accept) = &accept {
            let reason = Text::of("nothing of this is served here", "所列格式此处均不提供");
            let error = FieldError::value("Accept", accept, reason);
            reader.error(error.allowed(served(O::FORMATS)).of(FieldErrorKind::Format));
        }
        // Links lead to the same format whatever else the caller accepts.
        let format = reader.format;
        if O::FORMATS.first() != Some(&format) || accepted != Some(format) {
            reader.note(name, format.word().to_owned());
        }
    }

    fn schema() -> RefOr<Schema> {
        words_of(O::FORMATS.iter().map(|format| format.word()))
    }

    fn allowed(_: &Catalog) -> Vec<String> {
        O::FORMATS.iter().map(|format| format.word().to_owned()).collect()
    }
}

/// Everything offered, as `format=` takes it and as `Accept` does.
fn served(offered: &[Format]) -> impl Iterator<Item = &'static str> {
    let types = offered.iter().map(|format| format.media_type());
    offered.iter().map(|format| format.word()).chain(types)
}

fn words_of(words: impl Iterator<Item = &'static str>) -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).into()
}

/// `bom=`: whether CSV begins with a byte order mark.
#[derive(Debug)]
pub struct Bom;

impl Parameter for Bom {
    type Value = ();

    fn read(reader: &mut QueryReader<'_>, name: &'static str) {
        match reader.raw(name).as_deref() {
            None | Some("false") => {}
            Some("true") => {
                reader.bom = true;
                reader.note(name, "true".to_owned());
            }
            Some(other) => {
                let reason = Text::of("neither true nor false", "既不是 true 也不是 false");
                let error = FieldError::value(name, other, reason);
                reader.error(error.allowed(["true", "false"]));
            }
        }
    }

    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::Boolean).default(Some(false.into())).into()
    }

    fn allowed(_: &Catalog) -> Vec<String> {
        vec!["true".to_owned(), "false".to_owned()]
    }
}

/// `labels=`: how coded words are written.
#[derive(Debug)]
pub struct Labelled;

impl Parameter for Labelled {
    type Value = ();

    fn read(reader: &mut QueryReader<'_>, name: &'static str) {
        let Some(word) = reader.raw(name) else { return };
        match names::one_of(name, &word, &Labels::WORDS) {
            Ok(word) => reader.shape.labels = Labels::of_word(&word),
            Err(error) => reader.error(*error),
        }
        if reader.shape.labels != Labels::Code {
            reader.note(name, word);
        }
    }

    fn schema() -> RefOr<Schema> {
        words_of(Labels::WORDS.into_iter())
    }

    fn allowed(_: &Catalog) -> Vec<String> {
        Labels::WORDS.map(str::to_owned).to_vec()
    }
}

/// `fields=` of the entries of a list; in a tabular format it takes the names of columns too.
#[derive(Debug)]
pub struct EntryFields<T>(PhantomData<fn() -> T>);

impl<T: Flat + ToSchema + 'static> Parameter for EntryFields<T> {
    type Value = ();
    const IS_LIST: bool = true;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) {
        let tabular = reader.format.is_tabular();
        let known = if tabular { fields::of_table::<T> } else { fields::of_list::<T> };
        read_fields(reader, name, known, |path| {
            fields::follow::<T>(path, T::inner().map(|(list, _)| list))
        });
    }

    fn schema() -> RefOr<Schema> {
        list_of(any_value())
    }

    fn allowed(_: &Catalog) -> Vec<String> {
        fields::of_list::<T>()
    }
}

/// `fields=` of a single entry.
#[derive(Debug)]
pub struct ItemFields<T>(PhantomData<fn() -> T>);

impl<T: ToSchema + 'static> Parameter for ItemFields<T> {
    type Value = ();
    const IS_LIST: bool = true;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) {
        read_fields(reader, name, fields::of_entry::<T>, |path| fields::follow::<T>(path, None));
    }

    fn schema() -> RefOr<Schema> {
        list_of(any_value())
    }

    fn allowed(_: &Catalog) -> Vec<String> {
        fields::of_entry::<T>()
    }
}

/// Known names in their order, then paths in alphabetical order. `follow` checks whether a path leads to a
/// field.
fn read_fields(
    reader: &mut QueryReader<'_>,
    name: &'static str,
    known: impl FnOnce() -> Vec<String>,
    follow: impl Fn(&str) -> Result<(), UnknownField>,
) {
    let Some(given) = reader.list(name) else { return };
    let known = known();
    for word in given.iter().filter(|word| !known.contains(word)) {
        let wrong = match follow(word) {
            Ok(()) if word.contains('.') => continue,
            Err(wrong) if word.contains('.') => wrong,
            _ => {
                let (known, allowed) = (String::new(), known.clone());
                UnknownField { known, name: word.clone(), allowed }
            }
        };
        let reason = Text::of("no field of the answer", "回答中没有这个字段");
        let error = FieldError::value(name, word, reason);
        let nearest = names::nearest(&wrong.name, wrong.allowed.iter().map(String::as_str));
        let whole = |field: &String| format!("{}{field}", wrong.known);
        let nearest = nearest.as_ref().map(whole);
        reader.error(error.nearest(nearest).allowed(wrong.allowed.iter().map(whole)));
    }
    let mut paths: Vec<_> = given.iter().filter(|word| word.contains('.')).cloned().collect();
    paths.sort();
    let fields: Vec<_> =
        known.into_iter().filter(|name| given.contains(name)).chain(paths).collect();
    reader.note(name, fields.join(","));
    reader.shape.fields = Some(Fields(fields));
}

/// `width=` of a picture.
type PictureWidth = Count<{ WIDTHS.0 }, { WIDTHS.1 }>;

/// What every list reads: `format`, `bom`, `labels` and `fields` of its entries. The example of its
/// site is that of `fields`.
#[derive(Debug)]
pub struct Table<T, O = List>(PhantomData<fn() -> (T, O)>);

impl<T: Flat + ToSchema + 'static, O: OfferedFormats> Part for Table<T, O> {
    type Value = ();

    fn read(reader: &mut QueryReader<'_>, _: &'static str) {
        <NegotiatedFormat<O> as Part>::read(reader, "format");
        <Bom as Part>::read(reader, "bom");
        <Labelled as Part>::read(reader, "labels");
        <EntryFields<T> as Part>::read(reader, "fields");
        if O::FORMATS.contains(&Format::Svg) {
            reader.shape.width = <PictureWidth as Part>::read(reader, "width");
        }
    }

    fn declare(site: QueryParameter, all: &mut Vec<ParameterDeclaration>) {
        <NegotiatedFormat<O> as Part>::declare(format_site(O::FORMATS), all);
        let about = "CSV only: begin with a byte order mark, for Excel.";
        <Bom as Part>::declare(QueryParameter::of("bom", about, None), all);
        let about = "How coded words (comparator, status, …) are written in tabular formats: as `code`, as \
                     `name` in the language of\nthe answer, or as `both`.";
        <Labelled as Part>::declare(QueryParameter::of("labels", about, Some(json!("both"))), all);
        let cells = if T::inner().is_some() { ", or of their cells" } else { "" };
        let about = format!(
            "Fields of the entries{cells}, separated by commas; a path with dots names a field of a field \
             (`target.value`).\nLeft out: all. Ids are always given. In tabular formats a field selects its columns, and columns \
             can be named too."
        );
        <EntryFields<T> as Part>::declare(QueryParameter::of("fields", about, site.example), all);
        if O::FORMATS.contains(&Format::Svg) {
            let about = "SVG only: the width in pixels, 360 to 1600. Left out: 800.";
            <PictureWidth as Part>::declare(
                QueryParameter::of("width", about, Some(json!(1200))),
                all,
            );
        }
    }
}

/// In the schema of `view`: the paths of the compact fields. The contract makes a schema from it, and leaves it out.
pub const COMPACT_FIELDS: &str = "x-compact-fields";

/// `view=`: `full`, or `compact` for the fields that [`Flat::compact`] lists.
#[derive(Debug)]
pub struct View<T>(PhantomData<fn() -> T>);

impl<T> View<T> {
    const WORDS: [&'static str; 2] = ["full", "compact"];
}

impl<T: Flat> Parameter for View<T> {
    type Value = ();

    fn read(reader: &mut QueryReader<'_>, name: &'static str) {
        let Some(word) = reader.raw(name) else { return };
        match names::one_of(name, &word, &Self::WORDS) {
            Ok(word) if word == "compact" => {}
            Ok(_) => return,
            Err(error) => return reader.error(*error),
        }
        if reader.has("fields") {
            let reason = Text::of(
                "a choice of fields already; give fields or view, not both",
                "本身就是字段的选择；fields 与 view 只能给出一个",
            );
            reader.error(FieldError::value(name, &word, reason));
        }
        reader.note(name, word);
        reader.shape.fields = Some(Fields(T::compact()));
    }

    fn schema() -> RefOr<Schema> {
        let fields = ExtensionsBuilder::new().add(COMPACT_FIELDS, T::compact()).build();
        let words = ObjectBuilder::new().schema_type(Type::String);
        words.enum_values(Some(Self::WORDS)).extensions(Some(fields)).into()
    }

    fn allowed(_: &Catalog) -> Vec<String> {
        Self::WORDS.map(str::to_owned).to_vec()
    }
}

fn format_site(offered: &[Format]) -> QueryParameter {
    let words: Vec<_> = offered.iter().map(|format| format!("`{}`", format.word())).collect();
    let words = match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => String::new(),
    };
    QueryParameter::of("format", format!("{words}; wins over `Accept`."), Some(json!("json")))
}

/// The query of a single entry of this type: `format`, which takes JSON alone, and `fields`. The
/// example of its site is that of `fields`.
#[derive(Debug)]
pub struct Item<T>(PhantomData<fn() -> T>);

impl<T: ToSchema + 'static> Part for Item<T> {
    type Value = Self;

    fn read(reader: &mut QueryReader<'_>, _: &'static str) -> Self {
        <NegotiatedFormat<Json> as Part>::read(reader, "format");
        <ItemFields<T> as Part>::read(reader, "fields");
        Self(PhantomData)
    }

    fn declare(site: QueryParameter, all: &mut Vec<ParameterDeclaration>) {
        <NegotiatedFormat<Json> as Part>::declare(format_site(Json::FORMATS), all);
        let about = "Fields of the entry, separated by commas; a path with dots names a field of a field. Left out: all. Ids are always \
             given.";
        <ItemFields<T> as Part>::declare(
            QueryParameter::of("fields", about, site.example.clone()),
            all,
        );
    }
}

impl<T: ToSchema + 'static> FromQuery for Item<T> {}

/// The query of a resource that has JSON alone and nothing to choose.
#[derive(Debug)]
pub struct NoQuery;

impl Part for NoQuery {
    type Value = Self;

    fn read(reader: &mut QueryReader<'_>, _: &'static str) -> Self {
        <NegotiatedFormat<Json> as Part>::read(reader, "format");
        Self
    }

    fn declare(_: QueryParameter, all: &mut Vec<ParameterDeclaration>) {
        <NegotiatedFormat<Json> as Part>::declare(format_site(Json::FORMATS), all);
    }
}

impl FromQuery for NoQuery {}
