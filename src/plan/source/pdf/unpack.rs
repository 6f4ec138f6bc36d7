//! How much a PDF's streams unpack to, before anything is done with them.

use super::super::SourceError;
use super::KIND;
use flate2::{Decompress, FlushDecompress, Status};

/// All streams together: fonts, images and text of a long plan have a quarter of it.
const LARGEST: u64 = 512 * 1024 * 1024;
/// One stream: a page scanned in colour has less.
const LARGEST_STREAM: u64 = 128 * 1024 * 1024;

/// Unpacks every deflated stream piece by piece, keeping nothing. Streams of a file that is
/// protected look like noise and are not unpacked.
///
/// # Errors
/// [`SourceError::Bomb`].
pub fn check(bytes: &[u8]) -> Result<(), SourceError> {
    let mut room = vec![0; 64 * 1024];
    let (mut total, mut at) = (0, 0);
    while let Some(found) = find(&bytes[at..], b"stream") {
        at += found + b"stream".len();
        let rest = &bytes[at..];
        let begin = rest.iter().take(2).take_while(|byte| b"\r\n".contains(byte)).count();
        // A deflated stream begins with a header that is divisible by 31.
        let Some(&[first, second]) = rest.get(begin..begin + 2) else { continue };
        if first & 0x0F != 8 || !(u16::from(first) * 256 + u16::from(second)).is_multiple_of(31) {
            continue;
        }
        let (read, unpacked) = unpack(&rest[begin..], &mut room);
        total += unpacked;
        if unpacked >= LARGEST_STREAM || total >= LARGEST {
            let limit = if total >= LARGEST { LARGEST } else { LARGEST_STREAM };
            return Err(SourceError::Bomb(KIND, limit / (1024 * 1024)));
        }
        at += usize::try_from(read).unwrap_or(0);
    }
    Ok(())
}

/// Bytes read and written, up to [`LARGEST_STREAM`] of the second.
fn unpack(bytes: &[u8], room: &mut [u8]) -> (u64, u64) {
    let mut inflate = Decompress::new(true);
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
    fn a_stream_that_unpacks_to_more_than_any_has_is_refused() {
        assert_eq!(check(&stream(1)), Ok(()));
        assert!(matches!(check(&stream(129)), Err(SourceError::Bomb("PDF", _))));
    }

    #[test]
    fn damaged_streams_are_left_to_the_reader() {
        for bytes in [b"stream".as_slice(), b"stream\n\x78\x9c\xff\xff", b"stream\n\x78"] {
            assert_eq!(check(bytes), Ok(()));
        }
    }
}
