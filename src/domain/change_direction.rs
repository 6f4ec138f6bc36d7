//! The direction of a change.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The direction of a change, where the text names it.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Serialize,
    Deserialize,
    JsonSchema,
    utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ChangeDirection {
    /// 提高, 增加.
    Up,
    /// 降低, 下降, 减少.
    Down,
}

/// Words in a label that name a fall: 单位GDP能耗降低率.
const FALLS: [&str; 7] = ["降低", "下降", "减少", "降幅", "削减", "减量", "压减"];

/// Words in a label that name a rise.
const RISES: [&str; 4] = ["提高", "增加", "提升", "增幅"];

/// Whether a label names a fall. Its figure is then the size of the fall (单位GDP能耗降低率 13.5), not a
/// negative change.
pub fn names_fall(label: &str) -> bool {
    FALLS.iter().any(|word| label.contains(word))
}

impl ChangeDirection {
    /// The direction that a text names; `None` where it names none. A text that names both (降低…提高)
    /// counts as a fall.
    pub fn named_in(text: &str) -> Option<Self> {
        if names_fall(text) {
            Some(Self::Down)
        } else {
            RISES.iter().any(|word| text.contains(word)).then_some(Self::Up)
        }
    }

    /// The direction that is named by the first text that names one.
    pub fn named_first<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> Option<Self> {
        texts.into_iter().flatten().find_map(Self::named_in)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_of_a_fall_differs_from_a_label_of_a_thing() {
        assert!(names_fall("单位GDP能耗降低率"));
        assert!(names_fall("主要污染物排放削减"));
        assert!(!names_fall("单位GDP能耗"));
    }

    #[test]
    fn the_first_text_that_names_a_direction_is_used() {
        assert_eq!(ChangeDirection::named_in("单位GDP能耗降低率"), Some(ChangeDirection::Down));
        assert_eq!(ChangeDirection::named_in("绿化覆盖率"), None);
        let texts = [Some("绿化覆盖率"), Some("绿化覆盖率提高3个百分点")];
        assert_eq!(ChangeDirection::named_first(texts), Some(ChangeDirection::Up));
    }
}
