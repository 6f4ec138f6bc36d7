//! `/checks`: findings with their arithmetic.

use super::figure::{ShownFigure, computed, unit_note};
use super::form::{Choice, chosen, regions, single, words_of};
use super::frame::{Frame, html};
use crate::api::answer::{Answer, Notice};
use crate::api::app::App;
use crate::api::ask::query::Query;
use crate::api::problem::ApiError;
use crate::api::resources::checks::finding::Check;
use crate::api::resources::checks::list::list_checks;
use crate::api::resources::checks::query::CheckQuery;
use crate::checks::{Input, Term};
use crate::domain::Comparator;
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use crate::domain::words;
use crate::store::words::word;
use askama::Template;
use axum::extract::State;
use axum::response::Response;

#[derive(Debug, Template)]
#[template(path = "checks.html")]
struct ChecksPage {
    frame: Frame,
    regions: Vec<Choice>,
    kinds: Vec<Choice>,
    severities: Vec<Choice>,
    notices: Vec<Notice>,
    total: u64,
    findings: Vec<ShownFinding>,
    next: Option<String>,
}

/// One finding.
#[derive(Debug)]
struct ShownFinding {
    check: Check,
    kind: &'static str,
    severity: &'static str,
    severity_code: String,
    /// The English name of the unit; empty where none is needed.
    unit: String,
    stated: String,
    implied: String,
    difference: Option<String>,
    tolerance: Option<String>,
    inputs: Vec<ShownInput>,
}

/// An observation in the arithmetic.
#[derive(Debug)]
struct ShownInput {
    role: &'static str,
    label: String,
    figure: ShownFigure,
    quote: String,
    line: u32,
}

/// The page. It takes the parameters of `/v1/checks`.
pub(super) async fn show_checks(
    State(app): State<App>,
    query: Query<CheckQuery>,
) -> Result<Response, ApiError> {
    let Answer { body, context, .. } = list_checks(State(app.clone()), query).await?;
    let lang = context.lang;
    let title = Text::of("Findings", "核对结果");
    let about = Text::of(
        "Figures of a plan that a careful reader would set side by side, with the arithmetic. None says that anything is wrong.",
        "规划中值得并排查看的数值及其算式。核对结果不表示有错误。",
    );
    let page = ChecksPage {
        frame: Frame::of(&app, &body, &context, "/v1/checks", [title, about]),
        regions: regions(&context.snapshot, single(&chosen(&context, "regions"))),
        kinds: words_of(words::CheckKind::SET, &chosen(&context, "kind"), lang),
        severities: words_of(words::CheckSeverity::SET, &chosen(&context, "severity"), lang),
        notices: body.warnings,
        total: body.page.map_or(0, |page| page.total),
        findings: body.data.into_iter().map(|check| ShownFinding::of(check, lang)).collect(),
        next: body.links.next,
    };
    html(&page, lang)
}

impl ShownFinding {
    fn of(check: Check, lang: Lang) -> Self {
        let (kind, severity) = (word(check.kind), word(check.severity));
        let unit = check.unit.clone();
        let number = |value| computed(value, unit.as_deref(), lang);
        Self {
            kind: words::CheckKind::SET.name(&kind, lang).unwrap_or_default(),
            severity: words::CheckSeverity::SET.name(&severity, lang).unwrap_or_default(),
            severity_code: severity,
            unit: unit_note(check.unit.as_deref(), lang),
            stated: term(&check.stated, unit.as_deref(), lang),
            implied: term(&check.implied, unit.as_deref(), lang),
            difference: check.difference.map(number),
            tolerance: check.tolerance.map(number),
            inputs: check.inputs.iter().map(|input| ShownInput::of(input, lang)).collect(),
            check,
        }
    }
}

/// A number and what it allows: `≥ 7.5 % [7.45 … ∞]`.
fn term(term: &Term, unit: Option<&str>, lang: Lang) -> String {
    let Some(value) = term.value else { return String::new() };
    let sign = match term.comparator {
        Comparator::Ge => "≥ ",
        Comparator::Gt => "> ",
        Comparator::Le => "≤ ",
        Comparator::Lt => "< ",
        Comparator::Approx => "≈ ",
        Comparator::Eq => "",
    };
    let end = |end: Option<rust_decimal::Decimal>, open: &str| {
        end.map_or_else(|| open.to_owned(), |end| end.normalize().to_string())
    };
    let (low, high) = (end(term.low, "−∞"), end(term.high, "∞"));
    format!("{sign}{} [{low} … {high}]", computed(value, unit, lang))
}

impl ShownInput {
    fn of(input: &Input, lang: Lang) -> Self {
        Self {
            role: words::CheckRole::SET.name(&word(input.role), lang).unwrap_or_default(),
            label: input.label.clone(),
            figure: ShownFigure::of_finding(input, lang),
            quote: input.quote.clone(),
            line: input.line,
        }
    }
}
