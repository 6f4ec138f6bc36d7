//! Parts of every operation: the headers of its answers and `304`.

use super::headers::{RATE_FIELDS, caching_headers, count_header, text_header};
use crate::api::http::caching;
use crate::format::{self, Format};
use utoipa::openapi::path::Operation;
use utoipa::openapi::response::Response as Described;
use utoipa::openapi::{ContentBuilder, ObjectBuilder, OpenApi, Ref, RefOr, schema::Type};

/// Adds what every operation has.
pub fn complete(api: &mut OpenApi) {
    for (path, item) in &mut api.paths.paths {
        for operation in [&mut item.get].into_iter().flatten() {
            headers(operation);
            if !caching::MOMENTARY.contains(&path.as_str()) {
                let response = Ref::from_response_name("NotModified");
                operation.responses.responses.insert("304".to_owned(), response.into());
            }
        }
    }
}

fn headers(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        let id = text_header(
            "Names this request in the server's log; the one sent, where it was a sane one.",
        );
        response.headers.insert("X-Request-Id".to_owned(), id.into());
        tabular(response);
        for (name, about) in RATE_FIELDS {
            response.headers.insert(name.to_owned(), text_header(about).into());
        }
        let language = "Of names, where there are any: `zh` or `en`.";
        response.headers.insert("Content-Language".to_owned(), text_header(language).into());
        if is_list(response) {
            let total = "Entries that match over all pages, exact.";
            response.headers.insert("X-Total-Count".to_owned(), count_header(total).into());
            let link = "The first page and the next, `<…>; rel=\"next\"`, which is absent on the last; the licence and \
                        this document. There is no `prev`.";
            response.headers.insert("Link".to_owned(), text_header(link).into());
        }
        if status == "200" {
            caching_headers(response);
        }
    }
}

/// Whether this is a list: had as JSON and as CSV. A download is one of the two.
pub(crate) fn is_list(response: &Described) -> bool {
    [Format::Json, Format::Csv]
        .iter()
        .all(|format| response.content.contains_key(format.media_type()))
}

/// A list that is had as CSV is had in every tabular format, as a file.
fn tabular(response: &mut Described) {
    if !is_list(response) {
        return;
    }
    for format in format::TABULAR.iter().filter(|format| format.is_tabular()) {
        let mut schema = ObjectBuilder::new().schema_type(Type::String);
        // Bytes, not text: OpenAPI 3.1 has no `format: binary`, only what the content is.
        if matches!(format, Format::Xlsx | Format::Parquet) {
            schema = schema.content_media_type(format.media_type());
        }
        let content = ContentBuilder::new().schema(Some(schema)).build();
        response.content.entry(format.media_type().to_owned()).or_insert_with(|| content.into());
    }
    let file = "In tabular formats: an attachment, its name with the release.";
    response.headers.insert("Content-Disposition".to_owned(), text_header(file).into());
}
