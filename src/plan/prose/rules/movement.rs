//! From one value to another.

use super::{Reading, Rule, Scene, figure};
use crate::plan::parsed::Measure;
use crate::plan::prose::label;

/// 由141家升至331家: where it came from, and where it is or goes.
#[derive(Debug)]
pub struct Movement;
impl Movement {
    /// What stands before 由 or 从.
    pub fn starts(head: &str) -> Option<&str> {
        let head = head.trim_end_matches(['的', '“', '”']);
        ["由", "从"].iter().find_map(|word| head.strip_suffix(word))
    }
}
impl Rule for Movement {
    fn name(&self) -> &'static str {
        "prose/movement"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let here = scene.here();
        if let Some(subject) = Self::starts(&here.head)
            && here.joins_next
        {
            // 由60%提升至93%: without a year of its own it only says how far it was.
            if !here.dated_here {
                return Some(Reading::Skip);
            }
            let label = label::head(subject).subject;
            let Some(Reading::Figure(mut figure)) = figure(label, Measure::Level, scene, 0.8)
            else {
                return None;
            };
            figure.from = true;
            return Some(Reading::Figure(figure));
        }
        let before = scene.index.checked_sub(1).map(|before| &scene.found[before])?;
        if !here.joined {
            return None;
        }
        let subject = Self::starts(&before.head)?;
        let moved = ["升至", "升到", "到", "至", "为", "达"]
            .iter()
            .any(|word| here.head.trim_end_matches(['的', '第']).ends_with(word));
        moved.then(|| figure(label::head(subject).subject, Measure::Level, scene, 0.92)).flatten()
    }
}
