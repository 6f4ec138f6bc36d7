//! Ids of observations: the same place of the same document always has the same id.

use crate::domain::Origin;
use sha2::{Digest, Sha256};

/// Sixteen lower-case hex characters computed from document, origin and place. In running text, `place` is
/// the character offset of the number. In tables it is `LINE/ORDINAL/CELL`: the line of the row, its
/// ordinal among the rows that begin there, and the name of the cell.
pub fn observation(sha256: &str, origin: Origin, place: &str) -> String {
    let origin = match origin {
        Origin::Table => "table",
        Origin::Prose => "prose",
    };
    let mut hasher = Sha256::new();
    for part in [sha256, origin, place] {
        hasher.update(part.as_bytes());
        hasher.update([0]);
    }
    let digest = hasher.finalize();
    let begins = digest.iter().take(8).fold(0_u64, |all, byte| all << 8 | u64::from(*byte));
    format!("{begins:016x}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_depends_on_document_origin_and_place() {
        let id = observation("ab", Origin::Table, "226/0/target");
        assert_eq!(id.len(), 16);
        assert_eq!(id, observation("ab", Origin::Table, "226/0/target"));
        assert_ne!(id, observation("ab", Origin::Prose, "226/0/target"));
        assert_ne!(id, observation("ac", Origin::Table, "226/0/target"));
        assert_ne!(id, observation("ab", Origin::Table, "226/0/base"));
    }
}
