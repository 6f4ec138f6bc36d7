//! Why a computed number is null.

use crate::domain::message::Message;
use serde::Serialize;
use std::borrow::Cow;
use utoipa::ToSchema;

/// A derived number that is null, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = MissingFigure)]
pub struct MissingFigure {
    /// Names of the fields.
    #[schema(value_type = Vec<String>)]
    pub fields: Cow<'static, [&'static str]>,
    /// The same in every language.
    pub code: MissingCode,
    /// The reason in a sentence, in the language of the answer.
    #[schema(value_type = String)]
    pub reason: Message,
}

impl MissingFigure {
    /// These fields, for one reason.
    pub(in crate::compare) fn new(
        fields: impl Into<Cow<'static, [&'static str]>>,
        (code, reason): Why,
    ) -> Self {
        Self { fields: fields.into(), code, reason }
    }
}

/// The code of a reason, and the reason with its figures.
pub(in crate::compare) type Why = (MissingCode, Message);

/// Why a derived number is null.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = MissingFigureCode)]
pub enum MissingCode {
    /// No plan of this region and period is loaded.
    NoPlan,
    /// There is no base.
    NoBase,
    /// There is no target.
    NoTarget,
    /// There is neither base nor target; of a sum: no region below states a figure.
    NoFigure,
    /// A goal in words.
    Words,
    /// From … to …: no point figure.
    Range,
    /// The figures are of different measures.
    Measure,
    /// The figures are in different units.
    Unit,
    /// The figures are in prices of different years.
    PriceBasis,
    /// The bounds leave the difference open.
    BoundOnly,
    /// The number does not fit into 28 digits.
    TooLarge,
    /// Percentages are compared by their difference in points.
    Percentage,
    /// A base or a target that is not above zero has no growth.
    NotPositive,
    /// The years of base and target are not both known.
    YearUnknown,
    /// A total over the period is no change of a level, and has no growth a year.
    PeriodTotal,
    /// Figures of parts do not add up to the whole, or growth and multiples of them do not.
    NotAdditive,
    /// The catalogue has no region above.
    NoParent,
    /// No plan of the region above is loaded for the period.
    ParentNoPlan,
    /// The region above and this one do not both state a figure.
    ParentNotStated,
    /// The figure of the region above is of another year, measure, unit or form.
    ParentDiffers,
    /// Amounts of a part and of the whole differ in size: `share_of_parent` compares them.
    PartOfWhole,
    /// Neither more nor less of the indicator is better.
    NoDirection,
    /// The figures may not be compared, as `reasons` and `base_reasons` say.
    NotComparable,
}
