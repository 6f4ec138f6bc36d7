//! Chinese numerals, one character at a time.

/// Whether it is a numeral from one to ten.
pub fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
}

/// Whether it multiplies the numeral before it: 三百, 五万.
pub fn is_multiplier(c: char) -> bool {
    matches!(c, '百' | '千' | '万' | '亿')
}
