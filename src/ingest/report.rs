//! The report of a load, for people and for programs.

use crate::domain::figure;
use crate::store::versions::{Change, StatementFields, differing};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::{Value, json};
use std::fmt::{self, Write as _};

/// The changes of a load; with `dry_run` those it would make.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Whether nothing was written.
    pub dry_run: bool,
    /// The current release after the load; with `dry_run` the one it would make.
    pub release: i32,
    /// Whether this release is new.
    pub new_release: bool,
    /// Whether the catalogues differ from the last release's.
    pub catalog_changed: bool,
    /// Whole texts that were stored for search, without those stored before.
    pub texts_stored: usize,
    /// By plan.
    pub plans: Vec<PlanReport>,
}

/// The changes of one plan.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanReport {
    /// `jiangan-2021-2025`.
    pub plan: String,
    /// Path of the parsed plan; for a removed or kept plan, the name of its text.
    pub file: String,
    pub outcome: Outcome,
    /// Observations of kind target after the load; of a removed plan, before it.
    pub targets: i32,
    /// Observations of kind actual.
    pub actuals: i32,
    pub added: usize,
    pub removed: usize,
    pub changed: usize,
    /// By line; empty where only outline, tables or title changed.
    pub changes: Vec<Difference>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Was not in the database.
    Loaded,
    Changed,
    Unchanged,
    /// Was in the database, not among the files, and `--prune` was given.
    Removed,
    /// Was in the database and not among the files.
    Kept,
}

/// One observation added, removed or changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    pub id: String,
    /// Line in the newer version, or in the removed one; counted from 1.
    pub line: i32,
    pub label: String,
    /// The older version: `target 46.72 % (level, 2025)`; null where it is added.
    pub old: Option<String>,
    /// The newer version; null where it is removed.
    pub new: Option<String>,
    /// Names of the changed fields.
    pub columns: Vec<String>,
}

impl PlanReport {
    /// A plan with the counts of its changes.
    pub(super) fn new(plan: &str, file: &str, outcome: Outcome, changes: Vec<Change>) -> Self {
        let count = |is: fn(&Change) -> bool| changes.iter().filter(|change| is(change)).count();
        Self {
            plan: plan.to_owned(),
            file: file.to_owned(),
            outcome,
            targets: 0,
            actuals: 0,
            added: count(|change| change.old.is_none()),
            removed: count(|change| change.new.is_none()),
            changed: count(|change| change.old.is_some() && change.new.is_some()),
            changes: changes.into_iter().filter_map(Difference::of).collect(),
        }
    }
}

impl Difference {
    /// `None` only for a change that has neither side.
    fn of(change: Change) -> Option<Self> {
        let (old, new) = (change.old.map(|old| old.0), change.new.map(|new| new.0));
        let said = new.as_ref().or(old.as_ref())?;
        let line =
            said.get("line").and_then(Value::as_i64).and_then(|line| i32::try_from(line).ok());
        let columns = match (&old, &new) {
            (Some(old), Some(new)) => differing(old, new).into_iter().cloned().collect(),
            _ => Vec::new(),
        };
        Some(Self {
            id: change.id,
            line: line.unwrap_or_default(),
            label: word(said, "label").to_owned(),
            old: old.as_ref().map(describe),
            new: new.as_ref().map(describe),
            columns,
        })
    }
}

/// A text field; empty for null.
fn word<'s>(said: &'s StatementFields, field: &str) -> &'s str {
    said.get(field).and_then(Value::as_str).unwrap_or_default()
}

/// `target 46.72 % (level, 2025)`, `target ≥ 8–10 家 (cumulative, 2025)`, `target “完成市下达目标” (level)`.
fn describe(said: &StatementFields) -> String {
    let number = |field| word(said, field).parse::<Decimal>().ok();
    let mut text = format!("{} ", word(said, "kind"));
    // Writing to a String cannot fail.
    let _ = match number("printed_value") {
        Some(value) => {
            let sign = match word(said, "comparator") {
                "ge" => "≥ ",
                "gt" => "> ",
                "le" => "≤ ",
                "lt" => "< ",
                "approx" => "~ ",
                _ => "",
            };
            let high = number("printed_value_high")
                .map(|high| format!("–{}", high.normalize()))
                .unwrap_or_default();
            write!(text, "{sign}{}{high}", figure::number(value))
        }
        None => write!(text, "“{}”", word(said, "printed_text")),
    };
    if !word(said, "printed_unit").is_empty() {
        let _ = write!(text, " {}", word(said, "printed_unit"));
    }
    let year = said.get("year").and_then(Value::as_i64);
    let year = year.map(|year| format!(", {year}")).unwrap_or_default();
    let _ = write!(text, " ({}{year})", word(said, "measure"));
    text
}

impl Report {
    /// As JSON, for programs.
    pub fn json(&self) -> Value {
        json!(self)
    }
}

impl fmt::Display for Report {
    /// One line for each plan; with `dry_run` one for each changed observation too. The last line
    /// names the current release.
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        for plan in &self.plans {
            plan.write(to, self.dry_run)?;
        }
        if self.texts_stored > 0 {
            writeln!(to, "{} whole texts stored", self.texts_stored)?;
        }
        if self.catalog_changed {
            writeln!(to, "the catalogues changed")?;
        }
        match (self.new_release, self.dry_run) {
            (true, true) => {
                writeln!(to, "dry run: nothing was written; this would be release {}", self.release)
            }
            (true, false) => writeln!(to, "release {}", self.release),
            (false, _) => writeln!(to, "nothing changed: release {} stays", self.release),
        }
    }
}

impl PlanReport {
    fn write(&self, to: &mut fmt::Formatter<'_>, detailed: bool) -> fmt::Result {
        let outcome = match self.outcome {
            Outcome::Loaded => "loaded",
            Outcome::Changed => "changed",
            Outcome::Unchanged => "unchanged",
            Outcome::Removed => "removed",
            Outcome::Kept => "kept, though not among the files",
        };
        write!(to, "{}: {outcome}: {} targets, {} actuals", self.plan, self.targets, self.actuals)?;
        match self.outcome {
            Outcome::Changed => writeln!(
                to,
                " ({} observations added, {} removed, {} changed)",
                self.added, self.removed, self.changed
            )?,
            _ => writeln!(to)?,
        }
        for change in self.changes.iter().filter(|_| detailed) {
            write!(to, "  ")?;
            let (line, label) = (change.line, &change.label);
            match (&change.old, &change.new) {
                (None, Some(new)) => writeln!(to, "+ line {line} {label}: {new}")?,
                (Some(old), None) => writeln!(to, "- line {line} {label}: {old}")?,
                (Some(old), Some(new)) if old == new => {
                    writeln!(to, "~ line {line} {label}: {}", change.columns.join(", "))?;
                }
                (Some(old), Some(new)) => writeln!(to, "~ line {line} {label}: {old} → {new}")?,
                (None, None) => writeln!(to)?,
            }
        }
        Ok(())
    }
}
