//! Figures and marks as pages show them.

use crate::api::resources::profiles::answer::BriefFigure;
use crate::catalog::unit_name;
use crate::chart::{Sign, Verdict};
use crate::checks::Input;
use crate::compare::answer as compared;
use crate::domain::lang::Lang;
use crate::domain::{Comparator, Kind, PrintedFigure};
use crate::export::Observation;
use crate::series::answer::ReportedFigure;
use askama::Template;
use askama::filters::HtmlSafe;
use rust_decimal::Decimal;

/// A figure or words. `year`, `address`, the page of its evidence, and `measure`, where it is another than that of
/// the figures beside it, are empty where there is none.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "parts/figure.html")]
pub(super) struct ShownFigure {
    pub text: String,
    pub year: String,
    pub address: String,
    pub measure: String,
}

impl HtmlSafe for ShownFigure {}

/// A number with its bounds and unit.
#[derive(Debug, Clone, Copy)]
struct Amount<'f> {
    value: Option<Decimal>,
    high: Option<Decimal>,
    comparator: Option<Comparator>,
    unit: Option<&'f str>,
    words: Option<&'f str>,
}

impl Amount<'_> {
    fn text(self, lang: Lang) -> String {
        let Some(value) = self.value else { return self.words.unwrap_or_default().to_owned() };
        let sign = match (self.comparator, lang) {
            (Some(Comparator::Ge), _) => "≥ ",
            (Some(Comparator::Gt), _) => "> ",
            (Some(Comparator::Le), _) => "≤ ",
            (Some(Comparator::Lt), _) => "< ",
            (Some(Comparator::Approx), Lang::Zh) => "约 ",
            (Some(Comparator::Approx), Lang::En) => "about ",
            (Some(Comparator::Eq) | None, _) => "",
        };
        let high = self.high.map(|high| format!("–{}", high.normalize())).unwrap_or_default();
        let unit = self.unit.unwrap_or_default();
        format!("{sign}{}{high} {unit}", value.normalize()).trim_end().to_owned()
    }
}

impl ShownFigure {
    fn of(amount: Amount<'_>, year: Option<u16>, id: Option<&str>, kind: Kind, lang: Lang) -> Self {
        let address = id.map(|id| evidence(kind, id, lang));
        Self {
            text: amount.text(lang),
            year: year.map(|year| year.to_string()).unwrap_or_default(),
            address: address.unwrap_or_default(),
            measure: String::new(),
        }
    }

    /// The same, naming what it measures.
    pub(super) fn with_measure(self, measure: Option<String>) -> Self {
        Self { measure: measure.unwrap_or_default(), ..self }
    }

    /// The same; words, and a figure without a value in a canonical unit, as the document prints them.
    fn or_printed(mut self, printed: Option<&PrintedFigure>) -> Self {
        if let Some(PrintedFigure { value, unit, text, .. }) =
            printed.filter(|_| self.text.is_empty())
        {
            let figure =
                [value.as_deref(), unit.as_deref()].map(Option::unwrap_or_default).join(" ");
            self.text = text.as_deref().unwrap_or_else(|| figure.trim()).to_owned();
        }
        self
    }

    /// A figure of a comparison or a cascade, without its year.
    pub(super) fn of_comparison(figure: &compared::Figure, kind: Kind, lang: Lang) -> Self {
        let amount = Amount {
            value: figure.value,
            high: figure.value_high,
            comparator: figure.comparator,
            unit: figure.unit.as_deref(),
            words: None,
        };
        let shown = Self::of(amount, None, figure.id.as_deref(), kind, lang);
        shown.or_printed(figure.printed.as_deref())
    }

    /// A figure of a series or of progress, with its year.
    pub(super) fn of_report(figure: &ReportedFigure, kind: Kind, lang: Lang) -> Self {
        let amount = Amount {
            value: figure.value,
            high: figure.value_high,
            comparator: figure.comparator,
            unit: figure.unit.as_deref(),
            words: None,
        };
        let shown = Self::of(amount, figure.year, Some(&figure.id), kind, lang);
        shown.or_printed(Some(&figure.printed))
    }

    /// A figure of a profile, with its year.
    pub(super) fn of_profile(figure: &BriefFigure, kind: Kind, lang: Lang) -> Self {
        let amount = Amount {
            value: figure.value,
            high: figure.value_high,
            comparator: figure.comparator,
            unit: figure.unit.as_deref(),
            words: figure.text.as_deref(),
        };
        Self::of(amount, figure.year, figure.id.as_deref(), kind, lang)
    }

    /// A row, with its year; `comparator` is the row's.
    pub(super) fn of_row(row: &Observation, comparator: Option<Comparator>, lang: Lang) -> Self {
        let amount = Amount {
            value: row.value,
            high: row.value_high,
            comparator,
            unit: row.unit.as_deref(),
            words: row.printed.text.as_deref(),
        };
        let text = amount.text(lang);
        let year = row.year.map(|year| year.to_string()).unwrap_or_default();
        Self { text, year, ..Self::default() }
    }

    /// A figure of a finding, with its year.
    pub(super) fn of_finding(input: &Input, lang: Lang) -> Self {
        let amount = Amount {
            value: input.value,
            high: input.value_high,
            comparator: Some(input.comparator),
            unit: input.unit.as_deref(),
            words: input.text.as_deref(),
        };
        Self::of(amount, input.year, Some(&input.id), input.kind, lang)
    }
}

/// A number that no document prints.
pub(super) fn computed(value: Decimal, unit: Option<&str>, lang: Lang) -> String {
    Amount { value: Some(value), high: None, comparator: None, unit, words: None }.text(lang)
}

/// What an English page adds to the unit of a figure, which is printed in Chinese: `100 million yuan` for 亿元. Empty on
/// a Chinese page, without a unit, and where the name is the unit itself.
pub(super) fn unit_note(unit: Option<&str>, lang: Lang) -> String {
    let unit = unit.filter(|_| lang == Lang::En).unwrap_or_default();
    unit_name::english(unit).filter(|name| name != unit && unit != "%").unwrap_or_default()
}

/// The page of the evidence of an observation.
pub(super) fn evidence(kind: Kind, id: &str, lang: Lang) -> String {
    let kind = match kind {
        Kind::Target => "targets",
        Kind::Actual => "actuals",
    };
    format!("/{kind}/{id}?lang={}", lang.word())
}

/// The sign of a status or a verdict: a letter, a name and a class.
#[derive(Debug, Clone, Copy, Template)]
#[template(path = "parts/badge.html")]
pub(super) struct Badge {
    pub letter: &'static str,
    pub name: &'static str,
    pub code: &'static str,
}

impl HtmlSafe for Badge {}

impl Badge {
    /// Of a word of `TargetStatus`; unknown words count as unknown.
    pub(super) fn of_status(code: &str, lang: Lang) -> Self {
        let sign = Sign::ALL.into_iter().find(|sign| sign.code() == code);
        let sign = sign.unwrap_or(Sign::Unknown);
        Self { letter: sign.letter(), name: sign.name(lang), code: sign.code() }
    }

    /// Of a word of `ProgressVerdict`; unknown words count as unknown.
    pub(super) fn of_verdict(code: &str, lang: Lang) -> Self {
        let verdict = Verdict::ALL.into_iter().find(|verdict| verdict.code() == code);
        let verdict = verdict.unwrap_or(Verdict::Unknown);
        Self { letter: verdict.letter(), name: verdict.name(lang), code: verdict.code() }
    }
}
