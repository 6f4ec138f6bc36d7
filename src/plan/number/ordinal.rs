//! Ordinals and years in Chinese numerals: 四十三 in 第四十三节, 二〇三五, 十四 in 第十四个五年规划.
//!
//! `numeral` reads quantities (两千亿).

use super::numeral::chinese_digit;

/// The number of an ordinal up to 999, in Chinese or Western digits: `四十三`, `十`, `百零二`, `12`.
pub fn ordinal(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse::<u32>() {
        return (number < 1000).then_some(number);
    }
    if text.is_empty() || text.chars().count() > 7 {
        return None;
    }
    let (mut total, mut digit) = (0u32, None);
    for sign in text.chars() {
        match sign {
            '十' => total += digit.take().unwrap_or(1) * 10,
            '百' => total += digit.take().unwrap_or(1) * 100,
            '〇' | '零' | '○' => digit = None,
            _ => digit = Some(u32::from(chinese_digit(sign)?)),
        }
    }
    Some(total + digit.unwrap_or(0)).filter(|&number| number > 0)
}

/// The year in `2035` or `二〇三五`, between 1900 and 2199.
pub fn year(text: &str) -> Option<u16> {
    let mut year = 0u16;
    let mut digits = 0;
    for sign in text.chars() {
        let digit = match sign {
            '0'..='9' => u16::try_from(sign.to_digit(10)?).ok()?,
            '〇' | '零' | '○' | 'O' => 0,
            _ => chinese_digit(sign)?.into(),
        };
        year = year.checked_mul(10)?.checked_add(digit)?;
        digits += 1;
    }
    (digits == 4 && (1900..2200).contains(&year)).then_some(year)
}

/// First and last year of the nth five-year plan: 14 is 2021–2025.
pub fn five_years(plan: u32) -> Option<[u16; 2]> {
    let first = u16::try_from(1951 + 5 * plan.min(60)).ok()?;
    (6..=40).contains(&plan).then_some([first, first + 4])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinals_are_read_in_both_scripts() {
        for (text, number) in
            [("一", 1), ("十", 10), ("十四", 14), ("四十三", 43), ("一百零二", 102), ("7", 7)]
        {
            assert_eq!(ordinal(text), Some(number), "{text}");
        }
        assert_eq!(ordinal("章"), None);
        assert_eq!(ordinal(""), None);
        assert_eq!(ordinal("99999999999999"), None);
    }

    #[test]
    fn years_and_plan_periods() {
        assert_eq!(year("二〇三五"), Some(2035));
        assert_eq!(year("2035"), Some(2035));
        assert_eq!(year("203"), None);
        assert_eq!(five_years(14), Some([2021, 2025]));
        assert_eq!(five_years(15), Some([2026, 2030]));
        assert_eq!(five_years(0), None);
    }
}
