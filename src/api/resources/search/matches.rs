//! The places of the searched words in a hit, for display.

use crate::domain::words;
use crate::spelling::fold::FoldedText;
use crate::store::search_hits::Hit;
use serde::Serialize;
use utoipa::ToSchema;

/// Longest snippet, in characters; shorter fields are shown whole.
const LONGEST: usize = 160;
/// Characters before the first word where a field is cut.
const BEFORE: usize = 30;

/// A field that has some of the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Match {
    /// `label`; `label_read`: as it was read, where a person set another; `text`: the goal in words; `quote`;
    /// `group`, `category`: of the table row; `section_title`; `line`: the line itself.
    #[schema(value_type = words::HitField)]
    pub field: &'static str,
    /// The field, or of a long one the part around the first word, at most 160 characters.
    #[schema(example = "建成区绿化覆盖率")]
    pub snippet: String,
    /// Character of the field at which the snippet begins; 0 where it is shown from its beginning.
    #[schema(minimum = 0, example = 0)]
    pub start: u32,
    /// Characters `[start, end)` of the whole field, as printed, with a searched word; ordered,
    /// without overlap. Subtract `start` for places in the snippet. Characters are Unicode scalar
    /// values.
    #[schema(example = json!([[3, 5]]))]
    pub highlights: Vec<[u32; 2]>,
}

impl Match {
    /// `3-5 7-9`.
    pub fn stretches(&self) -> String {
        let shown = self.highlights.iter().map(|[start, end]| format!("{start}-{end}"));
        shown.collect::<Vec<_>>().join(" ")
    }
}

/// The fields of a hit that have any of the words, folded; the one with most of them first, then in the
/// order of the score.
pub fn of(hit: &Hit, words: &[String]) -> Vec<Match> {
    let is_section = hit.hit_type == "section";
    let fields = [
        ("label", &hit.label),
        ("label_read", &hit.label_read),
        ("text", &hit.words),
        ("quote", &hit.quote),
        ("group", &hit.row_group),
        ("category", &hit.row_category),
        ("section_title", &hit.section_title),
        ("line", &hit.text),
    ];
    let mut found: Vec<(usize, Match)> = fields
        .into_iter()
        .filter(|(name, _)| !is_section || *name == "section_title")
        .filter_map(|(name, field)| matched(name, field.as_deref()?, words))
        .collect();
    // A stable sort: fields with equally many words stay in order.
    found.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
    found.into_iter().map(|(_, found)| found).collect()
}

/// The words in a field, their number and places; `None` where there are none.
fn matched(field: &'static str, text: &str, words: &[String]) -> Option<(usize, Match)> {
    let folded = FoldedText::of(text);
    let (mut count, mut places) = (0, Vec::new());
    for word in words {
        let found = folded.find(word);
        count += usize::from(!found.is_empty());
        places.extend(found);
    }
    places.sort_unstable();
    let mut highlights: Vec<[u32; 2]> = Vec::new();
    for [start, end] in places {
        match highlights.last_mut() {
            Some(last) if start <= last[1] => last[1] = last[1].max(end),
            _ => highlights.push([start, end]),
        }
    }
    let first = highlights.first()?[0] as usize;
    let length = text.chars().count();
    let start =
        if length > LONGEST { first.saturating_sub(BEFORE).min(length - LONGEST) } else { 0 };
    let snippet = text.chars().skip(start).take(LONGEST).collect();
    // Documents have fewer than 2³¹ characters.
    let start = u32::try_from(start).unwrap_or(u32::MAX);
    Some((count, Match { field, snippet, start, highlights }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn adjacent_matches_are_joined_and_counted_in_printed_characters() {
        let (count, found) =
            matched("quote", "建成区 綠化覆蓋率，绿化", &words(&["绿化", "覆盖", "区绿"])).unwrap();
        assert_eq!(count, 3);
        assert_eq!(found.highlights, [[2, 8], [10, 12]]);
        assert_eq!(found.stretches(), "2-8 10-12");
        assert!(matched("quote", "森林", &words(&["绿化"])).is_none());
    }

    #[test]
    fn a_long_line_is_cut_around_the_first_word() {
        let line = format!("{}绿化{}", "前".repeat(500), "后".repeat(500));
        let (_, found) = matched("line", &line, &words(&["绿化"])).unwrap();
        assert_eq!((found.start, found.snippet.chars().count()), (470, 160));
        assert_eq!(found.highlights, [[500, 502]]);
        let (_, end) =
            matched("line", &format!("{}绿化", "前".repeat(500)), &words(&["绿化"])).unwrap();
        assert!(end.snippet.ends_with("绿化"));
        assert_eq!((end.start, end.snippet.chars().count()), (342, 160));
    }
}
