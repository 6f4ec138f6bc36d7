//! Text that readers do not see: struck out, hidden by markup, or of zero width.

use super::bytes::any_bytes;
use regex::Regex;
use std::borrow::Cow;
use std::sync::LazyLock;

/// Whether the character has no width and separates nothing: 7\u{200B}.5 is 7.5.
pub(super) fn is_zero_width(sign: char) -> bool {
    matches!(sign, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
}

/// The text without characters of zero width. Lines stay as they are.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "a branch would stop the work on many bytes at once"
)]
pub(super) fn without_zero_width(text: String) -> String {
    // The first bytes of such characters, and of others.
    let maybe = any_bytes(&text, |first, second, third| {
        let general = (first == 0xE2)
            & (((second == 0x80) & (0x8B..=0x8F).contains(&third)) | (second == 0x81));
        general | ((first == 0xC2) & (second == 0xAD)) | ((first == 0xEF) & (second == 0xBB))
    });
    if maybe && text.contains(is_zero_width) {
        text.chars().filter(|&sign| !is_zero_width(sign)).collect()
    } else {
        text
    }
}

/// Whether this HTML element strikes out its text.
pub(super) fn is_struck(tag: &str) -> bool {
    matches!(tag, "del" | "s" | "strike")
}

/// Whether the style of an element, in lower case and without white space, hides or strikes out its text.
pub(super) fn hides(style: &str) -> bool {
    style.contains("display:none")
        || style.contains("visibility:hidden")
        || style.contains("line-through")
}

/// Passages of Markdown that are struck out or hidden. The first capture group, if there is one, is kept.
static UNSEEN: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let hidden = |tag: &str| {
        let style =
            r"(?:display\s*:\s*none|visibility\s*:\s*hidden|line-through|\shidden(?:[\s>=]))";
        format!(r"(?is)<{tag}\b(?:[^>]*?{style}[^>]*?>|\shidden>).*?</{tag}\s*>")
    };
    let struck = |tag: &str| format!(r"(?is)<{tag}(?:\s[^>]*)?>.*?</{tag}\s*>");
    let mut patterns: Vec<String> = ["del", "s", "strike"].map(struck).into();
    patterns.extend(["span", "font", "p", "div"].map(hidden));
    patterns.push(r"(?s)<!--.*?-->".to_owned());
    // 6~~8 is a range, not a mark of struck-out text.
    patterns.push(r"(^|[^\d~\\])~~[^~\s](?:[^~\n]*[^~\s])?~~".to_owned());
    patterns.iter().filter_map(|pattern| Regex::new(pattern).ok()).collect()
});

/// Markdown without struck-out and hidden passages. Line ends within them stay, so that every line keeps
/// its number.
pub(super) fn without_struck(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text);
    if !text.contains('<') && !text.contains("~~") {
        return text;
    }
    for pattern in UNSEEN.iter() {
        let mark = if pattern.as_str().contains("~~") { "~~" } else { "<" };
        if !text.contains(mark) || !pattern.is_match(&text) {
            continue;
        }
        let seen = pattern.replace_all(&text, |found: &regex::Captures<'_>| {
            let kept = found.get(1).map_or("", |kept| kept.as_str()).to_owned();
            let ends = found[0].chars().filter(|&sign| sign == '\n').count();
            kept + &"\n".repeat(ends)
        });
        text = Cow::Owned(seen.into_owned());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_of_zero_width_separate_nothing() {
        let text = without_zero_width("达到7\u{200B}.\u{2060}5\u{AD}%，地\u{FEFF}区".to_owned());
        assert_eq!(text, "达到7.5%，地区");
    }

    #[test]
    fn struck_out_and_hidden_markdown_is_left_out() {
        assert_eq!(UNSEEN.len(), 9);
        for (text, want) in [
            ("达到<del>8</del>9亿元", "达到9亿元"),
            ("达到<s class=\"a\">8</s>9亿元", "达到9亿元"),
            ("达到~~8~~ 9亿元", "达到 9亿元"),
            ("~~甲~~乙", "乙"),
            ("甲<STRIKE>8\n9</STRIKE>\n乙", "甲\n\n乙"),
            ("甲<span style=\"display: none\">8</span>乙", "甲乙"),
            ("甲<p hidden>8</p>乙", "甲乙"),
            ("甲<!-- 8 -->乙", "甲乙"),
            // These texts stay as they are.
            ("6~~8亿元，7~~9亿元", "6~~8亿元，7~~9亿元"),
            ("<strong>8</strong><span>9</span>", "<strong>8</strong><span>9</span>"),
            ("甲<s>8", "甲<s>8"),
        ] {
            assert_eq!(without_struck(text), want, "{text}");
        }
    }
}
