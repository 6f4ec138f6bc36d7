//! Parts of every page: language, title, addresses, headers; and the pages of problems.

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
                let is_there = linked.status.is_success() || linked.status.is_redirection();
                assert!(is_there, "{page}{lang} links {address}: {linked:?}");
            }
        }
    }
}

/// The most addresses of one kind that a test follows; an overview links hundreds of similar pages.
const MOST_OF_A_KIND: usize = 4;

/// The addresses that a page links, without duplicates.
fn addresses(page: &str) -> Vec<String> {
    let links = page.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let links = links.filter(|link| !link.starts_with('#') && !link.starts_with("https://"));
    let mut found: Vec<String> = Vec::new();
    for link in links.map(|link| link.replace("&#38;", "&").replace("&amp;", "&")) {
        let kind = |link: &str| link.split(['/', '?']).nth(1).map(str::to_owned);
        let alike = found.iter().filter(|known| kind(known) == kind(&link)).count();
        let is_data = link.starts_with("/v1/");
        if !found.contains(&link) && (is_data || alike < MOST_OF_A_KIND) {
            found.push(link);
        }
    }
    found
}

#[sqlx::test]
async fn guides_and_the_contract_are_pages_with_a_policy(db: PgPool) {
    load_two_districts(&db).await;
    for page in ["/docs", "/docs/", "/docs/comparison", "/docs/api", "/docs/try", "/docs/swagger/"]
    {
        let answer = get_with(&db, page, &BROWSER).await;
        assert_eq!(answer.status, 200, "{page}: {}", answer.text);
        for name in ["content-security-policy", "permissions-policy", "referrer-policy"] {
            assert!(!answer.header(name).is_empty(), "{page} has no {name}");
        }
        assert!(!answer.header("content-security-policy").contains("unsafe"), "{page}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{page}");
        for address in addresses(&answer.text) {
            if !address.starts_with('/') {
                continue;
            }
            let linked = get(&db, &address).await;
            assert!(!linked.status.is_client_error(), "{page} links {address}: {linked:?}");
        }
    }
    let none = get_with(&db, "/docs/comparisons", &BROWSER).await;
    assert_eq!(none.status, 404);
    let script = get(&db, "/docs/swagger/swagger-ui-bundle.js").await;
    assert_eq!(script.status, 200);
}

#[sqlx::test]
async fn the_style_sheet_never_changes_at_its_address(db: PgPool) {
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
async fn without_a_database_a_browser_gets_a_page_with_advice(db: PgPool) {
    load_two_districts(&db).await;
    db.close().await;
    for (address, words) in
        [("/?lang=en", "again later"), ("/compare?indicators=gdp&lang=zh", "稍后")]
    {
        let page = get_with(&db, address, &BROWSER).await;
        assert_eq!(page.status, 503, "{address}: {}", page.text);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8", "{address}");
        assert!(page.text.contains("<h1>") && page.text.contains(words), "{}", page.text);
    }
}

#[sqlx::test]
async fn without_a_release_a_browser_gets_a_page(db: PgPool) {
    let page = get_with(&db, "/", &BROWSER).await;
    assert_eq!(page.status, 503, "{}", page.text);
    assert!(page.text.contains("<h1>"), "{}", page.text);
}
