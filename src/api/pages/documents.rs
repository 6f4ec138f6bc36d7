//! `/documents` and `/documents/{id}`: what was read, how complete it is, and how well it was read.

use super::form::{Choice, chosen, regions, single, words_of};
use super::frame::{Frame, html};
use crate::api::answer::{Answer, One};
use crate::api::app::App;
use crate::api::ask::parameters::Item;
use crate::api::ask::query::{Id, Query};
use crate::api::problem::ApiError;
use crate::api::resources::documents::entry::{Document, Warning};
use crate::api::resources::documents::list::{WholeDocument, get_document, list_documents};
use crate::api::resources::documents::query::DocumentQuery;
use crate::api::resources::documents::reading::{Section, Table};
use crate::api::resources::quality::evaluation_of;
use crate::domain::lang::Lang;
use crate::domain::text::{Text, text};
use crate::domain::words;
use crate::evaluate::quality::Evaluation;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

#[derive(Debug, Template)]
#[template(path = "documents.html")]
struct DocumentsPage {
    frame: Frame,
    kinds: Vec<Choice>,
    regions: Vec<Choice>,
    total: u64,
    rows: Vec<ShownDocument>,
    next: Option<String>,
}

/// A document with its words in the language of the page.
#[derive(Debug)]
struct ShownDocument {
    document: Document,
    kind: &'static str,
    completeness: &'static str,
    issued: String,
}

#[derive(Debug, Template)]
#[template(path = "document.html")]
struct DocumentPage {
    frame: Frame,
    shown: ShownDocument,
    citation: String,
    outline: Vec<Section>,
    tables: Vec<ShownTable>,
    warnings: Vec<Warning>,
    /// Recall and precision in percent; `None` where nobody annotated it.
    quality: Option<Quality>,
}

/// The quality of the reading of a document.
#[derive(Debug)]
struct Quality {
    annotated: usize,
    found: usize,
    recall: String,
    precision: String,
}

/// An indicator table.
#[derive(Debug)]
struct ShownTable {
    title: String,
    role: &'static str,
    table: Table,
    /// Whether any row has an outcome.
    has_actual: bool,
}

/// The list. It takes the parameters of `/v1/documents`.
pub(super) async fn show_documents(
    State(app): State<App>,
    query: Query<DocumentQuery>,
) -> Result<Response, ApiError> {
    let Answer { body, context, .. } = list_documents(State(app.clone()), query).await?;
    let lang = context.lang;
    let title = Text::of("Documents", "文件");
    let about = Text::of(
        "Plans, reports, communiqués and evaluations that were read, what is missing of them, and what was found in them.",
        "已识读的规划、报告、公报和评估，各自缺什么，读出了什么。",
    );
    let page = DocumentsPage {
        frame: Frame::of(&app, &body, &context, "/v1/documents", [title, about]),
        kinds: words_of(words::DocumentKind::SET, &chosen(&context, "kind"), lang),
        regions: regions(&context.snapshot, single(&chosen(&context, "regions"))),
        total: body.page.map_or(0, |page| page.total),
        rows: body.data.into_iter().map(|one| ShownDocument::of(one, lang)).collect(),
        next: body.links.next,
    };
    html(&page, lang)
}

/// One document.
pub(super) async fn show_document(
    State(app): State<App>,
    id: Id,
    query: Query<Item<WholeDocument>>,
) -> Result<Response, ApiError> {
    let One { body, context } = get_document(State(app.clone()), id, query).await?;
    let lang = context.lang;
    let data = format!("/v1/documents/{}", body.data.document.id);
    let title = text!("{}", "{}", body.data.document.title);
    let about = text!(
        "What was read from {}: tables, outline, what is missing, and how well it was read.",
        "《{}》中读出的表格、章节、缺失内容和识读质量。",
        body.data.document.title
    );
    let frame = Frame::of(&app, &body, &context, &data, [title, about]);
    let sha256 = &body.data.document.source.sha256;
    let evaluation = evaluation_of(&app, context.snapshot.release.id, sha256).await?;
    let WholeDocument { document, sections, tables, warnings } = body.data;
    let page = DocumentPage {
        frame,
        citation: format!("{data}/citation?lang={}", lang.word()),
        shown: ShownDocument::of(document, lang),
        outline: sections,
        tables: tables.into_iter().map(|table| ShownTable::of(table, lang)).collect(),
        warnings,
        quality: evaluation.map(|evaluation| Quality::of(&evaluation)),
    };
    html(&page, lang)
}

impl ShownDocument {
    fn of(document: Document, lang: Lang) -> Self {
        let state = document.completeness.state;
        Self {
            kind: words::DocumentKind::SET.name(&document.kind, lang).unwrap_or_default(),
            completeness: words::Completeness::SET.name(state, lang).unwrap_or_default(),
            issued: document.issued.map(|date| date.to_string()).unwrap_or_default(),
            document,
        }
    }
}

impl ShownTable {
    fn of(table: Table, lang: Lang) -> Self {
        let role = words::TableRole::SET.name(&table.role, lang).unwrap_or_default();
        Self {
            title: table.title.clone().unwrap_or_else(|| role.to_owned()),
            role,
            has_actual: table.rows.iter().any(|row| row.cells.actual.is_some()),
            table,
        }
    }
}

impl Quality {
    fn of(evaluation: &Evaluation) -> Self {
        let percent = |share: Option<f64>| {
            share.map(|share| format!("{:.1} %", share * 100.0)).unwrap_or_default()
        };
        let prose = &evaluation.prose;
        Self {
            annotated: prose.gold.unwrap_or_default(),
            found: prose.found,
            recall: percent(prose.recall),
            precision: percent(prose.precision),
        }
    }
}
