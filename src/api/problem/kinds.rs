//! The kinds of problem, which `type` addresses name.

use crate::domain::lang::Lang;
use crate::domain::text::Text;
use axum::http::StatusCode;

/// A kind of problem.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The last part of the `type` address: `unknown-parameter`. It never changes.
    pub slug: &'static str,
    pub status: StatusCode,
    /// The same for every occurrence of the kind.
    pub title: KindText,
    /// What happened and what to do.
    pub about: KindText,
}

/// A constant text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KindText {
    pub en: &'static str,
    pub zh: &'static str,
}

impl KindText {
    /// In one language.
    pub fn of(self, lang: Lang) -> &'static str {
        match lang {
            Lang::En => self.en,
            Lang::Zh => self.zh,
        }
    }
}

impl From<KindText> for Text {
    fn from(words: KindText) -> Self {
        Self::of(words.en, words.zh)
    }
}

macro_rules! kinds {
    ($($name:ident = $status:ident, $slug:literal, [$title:literal, $title_zh:literal], $about:literal, $about_zh:literal;)*) => {
        $(#[doc = $about] pub(super) const $name: Kind = Kind {
            slug: $slug,
            status: StatusCode::$status,
            title: KindText { en: $title, zh: $title_zh },
            about: KindText { en: $about, zh: $about_zh },
        };)*
        /// Every kind of problem, in order of status.
        pub const KINDS: &[Kind] = &[$($name),*];
    };
}

kinds! {
    UNKNOWN_PARAMETER = BAD_REQUEST, "unknown-parameter", ["Unknown parameter", "未知参数"],
        "The query has a parameter that this resource does not have. An unknown parameter is an error and never ignored; `errors` names the most similar known one.",
        "查询中有此资源不认识的参数。任何参数都不会被悄悄忽略：`errors` 会给出最接近的已知参数。";
    INVALID_PARAMETER = BAD_REQUEST, "invalid-parameter", ["Invalid parameter", "参数无效"],
        "A parameter has a value that is malformed, out of range, repeated, or not in the catalogue. `errors` has one entry for each, with the nearest match where there is one.",
        "某个参数的值格式不对、超出范围、重复，或不在目录中。`errors` 逐项列出，并在有相近项时给出最接近的一项。";
    INVALID_CURSOR = BAD_REQUEST, "invalid-cursor", ["Invalid cursor", "游标无效"],
        "This service did not give the cursor for this query. A cursor is valid for the filters and the order it was given with; start again without it.",
        "这不是本服务为此查询给出的游标。游标只对给出它时的筛选条件和排序有效；请去掉游标，从头开始。";
    MALFORMED_ADDRESS = BAD_REQUEST, "malformed-address", ["Malformed address", "地址格式错误"],
        "The address cannot be read: it must be percent-encoded UTF-8 without NUL characters.",
        "无法读取地址：地址必须是百分号编码的 UTF-8，且不含 NUL 字符。";
    BAD_REQUEST = BAD_REQUEST, "bad-request", ["Bad request", "请求有误"],
        "The request cannot be understood.",
        "无法理解该请求。";
    UNKNOWN_PATH = NOT_FOUND, "unknown-path", ["Unknown path", "路径不存在"],
        "No resource has this path. `/openapi.json` lists the resources and `/docs` shows them.",
        "此路径上没有资源。`/openapi.json` 列出全部资源，`/docs` 可供浏览。";
    NOT_FOUND = NOT_FOUND, "not-found", ["Not found", "未找到"],
        "The resource exists and has no entry with this id in the current release.",
        "该资源存在，但所查发布版本中没有这个标识的条目。";
    METHOD_NOT_ALLOWED = METHOD_NOT_ALLOWED, "method-not-allowed", ["Method not allowed", "不允许的方法"],
        "The data set is read-only: GET and HEAD. The `Allow` header lists the methods of this path.",
        "数据集只读：仅限 GET 与 HEAD。`Allow` 头列出此路径接受的方法。";
    NOT_ACCEPTABLE = NOT_ACCEPTABLE, "not-acceptable", ["Not acceptable", "不提供该格式"],
        "This resource does not have the requested format. `errors` lists its formats. `format=` takes precedence over `Accept`.",
        "此处不提供所要求的格式。`errors` 列出可提供的格式。`format=` 优先于 `Accept`。";
    BODY_TOO_LARGE = PAYLOAD_TOO_LARGE, "body-too-large", ["Body too large", "请求体过大"],
        "No request needs a body, and the body of this one is over the limit.",
        "这里的请求都不需要请求体，而此请求体超出了服务器读取的上限。";
    URI_TOO_LONG = URI_TOO_LONG, "uri-too-long", ["Address too long", "地址过长"],
        "The address of the request is over the limit. Request fewer values at a time, or omit a filter and read the pages.",
        "请求地址超出了服务器读取的上限。请每次少查一些值，或去掉某个筛选条件并分页读取。";
    RANGE_NOT_SATISFIABLE = RANGE_NOT_SATISFIABLE, "range-not-satisfiable", ["Range not satisfiable", "范围无法满足"],
        "The file has none of the bytes that the `Range` header names. `Content-Range` has its length.",
        "文件不含 `Range` 头所指的任何字节。`Content-Range` 给出文件的长度。";
    TOO_MANY_REQUESTS = TOO_MANY_REQUESTS, "too-many-requests", ["Too many requests", "请求过多"],
        "This client exceeds its rate limit. `Retry-After` has the seconds until the next request is allowed; `RateLimit-Policy` and `RateLimit` have the limit and the remaining requests.",
        "此客户端的请求次数超出了服务器允许的限度。`Retry-After` 给出多少秒后可以再次请求；`RateLimit-Policy` 与 `RateLimit` 给出限额和剩余次数。";
    HEADERS_TOO_LARGE = REQUEST_HEADER_FIELDS_TOO_LARGE, "headers-too-large", ["Headers too large", "请求头过大"],
        "The request headers together are over the limit.",
        "请求头的总长度超出了服务器读取的上限。";
    INTERNAL = INTERNAL_SERVER_ERROR, "internal", ["Internal error", "内部错误"],
        "The service failed. The log has the cause under the request id; the request may be sent again.",
        "服务出错。日志中以请求编号记录了原因；可以重新发送请求。";
    TIMEOUT = SERVICE_UNAVAILABLE, "timeout", ["Timed out", "超时"],
        "The answer took longer than the time limit. Request less, or try again later.",
        "作答所需时间超出了服务器的时限。请缩小查询范围，或稍后再试。";
    UNAVAILABLE = SERVICE_UNAVAILABLE, "unavailable", ["Not ready", "尚未就绪"],
        "The database does not answer or contains no release yet. Try again later.",
        "数据库没有响应，或尚未载入任何发布版本。请稍后再试。";
}

#[cfg(test)]
mod tests {
    use super::KINDS;

    #[test]
    fn every_kind_has_two_languages_and_they_are_in_order_of_status() {
        let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        for kind in KINDS {
            for words in [kind.title, kind.about] {
                assert!(chinese(words.zh) && !chinese(words.en), "{kind:?}");
            }
        }
        assert!(KINDS.is_sorted_by_key(|kind| kind.status), "in order of status");
        for (place, kind) in KINDS.iter().enumerate() {
            assert!(KINDS[..place].iter().all(|other| other.slug != kind.slug), "{kind:?} twice");
        }
    }
}
