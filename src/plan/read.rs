//! Reads a whole document: bytes to parsed document.
//!
//! ```text
//! bytes ─source─▶ lines ─outline─▶ sections ─head─▶ region and period
//!                                  ├─table─▶ rows and their figures
//!                                  └─prose─▶ figures of the running text
//! ```
//! This file only joins the results of the rooms.

use super::correction::{CorrectionError, Corrections};
use super::head::{self, DocumentFacts, Head, HeadError};
use super::lexicon::completeness::{DEFINING, EXPLAINED_INDICATORS, EXPLAINED_TERMS};
use super::outline::Outline;
use super::parsed::{
    Completeness, Contents, DocumentInfo, FORMAT, Observation, ParsedDocument, SourceInfo, Warning,
    WarningKind,
};
use super::prose::{self, Frame, Line, Role, Statement};
use super::report_parts::{self, ReportParts};
use super::{completeness, evidence, id, table};
use crate::catalog::Catalog;
use crate::document::{Source, SourceError, bare};
use crate::domain::{DocumentKind, Kind, Origin};
use std::collections::{BTreeMap, HashMap};

/// Facts that the caller knows better than the document.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The kind of the document; `None` where its title names it.
    pub kind: Option<DocumentKind>,
    /// The year in which a report is given, or that a communiqué reports.
    pub year: Option<u16>,
    /// Region id, name, alias or official code.
    pub region: Option<String>,
    /// First and last year of the document, both included.
    pub period: Option<[u16; 2]>,
    /// The part of the plan or report that the document contains, where several documents make up one:
    /// `table`.
    pub part: Option<String>,
    /// Corrections; those for other plans are ignored.
    pub corrections: Vec<Corrections>,
}

/// The reason why a document could not be read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Head(#[from] HeadError),
    /// At least one error.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Corrections(Vec<CorrectionError>),
}

/// Reads a document. `file` is its name without folders; it is recorded, not opened.
///
/// # Errors
/// The bytes are no text, the title names no known region and period and no option does, or a correction
/// does not match the document.
pub fn read(
    file: &str,
    bytes: &[u8],
    options: &Options,
    catalog: &Catalog,
) -> Result<ParsedDocument, ReadError> {
    let source = Source::read(bytes)?;
    let outline = Outline::read(&source);
    let given = DocumentFacts {
        kind: options.kind,
        region: options.region.as_deref(),
        period: options.period,
        year: options.year,
        part: options.part.as_deref(),
    };
    let mut head = head::read(&source, &outline, catalog, given)?;
    let tables = table::read(&source, &outline, &head.info, catalog);
    let gaps =
        completeness::gaps(&source, &outline, &head.info, &tables.tables, &tables.lines_taken);
    head.warnings.extend(gaps.iter().cloned());
    let gaps = gaps.into_iter().filter(|warning| warning.kind.is_gap());
    head.info.completeness = Completeness::of(gaps.collect());

    let lines = lines(&source, &outline, &head, &tables.lines_taken);
    let region = catalog.region(&head.info.region).map_or("", |region| &region.name_zh);
    let statements = prose::read(&lines, frame(&head.info).of_region(region));
    let mut observations = tables.observations;
    observations.extend(observations_of(
        &statements,
        &lines,
        &source,
        &outline,
        &head.info,
        catalog,
    ));
    let mut warnings: Vec<Warning> = head.warnings;
    warnings.extend(tables.warnings);
    // A figure that its own quote does not contain is dropped.
    observations.retain(|observation| {
        let shown = observation.text.as_deref().is_none_or(|words| {
            evidence::shows_words(&observation.quote, words, &observation.flags)
        }) && observation.value.is_none_or(|value| {
            evidence::holds_figure(&observation.quote, value, observation.unit.as_deref())
        });
        if !shown {
            warnings.push(Warning {
                line: Some(observation.line),
                kind: WarningKind::FigureNotInQuote { quote: observation.quote.clone() },
            });
        }
        shown
    });
    observations.sort_by_key(|observation| (observation.line, observation.span));

    let mut plan = ParsedDocument {
        format: FORMAT.to_owned(),
        source: SourceInfo {
            file: file.to_owned(),
            sha256: source.sha256.clone(),
            bytes: source.bytes,
            encoding: source.encoding.to_owned(),
        },
        document: head.info,
        contents: Contents::All,
        sections: outline.sections().to_vec(),
        tables: tables.tables,
        observations,
        withdrawn: Vec::new(),
        lines: BTreeMap::new(),
        warnings,
    };
    // Corrections apply to the line numbers as reported, so they run after the conversion.
    number_as_printed(&mut plan, &source);
    let id = plan.document.id.clone();
    let mut errors = Vec::new();
    for corrections in options.corrections.iter().filter(|corrections| corrections.plan() == id) {
        if let Err(found) = corrections.apply(&mut plan, &source, &outline, catalog) {
            errors.extend(found);
        }
    }
    if errors.is_empty() { Ok(plan) } else { Err(ReadError::Corrections(errors)) }
}

