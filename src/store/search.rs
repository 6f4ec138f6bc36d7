//! The search columns: text folded to one spelling ([`crate::spelling::fold`]) and cut into
//! characters and pairs of neighbours, so that an index finds words of any length. `search_hits`
//! has the queries, and `search_refold` remakes the columns.

pub use crate::spelling::fold::fold;

/// Version of [`fold`], [`SearchColumns`] and [`grams`]. Every change of their results raises it, so
/// that older databases remake their search columns.
pub const FOLD: i32 = 3;

/// The fields of an observation that are searched.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fields<'t> {
    /// The label in force.
    pub label: &'t str,
    /// The label as read, where a person set another.
    pub label_read: Option<&'t str>,
    /// The goal in words.
    pub words: Option<&'t str>,
    pub quote: &'t str,
    /// Label of the parent row of the table.
    pub group: Option<&'t str>,
    /// Category cell of the row.
    pub category: Option<&'t str>,
    pub section_title: Option<&'t str>,
}

/// The search columns of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchColumns {
    /// Folded, one field a line; `search_text`.
    pub text: String,
    /// `search_grams`.
    pub grams: Vec<String>,
}

impl SearchColumns {
    /// The folded text of one field.
    pub fn of(field: &str) -> Self {
        Self::of_lines(vec![fold(field)])
    }

    /// The folded text of an observation: a line for each field, in the order of the schema.
    pub fn of_fields(fields: &Fields<'_>) -> Self {
        let line = |field: Option<&str>| field.map(fold).unwrap_or_default();
        Self::of_lines(vec![
            fold(fields.label),
            line(fields.label_read.filter(|read| *read != fields.label)),
            line(fields.words),
            fold(fields.quote),
            line(fields.group),
            line(fields.category),
            line(fields.section_title),
        ])
    }

    fn of_lines(lines: Vec<String>) -> Self {
        // Characters sort as the texts made of them do, and a character alone before its pairs.
        let mut grams: Vec<(char, Option<char>)> = Vec::new();
        for line in &lines {
            grams.extend(line.chars().map(|sign| (sign, None)));
            grams.extend(line.chars().zip(line.chars().skip(1).map(Some)));
        }
        grams.sort_unstable();
        grams.dedup();
        let gram = |(sign, next): (char, Option<char>)| [sign].into_iter().chain(next).collect();
        Self { text: lines.join("\n"), grams: grams.into_iter().map(gram).collect() }
    }
}

/// Bigrams to look up for a folded word, each once; for a word of one character, the character.
pub fn grams(folded: &str) -> Vec<String> {
    let mut grams: Vec<String> = pairs(folded).collect();
    if grams.is_empty() && !folded.is_empty() {
        grams.push(folded.to_owned());
    }
    grams.sort_unstable();
    grams.dedup();
    grams
}

fn pairs(folded: &str) -> impl Iterator<Item = String> {
    let next = folded.chars().skip(1);
    folded.chars().zip(next).map(|(one, other)| [one, other].iter().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_its_pairs_and_a_single_character_itself() {
        assert_eq!(grams("绿化"), ["绿化"]);
        assert_eq!(grams("绿化绿化"), ["化绿", "绿化"]);
        assert_eq!(grams("绿"), ["绿"]);
        assert!(grams("").is_empty());
    }

    #[test]
    fn no_pair_reaches_over_two_fields() {
        let fields = Fields { label: "绿化", quote: "ＧＤＰ 增長", ..Fields::default() };
        let searched = SearchColumns::of_fields(&fields);
        assert_eq!(searched.text, "绿化\n\n\ngdp增长\n\n\n");
        assert_eq!(
            searched.grams,
            ["d", "dp", "g", "gd", "p", "p增", "化", "增", "增长", "绿", "绿化", "长"]
        );
    }
}
