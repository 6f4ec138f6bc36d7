//! Figures of a page equal those of the address it links, and texts of documents are escaped.

use crate::support::districts::{load, load_two_districts};
use crate::support::http::get;
use crate::support::plans::Doc;
use sqlx::PgPool;

const COMPARE: &str = "/compare?indicators=gdp,green_coverage&regions=jiangan,qiaokou&lang=en";

/// The texts of the cells of a row, without markup.
fn cells(row: &str) -> Vec<String> {
    let cells = row.split("<td").skip(1).filter_map(|cell| Some(cell.split_once('>')?.1));
    let cells = cells.filter_map(|cell| cell.split("</td>").next());
    cells
        .map(|cell| {
            let parts = cell.split('<').map(|part| part.split_once('>').map_or(part, |it| it.1));
            parts.collect::<String>().trim().to_owned()
        })
        .collect()
}

#[sqlx::test]
async fn the_figures_of_a_comparison_equal_those_of_its_data(db: PgPool) {
    load_two_districts(&db).await;
    let page = get(&db, COMPARE).await;
    let data = get(&db, &format!("/v1{COMPARE}")).await;
    let rows: Vec<_> = page.text.split("<tr><th scope=\"row\">").skip(1).map(cells).collect();
    let entries = data.at("data").as_array().unwrap();
    let answered: Vec<_> =
        entries.iter().flat_map(|entry| entry["cells"].as_array().unwrap()).collect();
    assert_eq!(rows.len(), answered.len(), "{}", page.text);
    let mut figures = 0;
    for (row, cell) in rows.iter().zip(answered) {
        for (shown, name) in [(1, "base"), (2, "target"), (3, "stated_growth")] {
            let Some(value) = cell[name]["value"].as_f64() else { continue };
            let words = row[shown].split(' ');
            assert!(
                words
                    .filter_map(|word| word.parse::<f64>().ok())
                    .any(|it| (it - value).abs() < f64::EPSILON),
                "{row:?} {cell}"
            );
            figures += 1;
        }
        let rank = cell["rank"].as_u64().map(|rank| rank.to_string()).unwrap_or_default();
        assert_eq!(row[6], rank, "{row:?}");
    }
    assert!(figures >= 4, "{figures}");
}

/// A page without the elements that isolate the direction of their text.
fn outside_of_isolates(page: &str) -> String {
    let mut parts = page.split("<bdi");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |out, part| out + part.split_once("</bdi>").map_or("", |(_, after)| after))
}

#[sqlx::test]
async fn texts_of_a_hostile_document_are_escaped_on_every_page(db: PgPool) {
    let hostile = "<script>alert(1)</script>\"'&<img src=x onerror=alert(2)>\u{202e}";
    let mut doc = Doc::of("jiangan");
    let title = format!("{hostile}第十四个五年规划");
    doc.plan.document.title.clone_from(&title);
    doc.plan.document.publisher = Some(hostile.to_owned());
    doc.plan.sections[0].title = hostile.to_owned();
    let label = format!("{hostile}绿化覆盖率");
    doc.row(&label, "green_coverage", "%", ["46.5", "46.7"]);
    doc.plan.tables[0].title = Some(hostile.to_owned());
    let id = doc.target(&label, "green_coverage", "46.72", "%").id.clone();
    let words = doc.delegated(&label, "pm25").id.clone();
    let other = doc.says(&format!("{hostile}12个"), hostile);
    other.value = Some("12".parse().unwrap());
    other.unit = Some("个".to_owned());
    load(&db, &[&doc]).await;
    for page in [
        "/?lang=",
        "/compare?indicators=green_coverage,pm25&lang=",
        "/progress?regions=jiangan&lang=",
        "/regions/jiangan?lang=",
        "/indicators/green_coverage?lang=",
        "/cascade?parent=wuhan&lang=",
        "/cascade?parent=wuhan&indicators=pm25&lang=",
        "/checks?lang=",
        "/documents?lang=",
        "/documents/jiangan-2021-2025?lang=",
        "/find?q=%3Cscript%3E%E2%80%AE&lang=",
        &format!("/targets/{id}?lang="),
        &format!("/targets/{words}?lang="),
    ] {
        for lang in ["zh", "en"] {
            let shown = get(&db, &format!("{page}{lang}")).await;
            assert_eq!(shown.status, 200, "{page}: {}", shown.text);
            for markup in ["<script", "<img src=x", "onerror=alert(2)>"] {
                assert!(!shown.text.contains(markup), "{page} has {markup}: {}", shown.text);
            }
            let outside = outside_of_isolates(&shown.text);
            assert!(!outside.contains('\u{202e}'), "{page} is turned: {outside}");
        }
    }
    let page = get(&db, &format!("/targets/{id}")).await;
    assert!(page.text.contains("script&#62;alert(1)"), "{}", page.text);
}
