//! The context of a request: release, language, format and the canonical address.

use super::raw_query::encoded;
use super::reader::FormerId;
use crate::api::address::PublicAddress;
use crate::domain::lang::Lang;
use crate::format::Format;
use crate::format::Shape;
use crate::store::Snapshot;
use serde_json::{Map, Value};
use std::sync::Arc;
use tokio::sync::OwnedSemaphorePermit;

/// The parts of a request that do not depend on its resource.
#[derive(Debug, Clone)]
pub struct RequestContext {
    /// The release and catalogue to answer from, with names in `lang`.
    pub snapshot: Arc<Snapshot>,
    /// Whether the request names its release (`release=`, a cursor, a release in the path), so that the answer
    /// never changes; otherwise it is the newest.
    pub pinned: bool,
    /// The language of names.
    pub lang: Lang,
    /// The address that clients reach the service by.
    pub address: PublicAddress,
    /// The path within the service.
    pub path: String,
    /// The format to answer in.
    pub format: Format,
    /// Whether CSV begins with a byte order mark.
    pub bom: bool,
    /// Requested fields and labels of coded words.
    pub shape: Shape,
    /// Filters in effect, names resolved to ids, in the order the resource documents.
    pub filters: Map<String, Value>,
    /// Former ids in the query.
    pub former_ids: Vec<FormerId>,
    /// The cursor, as sent.
    pub cursor: Option<String>,
    /// The key of the seal of cursors; `None` for a seal without one.
    pub(crate) cursor_key: Option<Arc<str>>,
    /// The place of a large answer, until it was written.
    pub(crate) room: Option<Arc<OwnedSemaphorePermit>>,
    /// Every parameter in effect but the cursor, written the one canonical way.
    pub(crate) given: Vec<(&'static str, String)>,
}

impl RequestContext {
    /// A path of the service as clients ask for it.
    pub fn at(&self, path: &str) -> String {
        self.address.path(path)
    }

    /// The address of this answer, with these parameters set anew; path and query, canonical.
    pub fn link(&self, replaced: &[(&'static str, &str)]) -> String {
        self.link_at(self.cursor.as_deref(), replaced)
    }

    /// The query of this answer, canonical.
    pub(super) fn canonical_query(&self) -> String {
        self.query_of(self.cursor.as_deref(), &[])
    }

    fn link_at(&self, cursor: Option<&str>, replaced: &[(&'static str, &str)]) -> String {
        let (path, query) = (self.at(&self.path), self.query_of(cursor, replaced));
        if query.is_empty() { path } else { format!("{path}?{query}") }
    }

    fn query_of(&self, cursor: Option<&str>, replaced: &[(&'static str, &str)]) -> String {
        let cursor = cursor.map(|cursor| ("cursor", cursor));
        let kept = self.given.iter().map(|(name, value)| (*name, value.as_str())).chain(cursor);
        let kept = kept.filter(|(name, _)| replaced.iter().all(|(other, _)| other != name));
        let mut query = String::with_capacity(128);
        for (name, value) in kept.chain(replaced.iter().copied()) {
            if !query.is_empty() {
                query.push('&');
            }
            query.push_str(name);
            query.push('=');
            query.extend(encoded(value));
        }
        query
    }

    /// The address of this answer from this release, which stays what it is.
    pub fn pinned_link(&self) -> String {
        self.link(&[("release", &self.snapshot.release.id.to_string())])
    }

    /// The address of the first page of the list this is a page of, from the same release.
    pub fn first_link(&self) -> String {
        match self.cursor {
            Some(_) => self.link_at(None, &[("release", &self.snapshot.release.id.to_string())]),
            None => self.link(&[]),
        }
    }

    /// What a cursor is bound to: the path, the filters and the order, not the size or the looks. The
    /// release it has in itself.
    pub fn fingerprint(&self) -> String {
        let mut bound: Vec<_> = self
            .given
            .iter()
            .filter(|(name, _)| !PRESENTATION.contains(name))
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        bound.sort();
        format!("{}?{}", self.path, bound.join("&"))
    }
}

/// Parameters that change how an answer looks and not which entries are in it, nor their order.
const PRESENTATION: &[&str] =
    &["limit", "format", "bom", "lang", "release", "fields", "labels", "width", "view"];
