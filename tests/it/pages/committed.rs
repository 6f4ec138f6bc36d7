//! Every page over the committed data: its figures equal those of the API address that it links.

use crate::support::committed::load_documents;
use crate::support::http::{self, Answer, send_within};
use axum::body::Body;
use axum::http::Request;
use plan_targets::config::Limits;
use serde_json::Value;
use sqlx::PgPool;

const PAGES: [&str; 12] = [
    "/?",
    "/compare?indicators=gdp,pm25&",
    "/progress?",
    "/progress?regions=wuhan&indicators=gdp,new_jobs,green_coverage,pm25&",
    "/regions/wuhan?",
    "/regions/jiangan?",
    "/indicators/gdp?",
    "/cascade?parent=wuhan&",
    "/cascade?parent=wuhan&indicators=pm25&",
    "/checks?",
    "/documents?",
    "/documents/wuhan-2021-2025?",
];

/// GET with a time limit that suits hundreds of figures in a program without optimisation.
async fn get_with(db: &PgPool, address: &str, headers: &[(&str, &str)]) -> Answer {
    let mut request = Request::get(address);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    let limits = Limits { request_timeout: 300.0, ..Limits::default() };
    send_within(db, limits, request.body(Body::empty()).expect("a request")).await
}

async fn get(db: &PgPool, address: &str) -> Answer {
    get_with(db, address, &[]).await
}

/// The text between two texts.
fn between<'p>(page: &'p str, from: &str, to: &str) -> &'p str {
    let rest = page.split_once(from).unwrap_or_else(|| panic!("{from} is not in the page")).1;
    rest.split_once(to).unwrap_or_else(|| panic!("{to} is not after {from}")).0
}

/// A text as a template escapes it.
fn escaped(text: &str) -> String {
    let pairs = [("&", "&#38;"), ("<", "&#60;"), (">", "&#62;"), ("\"", "&#34;"), ("'", "&#39;")];
    pairs.iter().fold(text.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// A number of an answer as a page prints it.
fn number(value: &Value) -> String {
    let text = value.to_string();
    text.strip_suffix(".0").unwrap_or(&text).to_owned()
}

fn list<'a>(answer: &'a Answer, path: &str) -> &'a Vec<Value> {
    answer.at(path).as_array().unwrap_or_else(|| panic!("{path}: {}", answer.text))
}

async fn page(db: &PgPool, address: &str) -> String {
    let page = get(db, address).await;
    assert_eq!(page.status, 200, "{address}: {}", page.text);
    page.text
}

#[sqlx::test]
async fn pages_of_the_committed_data_have_the_figures_of_their_answers(db: PgPool) {
    load_documents(&db).await;
    progress(&db).await;
    region(&db).await;
    indicator(&db).await;
    cascade(&db).await;
    charts(&db).await;
    checks(&db).await;
    documents(&db).await;
    frames(&db).await;
    names_lead_to_pages(&db).await;
    feeds(&db).await;
}

async fn progress(db: &PgPool) {
    let address = "/progress?regions=wuhan&period=2021-2025&lang=en";
    let (page, data) = (page(db, address).await, get(db, &format!("/v1{address}")).await);
    let mut decided = 0;
    for target in list(&data, "data/0/targets") {
        let id = target["target"]["id"].as_str().unwrap();
        let row = between(&page, &format!("<li id=\"t-{id}\">"), "</li>");
        let verdict = target["verdict"].as_str().unwrap();
        assert!(row.contains(&format!("badge {verdict}\"")), "{verdict}: {row}");
        for (name, kind) in [("base", "actuals"), ("latest", "actuals"), ("target", "targets")] {
            let figure = &target[name];
            let Some(id) = figure["id"].as_str() else { continue };
            assert!(row.contains(&format!("/{kind}/{id}?lang=en")), "{name} {id}: {row}");
            if !figure["value"].is_null() {
                assert!(row.contains(&number(&figure["value"])), "{name} {figure}: {row}");
            }
        }
        if !target["done_percent"].is_null() {
            let done = number(&target["done_percent"]);
            assert!(row.contains(&format!("<b>{done} %</b>")), "{done}: {row}");
            decided += 1;
        }
        if let Some(method) = target["method"].as_str() {
            assert!(row.contains(&escaped(method)), "{method}: {row}");
        }
    }
    assert!(decided > 0, "no way is drawn: {page}");
    let counts = data.at("data/0/counts");
    for (verdict, count) in counts.as_object().unwrap() {
        let part = format!("regions=wuhan&#38;verdict={verdict}&#38;");
        let is_verdict = !["targets", "statements", "with_actual"].contains(&verdict.as_str());
        assert_eq!(page.contains(&part), is_verdict && count.as_u64() > Some(0), "{verdict}");
    }
}

