//! The status of a target that a plan does not state, where a part of its text is missing.

use super::super::answer::{ReasonCode, ResolutionStatus, Status, UnresolvedCode};
use super::*;
use crate::domain::MissingPart;

/// The entry where the texts of some plans lack a box.
fn entry_without_box(indicator: &str, partial: &[&str], statements: &[Say]) -> Entry {
    let mut plans = plans();
    for plan in plans.iter_mut().filter(|plan| partial.contains(&&*plan.region)) {
        plan.missing
            .push(MissingPart {
                zh: "缺专栏1".into(), en: "boxes (专栏) are missing: 1".into()
            });
    }
    entry_of(&plans, indicator, &["jia", "yi", "ding"], statements)
}

#[test]
fn silence_is_known_of_a_complete_text_alone() {
    let entry = entry_without_box("pm25", &["jia"], &[]);
    let [jia, yi, ding] = &entry.cells[..] else { panic!("three cells") };
    assert_eq!(
        [jia, yi, ding].map(|cell| cell.status),
        [Status::Unknown, Status::NotStated, Status::NoPlan]
    );
    assert_eq!([jia, yi, ding].map(|cell| cell.plan_complete), [Some(false), Some(true), None]);
    assert_eq!(jia.reasons[0].code, ReasonCode::TextIncomplete);
    assert!(
        jia.reasons[0].detail.to_string().contains("boxes (专栏) are missing: 1"),
        "{:?}",
        jia.reasons
    );
    assert_eq!(jia.base_reasons[0].code, ReasonCode::TextIncomplete);
    assert_eq!(yi.base_reasons[0].code, ReasonCode::NotStated);
}

#[test]
fn a_delegated_target_with_an_incomplete_text_above_is_unknown() {
    let words = prose("jia", "pm25", Kind::Target);
    let left = [words.words("完成市下达目标", Some(WordRule::SetByParent))];
    let code = |partial: &[&str]| {
        let resolution =
            entry_without_box("pm25", partial, &left).cells[0].resolution.clone().unwrap();
        assert_eq!(resolution.status, ResolutionStatus::Unresolved);
        (resolution.code.unwrap(), resolution.steps[0].status)
    };
    assert_eq!(code(&[]), (UnresolvedCode::ParentNotStated, Status::NotStated));
    assert_eq!(code(&["shi"]), (UnresolvedCode::ParentUnknown, Status::Unknown));
}
