//! Headers that responses have in common, as the contract describes them.

use utoipa::openapi::header::{Header, HeaderBuilder};
use utoipa::openapi::response::Response as Described;
use utoipa::openapi::{ObjectBuilder, schema::Type};

/// The headers about the client's rate limit in every answer.
pub(crate) const RATE_FIELDS: [(&str, &str); 2] = [
    (
        "RateLimit-Policy",
        "How often a client may ask: `\"client\";q=200;w=20` is 200 requests at once, all of which may be asked again \
         after 20 seconds. Absent where the server sets no limit, on `/healthz` and on `/readyz`.",
    ),
    (
        "RateLimit",
        "What is left of it: `\"client\";r=199;t=1` is 199 requests, and all again in 1 second. Absent where the policy is.",
    ),
];

pub(crate) fn text_header(description: &str) -> Header {
    let schema = ObjectBuilder::new().schema_type(Type::String);
    HeaderBuilder::new().schema(Some(schema)).description(Some(description)).build()
}

pub(crate) fn count_header(description: &str) -> Header {
    let schema = ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(0));
    HeaderBuilder::new().schema(Some(schema)).description(Some(description)).build()
}

/// The headers of answers that may be kept.
pub(crate) fn caching_headers(response: &mut Described) {
    for (name, about) in [
        (
            "ETag",
            "Weak. The same for the same question however it is written; another for another release, format or language.",
        ),
        (
            "Cache-Control",
            "`immutable` where the release was asked for, else a minute; `no-store` for what is about the moment.",
        ),
        ("Vary", "`accept`, `accept-language`, `accept-encoding`."),
    ] {
        response.headers.insert(name.to_owned(), text_header(about).into());
    }
    let modified =
        text_header("When the release was made; absent where no release is answered from.");
    response.headers.insert("Last-Modified".to_owned(), modified.into());
}
