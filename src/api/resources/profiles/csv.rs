//! A profile as rows: one for each of its targets.

use super::answer::{Headline, Profile};
use crate::format::{Column, ColumnValue, Flat, columns, fields};
use crate::store::words::word;

columns! {
    fn cells(profile: &Profile, row: &Headline, release: i32);
    key "region_id" of "region" = &profile.region.id;
    text "region_name" of "region" = &profile.region.name;
    text "period" of "period" = &profile.period;
    text "plan_id" of "plan" = profile.plan.as_ref();
    key "indicator_id" of "indicator" = &row.indicator.id;
    text "indicator_name" of "indicator" = &row.indicator.name;
    text "status" of "status" as TargetStatus = &row.status;
    number "base" of "base" = row.base.as_ref().and_then(|base| base.value);
    integer "base_year" of "base" = row.base.as_ref().and_then(|base| base.year);
    number "target" of "target" = row.target.as_ref().and_then(|target| target.value);
    text "target_comparator" of "target" as Comparator = row.target.as_ref().and_then(|target| target.comparator).map(word);
    text "target_measure" of "target" as Measure = row.target.as_ref().map(|target| word(target.measure));
    integer "target_year" of "target" = row.target.as_ref().and_then(|target| target.year);
    text "target_text" of "target" = row.target.as_ref().and_then(|target| target.text.as_ref());
    text "unit" of "target" = row.target.as_ref().and_then(|target| target.unit.as_ref());
    number "latest" of "latest" = row.latest.as_ref().and_then(|latest| latest.value);
    integer "latest_year" of "latest" = row.latest.as_ref().and_then(|latest| latest.year);
    text "latest_unit" of "latest" = row.latest.as_ref().and_then(|latest| latest.unit.as_ref());
    text "latest_document" of "latest" = row.latest.as_ref().and_then(|latest| latest.document.as_ref());
    integer "latest_line" of "latest" = row.latest.as_ref().and_then(|latest| latest.line);
    text "verdict" of "verdict" as ProgressVerdict = word(row.verdict);
    number "done_percent" of "done_percent" = row.done_percent;
    integer "rank" of "rank" = row.rank.map(|rank| rank as u64);
    integer "ranked" of "ranked" = row.ranked as u64;
    number "share_of_parent" of "share_of_parent" = row.share_of_parent;
    text "base_id" of "base" = row.base.as_ref().and_then(|base| base.id.as_ref());
    text "target_id" of "target" = row.target.as_ref().and_then(|target| target.id.as_ref());
    text "latest_id" of "latest" = row.latest.as_ref().and_then(|latest| latest.id.as_ref());
    integer "release" of "release" = release;
    text "unit_name" of "target" = row.target.as_ref().and_then(|target| target.unit_name.as_ref());
    text "latest_unit_name" of "latest" = row.latest.as_ref().and_then(|latest| latest.unit_name.as_ref());
}

impl Flat for Profile {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn compact() -> Vec<String> {
        let named = ["id", "name"];
        let headline = ["status", "verdict", "done_percent", "rank", "ranked", "share_of_parent"];
        let figure = [
            "id",
            "value",
            "value_high",
            "unit",
            "unit_name",
            "comparator",
            "measure",
            "year",
            "text",
            "document",
            "line",
        ];
        let mut paths: Vec<String> =
            ["level", "period", "plan", "verdicts", "findings"].map(str::to_owned).to_vec();
        paths.extend(fields::below(&["region", "parents", "siblings", "children"], &named));
        paths.extend(fields::below(&["documents"], &["id", "kind"]));
        paths.extend(fields::below(&["targets.indicator"], &named));
        paths.extend(fields::below(&["targets"], &headline));
        paths.extend(fields::below(&["targets.base", "targets.target", "targets.latest"], &figure));
        paths.extend(fields::below(&["delegated.indicator", "only_siblings.indicator"], &named));
        paths.extend(fields::below(
            &["delegated"],
            &["text", "id", "stated_by", "value", "unit", "unit_name"],
        ));
        paths.extend(fields::below(&["only_siblings"], &["regions"]));
        paths
    }

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        self.targets.iter().map(|row| cells(self, row, release)).collect()
    }

    fn inner() -> Option<(&'static str, Vec<String>)> {
        Some(("targets", fields::of_entry::<Headline>()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::resources::profiles::answer::Profile;
    use utoipa::ToSchema;

    fn leads_somewhere<T: Flat + ToSchema + 'static>() {
        let inner = T::inner().map(|(list, _)| list);
        assert!(!T::compact().is_empty());
        for path in T::compact() {
            assert_eq!(fields::follow::<T>(&path, inner), Ok(()), "{path}");
        }
    }

    #[test]
    fn every_path_of_a_compact_view_leads_to_a_field() {
        leads_somewhere::<Profile>();
        leads_somewhere::<crate::compare::Entry>();
        leads_somewhere::<crate::compare::answer::Cascade>();
        leads_somewhere::<crate::series::Series>();
    }
}
