//! Ranks.

use std::borrow::Cow;

use super::scene::{Figure, Reading, Rule, Scene, figure};
use crate::domain::{Comparator, Measure};
use crate::plan::lexicon::ranks::{
    AMONG, BEFORE_RANK, RANK_NOUNS, RANK_VERBS, RANKED_BY, RANKED_EACH, RANKS_MOVED, REACHING,
};
use crate::plan::prose::label;

/// 位居全省第8位, 保持全国前十位, 进入前三名.
#[derive(Debug)]
pub(super) struct Rank;
impl Rule for Rank {
    fn name(&self) -> &'static str {
        "prose/rank"
    }

    fn read(&self, scene: &Scene<'_>) -> Option<Reading> {
        let here = scene.here();
        let head = here.head.as_str();
        // 冲刺全省十强: the scan has recognised it as no name.
        let strongest = scene.text.get(here.quantity.end - 1) == Some(&'强');
        if strongest {
            return self::strongest(scene);
        }
        if let Some(moved) = moved_by(scene) {
            return Some(moved);
        }
        let within = head.ends_with('前');
        if !matches!(scene.unit(), "位" | "名" | "") || !within && !head.ends_with('第') {
            return None;
        }
        let subject = of_the_list_before(scene).unwrap_or_else(|| subject(scene, head));
        let ranked = RANK_NOUNS.any_in(&subject);
        Some(Reading::Figure(Figure {
            label: if ranked { subject } else { format!("{subject}排名") },
            measure: Measure::Level,
            comparator: if within { Comparator::Le } else { Comparator::Eq },
            confidence: 0.9,
            // 由第9位上升到第6位.
            from: moves_on(scene),
            // The 名 in 第40名 is no unit of people.
            unit: (scene.unit() != "位").then(|| "位".to_owned()),
        }))
    }
}

/// A movement by a number of ranks, after the rank: 居全省第7位,较上年前移1位.
fn moved_by(scene: &Scene<'_>) -> Option<Reading> {
    let last = scene.last().filter(|last| last.label.ends_with("排名"))?;
    let moved = RANKS_MOVED.ends(&scene.here().head);
    let ranks = matches!(scene.unit(), "位" | "名") && moved;
    ranks.then(|| figure(last.label.clone(), Measure::Change, scene, 0.85)).flatten()
}

/// Whether this rank is the start of a movement: 由全市第9位上升到第6位.
fn moves_on(scene: &Scene<'_>) -> bool {
    let here = scene.here();
    let next = scene.next().filter(|_| here.joins_next);
    let begun = here.head.trim_end_matches(['第', '的']);
    let begun = AMONG.strip_suffix(begun).unwrap_or(begun);
    begun.ends_with(['由', '从']) && next.is_some_and(|next| next.head.ends_with(['第', '前']))
}

/// The label of a rank in a list that ranks the figures before it, in order: 甲、乙分别增长5%、6%,
/// 增速分列全省第二、第四位.
fn of_the_list_before(scene: &Scene<'_>) -> Option<String> {
    let goes_on = |at: usize| {
        let head = scene.found[at].head.trim_matches(['、', '和', '及', '与', '位']);
        scene.found[at].sentence == scene.here().sentence && head == "第"
    };
    let mut first = scene.index;
    while first > 0 && goes_on(first) {
        first -= 1;
    }
    let mut last = first;
    while last + 1 < scene.found.len() && goes_on(last + 1) {
        last += 1;
    }
    let head = scene.found[first].head.trim_end_matches('第');
    let (by, verb) = head.split_once('分')?;
    let place = first.checked_sub(last - first + 1)? + (scene.index - first);
    let same = last > first && scene.found[place].sentence == scene.here().sentence;
    let each = RANKED_EACH.begins(verb);
    let label = &scene.read[place].as_ref().filter(|_| same && each)?.label;
    let among = AMONG.iter().find(|among| verb.ends_with(**among)).unwrap_or(&"");
    Some(format!("{label}{}{among}", label::subject(by)))
}

