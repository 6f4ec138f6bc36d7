//! Signs: the same letter and look for the same status in every chart.

use super::theme::Ink;
use super::xml::Svg;
use crate::domain::lang::Lang;
use crate::domain::words::{ProgressVerdict, TargetStatus};

/// The plan's status of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    Stated,
    Delegated,
    Relative,
    Qualitative,
    NotStated,
    Unknown,
    NoPlan,
}

impl Sign {
    /// Every sign, in the order of legends.
    pub const ALL: [Self; 7] = [
        Self::Stated,
        Self::Delegated,
        Self::Relative,
        Self::Qualitative,
        Self::NotStated,
        Self::Unknown,
        Self::NoPlan,
    ];

    /// The letter, the same in both languages.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Stated => "S",
            Self::Delegated => "D",
            Self::Relative => "R",
            Self::Qualitative => "W",
            Self::NotStated => "N",
            Self::Unknown => "U",
            Self::NoPlan => "X",
        }
    }

    /// Its name in answers.
    pub fn code(self) -> &'static str {
        match self {
            Self::Stated => "stated",
            Self::Delegated => "delegated",
            Self::Relative => "relative",
            Self::Qualitative => "qualitative",
            Self::NotStated => "not_stated",
            Self::Unknown => "unknown",
            Self::NoPlan => "no_plan",
        }
    }

    /// Its name for a person.
    pub fn name(self, lang: Lang) -> &'static str {
        TargetStatus::SET.name(self.code(), lang).unwrap_or(self.code())
    }

    pub(super) fn badge(self) -> Badge {
        let (fill, stroke, letter, dash) = match self {
            Self::Stated => (Some(Ink::Accent), Ink::Accent, Ink::Ground, None),
            Self::Delegated => (None, Ink::Accent, Ink::Accent, None),
            Self::Relative => (None, Ink::Accent, Ink::Accent, Some("3 2")),
            Self::Qualitative => (Some(Ink::Soft), Ink::Soft, Ink::Text, None),
            Self::NotStated => (None, Ink::Warning, Ink::Warning, None),
            Self::Unknown => (None, Ink::Quiet, Ink::Quiet, Some("1.5 2")),
            Self::NoPlan => (None, Ink::Line, Ink::Quiet, None),
        };
        Badge { fill, stroke, letter, dash, text: self.letter() }
    }
}

/// The verdict on the progress of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Met,
    Missed,
    Ahead,
    OnTrack,
    Behind,
    Unknown,
}

impl Verdict {
    /// Every verdict, in the order of legends.
    pub const ALL: [Self; 6] =
        [Self::Met, Self::Missed, Self::Ahead, Self::OnTrack, Self::Behind, Self::Unknown];

    /// The letter, the same in both languages.
    pub fn letter(self) -> &'static str {
        match self {
            Self::Met => "M",
            Self::Missed => "F",
            Self::Ahead => "A",
            Self::OnTrack => "T",
            Self::Behind => "B",
            Self::Unknown => "U",
        }
    }

    /// Its name in answers.
    pub fn code(self) -> &'static str {
        match self {
            Self::Met => "met",
            Self::Missed => "missed",
            Self::Ahead => "ahead",
            Self::OnTrack => "on_track",
            Self::Behind => "behind",
            Self::Unknown => "unknown",
        }
    }

    /// Its name for a person.
    pub fn name(self, lang: Lang) -> &'static str {
        ProgressVerdict::SET.name(self.code(), lang).unwrap_or(self.code())
    }

    pub(super) fn badge(self) -> Badge {
        let (fill, stroke, letter, dash) = match self {
            Self::Met => (Some(Ink::Accent), Ink::Accent, Ink::Ground, None),
            Self::Missed => (Some(Ink::Warning), Ink::Warning, Ink::Ground, None),
            Self::Ahead | Self::OnTrack => (None, Ink::Accent, Ink::Accent, None),
            Self::Behind => (None, Ink::Warning, Ink::Warning, None),
            Self::Unknown => (None, Ink::Quiet, Ink::Quiet, Some("1.5 2")),
        };
        Badge { fill, stroke, letter, dash, text: self.letter() }
    }
}

/// The look of a sign: a square with a letter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Badge {
    fill: Option<Ink>,
    stroke: Ink,
    letter: Ink,
    dash: Option<&'static str>,
    text: &'static str,
}

/// The side of a sign, in pixels.
pub(super) const SIDE: f64 = 16.0;

impl Badge {
    /// Draws it with its left edge at `x`, its middle at `y`.
    pub(super) fn draw(self, svg: &mut Svg, x: f64, y: f64) {
        let half = SIDE / 2.0;
        svg.square(x + 0.5, y - half + 0.5, SIDE - 1.0, self.fill, self.stroke, self.dash);
        svg.text_middle(x + half, y + 3.8, 10.5, self.letter, self.text);
    }
}
