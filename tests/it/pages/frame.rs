//! What every page has: language, title, addresses, headers; and the pages of problems.

use crate::support::districts::load_two_districts;
use crate::support::http::{get, get_with};
use sqlx::PgPool;

const BROWSER: [(&str, &str); 1] = [("accept", "text/html,application/xhtml+xml,*/*;q=0.8")];
const COMPARE: &str = "/compare?indicators=gdp,green_coverage&regions=jiangan,qiaokou";

#[sqlx::test]
async fn every_page_has_a_title_its_addresses_and_a_policy_in_both_languages(db: PgPool) {
    load_two_districts(&db).await;
    let compared = get(&db, &format!("/v1{COMPARE}")).await;
    let id = compared.at("data/0/cells/0/target/id").as_str().expect("a printed target");
    for page in ["/?lang=", &format!("{COMPARE}&lang="), &format!("/targets/{id}?lang=")] {
        for (lang, html) in [("zh", "zh-Hans"), ("en", "en")] {
            let answer = get_with(&db, &format!("{page}{lang}"), &BROWSER).await;
            assert_eq!(answer.status, 200, "{page}{lang}: {}", answer.text);
            assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
            assert_eq!(answer.header("content-language"), lang);
            assert!(answer.header("content-security-policy").starts_with("default-src 'none'"));
            assert!(!answer.header("content-security-policy").contains("unsafe"));
            assert_eq!(answer.header("x-content-type-options"), "nosniff");
            assert!(!answer.header("etag").is_empty(), "{page}");
            assert!(answer.text.contains(&format!("<html lang=\"{html}\">")), "{}", answer.text);
            assert_eq!(answer.text.matches("<h1>").count(), 1, "{page}");
            for part in ["<title>", "rel=\"canonical\"", "hreflang=\"en\"", ">JSON</a>", "<main"] {
                assert!(answer.text.contains(part), "{page}{lang} lacks {part}");
            }
            for address in addresses(&answer.text) {
                let linked = get(&db, &address).await;
                assert!(linked.status.is_success(), "{page}{lang} links {address}: {linked:?}");
            }
        }
    }
}

/// Every address that a page links.
fn addresses(page: &str) -> Vec<String> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let links = links.filter(|link| !link.starts_with('#'));
    links.map(|link| link.replace("&#38;", "&").replace("&amp;", "&")).collect()
}

#[sqlx::test]
async fn the_style_sheet_never_changes_under_its_address(db: PgPool) {
    load_two_districts(&db).await;
    let page = get(&db, "/").await;
    let style =
        addresses(&page.text).into_iter().find(|link| link.rsplit('.').next() == Some("css"));
    let style = get(&db, &style.expect("a style sheet")).await;
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(style.header("cache-control"), "public, max-age=31536000, immutable");
}

#[sqlx::test]
async fn a_form_may_leave_fields_empty(db: PgPool) {
    load_two_districts(&db).await;
    let page = get_with(&db, "/compare?indicators=gdp&regions=&lang=en", &BROWSER).await;
    assert_eq!(page.status, 200, "{}", page.text);
}

#[sqlx::test]
async fn a_browser_gets_problems_as_pages_and_a_program_as_documents(db: PgPool) {
    load_two_districts(&db).await;
    for (address, status) in [
        ("/nothing", 404),
        ("/targets/none", 404),
        ("/compare?indicators=gdp&regions=atlantis", 400),
        ("/compare?indicators=gdp&x=%3Cscript%3E", 400),
    ] {
        let page = get_with(&db, address, &BROWSER).await;
        assert_eq!(page.status.as_u16(), status, "{address}");
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{address}");
        assert!(page.header("content-security-policy").contains("default-src 'none'"));
        assert_eq!(page.header("content-length"), page.bytes.len().to_string());
        assert!(page.text.contains("<h1>") && page.text.contains("href=\"/?lang="), "{address}");
        assert!(!page.text.contains("<script"), "{}", page.text);
        get(&db, address).await.problem();
    }
    get_with(&db, "/v1/nothing", &BROWSER).await.problem();
}

#[sqlx::test]
async fn without_a_release_a_browser_gets_a_page(db: PgPool) {
    let page = get_with(&db, "/", &BROWSER).await;
    assert_eq!(page.status, 503, "{}", page.text);
    assert!(page.text.contains("<h1>"), "{}", page.text);
}
