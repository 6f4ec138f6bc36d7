//! The figures of a page are those of the address it links, and texts of documents stay text.

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
async fn the_figures_of_a_comparison_are_those_of_its_data(db: PgPool) {
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
        for (shown, name) in [(0, "base"), (1, "target"), (2, "stated_growth")] {
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
        assert_eq!(row[5], rank, "{row:?}");
    }
    assert!(figures >= 4, "{figures}");
}

#[sqlx::test]
async fn markup_in_a_document_is_text(db: PgPool) {
    let mut doc = Doc::of("jiangan");
    let label = "<script>alert(1)</script>\"'&绿化覆盖率\u{202e}";
    let id = doc.target(label, "green_coverage", "46.72", "%").id.clone();
    load(&db, &[&doc]).await;
    let page = get(&db, &format!("/targets/{id}")).await;
    assert_eq!(page.status, 200, "{}", page.text);
    assert!(!page.text.contains("<script"), "{}", page.text);
    assert!(page.text.contains("script&#62;alert(1)"), "{}", page.text);
}
