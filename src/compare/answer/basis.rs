//! The part of a thing that a figure counts.

use serde::Serialize;
use std::sync::Arc;
use utoipa::ToSchema;

/// A word for the part of the thing that is counted, or for the way of counting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Qualifier {
    pub family: Family,
    /// The word, in its one canonical spelling: 规模以上 for 规上.
    #[schema(example = "规模以上")]
    pub word: Arc<str>,
}

/// What a qualifier is about. Words of one family exclude each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = QualifierFamily)]
pub enum Family {
    /// The attribution of a figure: 属地口径, 法人口径.
    Accounting,
    /// The firms counted: 规模以上, 全社会.
    Firms,
    /// The people counted: 常住, 户籍.
    Residence,
    /// Included or excluded parts: 不含农户.
    Extent,
}
