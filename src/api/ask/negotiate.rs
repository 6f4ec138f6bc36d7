//! The choice of a format by an `Accept` header (RFC 9110).

use crate::format::Format;

/// The offered format with the highest weight in an `Accept` header; of equal weights the first offered.
/// `None` where it accepts none of them.
pub fn preferred(accept: &str, offered: &[Format]) -> Option<Format> {
    let mut best: Option<(f32, Format)> = None;
    for format in offered {
        let quality = quality(accept, format.media_type());
        if quality > 0.0 && best.is_none_or(|(most, _)| quality > most) {
            best = Some((quality, *format));
        }
    }
    best.map(|(_, format)| format)
}

/// The weight of a media type in an `Accept` header: that of the most specific range.
fn quality(accept: &str, media_type: &str) -> f32 {
    let family = media_type.split('/').next().unwrap_or_default();
    let mut found = (0, 0.0);
    for range in accept.split(',') {
        let mut parts = range.split(';').map(str::trim);
        let name = parts.next().unwrap_or_default().to_ascii_lowercase();
        let specific = if name == media_type {
            3
        } else if name == format!("{family}/*") {
            2
        } else if name == "*/*" || name == "*" {
            1
        } else {
            continue;
        };
        let weight = parts
            .find_map(|part| part.strip_prefix("q=").or_else(|| part.strip_prefix("Q=")))
            .map_or(1.0, |weight| weight.parse().unwrap_or(0.0));
        if specific > found.0 {
            found = (specific, weight);
        }
    }
    found.1
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: &[Format] = &[Format::Json, Format::Csv];

    #[test]
    fn accept_decides_by_weight_and_by_the_most_specific_range() {
        for (accept, format) in [
            ("*/*", Some(Format::Json)),
            ("text/csv", Some(Format::Csv)),
            ("text/csv;q=0.5, application/json;q=0.4", Some(Format::Csv)),
            ("text/*;q=0.9, */*;q=0.1", Some(Format::Csv)),
            ("text/html,application/xhtml+xml,*/*;q=0.8", Some(Format::Json)),
            ("application/json;q=0, */*", Some(Format::Csv)),
            ("application/xml", None),
            ("*/*;q=0", None),
        ] {
            assert_eq!(preferred(accept, BOTH), format, "{accept}");
        }
    }
}
