//! Cursors: where a page ended, so that the next begins right after, whatever is loaded meanwhile.
//!
//! Opaque to callers: base64url of JSON with the release, the sort keys of the last row, and a
//! hash that binds both to the path, filters and order they were given for.

use super::context::RequestContext;
use crate::api::problem::{ApiError, FieldError, FieldErrorKind};
use crate::domain::text::Text;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Longest cursor that is looked at, in bytes; ours are a few hundred.
const LONGEST: usize = 4096;

/// The contents of a cursor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cursor<K> {
    /// The release the first page was answered from; the others are, too.
    #[serde(rename = "r")]
    pub release: i32,
    /// Sort keys of the last row given.
    #[serde(rename = "k")]
    pub keys: K,
    #[serde(rename = "h")]
    seal: String,
}

impl<K: Serialize + DeserializeOwned> Cursor<K> {
    /// The cursor of the page after the row with these keys.
    ///
    /// # Errors
    /// Only where the keys cannot be JSON, which is a fault in the program.
    pub fn after(keys: K, asked: &RequestContext) -> Result<String, ApiError> {
        let release = asked.snapshot.release.id;
        let seal = seal(release, &keys, asked)?;
        let json = serde_json::to_vec(&Self { release, keys, seal }).map_err(unserialisable)?;
        Ok(URL_SAFE_NO_PAD.encode(json))
    }

    /// Reads the cursor of a request; `None` where there is none.
    ///
    /// # Errors
    /// The cursor is not from this service, was altered, or belongs to another query.
    pub fn read(asked: &RequestContext) -> Result<Option<Self>, ApiError> {
        let Some(text) = &asked.cursor else { return Ok(None) };
        let refuse = |why| {
            let error = FieldError::value("cursor", text, why).of(FieldErrorKind::Cursor);
            ApiError::invalid(error)
        };
        let json = Some(text).filter(|text| text.len() <= LONGEST);
        let json = json.and_then(|text| URL_SAFE_NO_PAD.decode(text).ok());
        // The database has no texts with NUL, which JSON writes so.
        let json = json.filter(|json| !json.windows(6).any(|part| part == br"\u0000"));
        let cursor: Option<Self> = json.and_then(|json| serde_json::from_slice(&json).ok());
        let cursor = cursor.ok_or_else(|| {
            refuse(Text::of("not a cursor this service has given", "不是本服务给出的游标"))
        })?;
        if cursor.seal != seal(cursor.release, &cursor.keys, asked)? {
            return Err(refuse(Text::of(
                "given for other filters or another order, or altered",
                "游标属于其他筛选条件或排序，或已被改动",
            )));
        }
        Ok(Some(cursor))
    }
}

/// Where a page ended in a list that counts its entries: those of one release stay where they are.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Entries on the pages so far.
    #[serde(rename = "o")]
    after: u32,
}

impl Place {
    /// The number of entries on the pages before; 0 where the request has no cursor.
    ///
    /// # Errors
    /// As [`Cursor::read`].
    pub fn read(asked: &RequestContext) -> Result<u32, ApiError> {
        Ok(Cursor::<Self>::read(asked)?.map_or(0, |cursor| cursor.keys.after))
    }

    /// The cursor after a page of `entries` entries that began at `after`; `None` after the last of `total`, and
    /// for `limit=0`.
    ///
    /// # Errors
    /// As [`Cursor::after`].
    pub fn next(
        after: u32,
        entries: usize,
        total: u64,
        asked: &RequestContext,
    ) -> Result<Option<String>, ApiError> {
        let reached = after.saturating_add(u32::try_from(entries).unwrap_or(u32::MAX));
        let more = entries > 0 && u64::from(reached) < total;
        more.then(|| Cursor::after(Self { after: reached }, asked)).transpose()
    }
}

/// The release of a cursor; `None` where the text is no cursor, which [`Cursor::read`] reports.
pub(crate) fn release_of(text: &str) -> Option<i32> {
    #[derive(Deserialize)]
    struct Release {
        #[serde(rename = "r")]
        release: i32,
    }
    let json = Some(text).filter(|text| text.len() <= LONGEST)?;
    let json = URL_SAFE_NO_PAD.decode(json).ok()?;
    serde_json::from_slice(&json).ok().map(|Release { release }| release)
}

/// Binds release and keys to the query. Without a key it catches mistakes: whoever forges a cursor reads nothing but
/// the rows that anybody may read. With a key (HMAC), which every instance needs, nobody else makes cursors.
fn seal<K: Serialize>(release: i32, keys: &K, asked: &RequestContext) -> Result<String, ApiError> {
    let keys = serde_json::to_string(keys).map_err(unserialisable)?;
    let bound = format!("1\n{}\n{release}\n{keys}", asked.fingerprint());
    let hash = match &asked.cursor_key {
        None => Sha256::digest(bound),
        Some(key) => Hmac::<Sha256>::new_from_slice(key.as_bytes())
            .map_err(|error| ApiError::Internal(format!("cursor: {error}")))?
            .chain_update(bound)
            .finalize()
            .into_bytes(),
    };
    Ok(URL_SAFE_NO_PAD.encode(&hash[..12]))
}

#[expect(clippy::needless_pass_by_value, reason = "as map_err gives it")]
fn unserialisable(error: serde_json::Error) -> ApiError {
    ApiError::Internal(format!("cursor: {error}"))
}
