//! `/v1/documents/{id}/citation`: how to cite a document, for people and for reference managers.

use super::documents::list::found_document;
use crate::api::app::App;
use crate::api::ask::context::RequestContext;
use crate::api::ask::declare::{Parameter, query};
use crate::api::ask::names;
use crate::api::ask::query::{Id, Query};
use crate::api::ask::reader::QueryReader;
use crate::api::contract::responses::ItemProblems;
use crate::api::problem::ApiError;
use crate::catalog::Catalog;
use crate::store::documents::Document;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, header};
use chrono::Datelike;
use serde_json::{Value, json};
use utoipa::openapi::schema::Type;
use utoipa::openapi::{ObjectBuilder, RefOr, Schema};

/// The format of a citation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    Text,
    Bibtex,
    CslJson,
}

impl Style {
    const WORDS: [&'static str; 3] = ["text", "bibtex", "csl-json"];

    fn of_word(word: &str) -> Self {
        match word {
            "bibtex" => Self::Bibtex,
            "csl-json" => Self::CslJson,
            _ => Self::Text,
        }
    }

    fn content_type(self) -> &'static str {
        match self {
            Self::Text => "text/plain; charset=utf-8",
            Self::Bibtex => "application/x-bibtex; charset=utf-8",
            Self::CslJson => "application/vnd.citationstyles.csl+json",
        }
    }
}

/// `format=` of a citation; plain text where it is left out.
#[derive(Debug)]
pub struct CitationFormat;

impl Parameter for CitationFormat {
    type Value = Style;

    fn read(reader: &mut QueryReader<'_>, name: &'static str) -> Style {
        let Some(word) = reader.raw(name) else { return Style::Text };
        match names::one_of(name, &word, &Style::WORDS) {
            Ok(word) => {
                let style = Style::of_word(&word);
                if style != Style::Text {
                    reader.note(name, word);
                }
                style
            }
            Err(error) => {
                reader.error(*error);
                Style::Text
            }
        }
    }

    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(Style::WORDS)).into()
    }

    fn allowed(_: &Catalog) -> Vec<String> {
        Style::WORDS.map(str::to_owned).to_vec()
    }
}

query! {
    /// The requested format.
    pub struct CitationQuery {
        /// `text`, `bibtex` or `csl-json`. Left out: `text`.
        #[example = "bibtex"]
        format: CitationFormat,
    }
}

/// How to cite a document.
///
/// Publisher, title, date and address of the document where they are known; the release and the address of this service
/// that keeps giving what was read from it.
#[utoipa::path(
    get, path = "/v1/documents/{id}/citation", tag = "catalogue", operation_id = "getCitation",
    params(("id" = String, Path, description = "Id of a document", example = "jiangan-2021-2025")),
    responses((status = 200, description = "The citation", content(
        (String = "text/plain"), (String = "application/x-bibtex"),
        (Vec<Object> = "application/vnd.citationstyles.csl+json"))), ItemProblems),
)]
pub(crate) async fn get_citation(
    State(app): State<App>,
    Id(id): Id,
    Query { query, context }: Query<CitationQuery>,
) -> Result<(HeaderMap, String), ApiError> {
    let document = found_document(&app.db, context.snapshot.release.id, id).await?;
    let citation = Citation::of(&document, &context);
    let written = match query.format {
        Style::Text => citation.text(),
        Style::Bibtex => citation.bibtex(),
        Style::CslJson => citation.csl_json(),
    };
    let content_type = HeaderValue::from_static(query.format.content_type());
    Ok((HeaderMap::from_iter([(header::CONTENT_TYPE, content_type)]), written))
}

/// The facts in a citation.
struct Citation<'d> {
    document: &'d Document,
    /// The publisher as printed, else the name of the region.
    publisher: String,
    release: i32,
    /// Year, month and day of the release.
    released: [u32; 3],
    /// The address of this service for the document in this release.
    here: String,
}

impl<'d> Citation<'d> {
    fn of(document: &'d Document, context: &RequestContext) -> Self {
        let snapshot = &context.snapshot;
        let region = snapshot.catalog.region(&document.region_id);
        let name =
            region.map_or(document.region_id.as_str(), |region| snapshot.region_name(region));
        let made = snapshot.release.created_at;
        let release = snapshot.release.id;
        let public = context.address.base();
        Self {
            document,
            publisher: document.publisher.clone().unwrap_or_else(|| name.to_owned()),
            release,
            released: [made.year().unsigned_abs(), made.month(), made.day()],
            here: format!("{public}/v1/documents/{}?release={release}", document.id),
        }
    }

    /// Year, month and day of the document; null where the text does not say.
    fn issued(&self) -> Option<[u32; 3]> {
        let date = self.document.issued.or(self.document.adopted)?;
        Some([date.year().unsigned_abs(), date.month(), date.day()])
    }

    fn note(&self) -> String {
        format!(
            "plan-targets, release {} ({}), {}",
            self.release,
            written(self.released),
            self.here
        )
    }

    fn text(&self) -> String {
        let date = self.issued().map(|date| format!(" {}.", written(date))).unwrap_or_default();
        let address = self.document.address.iter().map(|address| format!(" {address}."));
        let address: String = address.collect();
        let Self { publisher, document, .. } = self;
        format!("{publisher}. {}.{date}{address} {}.\n", document.title, self.note())
    }

    fn bibtex(&self) -> String {
        let mut fields = vec![
            ("title", format!("{{{}}}", escaped(&self.document.title))),
            ("author", format!("{{{}}}", escaped(&self.publisher))),
            ("publisher", escaped(&self.publisher)),
        ];
        if let Some([year, month, day]) = self.issued() {
            fields.push(("year", year.to_string()));
            fields.push(("date", format!("{year:04}-{month:02}-{day:02}")));
        }
        // An address is not escaped as text; only braces could end the field.
        let url = self.document.address.as_deref().unwrap_or(&self.here);
        fields.push(("url", url.replace(['{', '}'], "")));
        fields.push(("note", escaped(&self.note())));
        let fields = fields.iter().map(|(name, value)| format!("  {name} = {{{value}}},\n"));
        format!("@misc{{{},\n{}}}\n", self.document.id, fields.collect::<String>())
    }

    fn csl_json(&self) -> String {
        let Self { publisher, document, .. } = self;
        let mut entry = json!({
            "id": document.id,
            "type": "report",
            "title": document.title,
            "author": [{"literal": publisher}],
            "publisher": publisher,
            "language": "zh-CN",
            "URL": document.address.as_ref().unwrap_or(&self.here),
            "archive": "plan-targets",
            "archive_location": self.here,
            "version": self.release.to_string(),
            "accessed": {"date-parts": [self.released]},
            "note": self.note(),
        });
        if let Some(date) = self.issued() {
            entry["issued"] = json!({"date-parts": [date]});
        }
        Value::Array(vec![entry]).to_string()
    }
}

fn written([year, month, day]: [u32; 3]) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

/// Text in which no character has a meaning to BibTeX.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' => escaped.push_str("\\textbackslash{}"),
            '~' => escaped.push_str("\\textasciitilde{}"),
            '^' => escaped.push_str("\\textasciicircum{}"),
            '{' | '}' | '%' | '&' | '#' | '$' | '_' => escaped.extend(['\\', character]),
            other => escaped.push(other),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_character_of_a_title_ends_its_field() {
        assert_eq!(escaped("50% & {A_B}\\"), "50\\% \\& \\{A\\_B\\}\\textbackslash{}");
    }
}
