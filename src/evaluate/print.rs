//! Prints evaluations: the same tables as aligned text or as Markdown.

use super::alike;
use super::quality::{Evaluation, Figures, Quality, Statement};
use super::word::word;
use crate::domain::DocumentKind;
use std::fmt::Write;
use std::ops::Range;

/// The format of tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Aligned with blanks, for a terminal.
    Text,
    /// Markdown tables with pipes.
    Markdown,
}

/// A table with its title. Only the last column contains Chinese words, because their width on a terminal
/// is unknown and nothing is aligned after them.
struct Sheet {
    title: &'static str,
    head: &'static [&'static str],
    /// The columns with numbers; the others contain words.
    numbers: Range<usize>,
    rows: Vec<Vec<String>>,
}

/// Prints all figures; with `misses` also every statement that is missed, extra or wrong in a field.
pub fn print(quality: &Quality, style: Style, misses: bool) -> String {
    let evaluations = &quality.evaluations;
    let mut sheets = vec![
        found(evaluations),
        fields(evaluations),
        rules(evaluations),
        confusion(evaluations),
        confidence(evaluations),
        tables(evaluations),
    ];
    if misses {
        sheets.push(statements("Missed", evaluations, |one| &one.missed));
        sheets.push(statements("Extra", evaluations, |one| &one.extra));
        sheets.push(wrong(evaluations));
    }
    let mut text = sheets.iter().map(|sheet| sheet.print(style)).collect::<Vec<_>>().join("\n");
    let without: Vec<_> = quality.not_annotated.iter().map(|plan| plan.name.as_str()).collect();
    if !without.is_empty() {
        // Writing to a string cannot fail.
        let _ =
            writeln!(text, "\nNot annotated, so nothing is known of them: {}.", without.join(", "));
    }
    text
}

fn name(evaluation: &Evaluation) -> String {
    let name = evaluation.document.as_ref().map(|document| document.name.as_str());
    name.or(evaluation.kind.map(DocumentKind::word)).unwrap_or("all").to_owned()
}

fn share(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{share:.3}"))
}

fn count(count: Option<usize>) -> String {
    count.map_or_else(|| "–".to_owned(), |count| count.to_string())
}

/// One row for each document and kind.
fn by_kind(
    evaluations: &[Evaluation],
    cells: impl Fn(&Figures) -> Vec<String>,
) -> Vec<Vec<String>> {
    let rows = evaluations.iter().flat_map(|one| {
        std::iter::once(&one.prose).chain(&one.kinds).map(|figures| {
            let mut row = vec![name(one), figures.name.clone()];
            row.extend(cells(figures));
            row
        })
    });
    rows.collect()
}

fn found(evaluations: &[Evaluation]) -> Sheet {
    Sheet {
        title: "Running text",
        head: &["document", "kind", "annotated", "found", "hit", "recall", "precision", "whole"],
        numbers: 2..8,
        rows: by_kind(evaluations, |of| {
            vec![
                count(of.gold),
                of.found.to_string(),
                of.hit.to_string(),
                share(of.recall),
                share(of.precision),
                share(of.whole),
            ]
        }),
    }
}

fn fields(evaluations: &[Evaluation]) -> Sheet {
    Sheet {
        title: "Running text: fields that are right, of what was hit",
        head: &[
            "document",
            "kind",
            "hit",
            "unit",
            "comparator",
            "measure",
            "year",
            "label",
            "span",
        ],
        numbers: 2..9,
        rows: by_kind(evaluations, |of| {
            let right = of.accuracy;
            let mut row = vec![of.hit.to_string()];
            let fields = [right.unit, right.comparator, right.measure, right.year, right.label];
            row.extend(fields.map(share));
            row.push(share(right.span));
            row
        }),
    }
}

fn rules(evaluations: &[Evaluation]) -> Sheet {
    let rows = evaluations.iter().flat_map(|one| {
        one.rules.iter().map(|of| {
            let figures = [share(of.precision), share(of.accuracy.whole)];
            let counts = [name(one), of.name.clone(), of.found.to_string(), of.hit.to_string()];
            counts.into_iter().chain(figures).collect()
        })
    });
    Sheet {
        title: "Running text: rules",
        head: &["document", "rule", "found", "hit", "precision", "whole, of hit"],
        numbers: 2..6,
        rows: rows.collect(),
    }
}

fn confusion(evaluations: &[Evaluation]) -> Sheet {
    let nothing = || "–".to_owned();
    let rows = evaluations.iter().flat_map(|one| {
        one.confusion.iter().map(move |of| {
            let (want, got) = (of.want.clone(), of.got.clone());
            let times = of.times.to_string();
            let words =
                format!("{} for {}", got.unwrap_or_else(nothing), want.unwrap_or_else(nothing));
            vec![name(one), of.field.clone(), times, words]
        })
    });
    Sheet {
        title: "Running text: what was taken for what",
        head: &["document", "field", "times", "read for annotated"],
        numbers: 2..3,
        rows: rows.collect(),
    }
}