async fn region(db: &PgPool) {
    for id in ["wuhan", "jiangan"] {
        let page = page(db, &format!("/regions/{id}?lang=en")).await;
        let data = get(db, &format!("/v1/profiles/{id}?lang=en")).await;
        let tables = between(&page, "<h2 id=\"targets\">", "</section>");
        for target in list(&data, "data/targets") {
            let indicator = target["indicator"]["id"].as_str().unwrap();
            let row = format!("<tr><th scope=\"row\"><a href=\"/indicators/{indicator}?lang=en\">");
            let row = between(tables, &row, "</tr>");
            for name in ["base", "target", "latest"] {
                let value = &target[name]["value"];
                assert!(value.is_null() || row.contains(&number(value)), "{name} {target}: {row}");
            }
            if let Some(rank) = target["rank"].as_u64() {
                assert!(row.contains(&format!("{rank} / {}", target["ranked"])), "{row}");
            }
            let verdict = target["verdict"].as_str().unwrap();
            assert!(row.contains(&format!("badge {verdict}\"")), "{verdict}: {row}");
        }
        let findings = data.at("data/findings/total");
        assert!(page.contains(&format!(">{findings} findings</a>")), "{findings}");
        for document in list(&data, "data/documents") {
            let id = document["id"].as_str().unwrap();
            assert!(page.contains(&format!("/documents/{id}?lang=en")), "{id}");
        }
    }
}

async fn indicator(db: &PgPool) {
    let page = page(db, "/indicators/gdp?lang=en").await;
    let data = get(db, "/v1/compare?indicators=gdp&sort=rank&lang=en").await;
    let table = between(&page, "<table data-indicator=\"gdp\">", "</table>");
    let rows: Vec<_> = table.split("<tr><th scope=\"row\">").skip(1).collect();
    let cells = list(&data, "data/0/cells");
    assert_eq!(rows.len(), cells.len());
    for (row, cell) in rows.iter().zip(cells) {
        let region = cell["region"]["id"].as_str().unwrap();
        assert!(row.contains(&format!("/regions/{region}?")), "{region}: {row}");
        let value = &cell["target"]["value"];
        assert!(value.is_null() || row.contains(&number(value)), "{value}: {row}");
    }
    let series = get(db, "/v1/series?indicators=gdp&limit=12&lang=en").await;
    let reached = between(&page, "<h2 id=\"reached\">", "</section>");
    let mut outcomes = 0;
    for row in reached.split("<tr><th scope=\"row\">").skip(1) {
        let id = |kind: &str| between(row, &format!("/{kind}/"), "?lang=en").to_owned();
        let (target, actual) = (id("targets"), id("actuals"));
        let one =
            list(&series, "data").iter().find(|one| one.to_string().contains(&target)).unwrap();
        let find = |lists: &[&str], id: &str| {
            let mut all = lists.iter().flat_map(|list| one[*list].as_array().unwrap());
            all.find(|it| it["id"] == id).unwrap().clone()
        };
        let (target, actual) =
            (find(&["targets"], &target), find(&["points", "growth", "changes"], &actual));
        for field in ["year", "measure", "unit"] {
            assert_eq!(target[field], actual[field], "{row}");
        }
        for value in [&target["value"], &actual["value"]] {
            assert!(row.contains(&number(value)), "{value}: {row}");
        }
        outcomes += 1;
    }
    assert!(outcomes >= 8, "{outcomes}: {reached}");
    let years = between(&page, "<h2 id=\"years\">", "</section>");
    for point in list(&series, "data").iter().flat_map(|one| one["points"].as_array().unwrap()) {
        let id = point["id"].as_str().unwrap();
        if point["year"].is_null() {
            continue;
        }
        let shown = between(years, &format!("/actuals/{id}?lang=en\"><bdi>"), "</bdi>");
        assert!(shown.contains(&number(&point["value"])), "{shown} {point}");
    }
}