/// The ranked thing, from the words before 第 or 前.
fn subject(scene: &Scene<'_>, head: &str) -> String {
    let bare = without_years_running(head);
    let mut words = bare.trim_end_matches(['前', '第', '的']);
    // 总量由全市第7位跃居第4位: 由 and the group end the label.
    let among = AMONG
        .iter()
        .find(|_| moves_on(scene))
        .and_then(|_| AMONG.iter().find(|among| words.ends_with(**among)).copied());
    if let Some(among) = among {
        words = words.strip_suffix(among).unwrap_or(words).trim_end_matches(['由', '从']);
    }
    if let Some(at) = RANK_VERBS.first_in(words) {
        words = &words[..at];
    }
    while let Some(shorter) = BEFORE_RANK.strip_suffix(words) {
        words = shorter;
    }
    // 在10个大省中增速(第1): the group is no part of the ranked thing.
    let words = words
        .strip_prefix('在')
        .and_then(|rest| rest.split_once('中'))
        .filter(|(_, by)| RANKED_BY.contains(by))
        .map_or(words, |(_, by)| by);
    let subject = label::subject(words);
    let last = ranking_before(scene).or_else(|| measured_before(scene));
    // 规上工业增加值年均增长7.9%,增速位列全市第一.
    let subject = match &last {
        Some(last) if RANKED_BY.begins(&subject) => {
            format!("{last}{subject}")
        }
        _ => subject,
    };
    // In 居全市第2位 the ranked thing is that of the clause before.
    let among = ["居", "列", "排"].iter().find_map(|word| subject.strip_prefix(word));
    let subject = match (among, &last) {
        (Some(among), Some(last)) => format!("{last}{among}"),
        _ => subject,
    };
    // In 排名从22名跃升为第15名 the ranked thing is before 从.
    let moved = scene.index.checked_sub(1).filter(|_| scene.here().joined).and_then(|before| {
        let head = scene.found[before].head.as_str();
        ["从", "由"]
            .iter()
            .find_map(|word| head.split_once(word))
            .map(|(subject, _)| label::subject(subject))
    });
    let subject = if let Some(moved) = moved.filter(|moved| moved.chars().count() >= 2) {
        moved
    } else if subject.chars().count() < 2 {
        last.clone().unwrap_or_default()
    } else {
        subject
    };
    // 增速分别高于全国,均为中部(第1).
    let bare = subject.strip_prefix('为').filter(|group| AMONG.contains(group)).map(str::to_owned);
    let subject = bare.unwrap_or(subject);
    // 同济、协和保持全国前十.
    let kept = AMONG.iter().find_map(|among| {
        let what = subject.strip_suffix(among)?;
        let bare = ["继续保持", "保持", "稳居", "继续", "稳定"]
            .iter()
            .find_map(|verb| what.strip_suffix(verb))?;
        (bare.chars().count() >= 2).then(|| format!("{bare}{among}"))
    });
    let subject = kept.unwrap_or(subject);
    // 全国第4 names only a place; in 在百强榜中 the list is part of the label.
    let place = ["在", "全"].iter().chain(AMONG.iter()).any(|word| subject.starts_with(word))
        && !["榜", "指数", "评价", "强"].iter().any(|word| subject.contains(word));
    match last.filter(|last| place && *last != subject) {
        Some(last) => format!("{last}{}", subject.trim_start_matches('在')),
        None => subject,
    }
}

/// The ranking that the clause directly before names: 营商环境排名连续三年进位,进入全国前十.
fn ranking_before(scene: &Scene<'_>) -> Option<String> {
    let here = scene.here();
    let before: String = scene.text[here.sentence.0..here.head_start].iter().collect();
    let clause = before.strip_suffix(',')?.rsplit([',', ';', ':', '。']).next()?.to_owned();
    let (what, _) = clause.split_once("排名")?;
    let what = label::subject(what);
    let figure = clause.contains(|c: char| c.is_ascii_digit());
    (!figure && (3..=24).contains(&what.chars().count())).then_some(what)
}

