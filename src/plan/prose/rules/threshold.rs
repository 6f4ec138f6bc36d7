//! Numbers that only select things.

use super::scene::{Reading, Rule, Scene, ends_with_any};
use crate::plan::lexicon::sizes::{CLUSTERS, SIZE_UNITS, SIZED, SIZES};
use crate::plan::number::unit::counts;
use crate::plan::prose::clause::QuantityContext;
use crate::plan::prose::label;

/// A figure that only selects things: 产值超50亿元领军企业达到10家, 过10亿元的龙头企业1家,
/// 规模超过8000平方米的中心 (unless things of that size are to be built).
#[derive(Debug)]
pub(super) struct Threshold;
impl Rule for Threshold {
    fn name(&self) -> &'static str {
        "prose/threshold"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let reasons = [
            moved_rank,
            of_firms,
            of_counted,
            in_name,
            of_size,
            of_settlement,
            of_others,
            of_goal,
            of_class,
            of_sized,
            of_class_counted,
            begins_list,
            small,
            of_measured,
            of_counted_size,
            of_share,
        ];
        reasons.iter().any(|reason| reason(scene)).then_some(Reading::Skip)
    }
}

/// The first rank of a movement: 从22名跃升为第15名.
fn moved_rank(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    // In 由第9位上升到第6位 both numbers are ranks.
    let ordinal = here.head.ends_with('第');
    matches!(scene.unit(), "位" | "名")
        && !ordinal
        && here.joins_next
        && here.head.contains(['从', '由'])
        && scene.next().is_some_and(|next| next.head.ends_with(['第', '前']))
}

/// Classes of firms: 税收5亿元、10亿元企业新突破.
fn of_firms(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    let listed = scene.next().is_some_and(|next| {
        next.listed && next.tail.starts_with("企业") && next.quantity.unit == here.quantity.unit
    });
    scene.unit().contains('元') && !here.joins_next && (here.tail.starts_with("企业") || listed)
}

/// The size of counted things: 1个千亿级产业集群.
fn of_counted(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    let class = matches!(scene.unit(), "亿" | "万亿") && here.tail.starts_with('级');
    // 2个两千亿元城区.
    let sized = is_size(scene.unit())
        && scene.unit() != "人"
        && here.tail.chars().next().is_some_and(char::is_alphabetic)
        && !here.tail.starts_with(['的', '和', '及', '、'])
        && scene.index > 0
        && scene.found[scene.index - 1].quantity.end == here.quantity.start
        && scene.found[scene.index - 1].quantity.unit.as_deref().is_some_and(counts);
    // 820户3000人15万平方米征迁: one of several sizes.
    let chained = scene.index > 1 && {
        let before = scene.found[scene.index - 1].quantity;
        let first = scene.found[scene.index - 2].quantity;
        let between = scene.text.get(first.end..before.start).unwrap_or_default();
        between.len() <= 4 && !between.contains(&'、') && scene.found[scene.index - 1].joined
    };
    // 新开工某基地等23个50亿元以上,某项目等300个亿元以上项目.
    let counted_before = scene.index.checked_sub(1).map(|before| scene.found[before].quantity);
    let above = here.quantity.hedge.is_some()
        && here.tail.is_empty()
        && scene.unit().ends_with('元')
        && counted_before.is_some_and(|before| {
            before.end == here.quantity.start && before.unit.as_deref().is_some_and(counts)
        });
    here.joined && here.head.is_empty() && (class || above || sized && !chained)
}

/// A class of things: 10万吨级码头, 一批10亿级以上项目.
fn of_class(scene: &Scene<'_>) -> bool {
    if !scene.here().tail.starts_with('级') {
        return false;
    }
    let some = ends_with_any(&scene.here().head, &["一批", "若干"]);
    let above = scene.here().tail.starts_with("级以上");
    some && above
        || !matches!(scene.unit(), "亿" | "万亿" | "亿元" | "万亿元")
            && !scene.unit().ends_with('元')
}

/// A number in the name of a project: A、B、C60万头养殖等重点项目.
fn in_name(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    here.tail.ends_with("项目") && here.tail.contains('等') && here.head.matches('、').count() >= 2
}

/// A size that selects projects or industries: 投资50亿元以上项目开工2个, 千亿元产业从1个增加到5个.
fn of_sized(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    let noun = SIZED.begins(&here.tail);
    if !noun || !scene.unit().contains(['元', '亿']) {
        return false;
    }
    let bare = here.head.trim_end_matches(['超', '过', '逾', '达', '(', '“']);
    let sized = ends_with_any(bare, &["投资", "产值", "收入", "税收", "营收"]);
    // 培育超百亿元企业5家.
    let passed = here.head.ends_with(['超', '过', '逾']);
    let head = label::head(bare);
    let acts = head.subject.is_empty() && !head.link && passed;
    let alone = (bare.trim().is_empty() && here.quantity.words || acts) && here.joins_next;
    let bounded = here.quantity.hedge.is_some() || passed && here.quantity.words;
    (sized && bounded && !ends_with_any(bare, &["完成投资", "总投资"])) || alone
}

