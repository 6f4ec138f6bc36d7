//! Subjects of clauses before a figure: what moves, what is ranked, what leads the sentence, and the whole of which it is
//! a part.

use super::scene::Scene;
use crate::domain::Measure;
use crate::plan::lexicon::ranks::RANKED_TOPIC;
use crate::plan::lexicon::sizes::{OUTPUTS, SCALES};
use crate::plan::lexicon::statistics::WHOLE;
use crate::plan::lexicon::topics::{DISTRICTS, MEASURED, MOVING, NETWORKS, TRADES};
use crate::plan::prose::label;

impl Scene<'_> {
    /// The first 40 characters of the clause before that of this figure, in the same sentence.
    fn clause_before(&self) -> Option<String> {
        let here = self.here();
        let before = &self.text[here.sentence.0..here.head_start.max(here.sentence.0)];
        let before = before.strip_suffix(&[','])?;
        let from =
            before.iter().rposition(|c| matches!(*c, ',' | ';' | ':')).map_or(0, |at| at + 1);
        Some(before[from..].iter().take(40).collect())
    }

    /// The subject of a clause directly before that gives only its rank: 出口额下降3%;经济总量位居全国前十,
    /// 达到900亿元.
    pub(crate) fn ranked_topic(&self) -> Option<String> {
        let clause = self.clause_before()?;
        let ranked = RANKED_TOPIC.any_in(&clause);
        self.topic().filter(|_| ranked)
    }

    /// The subject of the clause before, which says how it moves: 数字经济加快发展,规模….
    pub(crate) fn mover(&self) -> Option<String> {
        let clause = self.clause_before()?;
        let end = MOVING.first_in(&clause)?;
        let mover = label::subject(&clause[..end]);
        let mover = mover.trim_end_matches(['等', '、']);
        let named = TRADES.ends(mover);
        (named && (2..=14).contains(&mover.chars().count())).then(|| mover.to_owned())
    }

    /// The quantity of the whole region or of another part, directly before:
    /// 全市居民恩格尔系数为30%,其中城镇为29%,农村为32%.
    pub(super) fn whole_before(&self) -> Option<String> {
        let before = self.index.checked_sub(1)?;
        let near = &self.found[before];
        let figure = self.read[before].as_ref()?;
        let alike = near.sentence == self.here().sentence
            && near.quantity.unit == self.here().quantity.unit
            && figure.measure == Measure::Level;
        let part = |label: &str| DISTRICTS.iter().find(|part| label.starts_with(**part)).copied();
        let whole = WHOLE.strip_prefix(&figure.label);
        let whole = whole.or_else(|| figure.label.strip_prefix(part(&figure.label)?));
        let whole = whole
            .or_else(|| self.here().head.starts_with("其中").then_some(figure.label.as_str()))?;
        let measured = MEASURED.ends(whole) || whole.ends_with("系数");
        (alike && measured && whole.chars().count() >= 3).then(|| whole.to_owned())
    }

    /// Whether the sentence, or one of its clauses before this figure, begins with the word.
    pub(crate) fn opens_with(&self, word: &str) -> bool {
        let here = self.here();
        let before: String = self.text[here.sentence.0..here.head_start].iter().collect();
        before.split([',', ';', ':']).any(|clause| clause.starts_with(word))
    }

    /// The label of a quantity that only the words before name: 粮食稳产丰收,产量达到5亿斤; 数字经济加快发展,
    /// 规模达到2万亿元; 新增商户16万户、连续三年增长超过百万户.
    pub(super) fn named_before(&self, label: &str) -> Option<String> {
        if matches!(label, "增长" | "增加" | "提升") {
            return self.last_label().map(str::to_owned);
        }
        // 粮食产量21万吨,苹果面积发展到32万亩、产量38万吨.
        let planted = |last: &str| {
            let areas = ["种植面积", "播种面积", "面积"];
            areas.iter().find_map(|area| last.strip_suffix(area)).map(str::to_owned)
        };
        if OUTPUTS.contains(&label)
            && let Some(crop) = self.last_label().and_then(planted)
            && crop.chars().count() >= 2
        {
            return Some(format!("{crop}{label}"));
        }
        if OUTPUTS.contains(&label) && self.opens_with("粮食") {
            return Some("粮食产量".to_owned());
        }
        let scale = SCALES.contains(&label) && self.last_label().is_none();
        let mover = if scale { self.mover() } else { None }?;
        Some(format!("{mover}{label}"))
    }

    /// The network with this length: 轨道交通加快建设,通车里程360公里.
    pub(crate) fn network(&self) -> Option<&'static str> {
        let here = self.here();
        let before: String = self.text[here.sentence.0..here.head_start].iter().collect();
        let clause = before.trim_end_matches(',').rsplit([',', ';']).next()?;
        NETWORKS.iter().copied().find(|network| clause.starts_with(network))
    }

    /// The subject at the beginning of a sentence: 先进制造业领域,…; 重大产业项目:….
    pub(crate) fn lead(&self) -> Option<String> {
        let here = self.here();
        let sentence: String = self.text[here.sentence.0..here.head_start].iter().collect();
        if let Some((lead, _)) = sentence.split_once(':') {
            return Some(label::tidy(lead)).filter(|lead| (2..=16).contains(&lead.chars().count()));
        }
        let (lead, _) = sentence.split_once(',')?;
        ["领域", "方面"].iter().any(|word| lead.ends_with(word)).then(|| label::tidy(lead))
    }
}
