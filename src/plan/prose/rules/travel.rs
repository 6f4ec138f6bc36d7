//! Travel times, which elsewhere are parts of names.

use super::scene::{Figure, Reading, Rule, Scene, comparator};
use crate::domain::Measure;
use crate::plan::lexicon::names::TRAVELS;
use crate::plan::prose::label;

/// A travel time: 武汉城市圈1小时通勤, 主城与新城30分钟可达. The scan has excluded 1小时通勤圈.
#[derive(Debug)]
pub(super) struct Travel;
impl Rule for Travel {
    fn name(&self) -> &'static str {
        "prose/travel"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        if !matches!(scene.unit(), "小时" | "分钟") {
            return None;
        }
        let verb = TRAVELS.iter().find(|verb| scene.here().tail.starts_with(**verb))?;
        let head = scene.here().words_before().subject.as_str();
        let built = ["构建", "形成", "打造", "推动", "建设"];
        let subject = built.iter().find_map(|verb| head.strip_prefix(verb)).unwrap_or(head);
        if subject.chars().count() < 2 {
            return Some(Reading::Skip);
        }
        Some(level(scene, format!("{subject}{verb}时间")))
    }
}

fn level(scene: &Scene<'_>, label: String) -> Reading {
    Reading::Figure(Figure {
        label: label::tidy(&label),
        measure: Measure::Level,
        comparator: comparator(scene),
        confidence: 0.75,
        from: false,
        unit: None,
    })
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::plan;

    #[test]
    fn travel_times_that_are_no_names() {
        assert_eq!(
            plan("构建城市圈1小时通勤、城市群2小时通达、主城与新城30分钟可达的交通网。"),
            [
                "target 城市圈通勤时间 =1 小时 level 2025",
                "target 城市群通达时间 =2 小时 level 2025",
                "target 主城与新城可达时间 =30 分钟 level 2025",
            ]
        );
        // Not read: names, and times without places.
        assert_eq!(
            plan("建设1小时通勤圈、15分钟生活圈、2小时覆盖范围，24小时服务，实现30分钟通达。"),
            Vec::<String>::new()
        );
    }

    #[test]
    fn a_bandwidth_has_its_unit() {
        assert_eq!(
            plan("建成班均带宽100M和以5G为基础的网络。"),
            ["target 建成班均带宽 =100 M level 2025"]
        );
        assert_eq!(plan("建设5G网络，部署10G设备。"), Vec::<String>::new());
    }
}
