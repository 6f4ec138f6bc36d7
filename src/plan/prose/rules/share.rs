//! Shares whose whole follows the number.

use super::scene::{Reading, Rule, Scene, ends_with_any, figure};
use crate::domain::Measure;
use crate::plan::prose::label;

/// A share whose whole follows the number: 公共服务事项90%以上纳入一网通办范围, 建成区50%面积达到要求.
#[derive(Debug)]
pub(super) struct Share;
impl Rule for Share {
    fn name(&self) -> &'static str {
        "prose/share"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let here = scene.here();
        if scene.unit() != "%" || here.tail.trim_matches(['”', '的', ' ']).chars().count() < 2 {
            return None;
        }
        let head = here.words_before();
        let linked = head.link && !head.subject.is_empty()
            || ends_with_any(&head.subject, &["率", "比重", "占比", "比例", "水平"]);
        if linked {
            return None;
        }
        // 100%社区卫生服务中心、乡镇卫生院设置服务区: the share is of all of them.
        let several = head.subject.is_empty() && !here.tail.starts_with('的');
        let marks = if several { "(" } else { "、(" };
        let tail: String = here.tail.chars().take_while(|c| !marks.contains(*c)).take(24).collect();
        let object = label::object(&tail).replace("有了", "有");
        let label = label::tidy(&format!("{}{object}", head.subject));
        // 72%的县建成医院: the share of counties with a hospital.
        let of_those = head.subject.is_empty() && here.tail.starts_with('的');
        let whole = if of_those { format!("{label}占比") } else { label };
        let label = whole;
        figure(label, Measure::Level, scene, 0.85)
    }
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::plan;

    #[test]
    fn a_share_with_its_whole_after_it() {
        assert_eq!(
            plan("公共服务事项90%以上纳入一网通办范围。"),
            ["target 公共服务事项纳入一网通办范围 >=90 % level 2025"]
        );
        // Not read: a rate that is complete before its number.
        assert_eq!(plan("覆盖率达到90%以上。"), ["target 覆盖率 >=90 % level 2025"]);
    }
}