/// Converts line numbers of the reading to those in messages, and adds pages and the extents of lines with
/// observations.
fn number_as_printed(plan: &mut ParsedDocument, source: &Source) {
    for section in &mut plan.sections {
        section.line = source.printed(section.line);
        section.end_line = source.printed(section.end_line);
    }
    for table in &mut plan.tables {
        table.line = source.printed(table.line);
        for row in &mut table.rows {
            row.line = source.printed(row.line);
        }
    }
    for observation in &mut plan.observations {
        observation.page = source.page(observation.line);
        observation.line = source.printed(observation.line);
        plan.lines.insert(observation.line, source.printed_extent(observation.line));
    }
    for warning in plan.warnings.iter_mut().chain(&mut plan.document.completeness.reasons) {
        warning.line = warning.line.map(|line| source.printed(line));
    }
}

fn frame(info: &DocumentInfo) -> Frame {
    let [first, last] = info.period().unwrap_or_default();
    if info.kind == DocumentKind::Plan {
        return Frame::of_plan(first, last, info.base_year.unwrap_or_default());
    }
    // Outcomes of a report are of the year it reports, its targets of the year after.
    let base = info.reports.map_or(first.saturating_sub(1), |[_, reported]| reported);
    if info.kind == DocumentKind::Evaluation {
        let years = info.reports.map_or(1, |[first, last]| last + 1 - first.min(last));
        return Frame::of_evaluation(base, years);
    }
    let ahead = info.promises.map_or(base + 1, |[_, last]| last);
    Frame::of_report(base, if ahead > base + 1 { ahead } else { base + 5 })
}

/// The lines as the reader of running text needs them.
fn lines<'a>(
    source: &'a Source,
    outline: &'a Outline,
    head: &Head,
    taken: &[(u32, u32)],
) -> Vec<Line<'a>> {
    let in_table = |number: u32| {
        let after = taken.partition_point(|(first, _)| *first <= number);
        after > 0 && number <= taken[after - 1].1
    };
    let mut explained = None;
    let mut parts = ReportParts::of(&head.info);
    source
        .lines()
        .map(|(number, text)| {
            let by_outline = report_parts::stance(outline, head.info.kind, number);
            let stance = match &mut parts {
                Some(parts) if number > head.front_end && head.title_line != Some(number) => {
                    parts.stance(outline, number, text, by_outline)
                }
                _ => by_outline,
            };
            explained = definitions(text, explained);
            let role = if text.trim().is_empty() || source.is_markup(number) {
                Role::Blank
            } else if in_table(number)
                || outline.in_contents(number)
                || completeness::is_picture(text)
                || head.title_line == Some(number)
                || number <= head.front_end
                || explained.is_some()
                || outline.is_heading(number) && !holds_text(text)
            {
                Role::Apart
            } else if is_aside(text) {
                Role::Aside
            } else {
                Role::Body
            };
            let section = outline.box_at(number).or_else(|| outline.section_at(number));
            Line {
                number,
                start: source.extent(number)[0],
                text,
                role,
                stance,
                heading: section.map(|section| section.title.as_str()),
            }
        })
        .collect()
}

/// Whether a heading has text on the same line, or is an item of a list that states something.
fn holds_text(heading: &str) -> bool {
    heading.contains(['。', '；', '，', ',']) || heading.trim_start().starts_with(['-', '（', '('])
}

/// The kind of definitions that a line is part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Definitions {
    /// Below 指标注释: numbered lines (1.高价值发明专利:…维持年限超过10年…).
    OfIndicators,
    /// Below 名词解释, at the end of a report: lines with a term and a colon.
    OfTerms,
}

/// The definitions that the line belongs to, if it is their title or one of them. They say how something is
/// counted and state no target. `before` is the answer for the line before.
fn definitions(text: &str, before: Option<Definitions>) -> Option<Definitions> {
    let text = bare(text);
    let title = text.trim_end_matches([':', '：']);
    let short = title.len() <= 25 * 4 && title.chars().count() <= 25 && !title.contains('。');
    if title == "注释" || short && EXPLAINED_INDICATORS.ends(title) {
        return Some(Definitions::OfIndicators);
    }
    if short && EXPLAINED_TERMS.ends(title) {
        return Some(Definitions::OfTerms);
    }
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = rest.len() < text.len() && rest.starts_with(['.', '、', '．']);
    before.filter(|before| {
        let colon = || rest.find([':', '：']);
        let defines = || colon().is_some_and(|at| rest[..at].chars().count() <= 25);
        text.is_empty() || (numbered || *before == Definitions::OfTerms) && defines()
    })
}