/// The quantity before in the passage, without ranks and distances.
fn measured_before(scene: &Scene<'_>) -> Option<String> {
    let labels = (0..scene.index).rev().filter_map(|at| scene.read[at].as_ref());
    let mut labels = labels.filter(|figure| !figure.label.ends_with("排名")).map(|figure| {
        let label = figure.label.as_str();
        // In 建成充电桩17万个、全国第5 the rank is that of the stock.
        let added = ["建成", "新增", "新晋", "入选", "新认定"];
        let label = added.iter().find_map(|act| label.strip_prefix(act)).unwrap_or(label);
        let cut = ["高于", "低于", "快于", "好于"].iter().filter_map(|word| label.find(word)).min();
        &label[..cut.unwrap_or(label.len())]
    });
    // 高于全国 alone names nothing.
    labels
        .find(|label| !label.is_empty())
        .filter(|label| label.chars().count() >= 2)
        .map(str::to_owned)
}

/// The words without a number of years: 满意度连续5年(位居…).
fn without_years_running(head: &str) -> Cow<'_, str> {
    if let Some((what, rest)) = head.split_once("连续")
        && let Some((span, rest)) = rest.split_once('年')
        && span.chars().count() <= 2
    {
        return Cow::Owned(format!("{what}{rest}"));
    }
    Cow::Borrowed(head)
}

/// The rank of 县域经济冲刺全省十强, where the place is the group of the rank.
fn strongest(scene: &Scene<'_>) -> Option<Reading> {
    let here = scene.here();
    let head = here.head.as_str();
    let (at, verb) =
        REACHING.iter().filter_map(|verb| head.rfind(verb).map(|at| (at, verb))).max()?;
    let subject = label::subject(&head[..at]);
    if subject.chars().count() < 2 {
        return Some(Reading::Skip);
    }
    Some(Reading::Figure(Figure {
        label: format!("{subject}{}排名", &head[at + verb.len()..]),
        measure: Measure::Level,
        comparator: Comparator::Le,
        confidence: 0.85,
        from: false,
        unit: None,
    }))
}

#[cfg(test)]
mod tests {
    use crate::plan::prose::tests::{plan, review};

    #[test]
    fn ranks_within_and_exact() {
        assert_eq!(
            plan("综合实力稳居国家级开发区前十位。"),
            ["target 综合实力排名 <=10 位 level 2025"]
        );
        assert_eq!(
            review("县域经济指数排名从22名跃升为第15名。"),
            ["actual 县域经济指数排名 =15 位 level 2020"]
        );
        assert_eq!(
            plan("力争县域经济冲刺全省十强，全面振兴。"),
            ["target 县域经济全省排名 <=10 位 level 2025"]
        );
        assert_eq!(
            plan("推动5所医院进入全国百强。"),
            ["target 医院进入全国百强 =5 所 cumulative 2025"]
        );
        // Not read: ordinals and lists without a rank.
        assert_eq!(plan("第一次会议通过，前三季度平稳，世界500强落户。"), Vec::<String>::new());
    }

    #[test]
    fn a_rank_with_its_group_needs_no_verb() {
        assert_eq!(
            review("高新企业达到90家、全国第4，出口额增长7%，增幅中部第1。")[1..],
            [
                "actual 高新企业全国排名 =4 位 level 2020",
                "actual 出口额 =7 % change 2020",
                "actual 出口额增幅中部排名 =1 位 level 2020",
            ]
        );
        assert_eq!(
            review("在城区百强榜中连续四年进位、升至第40名。"),
            ["actual 在城区百强榜中进位排名 =40 位 level 2020"]
        );
        // Not read: the first of its kind.
        assert_eq!(review("建成全国第1个基地，获批全省第3批试点。"), Vec::<String>::new());
    }

    #[test]
    fn a_rank_takes_its_subject_from_the_clause_before() {
        assert_eq!(
            review("人均GDP突破15万元，居全市第2位。")[1],
            "actual 人均GDP排名 =2 位 level 2020"
        );
        assert_eq!(
            review("规上工业增加值年均增长7.9%，增速连续四年位列全市第一。")[1],
            "actual 规上工业增加值增速排名 =1 位 level 2020"
        );
        assert_eq!(
            review("群众满意度连续5年位居全市前三。"),
            ["actual 群众满意度排名 <=3 位 level 2020"]
        );
    }
}
