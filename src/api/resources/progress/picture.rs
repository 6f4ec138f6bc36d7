//! Progress as a picture: a panel for each plan, a row for each target.

use crate::api::resources::picture::{bounded, frame, of_report};
use crate::api::resources::quantity::Quantity;
use crate::chart::{self, Figure, ProgressPanel, ProgressRow, Verdict};
use crate::domain::Comparator;
use crate::domain::lang::Lang;
use crate::domain::text::Text;
use crate::format::About;
use crate::progress::PlanProgress;
use crate::progress::answer::{Progress, ProgressVerdict};

/// The picture, or why there is none.
pub(super) fn picture(entries: &[PlanProgress], about: &About, width: u32) -> Result<String, Text> {
    bounded(entries.len(), entries.iter().map(|entry| entry.targets.len()).sum())?;
    let panel = |entry: &PlanProgress| ProgressPanel {
        region: entry.region.name.to_string(),
        period: entry.period.clone(),
        rows: entry.targets.iter().map(|target| row(target, about.lang)).collect(),
    };
    let panels: Vec<_> = entries.iter().map(panel).collect();
    let title = Text::of("Targets and what became of them", "目标与完成情况");
    Ok(chart::progress(&panels, &frame(title.in_language(about.lang), about, width)))
}

fn row(target: &Progress, lang: Lang) -> ProgressRow {
    let indicator = target.indicator.as_ref().map(|indicator| indicator.name.clone());
    // A row writes its unit once, after the target.
    let axis = Quantity::of_report(&target.target);
    let reached = target.reached.map(|value| Figure {
        value,
        high: None,
        comparator: Comparator::Eq,
        on_axis: target.unit == target.target.unit,
        measure: None,
        unit: target.unit.as_deref().map(str::to_owned),
        year: target.latest.as_ref().and_then(|latest| latest.year),
        derived: target.latest.as_ref().and_then(|latest| latest.value) != Some(value),
    });
    ProgressRow {
        label: indicator.unwrap_or_else(|| target.target.printed.label.clone()).to_string(),
        base: target.base.as_ref().and_then(|base| of_report(base, axis, lang)),
        reached,
        target: of_report(&target.target, axis, lang),
        words: target.target.printed.text.as_deref().map(str::to_owned),
        verdict: match target.verdict {
            ProgressVerdict::Met => Verdict::Met,
            ProgressVerdict::Missed => Verdict::Missed,
            ProgressVerdict::Ahead => Verdict::Ahead,
            ProgressVerdict::OnTrack => Verdict::OnTrack,
            ProgressVerdict::Behind => Verdict::Behind,
            ProgressVerdict::Unknown => Verdict::Unknown,
        },
        done_percent: target.done_percent,
        elapsed_percent: target.elapsed_percent,
    }
}