/// Figures of different quantities never share an axis: a change or growth has no mark among levels.
async fn charts(db: &PgPool) {
    let picture =
        |svg: &str, region: &str| between(svg, &format!("<title>{region}: "), "</g>").to_owned();
    let rates = get(db, "/v1/compare?indicators=urbanization_rate&format=svg&lang=en").await.text;
    assert!(
        rates.contains("Not drawn on this axis: 1 stated as change over 5 years (%)."),
        "{rates}"
    );
    // A diamond is the only closed path.
    assert!(!picture(&rates, "Echeng District").contains("Z\""), "{rates}");
    assert!(picture(&rates, "Jiang&#39;an District").contains("Z\""), "{rates}");
    let sales = get(db, "/v1/compare?indicators=retail_sales&format=svg&lang=en").await.text;
    let (levels, growth) = sales.split_once("growth a year  ·  %").expect("a panel of growth");
    assert!(levels.contains("Drawn below on an axis of their own: 2 stated as growth a year (%)."));
    assert!(!picture(levels, "Wuhan").contains("Z\""), "{levels}");
    assert!(picture(growth, "Wuhan").contains("Z\""), "{growth}");
    // Totals of five years are not totals of one year.
    let jobs =
        get(db, "/v1/series?indicators=new_jobs&regions=wuhan&format=svg&lang=en").await.text;
    assert!(jobs.contains("Not drawn on this axis: 1 stated as total of 5 years"), "{jobs}");
    assert!(!jobs.contains("total of 5 years (2020)"), "{jobs}");
    assert!(jobs.contains("total of the year (2022)"), "{jobs}");
}

async fn cascade(db: &PgPool) {
    let page = page(db, "/cascade?parent=wuhan&lang=en").await;
    let data = get(db, "/v1/cascade?parent=wuhan&lang=en").await;
    let table = between(&page, "<table class=\"matrix\">", "</table>");
    let (mut signs, entries) = (0, list(&data, "data"));
    for entry in entries {
        let above = entry["above"].as_array().unwrap().iter();
        let children = entry["children"].as_array().unwrap();
        for held in above.chain([&entry["parent"]]).chain(children) {
            let Some(id) = held["target"]["id"].as_str() else { continue };
            let status = held["status"].as_str().unwrap();
            let sign = format!("<a class=\"badge {status}\" href=\"/targets/{id}?lang=en\"");
            assert!(table.contains(&sign), "{sign} of {}", entry["indicator"]);
            signs += 1;
        }
    }
    assert_eq!(table.matches("<a class=\"badge").count(), signs);
    assert_eq!(table.matches("<tr><th scope=\"row\">").count(), entries.len());
    let redirect = get(db, "/cascade?lang=en").await;
    assert_eq!(redirect.header("location"), "/cascade?parent=wuhan&lang=en");
}

async fn checks(db: &PgPool) {
    let page = page(db, "/checks?lang=en").await;
    let data = get(db, "/v1/checks?lang=en").await;
    assert!(!list(&data, "data").is_empty());
    for finding in list(&data, "data") {
        let id = finding["id"].as_str().unwrap();
        let article = between(&page, &format!("aria-labelledby=\"f-{id}\">"), "</article>");
        let sum = escaped(finding["arithmetic"].as_str().unwrap());
        assert!(article.contains(&sum), "{sum}: {article}");
        for input in finding["inputs"].as_array().unwrap() {
            let id = input["id"].as_str().unwrap();
            let kind = input["kind"].as_str().unwrap();
            assert!(article.contains(&format!("/{kind}s/{id}?lang=en")), "{id}: {article}");
        }
    }
}

