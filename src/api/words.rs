//! The closed sets of words in answers and filters, each written once.

use utoipa::openapi::{ObjectBuilder, RefOr, Schema, schema::Type};

/// Declares sets of words: their names in the contract, what they mean, the words.
macro_rules! words {
    ($($(#[doc = $about:literal])* $name:ident = [$($word:literal),*];)*) => {$(
        $(#[doc = $about])*
        #[derive(Debug)]
        pub struct $name;

        impl $name {
            /// Every word of the set.
            pub const ALL: &'static [&'static str] = &[$($word),*];
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let about = [$($about.trim()),*].join("\n");
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .enum_values(Some(Self::ALL.iter().copied()))
                    .description(Some(about))
                    .into()
            }
        }

        impl utoipa::ToSchema for $name {}
    )*};
}

words! {
    /// `target`: a commitment. `actual`: an achieved or estimated figure.
    RowKind = ["target", "actual"];
    /// How the figure bounds the thing: = ≥ > ≤ < ~, as words, because a cell beginning with `=` is a formula to a spreadsheet.
    Comparator = ["eq", "ge", "gt", "le", "lt", "approx"];
    /// What the figure measures: the value in the year; a total over the period; growth a year in percent; a change over the period; a multiple (翻一番 is 2).
    Measure = ["level", "cumulative", "annual_growth", "change", "ratio_multiple"];
    /// `binding` 约束性, `expected` 预期性.
    Attribute = ["binding", "expected"];
    /// `stated`: a figure. `delegated`: set by the region above (完成市下达目标). `relative`: in step with something (与经济增长同步). `qualitative`: in other words (达标).
    Status = ["stated", "delegated", "relative", "qualitative"];
    /// Where it was read: an indicator table or the running text.
    Origin = ["table", "prose"];
    /// `city`, `district`, or `zone`: a development or functional zone.
    Level = ["city", "district", "zone"];
    /// Which way is good.
    Direction = ["higher", "lower", "neutral"];
    /// `targets`: this plan's. `review`: how the plan before it was fulfilled.
    TableRole = ["targets", "review"];
}
