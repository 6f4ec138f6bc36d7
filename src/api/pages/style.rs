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

const ICON: &str = include_str!("../../../templates/favicon.svg");

/// Answers with the icon of the site.
pub(super) async fn get_icon() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("image/svg+xml")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=86400")),
    ];
    (headers, ICON)
}

/// Answers with the style sheet.
pub(super) async fn get_style() -> impl IntoResponse {
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/css; charset=utf-8")),
        (header::CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable")),
    ];
    (headers, STYLE)
}

/// Files of `templates/` with their content.
macro_rules! templates {
    ($($file:literal),+ $(,)?) => {
        &[$(($file, include_str!(concat!("../../../templates/", $file)))),+]
    };
}

/// Every template and the style sheet.
const TEMPLATES: &[(&str, &str)] = templates![
    "base.html",
    "cascade.html",
    "checks.html",
    "compare.html",
    "contract.html",
    "docs.html",
    "document.html",
    "documents.html",
    "error.html",
    "evidence.html",
    "favicon.svg",
    "find.html",
    "form.html",
    "guide.html",
    "indicator.html",
    "operation.html",
    "parts/badge.html",
    "parts/figure.html",
    "parts/kind.html",
    "parts/panel.html",
    "parts/picture.html",
    "parts/select.html",
    "parts/target.html",
    "parts/verdicts.html",
    "progress.html",
    "region.html",
    "releases.xml",
    "schema.html",
    "sitemap.xml",
    "start.html",
    "style.css",
    "try.html",
];

/// All templates. A page changes where a template does, so validators depend on them.
pub fn sources() -> String {
    TEMPLATES.iter().map(|(_, text)| *text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::path::Path;

    #[test]
    fn validators_depend_on_every_template() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
        let files = |folder: &Path| -> Vec<_> {
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
        };
        let mut found: Vec<_> = [files(&folder), files(&folder.join("parts"))].concat();
        found.retain(|path| path.is_file());
        let mut found: Vec<_> = found
            .iter()
            .map(|path| path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned())
            .collect();
        found.sort_unstable();
        let listed: Vec<_> = TEMPLATES.iter().map(|(file, _)| *file).collect();
        assert_eq!(listed, found);
    }
}
