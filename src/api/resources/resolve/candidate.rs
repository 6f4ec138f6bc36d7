//! A candidate for a word, as `/v1/resolve` answers it.

use crate::domain::words;
use crate::export::reference::{IndicatorRef, RegionCode};
use crate::format::{Column, ColumnValue, Flat, columns};
use serde::Serialize;
use utoipa::ToSchema;

/// Something a word may mean.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Candidate {
    /// The word it is a candidate for, as in the request.
    #[schema(example = "汉南")]
    pub query: String,
    /// `region`, `indicator`, `domain` or `plan`.
    #[serde(rename = "type")]
    #[schema(value_type = words::CandidateType)]
    pub kind: &'static str,
    /// Id of the region, indicator, domain or plan.
    #[schema(example = "wedz")]
    pub id: String,
    /// In the language of the answer.
    #[schema(example = "武汉经开区")]
    pub name: String,
    /// 0 to 1: 1 where the word is its id, code, name or alias; less where the code is abolished or covers only
    /// a part, or where a name only begins with the word, contains it or is spelt like it.
    #[schema(minimum = 0, maximum = 1, example = 1)]
    pub score: f64,
    /// How the word leads to the candidate: it is its `id`, `code`, `name` or `alias`, a `prefix`
    /// of one of them, a part of one (`contains`), or similar to one (`near`), which is never
    /// certain.
    #[schema(value_type = words::FoundBy)]
    pub how: &'static str,
    /// The id, code, name or alias that matches the word.
    #[schema(example = "汉南")]
    pub matched: String,
    /// Regions: the official code of the request, else the one in force, with its years in force and its
    /// coverage where that is not the whole region. Null for other entries and for zones without a code.
    pub code: Option<RegionCode>,
    /// Region of a plan, parent of a region, domain of an indicator; null for cities and domains.
    #[schema(example = "wuhan")]
    pub within: Option<String>,
    /// Indicators: ids of indicators with similar names that it must not be mixed with. Empty for
    /// anything else.
    pub distinct_from: Vec<IndicatorRef>,
    /// Indicators: what it is and what it is not, where the name does not say.
    pub definition: Option<String>,
    /// The address of its entry.
    #[schema(example = "/v1/regions/wedz")]
    pub link: String,
}

columns! {
    fn cells(row: &Candidate, release: i32);
    key "query" of "query" = &row.query;
    key "type" of "type" as CandidateType = row.kind;
    key "id" of "id" = &row.id;
    text "name" of "name" = &row.name;
    number "score" of "score" = row.score;
    text "how" of "how" as FoundBy = row.how;
    text "matched" of "matched" = &row.matched;
    text "code" of "code" = row.code.as_ref().map(|code| &code.code);
    integer "code_from" of "code" = row.code.as_ref().and_then(|code| code.from);
    integer "code_to" of "code" = row.code.as_ref().and_then(|code| code.to);
    text "code_note" of "code" = row.code.as_ref().and_then(|code| code.note.as_ref());
    text "within" of "within" = row.within.as_ref();
    text "distinct_from" of "distinct_from" = row.distinct_from.iter().map(|other| other.id.as_str()).collect::<Vec<_>>().join(" ");
    integer "release" of "release" = release;
}

impl Flat for Candidate {
    const COLUMNS: &'static [Column] = COLUMNS;

    fn rows(&self, release: i32) -> Vec<Vec<ColumnValue>> {
        vec![cells(self, release)]
    }
}