/// The class of the things counted after it: 其中亿元以上196个、10亿元以上28个.
fn of_class_counted(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    let counted = scene.next().is_some_and(|next| {
        next.quantity.start == here.quantity.end
            && next.quantity.unit.as_deref().is_some_and(counts)
    });
    counted
        && here.quantity.hedge.is_some()
        && scene.unit().ends_with('元')
        && here.head.trim_start_matches("其中").is_empty()
}

/// A number in the first name of a list: 80万吨乙烯、某厂、某基地等重大项目建成投产.
fn begins_list(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    if here.joined || counts(scene.unit()) || !here.head.trim().is_empty() {
        return false;
    }
    let Some((names, kind)) = here.tail.split_once('等') else { return false };
    let project = ["项目", "重大项目", "工程", "重点项目", "重点工程"];
    names.matches('、').count() >= 2 && project.iter().any(|noun| kind.starts_with(noun))
}

/// An upper size that selects things: 整合31所100人以下乡村小学, 9座以下客车免费通行.
fn small(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    let below = scene.text[here.quantity.unit_end..here.quantity.end] == ['以', '下'];
    below
        && !here.words_before().link
        && here.tail.chars().next().is_some_and(|c| c.is_alphabetic() && c != '的')
}

/// The size of things that are counted after it: 千亿产业集群3个, 500亿级产业集群1个, 百亿元企业达到3家.
fn of_counted_size(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    let class = scene.unit().trim_end_matches('元');
    let sized = |next: &QuantityContext<'_>| {
        let things = next.head.trim();
        let (level, things) = match things.strip_prefix('级') {
            Some(things) => (true, things),
            None => (false, things),
        };
        let noun = CLUSTERS.iter().any(|noun| {
            things.strip_prefix(noun).is_some_and(|rest| rest.is_empty() || label::head(rest).link)
        });
        next.quantity.unit.as_deref().is_some_and(counts) && noun && (level || here.quantity.words)
    };
    matches!(class, "亿" | "万亿")
        && here.joins_next
        && !here.words_before().link
        && scene.next().is_some_and(sized)
}

/// The size of things whose rate follows: 25户以上自然村通达率100%.
fn of_measured(scene: &Scene<'_>) -> bool {
    scene.here().quantity.hedge.is_some() && counts_measured(scene)
}

/// Whether the number counts things whose rate follows: 11个断面水质优良比例达到81.8%.
pub(super) fn counts_measured(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    let percent = scene.next().is_some_and(|next| next.quantity.unit.as_deref() == Some("%"));
    let whole = here.quantity.value.is_integer() && here.head.trim().is_empty();
    if !(percent && whole && here.joins_next && counts(scene.unit())) {
        return false;
    }
    let head = label::head(&here.tail);
    ends_with_any(&head.subject, &["率", "比例", "比重", "占比"]) && head.act.is_none()
}

/// A figure of others: 低于全省3.1%的平均水平.
fn of_others(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    here.tail.trim_start_matches('的').starts_with("平均")
        && ends_with_any(
            here.head.trim_end_matches('的'),
            &["全国", "全省", "全市", "国家", "中部", "东部"],
        )
}

/// A goal with which an outcome is compared: 低于3%左右的预期目标.
fn of_goal(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    let Some(goal) = here.tail.strip_prefix('的') else { return false };
    scene.found[..scene.index].iter().any(|before| before.sentence == here.sentence)
        && ["高于", "低于", "快于", "超过", "好于"].contains(&here.head.trim())
        && ["预期目标", "控制目标", "年度目标", "目标", "预期"].contains(&goal)
}

/// A size that selects things: 投资30亿元以上重大项目9个, 规模超过8000平方米的中心.
fn of_size(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    if !is_size(scene.unit()) {
        return false;
    }
    let head = here.head.trim_end_matches(['“', '(']);
    let hedged = here.quantity.hedge.is_some();
    let bounded = ends_with_any(head, &["超", "超过", "过", "逾", "达"]) || hedged;
    let bare = head.trim_end_matches(['超', '过', '逾', '达']);
    let bare = if bare.starts_with('其') { bare.trim_start_matches("其中") } else { bare };
    if ends_with_any(bare, &["总投资", "累计投资"]) {
        return false;
    }
    let sized = || SIZES.ends(bare);
    let alone = bare.trim().is_empty();
    // The next number counts the selected things: 领军企业达到10家.
    let counted_next = here.joins_next
        && !here.tail.trim().is_empty()
        && scene.next().is_some_and(|next| {
            let unit = next.quantity.unit.as_deref().unwrap_or("");
            !unit.contains(['元', '%']) && !next.head.trim().is_empty()
        });
    if counted_next && (bounded && (alone || hedged) || sized()) {
        return true;
    }
    let goals =
        ["的目标", "的水平", "的规模", "的比例", "的标准", "的台阶", "的速度", "的增速", "的增长"];
    let modifies =
        here.tail.starts_with('的') && !goals.iter().any(|goal| here.tail.starts_with(goal));
    let counted_before = here.joined && !here.quantity.words && scene.index > 0;
    if counted_before && sized() && is_built(scene) {
        return false;
    }
    // 64个预增产值过10亿元、2334个过2000万元的新增长点; 2家企业营业收入过千亿.
    let counts_before = here.joined
        && scene.index > 0
        && scene.found[scene.index - 1].quantity.unit.as_deref().is_some_and(counts)
        && head.ends_with(['过', '超'])
        && !head.ends_with("超过");
    if counts_before && (alone || sized()) {
        return true;
    }
    modifies && bounded && scene.unit() != "%" && (counted_before || alone || sized())
}

