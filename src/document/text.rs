//! Plain text and Markdown: the encoding, by content.

use super::error::SourceError;
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

/// So much of a file decides its encoding.
const SAMPLE: usize = 64 * 1024;

/// The text and the name of its encoding.
///
/// # Errors
/// Bytes that are no text in any encoding that can be read.
pub(super) fn decode(bytes: &[u8]) -> Result<(String, &'static str), SourceError> {
    if bytes.iter().all(|&byte| byte.is_ascii_whitespace() || byte == 0) {
        return Err(SourceError::Blank);
    }
    Ok(decode_as(guess(bytes)?, bytes))
}

/// As [`decode`], by a person's word for the encoding: `gb2312`. A word that is unknown, or that the
/// bytes belie, is not believed.
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
        .filter(|(text, _)| !is_broken(text));
    believed.map_or_else(|| decode(bytes), Ok)
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> (String, &'static str) {
    let (text, encoding, _) = encoding.decode(bytes);
    // GB18030 contains GBK and GB2312, and all three are read as it.
    let name =
        if ["GBK", "gb18030"].contains(&encoding.name()) { "GB18030" } else { encoding.name() };
    (text.into_owned(), name)
}

/// The encoding: a byte order mark is believed; else the first that decodes without many errors
/// and reads like Chinese.
fn guess(bytes: &[u8]) -> Result<&'static Encoding, SourceError> {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return Ok(encoding);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE)];
    let nul = sample.contains(&0);
    if !nul && std::str::from_utf8(bytes).is_ok() {
        return Ok(UTF_8);
    }
    // Frequency decides between encodings that would all decode: GB18030 bytes are mostly valid
    // UTF-16, of characters nobody uses.
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

/// Share of the characters beyond ASCII that are among the commonest of such documents; 0 where too
/// many could not be decoded. Markup is ASCII in every encoding and tells nothing.
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
    // A sample may end within a character; beyond that one broken character in 200 is damage.
    if telling == 0 || broken > 2 + all / 200 {
        0.0
    } else {
        f64::from(common) / f64::from(telling)
    }
}

/// More than one character in a hundred could not be decoded.
fn is_broken(text: &str) -> bool {
    let (mut all, mut broken) = (0u64, 0u64);
    for sign in text.chars().filter(|sign| !sign.is_whitespace()) {
        all += 1;
        broken += u64::from(sign == char::REPLACEMENT_CHARACTER || sign == '\0');
    }
    broken > 2 + all / 100
}

/// At least one character in a hundred is Chinese, and few are the marks of what could not be
/// decoded.
///
/// # Errors
/// What is blank, broken, or in another language.
pub(super) fn check_chinese(text: &str) -> Result<(), SourceError> {
    let (mut all, mut chinese) = (0u64, 0u64);
    for sign in text.chars().filter(|sign| !sign.is_whitespace()) {
        all += 1;
        chinese += u64::from(('\u{4E00}'..='\u{9FFF}').contains(&sign));
    }
    match () {
        () if all == 0 => Err(SourceError::Blank),
        () if is_broken(text) => Err(SourceError::Encoding),
        () if chinese == 0 || chinese < all / 100 => Err(SourceError::NoChinese),
        () => Ok(()),
    }
}