async fn documents(db: &PgPool) {
    let listed = page(db, "/documents?lang=en").await;
    let data = get(db, "/v1/documents?lang=en").await;
    for document in list(&data, "data") {
        let id = document["id"].as_str().unwrap();
        let row = between(&listed, &format!("/documents/{id}?lang=en\""), "</tr>");
        for count in ["targets", "actuals"] {
            assert!(row.contains(&format!("<td class=\"n\">{}</td>", document[count])), "{row}");
        }
    }
    let one = page(db, "/documents/wuhan-2021-2025?lang=en").await;
    let data = get(db, "/v1/documents/wuhan-2021-2025?lang=en").await;
    for table in list(&data, "data/tables") {
        let id = table["id"].as_str().unwrap();
        let shown = between(&one, &format!("<h2 id=\"{id}\">"), "</section>");
        let rows = table["rows"].as_array().unwrap();
        assert_eq!(shown.matches("<tr><th scope=\"row\">").count(), rows.len());
        for row in rows {
            assert!(shown.contains(&escaped(row["label"].as_str().unwrap())), "{row}");
        }
    }
}

/// Each page has one heading of the first level, no script, and at most 100 KB with everything it loads.
/// The pages alternate between the languages, because each computes hundreds of figures.
async fn frames(db: &PgPool) {
    for (page, lang) in PAGES.into_iter().zip(["zh", "en"].into_iter().cycle()) {
        let address = format!("{page}lang={lang}");
        let answer = get(db, &address).await;
        assert_eq!(answer.status, 200, "{address}: {}", answer.text);
        assert_eq!(answer.text.matches("<h1>").count(), 1, "{address}");
        assert!(!answer.text.contains("<script") && !answer.text.contains(" style="), "{address}");
        assert!(answer.header("content-security-policy").contains("default-src 'none'"));
        let mut weight = 0;
        let widest =
            answer.text.split("<img src=\"").skip(1).map(|it| it.split('"').next().unwrap());
        let style = answer.text.split("rel=\"stylesheet\" href=\"").nth(1);
        let style = style.and_then(|it| it.split('"').next()).unwrap();
        for part in [address.as_str(), style].into_iter().chain(widest) {
            let part = part.replace("&#38;", "&").replace("&amp;", "&");
            let loaded = get_with(db, &part, &[("accept-encoding", "gzip")]).await;
            assert_eq!(loaded.status, 200, "{address} loads {part}: {}", loaded.text);
            weight += loaded.bytes.len();
        }
        println!("{weight:>7} {address}");
        assert!(weight <= 100_000, "{address} weighs {weight} bytes");
    }
}

async fn names_lead_to_pages(db: &PgPool) {
    for (name, page) in
        [("江岸", "/regions/jiangan?lang=zh"), ("PM2.5浓度", "/indicators/pm25?lang=zh")]
    {
        let found = http::get(db, &format!("/find?q={name}&lang=zh")).await;
        assert_eq!((found.status.as_u16(), found.header("location")), (303, page), "{name}");
    }
    let found = http::get(db, "/find?q=浓度&lang=zh").await;
    assert!(found.text.contains("/indicators/pm25?lang=zh"), "{}", found.text);
}

async fn feeds(db: &PgPool) {
    let feed = get(db, "/releases.atom?lang=en").await;
    assert_eq!(feed.header("content-type"), "application/atom+xml; charset=utf-8");
    let releases = get(db, "/v1/releases").await;
    assert_eq!(feed.text.matches("<entry>").count(), list(&releases, "data").len());
    let site = get(db, "/sitemap.xml").await;
    assert_eq!(site.header("content-type"), "application/xml; charset=utf-8");
    for path in
        ["/regions/wuhan?lang=en", "/indicators/gdp?lang=zh", "/documents/wuhan-2021-2025?lang=zh"]
    {
        assert!(site.text.contains(&format!("<loc>{path}</loc>")), "{path}");
    }
    let robots = get(db, "/robots.txt").await;
    assert!(robots.text.starts_with("User-agent: *\n"), "{}", robots.text);
}
