//! In which prices a figure is counted, and of which part of the thing.

use serde::Serialize;
use utoipa::ToSchema;

/// In prices of which time a figure is counted, as the document says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct PriceBasis {
    /// Constant (不变价, 可比价) or current (现价) prices.
    pub kind: PriceKind,
    /// Whose prices; null where the document does not say, and for current prices.
    #[schema(example = 2020)]
    pub year: Option<u16>,
    /// The words that say so.
    #[schema(example = "2020年不变价")]
    pub words: String,
}

/// Prices of one year throughout, or of each year itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PriceKind {
    /// 现价, 当年价.
    Current,
    /// 可比价, 不变价, 2015年价.
    Constant,
}

impl PriceBasis {
    /// Whether two figures are known to be in different prices. Of constant prices without a year it
    /// is not known.
    pub fn differs(&self, other: &Self) -> bool {
        self.kind != other.kind
            || matches!((self.year, other.year), (Some(one), Some(two)) if one != two)
    }
}

/// A word that says which part of the thing is counted, or how.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Qualifier {
    pub family: Family,
    /// The word, in its one canonical spelling: 规模以上 for 规上.
    #[schema(example = "规模以上")]
    pub word: String,
}

/// What a qualifier is about. Words of one family exclude each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = QualifierFamily)]
pub enum Family {
    /// To whom a figure is counted: 属地口径, 法人口径.
    Accounting,
    /// Which firms: 规模以上, 全社会.
    Firms,
    /// Which people: 常住, 户籍.
    Residence,
    /// What is left out or taken in: 不含农户.
    Extent,
}
