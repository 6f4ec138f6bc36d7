//! Progress as rows: one for each target, columns fixed and append-only.

use super::picture;
use crate::domain::message::Message;
use crate::domain::text::Text;
use crate::format::{About, Column, ColumnValue, Flat, columns, fields};
use crate::progress::{PlanProgress, Progress};
use crate::store::words::word;

columns! {
    fn cells(plan: &PlanProgress, row: &Progress, release: i32);
    key "region_id" of "region" = &plan.region.id;
    text "region_code" of "region" = plan.region.code.as_ref();
    text "region_name" of "region" = &plan.region.name;
    key "plan_id" of "plan" = plan.plan.as_ref();
    text "reviewed_in" of "reviewed_in" = plan.reviewed_in.as_ref();
    text "period" of "period" = &plan.period;
    integer "base_year" of "base_year" = plan.base_year;
    text "indicator_id" of "indicator" = row.indicator.as_ref().map(|known| &known.id);
    text "indicator_name" of "indicator" = row.indicator.as_ref().map(|known| &known.name);
    text "label" of "target" = &row.target.printed.label;
    text "attribute" of "target" as Attribute = row.target.attribute.map(word);
    number "target" of "target" = row.target.value;
    number "target_high" of "target" = row.target.value_high;
    text "target_unit" of "target" = row.target.unit.as_ref();
    text "target_comparator" of "target" as Comparator = row.target.comparator.map(word);
    text "target_measure" of "target" as Measure = word(row.target.measure);
    text "target_text" of "target" = row.target.printed.text.as_ref();
    integer "target_since" of "target" = row.target.since;
    integer "target_year" of "target_year" = row.target_year;
    number "base" of "base" = row.base.as_ref().and_then(|base| base.value);
    number "latest" of "latest" = row.latest.as_ref().and_then(|latest| latest.value);
    integer "latest_year" of "latest" = row.latest.as_ref().and_then(|latest| latest.year);
    text "latest_comparator" of "latest" as Comparator = row.latest.as_ref().and_then(|latest| latest.comparator).map(word);
    number "reached" of "reached" = row.reached;
    text "unit" of "unit" = row.unit.as_ref();
    number "done_percent" of "done_percent" = row.done_percent;
    number "elapsed_percent" of "elapsed_percent" = row.elapsed_percent;
    number "pace_so_far" of "pace_so_far" = row.pace_so_far;
    number "pace_needed" of "pace_needed" = row.pace_needed;
    text "pace_unit" of "pace_unit" = row.pace_unit.as_ref();
    text "verdict" of "verdict" as ProgressVerdict = word(row.verdict);
    text "reason" of "reason" as ProgressReason = row.reason.map(word);
    text "years_reported" of "years_reported" = listed(row.years_reported.iter());
    text "years_missing" of "years_missing" = listed(row.years_missing.iter());
    text "method" of "method" = row.method.as_ref().map(Message::as_str);
    text "claims" of "claims" = claims(row);
    text "target_document" of "target" = &row.target.document.id;
    integer "target_line" of "target" = row.target.line;
    text "latest_document" of "latest" = row.latest.as_ref().map(|latest| &latest.document.id);
    integer "latest_line" of "latest" = row.latest.as_ref().map(|latest| latest.line);
    key "target_id" of "target" = &row.target.id;
    text "latest_id" of "latest" = row.latest.as_ref().map(|latest| &latest.id);
    text "matched_by" of "matched_by" as ProgressMatch = row.matched_by.map(word);
    text "choices" of "choices" = listed(row.choices.iter().map(|choice| &choice.id));
    text "inputs" of "inputs" = listed(row.inputs.iter());
    integer "release" of "release" = release;
}

/// Several values in one, separated by blanks.
fn listed(values: impl Iterator<Item = impl ToString>) -> Option<String> {
    let values: Vec<_> = values.map(|value| value.to_string()).collect();
    (!values.is_empty()).then(|| values.join(" "))
}

fn claims(row: &Progress) -> Option<String> {
    let claims: Vec<_> = row.claims.iter().map(|claim| &*claim.text).collect();
    (!claims.is_empty()).then(|| claims.join("; "))
}

impl Flat for PlanProgress {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        self.targets.iter().map(|row| cells(self, row, release)).collect()
    }

    fn inner() -> Option<(&'static str, Vec<String>)> {
        Some(("targets", fields::of_entry::<Progress>()))
    }

    fn picture(entries: &[Self], about: &About, width: u32) -> Option<Result<String, Text>> {
        Some(picture::picture(entries, about, width))
    }
}
