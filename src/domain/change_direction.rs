//! Which way a figure that is a change moves.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which way a change moves, where words say so.
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

impl ChangeDirection {
    /// The direction that a text names; `None` where it names none. A text that names both (降低…提高)
    /// speaks of the fall first.
    pub fn named_in(text: &str) -> Option<Self> {
        let has = |words: [&str; 4]| words.iter().any(|word| text.contains(word));
        if has(["降低", "下降", "减少", "降幅"]) {
            Some(Self::Down)
        } else if has(["提高", "增加", "提升", "增幅"]) {
            Some(Self::Up)
        } else {
            None
        }
    }

    /// The direction that the first of the texts which names one names.
    pub fn named_first<'t>(texts: impl IntoIterator<Item = Option<&'t str>>) -> Option<Self> {
        texts.into_iter().flatten().find_map(Self::named_in)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_text_that_names_a_direction_decides() {
        assert_eq!(ChangeDirection::named_in("单位GDP能耗降低率"), Some(ChangeDirection::Down));
        assert_eq!(ChangeDirection::named_in("绿化覆盖率"), None);
        let texts = [Some("绿化覆盖率"), Some("绿化覆盖率提高3个百分点")];
        assert_eq!(ChangeDirection::named_first(texts), Some(ChangeDirection::Up));
    }
}
