//! Warnings: parts that could not be read, and parts that the text lacks. Each is a code with parameters;
//! only this file turns codes into sentences, in both languages.

use crate::domain::lang::Lang;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A warning of one document: `{"line": 4, "code": "title_from_proposal", "title": "…"}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Warning {
    /// Line in the source, counted from 1; null where the warning concerns the whole document.
    pub line: Option<u32>,
    #[serde(flatten)]
    pub kind: WarningKind,
}

/// The code of a warning, with the parameters of its sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case", deny_unknown_fields)]
pub enum WarningKind {
    /// No title is printed; the title is derived from the proposal (建议) that the text names.
    TitleFromProposal { title: String },
    /// No title was found; the first line is used instead.
    TitleFromFirstLine,
    /// Nothing in the row of an indicator table could be read.
    RowNotRead { label: String },
    /// A column of figures in an indicator table has an unknown heading.
    ColumnNotRead { column: String },
    /// No column of an indicator table has a known heading; `columns` lists the headings.
    TableNotRead { columns: String },
    /// Cells of a row that cannot be assigned to a column or label.
    CellsNotRead { label: String, cells: String },
    /// A figure was dropped, because its quote does not contain it.
    FigureNotInQuote { quote: String },
    /// The boxes (专栏) of the text are numbered, and these numbers are missing.
    BoxesMissing { numbers: Vec<u32> },
    /// The tables (表) of the text are numbered, and these numbers are missing.
    TablesMissing { numbers: Vec<u32> },
    /// The text announces a table but has none there; it is a picture or was left out.
    TableNotInText { title: String },
    /// The text has pictures, which are not read; boxes and tables may be among them.
    PicturesNotRead { count: u32 },
    /// The text has pictures, which are not read. All numbered tables are in the text, so the pictures are
    /// charts and the text is complete.
    ChartsNotRead { count: u32 },
    /// The text is an excerpt of the document.
    Excerpt,
    /// The text ends within a sentence.
    Truncated,
    /// A remark in free words, from a file that a person or an earlier version wrote.
    Note { message: String },
}

impl WarningKind {
    /// Whether the text lacks a part of the document.
    pub fn is_gap(&self) -> bool {
        match self {
            Self::BoxesMissing { .. }
            | Self::TablesMissing { .. }
            | Self::TableNotInText { .. }
            | Self::PicturesNotRead { .. }
            | Self::Excerpt
            | Self::Truncated => true,
            Self::TitleFromProposal { .. }
            | Self::TitleFromFirstLine
            | Self::RowNotRead { .. }
            | Self::ColumnNotRead { .. }
            | Self::TableNotRead { .. }
            | Self::CellsNotRead { .. }
            | Self::FigureNotInQuote { .. }
            | Self::ChartsNotRead { .. }
            | Self::Note { .. } => false,
        }
    }

    /// The sentence, without a full stop. A note has one text for both languages.
    pub fn message(&self, lang: Lang) -> String {
        let (zh, en) = match self {
            Self::TitleFromProposal { title } => (
                format!("文中没有标题；`{title}`依据文中提到的规划建议"),
                format!("no title is printed; `{title}` follows the proposal named here"),
            ),
            Self::TitleFromFirstLine => (
                "没有找到标题，以首行代替".to_owned(),
                "no title was found; the first line stands for it".to_owned(),
            ),
            Self::RowNotRead { label } => (
                format!("`{label}`一行没有可识读的数值"),
                format!("the row of `{label}` holds nothing that could be read"),
            ),
            Self::ColumnNotRead { column } => (
                format!("不明白`{column}`一列的含义，其中数值未识读"),
                format!("the column `{column}` is not understood; its figures are not read"),
            ),
            Self::TableNotRead { columns } => (
                format!("不明白表格各列的含义：{columns}"),
                format!("the columns of this table are not understood: {columns}"),
            ),
            Self::CellsNotRead { label, cells } => (
                format!("`{label}`的`{cells}`无法确定属于哪一列，未识读"),
                format!("`{cells}` of `{label}` belongs to no column for certain and is not read"),
            ),
            Self::FigureNotInQuote { quote } => (
                format!("`{quote}`中没有识读出的数值，已舍去"),
                format!("`{quote}` does not show the figure read in it; the figure is left out"),
            ),
            Self::BoxesMissing { numbers } => (
                format!("缺专栏{}", listed(numbers, "、")),
                format!("boxes (专栏) are missing: {}", listed(numbers, ", ")),
            ),
            Self::TablesMissing { numbers } => (
                format!("缺表{}", listed(numbers, "、")),
                format!("tables (表) are missing: {}", listed(numbers, ", ")),
            ),
            Self::TableNotInText { title } => (
                format!("`{title}`只有标题，没有表格（原文可能是图片）"),
                format!("`{title}` has no table in the text; it may be a picture in the original"),
            ),
            Self::PicturesNotRead { count } => (
                format!("文中有{count}张图片未识读，可能包括专栏和表格"),
                format!("pictures are not read, and boxes or tables may be among them: {count}"),
            ),
            Self::ChartsNotRead { count } => (
                format!("文中有{count}张图片未识读；编号的表格都在文中，图片是统计图"),
                format!(
                    "pictures are not read; all numbered tables are in the text, so they are charts: {count}"
                ),
            ),
            Self::Excerpt => {
                ("文本是节选".to_owned(), "the text is an excerpt of the document".to_owned())
            }
            Self::Truncated => {
                ("文本在句中结束".to_owned(), "the text ends within a sentence".to_owned())
            }
            Self::Note { message } => (message.clone(), message.clone()),
        };
        match lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}

fn listed(numbers: &[u32], separator: &str) -> String {
    numbers.iter().map(ToString::to_string).collect::<Vec<_>>().join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_warning_is_written_as_its_code_with_parameters_and_read_back() {
        let warning =
            Warning { line: Some(4), kind: WarningKind::BoxesMissing { numbers: vec![1, 2, 8] } };
        let json = serde_json::to_string(&warning).unwrap();
        assert_eq!(json, r#"{"line":4,"code":"boxes_missing","numbers":[1,2,8]}"#);
        assert_eq!(serde_json::from_str::<Warning>(&json).unwrap(), warning);
        let bare: Warning = serde_json::from_str(r#"{"line":null,"code":"truncated"}"#).unwrap();
        assert_eq!(bare.kind, WarningKind::Truncated);
        for wrong in [r#"{"line":1,"code":"no_such_code"}"#, r#"{"line":1,"code":"boxes_missing"}"#]
        {
            assert!(serde_json::from_str::<Warning>(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn the_sentence_is_written_in_both_languages() {
        let kind = WarningKind::BoxesMissing { numbers: vec![1, 2, 8] };
        assert_eq!(kind.message(Lang::En), "boxes (专栏) are missing: 1, 2, 8");
        assert_eq!(kind.message(Lang::Zh), "缺专栏1、2、8");
        assert!(kind.is_gap());
    }
}
