//! The types that all rooms share: figures, kinds, measures, languages, periods, closed sets of codes. This
//! room imports no other room.

pub mod attribute;
pub mod change_direction;
pub mod comparator;
pub mod document_kind;
pub mod figure;
pub mod kind;
pub mod lang;
pub mod measure;
pub mod message;
pub mod origin;
pub mod period;
pub mod plan;
pub mod price_basis;
pub mod shown;
pub mod statement;
pub mod table_role;
#[cfg(test)]
pub mod testing;
pub mod text;
pub mod word_rule;
pub mod words;
pub mod written;

pub use attribute::Attribute;
pub use change_direction::{ChangeDirection, names_fall};
pub use comparator::Comparator;
pub use document_kind::DocumentKind;
pub use kind::Kind;
pub use measure::Measure;
pub use origin::Origin;
pub use period::Period;
pub use plan::{Basis, MissingPart, Plan};
pub use price_basis::{PriceBasis, PriceKind};
pub use shown::{Evidence, PrintedFigure};
pub use statement::Statement;
pub use table_role::TableRole;
pub use word_rule::WordRule;
