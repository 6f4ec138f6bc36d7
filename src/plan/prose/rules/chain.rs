//! Several sizes of one task in a row: 3个乡镇8个村594户2万人12万平方米征迁安置任务.

use super::scene::{Reading, Rule, Scene, figure};
use crate::domain::Measure;
use crate::plan::prose::label::{self, flows};

/// The least number of sizes in a chain.
const FEWEST: usize = 3;

/// A size of a task that is named once, after the last size.
#[derive(Debug)]
pub(super) struct Chain;
impl Rule for Chain {
    fn name(&self) -> &'static str {
        "prose/chain"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let (first, last) = bounds(scene);
        if last - first + 1 < FEWEST {
            return None;
        }
        let task = label::object(&scene.found[last].tail);
        let task =
            ["任务", "工作"].iter().find_map(|word| task.strip_suffix(word)).unwrap_or(&task);
        if task.chars().count() < 2 || !flows(task) {
            return None;
        }
        let noun = match scene.unit().trim_start_matches(['万', '亿']) {
            "户" => "户数".to_owned(),
            "人" => "人口".to_owned(),
            "平方米" | "平米" | "㎡" | "亩" | "公顷" => "面积".to_owned(),
            unit => {
                let between = between(scene, scene.index);
                if between.is_empty() { unit.to_owned() } else { between }
            }
        };
        let place = scene.found[first].words_before().subject.clone();
        let place = if place.chars().count() <= 8 { place } else { String::new() };
        figure(label::tidy(&format!("{place}{task}{noun}")), Measure::Cumulative, scene, 0.75)
    }
}

/// First and last index of the sizes without a mark between them.
fn bounds(scene: &Scene<'_>) -> (usize, usize) {
    let linked = |at: usize| {
        scene.found[at].sentence == scene.here().sentence
            && scene.found[at].joined
            && !scene.found[at].listed
            && between(scene, at - 1).chars().count() <= 4
    };
    let mut first = scene.index;
    while first > 0 && linked(first) {
        first -= 1;
    }
    let mut last = scene.index;
    while last + 1 < scene.found.len() && linked(last + 1) {
        last += 1;
    }
    (first, last)
}

/// The words between a size and the next one.
fn between(scene: &Scene<'_>, at: usize) -> String {
    let from = scene.found[at].quantity.end;
    let to = scene.found.get(at + 1).map_or(from, |next| next.quantity.start.max(from));
    scene.text[from..to].iter().collect()
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::review;

    #[test]
    fn each_size_belongs_to_the_task() {
        assert_eq!(
            review("完成港区2个乡镇5个村820户3000人15万平方米征迁安置任务。"),
            [
                "actual 港区征迁安置乡镇 =2 个 cumulative 2020",
                "actual 港区征迁安置村 =5 个 cumulative 2020",
                "actual 港区征迁安置户数 =820 户 cumulative 2020",
                "actual 港区征迁安置人口 =3000 人 cumulative 2020",
                "actual 港区征迁安置面积 =15 万平方米 cumulative 2020",
            ]
        );
        // Not a chain: things counted one after the other.
        assert_eq!(
            review("新建学校5所、医院3所、公园2个。")[1],
            "actual 医院 =3 所 cumulative 2020"
        );
    }
}
