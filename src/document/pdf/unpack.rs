//! The unpacked size of a PDF's streams, checked before they are used.
//!
//! There are two checks: one of the bytes, because loading unpacks the streams that contain objects, and
//! one of the loaded file, whose protected streams and other filters are known. No unpacked bytes are kept.

use super::bounds::KIND;
use super::hayro::{PackedStream, Packing, PdfFile};
use crate::document::error::SourceError;
use flate2::{Decompress, FlushDecompress, Status};

/// The largest total of all streams; fonts, images and text of a long plan have a quarter of it.
const LARGEST: u64 = 512 * MIB;
/// The largest single stream; a page scanned in colour has less.
const LARGEST_STREAM: u64 = 128 * MIB;
/// The largest packed size of a stream of objects that cannot be checked before loading. Writers put a
/// hundred objects into each.
const LARGEST_HIDDEN: usize = 512 * 1024;
const MIB: u64 = 1024 * 1024;
/// The largest factor by which deflated bytes can grow.
const DEFLATED: u64 = 1032;

/// Checks the bytes of a file. Time is linear in the file and in its unpacked streams.
///
/// # Errors
/// [`SourceError::Bomb`], and [`SourceError::TooMuch`] for streams of objects.
pub(super) fn check(bytes: &[u8]) -> Result<(), SourceError> {
    let mut room = vec![0; 64 * 1024];
    let (mut total, mut at, mut after) = (0, 0, 0);
    while let Some(found) = find(&bytes[at..], b"stream") {
        let head = &bytes[after..at + found];
        at += found + b"stream".len();
        after = at;
        let rest = &bytes[at..];
        let begin = rest.iter().take(2).take_while(|byte| b"\r\n".contains(byte)).count();
        if head.ends_with(b"end") {
            continue;
        }
        if is_deflated(&rest[begin..]) {
            let (read, unpacked) = unpack(&rest[begin..], Decompress::new(true), &mut room);
            // The packed bytes are counted too, because a stream may contain another one that is unpacked
            // again.
            total += read + unpacked;
            within(unpacked, LARGEST_STREAM)?;
            within(total, LARGEST)?;
        } else if holds_objects(head)
            && find(rest, b"endstream").unwrap_or(rest.len()) > LARGEST_HIDDEN
        {
            return Err(SourceError::TooMuch {
                kind: KIND,
                limit: LARGEST_HIDDEN as u64,
                what: "bytes in a stream of objects that is protected",
            });
        }
    }
    Ok(())
}

/// Checks every stream of a loaded file except images, which are never unpacked.
///
/// # Errors
/// [`SourceError::Bomb`].
pub(super) fn check_loaded(file: &PdfFile) -> Result<(), SourceError> {
    let mut room = vec![0; 64 * 1024];
    file.each_stream(|stream| within(size(stream, &mut room), LARGEST_STREAM))
}

fn within(size: u64, limit: u64) -> Result<(), SourceError> {
    if size >= limit { Err(SourceError::Bomb(KIND, limit / MIB)) } else { Ok(()) }
}

/// The unpacked size of a stream; an upper bound where the exact size would require unpacking.
fn size(stream: &PackedStream<'_>, room: &mut [u8]) -> u64 {
    let PackedStream { bytes, packings } = stream;
    if packings.contains(&Packing::Image) {
        return 0;
    }
    let packings: Vec<_> =
        packings.iter().copied().filter(|packing| *packing != Packing::Encrypted).collect();
    let times = |packing: &Packing| match packing {
        Packing::Deflate => DEFLATED,
        // One code of at least nine bits stands for at most this many bytes.
        Packing::Lzw => 4096,
        Packing::RunLength => 64,
        Packing::Ascii85 => 4,
        Packing::Image | Packing::Encrypted | Packing::Other => 1,
    };
    let most = packings.iter().map(times).fold(bytes.len() as u64, u64::saturating_mul);
    if most < LARGEST_STREAM {
        return most;
    }
    match packings.as_slice() {
        [Packing::Deflate] => inflated(bytes, room),
        [Packing::Ascii85, Packing::Deflate] => inflated(&ascii85(bytes), room),
        [Packing::Lzw] => lzw(bytes),
        _ => most,
    }
}

/// The unpacked size of deflated bytes with a header, without one, or with a damaged one.
fn inflated(packed: &[u8], room: &mut [u8]) -> u64 {
    let raw = |bytes: &[u8], room: &mut [u8]| unpack(bytes, Decompress::new(false), room).1;
    let plain = unpack(packed, Decompress::new(true), room).1;
    plain.max(raw(packed, room)).max(raw(packed.get(2..).unwrap_or_default(), room))
}

