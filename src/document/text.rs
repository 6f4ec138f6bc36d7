//! Plain text and Markdown: the encoding, recognised by content.

use super::bytes::{any_bytes, count_bytes, is_white_space};
use super::error::SourceError;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// The number of bytes at the beginning of a file that decide its encoding.
const SAMPLE: usize = 64 * 1024;

/// The text and the name of its encoding.
///
/// # Errors
/// The bytes are no text in any supported encoding.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, &'static str), SourceError> {
    if bytes.iter().all(|&byte| byte.is_ascii_whitespace() || byte == 0) {
        return Err(SourceError::Blank);
    }
    // Most files are UTF-8 without a byte order mark, whose text is looked at once.
    if Encoding::for_bom(bytes).is_none()
        && !bytes[..bytes.len().min(SAMPLE)].contains(&0)
        && let Some(text) = UTF_8.decode_without_bom_handling_and_without_replacement(bytes)
    {
        return Ok((text.into_owned(), UTF_8.name()));
    }
    Ok(decode_as(guess(bytes)?, bytes))
}

/// As [`decode`], with an encoding that the page declares: `gb2312`. The declaration is ignored where it is
/// unknown or contradicts the bytes.
///
/// # Errors
/// As [`decode`].
pub(super) fn decode_declared(
    bytes: &[u8],
    declared: &[u8],
) -> Result<(String, &'static str), SourceError> {
    let believed = Encoding::for_label(declared)
        .filter(|_| Encoding::for_bom(bytes).is_none() && std::str::from_utf8(bytes).is_err())
        .map(|encoding| decode_as(encoding, bytes))
        .filter(|(text, _)| !Tally::of(text).is_broken());
    believed.map_or_else(|| decode(bytes), Ok)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> (String, &'static str) {
    let (text, encoding, _) = encoding.decode(bytes);
    // GB18030 contains GBK and GB2312, so all three are decoded as GB18030.
    let name =
        if ["GBK", "gb18030"].contains(&encoding.name()) { "GB18030" } else { encoding.name() };
    (text.into_owned(), name)
}

/// The encoding. A byte order mark decides; otherwise the encoding that decodes with few errors and gives
/// the most likely Chinese.
fn guess(bytes: &[u8]) -> Result<&'static Encoding, SourceError> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let nul = sample.contains(&0);
    // GB18030 bytes are mostly valid UTF-16, but of rare characters, so the frequency of characters
    // decides.
    let best = [UTF_8, GB18030, UTF_16LE, UTF_16BE]
        .into_iter()
        .filter(|&encoding| !nul || encoding == UTF_16LE || encoding == UTF_16BE)
        .map(|encoding| (encoding, likeness(&encoding.decode_without_bom_handling(sample).0)))
        .filter(|&(_, likeness)| likeness > 0.02)
        .max_by(|(_, a), (_, b)| a.total_cmp(b));
    match best {
        Some((encoding, _)) => Ok(encoding),
        None if nul => Err(SourceError::Binary("binary data")),
        None => Err(SourceError::Encoding),
    }
}

/// The share of characters beyond ASCII that are among the most common in such documents; 0 where too many
/// cannot be decoded. Markup is ASCII in every encoding, so it is not counted.
fn likeness(text: &str) -> f64 {
    const COMMON: &str =
        "的，。、年发展建设区市经济社会和国民生产业大一是十五规划目标新提高主在指标";
    let (mut all, mut telling, mut common, mut broken) = (0u32, 0u32, 0u32, 0u32);
    for sign in text.chars().filter(|sign| !sign.is_whitespace()) {
        all += 1;
        telling += u32::from(!sign.is_ascii());
        broken += u32::from(sign == char::REPLACEMENT_CHARACTER || sign == '\0');
        common += u32::from(COMMON.contains(sign));
    }
    // A sample may end within a character. Beyond that, one broken character in 200 means another encoding.
    if telling == 0 || broken > 2 + all / 200 {
        0.0
    } else {
        f64::from(common) / f64::from(telling)
    }
}

/// The characters of a text that are no white space.
struct Tally {
    all: u64,
    chinese: u64,
    /// Characters that could not be decoded.
    broken: u64,
}

impl Tally {
    #[expect(
        clippy::needless_bitwise_bool,
        reason = "a branch would stop the work on many bytes at once"
    )]
    fn of(text: &str) -> Self {
        let all = text.chars().count() - count_bytes(text, is_white_space);
        // U+4E00 to U+9FFF.
        let chinese = count_bytes(text, |first, second, _| {
            (0xE5..=0xE9).contains(&first) | ((first == 0xE4) & (second >= 0xB8))
        });
        let broken = count_bytes(text, |first, second, third| {
            (first == 0) | ((first == 0xEF) & (second == 0xBF) & (third == 0xBD))
        });
        Self { all: all as u64, chinese: chinese as u64, broken: broken as u64 }
    }

    /// Whether more than one character in a hundred could not be decoded.
    fn is_broken(&self) -> bool {
        self.broken > 2 + self.all / 100
    }
}

/// Whether no character is broken, and the beginning alone has enough Chinese characters for the whole text. Nearly every
/// document is such a text, and nothing has to be counted to its end.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "a branch would stop the work on many bytes at once"
)]
fn is_clearly_chinese(text: &str) -> bool {
    let chinese = |sign: &char| ('\u{4E00}'..='\u{9FFF}').contains(sign);
    let enough = text.chars().filter(chinese).nth(text.len() / 100).is_some();
    enough
        && !any_bytes(text, |first, second, third| {
            (first == 0) | ((first == 0xEF) & (second == 0xBF) & (third == 0xBD))
        })
}

/// Checks that at least one character in a hundred is Chinese and that few could not be decoded.
///
/// # Errors
/// The text is blank, broken, or in another language.
pub(super) fn check_chinese(text: &str) -> Result<(), SourceError> {
    if is_clearly_chinese(text) {
        return Ok(());
    }
    match Tally::of(text) {
        Tally { all: 0, .. } => Err(SourceError::Blank),
        tally if tally.is_broken() => Err(SourceError::Encoding),
        Tally { all, chinese, .. } if chinese == 0 || chinese < all / 100 => {
            Err(SourceError::NoChinese)
        }
        _ => Ok(()),
    }
}