fn confidence(evaluations: &[Evaluation]) -> Sheet {
    let rows = evaluations.iter().flat_map(|one| {
        one.confidence.iter().map(|of| {
            let bounds = match of.below {
                None => format!("at least {}", of.from),
                Some(below) if of.from > 0.0 => format!("{} to {below}", of.from),
                Some(below) => format!("under {below}"),
            };
            let counts = [of.found, of.hit, of.whole].map(|count| count.to_string());
            let shares = [share(of.precision), share(alike::share(of.whole, of.found))];
            [name(one), bounds].into_iter().chain(counts).chain(shares).collect()
        })
    });
    Sheet {
        title: "Running text: does the confidence mean something?",
        head: &["document", "confidence", "found", "hit", "whole", "precision", "right, of found"],
        numbers: 2..7,
        rows: rows.collect(),
    }
}

fn tables(evaluations: &[Evaluation]) -> Sheet {
    let rows = evaluations.iter().map(|one| {
        let of = &one.tables;
        let counts = [of.rows, of.rows_found, of.cells, of.found, of.hit];
        let counts = counts.map(|count| count.to_string());
        let shares = [of.recall, of.precision, of.meta].map(share);
        [name(one)].into_iter().chain(counts).chain(shares).collect()
    });
    Sheet {
        title: "Indicator tables",
        head: &[
            "document",
            "rows",
            "rows read",
            "cells",
            "cells read",
            "hit",
            "recall",
            "precision",
            "unit and attribute",
        ],
        numbers: 1..9,
        rows: rows.collect(),
    }
}

fn statements(
    title: &'static str,
    evaluations: &[Evaluation],
    list: impl Fn(&Evaluation) -> &Vec<Statement>,
) -> Sheet {
    let rows = evaluations.iter().flat_map(|one| {
        list(one).iter().map(|of| {
            let rule = of.rule.clone().unwrap_or_else(|| "–".to_owned());
            let said = format!("{} {}", of.label, of.figure);
            vec![name(one), word(of.kind), rule, of.line.to_string(), said]
        })
    });
    Sheet {
        title,
        head: &["document", "kind", "rule", "line", "statement"],
        numbers: 3..4,
        rows: rows.collect(),
    }
}

fn wrong(evaluations: &[Evaluation]) -> Sheet {
    let rows = evaluations.iter().flat_map(|one| {
        one.wrong.iter().map(|of| {
            let or = |word: &Option<String>| word.clone().unwrap_or_else(|| "–".to_owned());
            let said = format!("{}: {} for {}", of.label, or(&of.got), or(&of.want));
            vec![name(one), of.field.clone(), or(&of.rule), of.line.to_string(), said]
        })
    });
    Sheet {
        title: "Wrong in a field",
        head: &["document", "field", "rule", "line", "read for annotated"],
        numbers: 3..4,
        rows: rows.collect(),
    }
}

impl Sheet {
    fn print(&self, style: Style) -> String {
        match style {
            Style::Markdown => self.markdown(),
            Style::Text => self.text(),
        }
    }

    fn markdown(&self) -> String {
        if self.rows.is_empty() {
            return format!("## {}\n\nNothing.\n", self.title);
        }
        let row = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let escaped =
            |cells: &Vec<String>| cells.iter().map(|cell| cell.replace('|', "\\|")).collect();
        let rule = (0..self.head.len())
            .map(|column| if self.is_number(column) { "---:" } else { "---" }.to_owned())
            .collect();
        let head = self.head.iter().map(|&name| name.to_owned()).collect();
        let rows: String = self.rows.iter().map(|cells| row(escaped(cells))).collect();
        format!("## {}\n\n{}{}{rows}", self.title, row(head), row(rule))
    }

    fn text(&self) -> String {
        if self.rows.is_empty() {
            return format!("{}: nothing\n", self.title);
        }
        let head: Vec<String> = self.head.iter().map(|&name| name.to_owned()).collect();
        let lines: Vec<&Vec<String>> = std::iter::once(&head).chain(&self.rows).collect();
        let width = |column: usize| {
            lines.iter().map(|line| line[column].chars().count()).max().unwrap_or_default()
        };
        let widths: Vec<usize> = (0..head.len()).map(width).collect();
        let mut text = format!("{}\n", self.title);
        for line in lines {
            let cells = line.iter().zip(&widths).enumerate().map(|(column, (cell, width))| {
                if self.is_number(column) {
                    format!("{cell:>width$}")
                } else {
                    format!("{cell:width$}")
                }
            });
            text.push_str("  ");
            text.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
            text.push('\n');
        }
        text
    }

    fn is_number(&self, column: usize) -> bool {
        self.numbers.contains(&column)
    }
}