/// Decodes ASCII85, which writes four bytes as five characters.
fn ascii85(text: &[u8]) -> Vec<u8> {
    let (mut bytes, mut group, mut count) = (Vec::with_capacity(text.len()), 0_u32, 0_usize);
    for &sign in text {
        match sign {
            b'z' if count == 0 => bytes.extend([0; 4]),
            b'!'..=b'u' => {
                group = group.wrapping_mul(85).wrapping_add(u32::from(sign - b'!'));
                count += 1;
                if count == 5 {
                    bytes.extend(group.to_be_bytes());
                    (group, count) = (0, 0);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    for _ in count..5 {
        group = group.wrapping_mul(85).wrapping_add(84);
    }
    bytes.extend(group.to_be_bytes().into_iter().take(count.saturating_sub(1)));
    bytes
}

/// The unpacked size of a stream packed by Lempel–Ziv–Welch; only the lengths of its entries are needed.
fn lzw(packed: &[u8]) -> u64 {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut lengths: Vec<u64> = Vec::new();
    let (mut total, mut before) = (0, 0);
    let (mut bits, mut held) = (0_u32, 0);
    let mut bytes = packed.iter();
    loop {
        // The width grows one entry early, as most writers do it.
        let width = match lengths.len() + 258 {
            0..511 => 9,
            511..1023 => 10,
            1023..2047 => 11,
            _ => 12,
        };
        while held < width {
            let Some(&byte) = bytes.next() else { return total };
            bits = bits << 8 | u32::from(byte);
            held += 8;
        }
        held -= width;
        let code = (bits >> held) as usize & ((1 << width) - 1);
        bits &= (1 << held) - 1;
        let length = match code {
            CLEAR => {
                lengths.clear();
                before = 0;
                continue;
            }
            END => return total,
            0..CLEAR => 1,
            _ => lengths.get(code - 258).copied().unwrap_or(before + 1),
        };
        total += length;
        if before > 0 && lengths.len() < 4096 - 258 {
            lengths.push(before + 1);
        }
        before = length;
        if total >= LARGEST_STREAM {
            return total;
        }
    }
}

/// Whether the stream begins with a zlib header, which is divisible by 31.
fn is_deflated(stream: &[u8]) -> bool {
    let Some(&[first, second]) = stream.get(..2) else { return false };
    first & 0x0F == 8 && (u16::from(first) * 256 + u16::from(second)).is_multiple_of(31)
}

/// Whether the dictionary before a stream names it a stream of objects or of references. A name with
/// escaped characters (`#4F`) counts too.
fn holds_objects(head: &[u8]) -> bool {
    let begin = head.windows(4).rposition(|part| part == b" obj").unwrap_or(0);
    let dictionary = &head[begin..];
    [b"ObjStm".as_slice(), b"XRef", b"#"].iter().any(|word| find(dictionary, word).is_some())
}

/// The numbers of bytes read and written; stops when more than [`LARGEST_STREAM`] are written.
fn unpack(bytes: &[u8], mut inflate: Decompress, room: &mut [u8]) -> (u64, u64) {
    loop {
        let read = usize::try_from(inflate.total_in()).unwrap_or(bytes.len());
        let before = (inflate.total_in(), inflate.total_out());
        let status = inflate.decompress(&bytes[read..], room, FlushDecompress::None);
        let after = (inflate.total_in(), inflate.total_out());
        if !matches!(status, Ok(Status::Ok)) || after == before || after.1 >= LARGEST_STREAM {
            return after;
        }
    }
}

fn find(bytes: &[u8], word: &[u8]) -> Option<usize> {
    bytes.windows(word.len()).position(|part| part == word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::ZlibEncoder};
    use std::io::Write;

    fn stream(size: usize) -> Vec<u8> {
        let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
        let zeros = vec![0; 1024 * 1024];
        for _ in 0..size {
            packed.write_all(&zeros).unwrap();
        }
        [b"%PDF-1.4\nstream\r\n".as_slice(), &packed.finish().unwrap(), b"\nendstream"].concat()
    }

    #[test]
    fn a_stream_that_exceeds_the_limit_is_refused() {
        assert_eq!(check(&stream(1)), Ok(()));
        assert!(matches!(check(&stream(129)), Err(SourceError::Bomb("PDF", 128))));
    }

    #[test]
    fn damaged_streams_pass_the_check() {
        for bytes in [b"stream".as_slice(), b"stream\n\x78\x9c\xff\xff", b"stream\n\x78"] {
            assert_eq!(check(bytes), Ok(()));
        }
    }

    #[test]
    fn a_long_protected_stream_of_objects_is_refused() {
        let file = |name: &str, size: usize| {
            let head = format!("%PDF-1.5\n1 0 obj << /Type /{name} >>\nstream\n");
            [head.as_bytes(), &vec![1; size], b"\nendstream"].concat()
        };
        assert_eq!(check(&file("ObjStm", 10_000)), Ok(()));
        assert_eq!(check(&file("Font", 600_000)), Ok(()));
        for name in ["ObjStm", "#4FbjStm"] {
            let refused = check(&file(name, 600_000)).unwrap_err().to_string();
            assert!(refused.contains("524288 bytes in a stream of objects"), "{refused}");
        }
    }

    #[test]
    fn ascii85_is_decoded() {
        assert_eq!(ascii85(b"87cURD]j7BEbo7~>"), b"Hello world");
        assert_eq!(ascii85(b"z 87cUR"), b"\0\0\0\0Hell");
        assert_eq!(ascii85(b""), b"");
    }

    #[test]
    fn the_unpacked_size_of_lzw_follows_from_the_lengths_of_entries() {
        // The example of the PDF reference: 45 45 45 45 45 65 45 45 45 66.
        assert_eq!(lzw(&[0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01]), 10);
        // Each code stands for one character more than the one before.
        let mut bits: Vec<bool> = Vec::new();
        let mut put = |code: u32, width: u32| {
            bits.extend((0..width).rev().map(|bit| code >> bit & 1 == 1));
        };
        put(256, 9);
        put(65, 9);
        (258..500).for_each(|code| put(code, 9));
        let bytes: Vec<u8> = bits
            .chunks(8)
            .map(|byte| {
                byte.iter().fold(0, |all, bit| all << 1 | u8::from(*bit)) << (8 - byte.len())
            })
            .collect();
        assert_eq!(lzw(&bytes), (1..=243).sum::<u64>());
    }
}