/// Whether the line is a page number or a footnote, which may interrupt a sentence.
fn is_aside(text: &str) -> bool {
    let text = text.trim();
    text.starts_with(['¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰'])
        || text.starts_with("[^")
        || is_definition(text)
        || text.len() <= 9 * 4
            && text.chars().count() <= 9
            && text.chars().any(|c| c.is_ascii_digit())
            && text.chars().all(|c| {
                c.is_ascii_digit()
                    || matches!(c, '-' | '—' | '–' | '－' | ' ' | '·' | '第' | '页' | '/')
            })
}

/// Whether the line is a footnote that defines how something is counted:
/// `[42]`普惠贷款包括单户授信小于1000万元的贷款.
fn is_definition(text: &str) -> bool {
    let Some((mark, words)) = text.strip_prefix('[').and_then(|rest| rest.split_once(']')) else {
        return false;
    };
    let numbered = (1..=3).contains(&mark.len()) && mark.chars().all(|c| c.is_ascii_digit());
    let begins: String = words.chars().take(60).collect();
    numbered && DEFINING.any_in(&begins)
}

fn observations_of(
    statements: &[Statement],
    lines: &[Line<'_>],
    source: &Source,
    outline: &Outline,
    info: &DocumentInfo,
    catalog: &Catalog,
) -> Vec<Observation> {
    let region = catalog.region(&info.region);
    // One number may belong to several labels (三项率均达到100%); an ordinal makes their ids different.
    let mut ordinals: HashMap<u32, u32> = HashMap::new();
    statements
        .iter()
        .map(|statement| {
            let line = &lines[statement.line];
            let number = line.start + width(statement.number);
            let ordinal = ordinals.entry(number).and_modify(|ordinal| *ordinal += 1).or_default();
            let place =
                if *ordinal == 0 { number.to_string() } else { format!("{number}/{ordinal}") };
            let span =
                [line.start + width(statement.quote.0), line.start + width(statement.quote.1)];
            let (unit, measure) = (statement.unit.as_deref(), statement.measure);
            let named = |label: &str| catalog.indicator_in(region?, label, unit, measure);
            // 新增线路8条、车站20座: the catalogue may have an indicator for stations added.
            let added = statement.added.then(|| named(&format!("新增{}", statement.label)));
            let indicator = added.flatten().or_else(|| named(&statement.label));
            let indicator = indicator.map(|indicator| indicator.id.clone());
            Observation {
                id: id::observation(&source.sha256, Origin::Prose, &place),
                origin: Origin::Prose,
                kind: statement.kind,
                label: statement.label.clone(),
                indicator,
                value: statement.value.map(|value| value.normalize()),
                value_high: statement.value_high.map(|high| high.normalize()),
                text: statement.text.clone(),
                rule: statement.rule,
                unit: statement.unit.clone(),
                comparator: statement.comparator,
                measure: statement.measure,
                // If the document sets no targets, a target has no year.
                year: statement
                    .year
                    .filter(|_| statement.kind == Kind::Actual || info.promises.is_some()),
                since: statement.since,
                direction: statement.direction,
                attribute: None,
                line: line.number,
                page: None,
                span,
                quote: source.slice(span).to_owned(),
                section: outline.section_at(line.number).map(|section| section.id.clone()),
                table: None,
                cell: None,
                read_by: Some(statement.read_by.to_owned()),
                confidence: statement.confidence,
                flags: statement.flags.clone(),
                correction: None,
            }
        })
        .collect()
}

/// Columns fit in 32 bits, because a source has at most 32 MiB.
fn width(column: usize) -> u32 {
    u32::try_from(column).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn footnotes_with_definitions_are_not_text() {
        assert!(is_aside("[42]普惠贷款包括单户授信小于1000万元的贷款。"));
        // Not footnotes: a total in brackets, and a note that states a figure.
        assert!(!is_aside("[18]%的企业完成改造。"));
        assert!(!is_aside("[3]根据核算结果，2019年总收入为983751亿元。"));
    }

    #[test]
    fn definitions_below_a_table_end_where_other_text_begins() {
        let mut explained = None;
        let lines = [
            ("1.总量：到2025年达到10万人。", false),
            ("指标注释：", true),
            ("1. 高价值发明专利：维持年限超过10年的有效发明专利。", true),
            ("", true),
            ("2、产业：(1)制造业。", true),
            ("到2025年，人口达到10万人。", false),
            ("3. 人口：10万人。", false),
        ];
        for (line, want) in lines {
            explained = definitions(line, explained);
            assert_eq!(explained.is_some(), want, "{line}");
        }
    }
}