/// Whether the size is that of things to be built: 升级建设3—4家规模超过8000平方米的中心.
fn is_built(scene: &Scene<'_>) -> bool {
    let before = &scene.found[scene.index - 1];
    let act = before.words_before().act.as_ref();
    act.is_some_and(|act| act.contains('建') || act == "打造")
        && before.quantity.unit.as_deref().is_some_and(counts)
        && matches!(scene.unit(), "平方米" | "万平方米" | "亩" | "公顷" | "平方公里")
}

/// A population that selects towns: 城区常住人口300万至500万的大城市.
fn of_settlement(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    if !here.head.ends_with("人口") {
        return false;
    }
    let tail: String = here.tail.chars().take(12).collect();
    let places = ["城市", "城镇", "小镇", "县城", "城区", "大镇", "大城市", "特大镇"];
    tail.starts_with('的') && places.iter().any(|noun| tail.contains(noun))
        || here.quantity.hedge.is_some() && places.iter().any(|noun| tail.starts_with(noun))
}

/// The size of the things of which a share is told: 80%以上的行政村集体经济年收入超过10万元.
fn of_share(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    let Some(before) = scene.index.checked_sub(1).map(|before| &scene.found[before]) else {
        return false;
    };
    here.joined
        && !here.listed
        && scene.unit() != "%"
        && here.head.starts_with('的')
        && before.quantity.unit.as_deref() == Some("%")
        && !before.words_before().link
        && ends_with_any(&here.head, &["超过", "达到", "突破", "超", "达"])
        && before.words_before().subject.chars().count() <= 3
}

fn is_size(unit: &str) -> bool {
    SIZE_UNITS.any_in(unit) || unit.ends_with('亿') || matches!(unit, "米" | "人" | "%")
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::plan;

    #[test]
    fn a_size_that_selects_things_is_no_figure() {
        assert_eq!(
            plan("产值超50亿元领军企业达到10家以上。"),
            ["target 产值超50亿元领军企业 >=10 家 level 2025"]
        );
        assert_eq!(plan("引进投资30亿元以上重大项目9个。").len(), 1);
        assert_eq!(plan("过10亿元的龙头企业1家。").len(), 1);
        assert_eq!(plan("放宽城区常住人口300万至500万的大城市落户条件。"), Vec::<String>::new());
        assert_eq!(plan("实现税收5亿元、10亿元企业新突破。"), Vec::<String>::new());
        assert_eq!(plan("建成1个千亿级产业集群。").len(), 1);
        assert_eq!(
            plan("升级建设3—4家规模超过8000平方米的社区卫生服务中心。"),
            [
                "target 社区卫生服务中心 =3-4 家 cumulative 2025",
                "target 社区卫生服务中心规模 >8000 平方米 level 2025",
            ]
        );
        assert_eq!(
            plan("打造500亿级产业集群1个、200亿级产业集群2个。"),
            [
                "target 打造500亿级产业集群 =1 个 cumulative 2025",
                "target 200亿级产业集群 =2 个 cumulative 2025",
            ]
        );
        assert_eq!(plan("全市百亿元企业达到3家。"), ["target 百亿元企业 =3 家 level 2025"]);
        assert_eq!(plan("80%以上的行政村集体经济年收入超过10万元。").len(), 1);
        // Not a threshold: a size that is the goal.
        assert_eq!(plan("城区常住人口达到300万人。").len(), 1);
        assert_eq!(plan("产值突破50亿元。"), ["target 产值 >50 亿元 level 2025"]);
        assert_eq!(plan("总投资30亿元，开工项目9个。").len(), 2);
    }

    #[test]
    fn an_average_of_others_is_not_read() {
        use crate::plan::prose::tests::review;
        assert_eq!(review("研发投入强度仍低于全省3.1%的平均水平。"), Vec::<String>::new());
        assert_eq!(review("其中过10亿元企业2家。"), ["actual 过10亿元企业 =2 家 level 2020"]);
        // Unchanged: the distance from the average.
        assert_eq!(review("占比仅为25.7%，低于全市平均水平16.5个百分点。").len(), 2);
    }
}
