//! A subject and its number: the plain form, tried last.

use super::counted::{counts, standing};
use super::{Reading, Rule, Scene, figure};
use crate::plan::parsed::Measure;
use crate::plan::prose::label::{self, flows};
use crate::plan::prose::words::{ACTS, STOCKS};

/// Labels that say nothing without the thing they are of.
const GENERIC: &[&str] = &[
    "营业收入",
    "产值",
    "总投资",
    "增加值",
    "估算总投资",
    "税收",
    "面积",
    "占比",
    "总产值",
    "投资额",
    "总面积",
    "占地区生产总值比重",
    "占地面积",
    "投资",
    "总长",
    "总规模",
    "总收入",
    "占GDP比重",
    "完成投资",
    "建筑面积",
];

/// A subject and its number: 地区生产总值达到1247.04亿元, 新增道路54公里, 供地3000亩.
#[derive(Debug)]
pub struct Level;
impl Level {
    /// The label, and how sure it is.
    fn label(scene: &Scene<'_>, head: &label::Head) -> Option<(String, f64)> {
        let mut label = head.subject.clone();
        if matches!(
            label.as_str(),
            "净增"
                | "新增"
                | "增加"
                | "其中"
                | "合计"
                | "竣工投入使用"
                | "投入使用"
                | "竣工"
                | "开工"
        ) {
            let last = strip_acts(scene.last_label()?);
            return Some((format!("{label}{last}"), 0.85));
        }
        if label.chars().count() < 2 {
            if let Some(act) =
                head.act.as_ref().filter(|act| act.chars().count() >= 2 && act.as_str() != "实现")
            {
                return Some((act.clone(), 0.85));
            }
            // 268个、总投资达2077亿元的重大项目: named after the next number.
            if let Some(next) = scene.found.get(scene.index + 1)
                && next.listed
                && let Some(noun) = next.tail.strip_prefix('的')
            {
                return Some((label::object(noun), 0.75));
            }
            return scene.last_label().map(|last| (last.to_owned(), 0.75));
        }
        if let Some(act) = &head.act
            && matches!(
                act.as_str(),
                "改造"
                    | "征收"
                    | "培训"
                    | "治理"
                    | "修复"
                    | "竣工"
                    | "开工"
                    | "认定"
                    | "服务"
                    | "覆盖"
                    | "建设"
                    | "安置"
                    | "投产"
                    | "落地"
                    | "提升"
            )
        {
            label.push_str(act);
        }
        if GENERIC.contains(&label.as_str()) || label.starts_with('占') {
            let of = scene
                .last_label()
                .filter(|_| !scene.here().head.contains("估算"))
                .map(str::to_owned)
                .or_else(|| scene.lead())
                .or_else(|| scene.heading.map(label::tidy));
            if let Some(of) = of {
                let of = strip_acts(&of).to_owned();
                let label = label.trim_start_matches("估算");
                let label = if of.ends_with(label) { of } else { format!("{of}{label}") };
                return Some((label, 0.92));
            }
        }
        Some((label, 0.95))
    }

    fn measure(scene: &Scene<'_>, head: &label::Head, label: &str) -> Measure {
        let here = scene.here();
        let unit = scene.unit();
        let words = here.head.as_str();
        if unit == "%" {
            return Measure::Level;
        }
        if words.contains("每年") || words.contains("年均") || words.contains("当年") {
            return Measure::Level;
        }
        let adds = [
            "新增",
            "净增",
            "新引进",
            "扩大",
            "增加",
            "新建",
            "新改",
            "新、改",
            "新(改",
            "新创",
            "新培育",
        ]
        .iter()
        .any(|word| label.starts_with(word) || words.starts_with(word));
        let stock = STOCKS.iter().any(|word| label.ends_with(word)) || unit.contains('/');
        if words.contains("累计") && !label.ends_with('率') || adds && !(stock && head.link) {
            return Measure::Cumulative;
        }
        let invested = ["投资", "投入"].iter().any(|word| label.ends_with(word));
        if invested || scene.totals && flows(label) && !stock {
            return Measure::Cumulative;
        }
        if stock || head.link {
            return if ["总投资", "竣工", "开工", "征收", "再就业", "新就业"]
                .iter()
                .any(|word| label.contains(word))
            {
                Measure::Cumulative
            } else {
                Measure::Level
            };
        }
        let last = scene.last().map(|last| last.measure);
        let carried = (counts(unit) || unit.is_empty() || scene.here().listed)
            && last == Some(Measure::Cumulative)
            && head.act.is_none();
        if flows(label)
            || flows(words)
            || head.act.as_deref().is_some_and(|act| !standing(act))
            || carried
        {
            Measure::Cumulative
        } else {
            Measure::Level
        }
    }
}
impl Rule for Level {
    fn name(&self) -> &'static str {
        "prose/level"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let head = label::head(&scene.here().head);
        let (label, confidence) = Self::label(scene, &head)?;
        let named_later = head.subject.is_empty() && head.act.is_none() && scene.last().is_none();
        let measure =
            if named_later { Measure::Cumulative } else { Self::measure(scene, &head, &label) };
        let confidence = if scene.unit().is_empty() { confidence - 0.05 } else { confidence };
        figure(label::tidy(&label), measure, scene, confidence)
    }
}

/// 策划实施重大项目 → 重大项目.
pub fn strip_acts(label: &str) -> &str {
    ACTS.iter()
        .filter(|act| act.chars().count() >= 2)
        .find_map(|act| label.strip_prefix(act))
        .filter(|rest| rest.chars().count() >= 2)
        .unwrap_or(label)
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::{plan, review};

    #[test]
    fn a_subject_and_its_number() {
        assert_eq!(
            plan("到2025年，地区生产总值突破2000亿元，占全市比重达到10%。"),
            [
                "target 地区生产总值 >2000 亿元 level 2025",
                "target 地区生产总值占全市比重 =10 % level 2025",
            ]
        );
        assert_eq!(
            plan("新增道路54公里，供地3000亩，改造老旧小区150个、棚户区5000套。"),
            [
                "target 新增道路 =54 公里 cumulative 2025",
                "target 供地 =3000 亩 cumulative 2025",
                "target 改造老旧小区 =150 个 cumulative 2025",
                "target 棚户区 =5000 套 cumulative 2025",
            ]
        );
        assert_eq!(review("当年投资达到500亿元。"), ["actual 当年投资 =500 亿元 level 2020"]);
        // Left alone: the statistics of others.
        assert_eq!(review("全省经济总量突破6万亿元。"), Vec::<String>::new());
    }
}
