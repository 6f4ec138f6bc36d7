//! Colours and type.

/// The fonts: those of the system, then those that have Chinese.
pub(super) const FONTS: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'PingFang SC', \
                         'Microsoft YaHei', 'Noto Sans CJK SC', 'Source Han Sans SC', sans-serif";

/// The style of the classes, for light and dark. A stand-alone picture contains it; a page has it in its style sheet.
pub const STYLE: &str = "\
.pt-ground{fill:#fff}.pt-band{fill:#f2f4f6}.pt-text{fill:#1b1f24}.pt-quiet{fill:#59636e}.pt-line{fill:#d0d5da}\
.pt-soft{fill:#b9c2cb}.pt-accent{fill:#0b5cad}.pt-warning{fill:#b3400a}\
.pt-ground-s{stroke:#fff}.pt-text-s{stroke:#1b1f24}.pt-quiet-s{stroke:#59636e}.pt-line-s{stroke:#d0d5da}\
.pt-soft-s{stroke:#b9c2cb}.pt-accent-s{stroke:#0b5cad}.pt-warning-s{stroke:#b3400a}\
@media (prefers-color-scheme:dark){\
.pt-ground{fill:#14181d}.pt-band{fill:#1e242b}.pt-text{fill:#e8ebee}.pt-quiet{fill:#a3adb8}.pt-line{fill:#39424c}\
.pt-soft{fill:#56616d}.pt-accent{fill:#6cb2f7}.pt-warning{fill:#ff9d66}\
.pt-ground-s{stroke:#14181d}.pt-text-s{stroke:#e8ebee}.pt-quiet-s{stroke:#a3adb8}.pt-line-s{stroke:#39424c}\
.pt-soft-s{stroke:#56616d}.pt-accent-s{stroke:#6cb2f7}.pt-warning-s{stroke:#ff9d66}}";

/// A colour by its use.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ink {
    Ground,
    /// Behind something: the horizon, every other row.
    Band,
    Text,
    /// Text of less importance.
    Quiet,
    /// Thin lines: axes, frames.
    Line,
    /// Bars and connections.
    Soft,
    Accent,
    Warning,
}

impl Ink {
    /// The name of its class, and the colour on a light background.
    pub(super) fn class(self) -> (&'static str, &'static str) {
        match self {
            Self::Ground => ("ground", "#fff"),
            Self::Band => ("band", "#f2f4f6"),
            Self::Text => ("text", "#1b1f24"),
            Self::Quiet => ("quiet", "#59636e"),
            Self::Line => ("line", "#d0d5da"),
            Self::Soft => ("soft", "#b9c2cb"),
            Self::Accent => ("accent", "#0b5cad"),
            Self::Warning => ("warning", "#b3400a"),
        }
    }
}
