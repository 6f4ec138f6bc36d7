//! The style sheet, and what identifies the pages in validators.

use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

const STYLE: &str = include_str!("../../../templates/style.css");

/// The address of the style sheet. It contains a hash of the content, so the content never changes.
pub(super) static ADDRESS: LazyLock<String> = LazyLock::new(|| {
    let hash = hex::encode(Sha256::digest(STYLE));
    format!("/assets/{}.css", &hash[..16])
});

/// Answers with the style sheet.
pub(super) async fn get_style() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, STYLE)
}

/// Every template. A page is another one where a template is, so validators depend on them.
pub fn sources() -> String {
    [
        STYLE,
        include_str!("../../../templates/base.html"),
        include_str!("../../../templates/compare.html"),
        include_str!("../../../templates/error.html"),
        include_str!("../../../templates/evidence.html"),
        include_str!("../../../templates/form.html"),
        include_str!("../../../templates/start.html"),
    ]
    .concat()
}
