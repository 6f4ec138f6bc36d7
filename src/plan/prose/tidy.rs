//! The text of a label without what the cut left at its ends: marks, particles, unmatched brackets.

/// The greatest length of a label in characters; a longer label is cut at its beginning.
const LONGEST: usize = 60;

/// The text without quotation marks and particles at its ends and without unmatched brackets; at most
/// `LONGEST` characters.
pub(super) fn tidy(text: &str) -> String {
    let loose = |c: char| {
        matches!(
            c,
            ',' | '。'
                | '、'
                | ';'
                | ':'
                | ' '
                | '“'
                | '”'
                | '"'
                | '的'
                | '了'
                | '-'
                | '·'
                | '('
                | '.'
        )
    };
    let text = text.trim_matches(loose);
    // Most labels have none of the characters that the rest is about.
    if text.len() <= LONGEST && !text.contains(['(', ')', '“', '”', '等']) {
        return text.to_owned();
    }
    let more = |text: &str, open: char, close: char| {
        text.chars().fold(0, |more, c| more + i32::from(c == open) - i32::from(c == close))
    };
    let unclosed = if text.contains(['(', ')']) { more(text, '(', ')') } else { 0 };
    let text = if unclosed < 0 { text.trim_end_matches(')') } else { text };
    let unclosed = if unclosed < 0 { more(text, '(', ')') } else { unclosed };
    let mut text = text.to_owned();
    if unclosed > 0 {
        text.push(')');
    }
    if text.starts_with(')') {
        text = text.trim_start_matches(')').to_owned();
    }
    if text.contains(['“', '”']) && more(&text, '“', '”') != 0 {
        text.retain(|c| c != '“' && c != '”');
    }
    // 残疾人家庭、零就业家庭等困难家庭: the label is the kind of all of them.
    if let Some((list, kind)) = text.rsplit_once('等')
        && list.matches('、').count() >= 2
        && kind.chars().count() >= 4
        && !kind.contains(['、', '和'])
    {
        text = kind.to_owned();
    }
    let count = if text.len() > LONGEST { text.chars().count() } else { 0 };
    if count > LONGEST {
        let all: Vec<char> = text.chars().collect();
        text = all[count - LONGEST..].iter().collect();
        if let Some(at) = text.find(['、', '”', ')']) {
            let c = text[at..].chars().next().map_or(0, char::len_utf8);
            text = text[at + c..].to_owned();
        }
    }
    text
}
