//! `labels=`: codes, their names, or both.

use super::column::Column;
use super::value::ColumnValue;
use crate::domain::lang::Lang;
use crate::domain::words::Set;

/// How tabular formats write codes. The columns stay the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Labels {
    /// The code: `ge`; several codes are separated by a blank.
    #[default]
    Code,
    /// The name: 不低于, or `at least`; several names are separated by `; `.
    Name,
    /// Both: `ge: at least`; several are separated by `; `.
    Both,
}

impl Labels {
    /// The words of `labels=`.
    pub const WORDS: [&'static str; 3] = ["code", "name", "both"];

    /// The value of a word of `WORDS`; any other word is `code`.
    pub fn of_word(word: &str) -> Self {
        match word {
            "name" => Self::Name,
            "both" => Self::Both,
            _ => Self::Code,
        }
    }

    /// Rewrites the coded values of a row.
    pub fn apply(self, columns: &[Column], row: &mut [ColumnValue], lang: Lang) {
        if self == Self::Code {
            return;
        }
        for (column, cell) in columns.iter().zip(row) {
            if let (Some(words), ColumnValue::Text(codes)) = (column.words, &*cell) {
                *cell = ColumnValue::Text(self.written(words, codes, lang));
            }
        }
    }

    fn written(self, words: &Set, codes: &str, lang: Lang) -> String {
        let word = |code: &str| match words.name(code, lang) {
            Some(name) if self == Self::Both => format!("{code}: {name}"),
            Some(name) => name.to_owned(),
            // A code without a name is written as it is.
            None => code.to_owned(),
        };
        codes.split(' ').map(word).collect::<Vec<_>>().join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::words::{Comparator, Reason};

    #[test]
    fn a_code_is_spelt_out_in_the_requested_language() {
        let written = |labels: Labels, codes, lang| labels.written(&Reason::SET, codes, lang);
        assert_eq!(written(Labels::Name, "year unit", Lang::En), "other year; other unit");
        assert_eq!(written(Labels::Both, "year", Lang::Zh), "year: 年份不同");
        assert_eq!(written(Labels::Name, "unheard_of", Lang::Zh), "unheard_of");
        let mut row = [ColumnValue::from("ge"), ColumnValue::from("ge"), ColumnValue::Empty];
        let coded = Column::text("comparator", "comparator").coded(&Comparator::SET);
        let columns = [coded, Column::text("label", "label"), coded];
        Labels::Name.apply(&columns, &mut row, Lang::En);
        assert_eq!(
            row,
            [ColumnValue::from("at least"), ColumnValue::from("ge"), ColumnValue::Empty]
        );
    }
}
