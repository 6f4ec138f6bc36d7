//! The cost of answers: which tables are read as a whole and which indexes are used. PostgreSQL counts it
//! while the real router runs the real statements on enough data.

#[path = "../../../benches/common/mod.rs"]
mod bench;

use axum::body::{Body, to_bytes};
use axum::http::Request;
use bench::{country, invented, invented_reports, load};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::config::Limits;
use plan_targets::store;
use serde_json::Value;
use sqlx::postgres::{PgPoolOptions, PgRow};
use sqlx::{ConnectOptions, FromRow, PgPool};
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;
use tower::ServiceExt;

/// The number of uses of each index and, under the name of a table, of scans of the whole table.
type Uses = BTreeMap<String, i64>;

async fn uses(db: &PgPool) -> Uses {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "select relname::text, seq_scan from pg_stat_user_tables
         union all select indexrelname::text, idx_scan from pg_stat_user_indexes",
    )
    .fetch_all(db)
    .await
    .unwrap();
    rows.into_iter().collect()
}

/// Names with more uses than before.
fn more(before: &Uses, after: &Uses) -> Vec<String> {
    let rose = |(name, count): (&String, &i64)| {
        (*count > before.get(name).copied().unwrap_or_default()).then(|| name.clone())
    };
    after.iter().filter_map(rose).collect()
}

/// Sends a request over connections like those of the server; returns the answer and the uses.
async fn ask(db: &PgPool, address: &str) -> (Value, Vec<String>) {
    counted(db, async |pool| {
        let service = api::router(App::new(pool.clone(), Limits::default()));
        let request = Request::get(address).body(Body::empty()).unwrap();
        let response = service.oneshot(request).await.unwrap();
        assert_eq!(response.status(), 200, "{address}");
        let body = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        serde_json::from_slice(&body).unwrap()
    })
    .await
}

/// The first row of a query. What it uses is counted before this returns, so it is not among the uses of what follows.
async fn first_row<R>(db: &PgPool, query: &'static str) -> R
where
    R: for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    let (row, _) =
        counted(db, async |pool| sqlx::query_as(query).fetch_one(pool).await.unwrap()).await;
    row
}

/// Does the work over a connection like those of the server; returns its result and the uses.
async fn counted<T>(db: &PgPool, work: impl AsyncFnOnce(&PgPool) -> T) -> (T, Vec<String>) {
    let before = uses(db).await;
    let url = db.connect_options().to_url_lossy();
    let options = PgPoolOptions::new().max_connections(1);
    let pool =
        store::connect_read_only(url.as_str(), options, Duration::from_secs(10)).await.unwrap();
    let backend: i32 =
        sqlx::query_scalar("select pg_backend_pid()").fetch_one(&pool).await.unwrap();
    let result = work(&pool).await;
    // A connection reports its counts at the latest when it ends.
    pool.close().await;
    let open = "select count(*) from pg_stat_activity where pid = $1";
    while sqlx::query_scalar::<_, i64>(open).bind(backend).fetch_one(db).await.unwrap() > 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    // PostgreSQL 14 reports counts later. A use that all work needs shows that they have arrived.
    for _ in 0..500 {
        let used = more(&before, &uses(db).await);
        if !used.is_empty() {
            return (result, used);
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("PostgreSQL counted nothing");
}

/// 60 regions with 150 observations in plans and 30 in reports: 10,800, of which no answer below needs many.
async fn fill(db: &PgPool) {
    let catalog = country(60).unwrap();
    let options = (*db.connect_options()).clone().application_name("fill");
    let loading = PgPoolOptions::new().connect_with(options).await.unwrap();
    let plans = invented(&catalog, [2021, 2025], 150);
    load(&loading, &catalog, plans).await.unwrap();
    // And 600 documents of another kind, so that reading all documents costs more than an index.
    let reports = (2016..=2025).flat_map(|year| invented_reports(&catalog, year, 3));
    load(&loading, &catalog, reports.collect()).await.unwrap();
    sqlx::query("vacuum analyze").execute(&loading).await.unwrap();
    // Its uses are counted before the first question.
    loading.close().await;
    let open = "select count(*) from pg_stat_activity where application_name = 'fill'";
    while sqlx::query_scalar::<_, i64>(open).fetch_one(db).await.unwrap() > 0 {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[sqlx::test]
async fn answers_use_their_indexes_and_scan_no_table_of_figures(db: PgPool) {
    fill(&db).await;
    each_uses_its_index(&db).await;
    a_later_page_begins_where_the_one_before_ended(&db).await;
    a_short_page_of_a_region_reads_no_other_region(&db).await;
    what_too_many_rows_have_is_ranked_alike_on_every_page(&db).await;
    where_enough_labels_begin_with_the_words_no_others_are_ranked(&db).await;
    a_character_that_is_not_frequent_is_ranked_in_all_rows(&db).await;
    counts_of_everything_read_no_observation(&db).await;
    counts_over_all_regions_read_no_count_of_a_document(&db).await;
    the_count_of_everything_is_that_of_the_release(&db).await;
    changes_read_the_documents_of_their_page(&db).await;
    // Last, because its connections report their counts later.
    what_is_counted_over_the_release_is_counted_once(&db).await;
}

/// The order of a page is by region. A page of one row is not looked for from the first region on.
async fn a_short_page_of_a_region_reads_no_other_region(db: &PgPool) {
    let read = || async {
        let sum = "select sum(idx_tup_read)::bigint from pg_stat_user_indexes where relname = 'observation'";
        sqlx::query_scalar::<_, i64>(sum).fetch_one(db).await.unwrap()
    };
    for kind in ["targets", "actuals"] {
        let before = read().await;
        let (answer, _) = ask(db, &format!("/v1/{kind}?regions=district_5&limit=1")).await;
        assert_eq!(answer["page"]["count"], 1);
        let rows = read().await - before;
        assert!(rows < 100, "{rows} entries of indexes for one of {kind}");
    }
}

async fn the_count_of_everything_is_that_of_the_release(db: &PgPool) {
    for (address, kind) in [("/v1/targets?limit=0", "target"), ("/v1/actuals?limit=0", "actual")] {
        let (answer, used) = ask(db, address).await;
        let stored = "select count(*) from observation where kind = $1";
        let stored: i64 = sqlx::query_scalar(stored).bind(kind).fetch_one(db).await.unwrap();
        assert_eq!(answer["page"]["total"], stored, "{address}");
        assert!(
            !used.iter().any(|name| name == "revision"),
            "{address} reads all documents: {used:?}"
        );
    }
}

async fn what_is_counted_over_the_release_is_counted_once(db: &PgPool) {
    let snapshot = store::Snapshot::newest(db).await.unwrap().unwrap();
    let first: *const _ = snapshot.counts(db).await.unwrap();
    let second: *const _ = snapshot.clone().counts(db).await.unwrap();
    assert!(std::ptr::eq(first, second));
}

/// All rows have the digit 1, and many a pair of characters, far more than are ranked.
async fn what_too_many_rows_have_is_ranked_alike_on_every_page(db: &PgPool) {
    let frequent =
        "select gram from observation, unnest(search_grams) gram where char_length(gram) = 2
                    group by 1 having count(*) > 4000 order by count(*) desc, gram limit 1";
    let (pair,): (String,) = first_row(db, frequent).await;
    let pair = utf8_percent_encode(&pair, NON_ALPHANUMERIC).to_string();
    for (word, filter, most) in [
        ("1", "", 100),
        ("1", "&type=actual", 100),
        (&*pair, "", 2000),
        (&*pair, "&type=target", 2000),
    ] {
        let address = format!("/v1/search?q={word}{filter}");
        let kind = filter.strip_prefix("&type=");
        let read = rows_read(db).await;
        let (first, used) = ask(db, &format!("{address}&limit=500")).await;
        let read = rows_read(db).await - read;
        assert!(read < 4 * most, "{address}: {read} rows and entries of indexes, by {used:?}");
        assert_eq!(first["warnings"][0]["code"], "total_bounded", "{first}");
        let total = first["page"]["total"].as_i64().unwrap();
        assert!((most..=2 * most).contains(&total), "{address}: {total}");

        let mut whole = Vec::new();
        let mut next = Some(format!("{address}&limit=500"));
        while let Some(address) = next {
            let (page, _) = ask(db, &address).await;
            assert_eq!(page["page"]["total"], total, "{address}");
            next = page["links"]["next"].as_str().map(str::to_owned);
            whole.extend(page["data"].as_array().unwrap().clone());
        }
        assert_eq!(i64::try_from(whole.len()).unwrap(), total);
        let ids: BTreeSet<&str> = whole.iter().map(|hit| hit["id"].as_str().unwrap()).collect();
        assert_eq!(ids.len(), whole.len(), "an entry is on two pages");
        let score = |hit: &Value| hit["score"].as_f64().unwrap();
        assert!(whole.is_sorted_by(|one, other| score(one) >= score(other)));
        assert!(whole.iter().all(|hit| kind.is_none_or(|kind| hit["type"] == kind)));

        // Pages of another size have the same entries in the same order.
        let (short, _) = ask(db, &format!("{address}&limit=30")).await;
        let (later, _) = ask(db, short["links"]["next"].as_str().unwrap()).await;
        let shorter = [short, later].map(|page| page["data"].as_array().unwrap().clone()).concat();
        assert_eq!(shorter, whole[..60]);
    }
}

/// Labels that begin with the words have the highest scores, so nothing else is looked for where there are enough of them.
async fn where_enough_labels_begin_with_the_words_no_others_are_ranked(db: &PgPool) {
    let frequent = "select left(split_part(search_text, e'\\n', 1), 1) as beginning from observation
                    group by 1 having count(*) > 100 and 2000 < (
                        select sum(observations) from search_count
                        where character = left(min(split_part(search_text, e'\\n', 1)), 1) and release_to is null)
                    order by count(*) desc, 1 limit 1";
    let (beginning,): (String,) = first_row(db, frequent).await;
    let encoded = utf8_percent_encode(&beginning, NON_ALPHANUMERIC);
    let (answer, _) = ask(db, &format!("/v1/search?q={encoded}&type=target,actual")).await;
    assert_eq!(answer["page"]["total"], 100, "{beginning}");
    assert_eq!(answer["warnings"][0]["code"], "total_bounded", "{answer}");
    let scores =
        answer["data"].as_array().unwrap().iter().map(|hit| hit["score"].as_f64().unwrap());
    assert!(scores.clone().count() > 0 && scores.clone().all(|score| score >= 0.9), "{beginning}");
}

/// A character that some hundred rows have is counted exactly, and all of them are ranked.
async fn a_character_that_is_not_frequent_is_ranked_in_all_rows(db: &PgPool) {
    let some =
        "select character, sum(observations)::bigint from search_count where release_to is null
                group by 1 having sum(observations) between 101 and 2000 order by 1 limit 1";
    let (character, rows): (String, i64) = first_row(db, some).await;
    let encoded = utf8_percent_encode(&character, NON_ALPHANUMERIC);
    let (answer, _) = ask(db, &format!("/v1/search?q={encoded}&type=target,actual")).await;
    assert_eq!(answer["page"]["total"], rows, "{character}");
    assert_eq!(answer["warnings"].as_array().map(Vec::len), Some(0), "{answer}");
}

/// Rows of observations that scans read, and entries that their indexes gave.
async fn rows_read(db: &PgPool) -> i64 {
    let sum = "select (select seq_tup_read from pg_stat_user_tables where relname = 'observation')
                      + (select sum(idx_tup_read) from pg_stat_user_indexes where relname = 'observation')::bigint";
    sqlx::query_scalar(sum).fetch_one(db).await.unwrap()
}

async fn changes_read_the_documents_of_their_page(db: &PgPool) {
    for filter in ["", "&indicators=gdp", "&kind=target"] {
        let address = format!("/v1/changes?since=0{filter}");
        let (_, used) = ask(db, &address).await;
        assert!(used.iter().any(|name| name == "revision_begun"), "{address}: {used:?}");
        for table in ["revision", "document", "availability", "observation"] {
            assert!(
                !used.iter().any(|name| name == table),
                "{address} reads all of {table}: {used:?}"
            );
        }
    }
}

async fn each_uses_its_index(db: &PgPool) {
    let expected: &[(&str, &[&str])] = &[
        ("/v1/compare?indicators=gdp&regions=district_1,district_2", &["statement_list_pkey"]),
        ("/v1/compare?indicators=gdp", &["statement_list_pkey"]),
        ("/v1/cascade?parent=city_0&indicators=gdp", &["statement_list_pkey"]),
        ("/v1/targets", &["observation_page"]),
        ("/v1/targets?sort=-region", &["observation_page"]),
        ("/v1/targets?sort=value", &["observation_value"]),
        ("/v1/targets?sort=-value", &["observation_value_falling"]),
        ("/v1/targets?sort=label", &["observation_of_label"]),
        ("/v1/targets?sort=-label", &["observation_of_label"]),
        ("/v1/targets?sort=year", &["observation_of_year"]),
        ("/v1/targets?sort=-year", &["observation_of_year_falling"]),
        ("/v1/actuals?sort=-year", &["observation_of_year_falling"]),
        ("/v1/targets?sort=line", &["observation_of_line"]),
        ("/v1/targets?sort=-line", &["observation_of_line_falling"]),
        ("/v1/targets?sort=indicator", &["observation_of_indicator"]),
        ("/v1/targets?sort=-indicator", &["observation_of_indicator_falling"]),
        ("/v1/targets?measure=level&sort=-year", &["observation_of_year_falling"]),
        ("/v1/targets?attribute=binding&sort=-value", &["observation_of_attribute"]),
        ("/v1/targets?regions=district_5&sort=line", &["observation_page"]),
        ("/v1/targets?indicators=gdp&sort=-year", &["observation_indicator"]),
        ("/v1/actuals?q=%E7%BB%BF%E5%8C%96%E8%A6%86%E7%9B%96", &["observation_grams"]),
        ("/v1/search?q=%E7%BB%BF%E5%8C%96", &["observation_grams", "observation_label"]),
        ("/v1/availability?regions=district_5", &["availability_page"]),
        ("/v1/availability?indicators=gdp", &["availability_indicator"]),
        ("/v1/indicators/gdp", &["availability_indicator"]),
        ("/v1/series?indicators=gdp&limit=5", &["availability_indicator", "statement_list_pkey"]),
        ("/v1/progress?regions=district_5", &["statement_list_pkey"]),
        ("/v1/progress?indicators=gdp&limit=20", &["statement_list_pkey"]),
        ("/v1/series?regions=district_5", &["availability_page", "statement_list_pkey"]),
        ("/v1/series?indicators=gdp&regions=district_5", &["statement_list_pkey"]),
    ];
    for (address, indexes) in expected {
        let (_, used) = ask(db, address).await;
        for index in *indexes {
            assert!(used.iter().any(|name| name == index), "{address}: {index} is not in {used:?}");
        }
        for table in ["observation", "availability"] {
            assert!(
                !used.iter().any(|name| name == table),
                "{address} reads all of {table}: {used:?}"
            );
        }
    }
}

async fn a_later_page_begins_where_the_one_before_ended(db: &PgPool) {
    for address in ["/v1/availability", "/v1/availability?by=region,indicator,period"] {
        // The total counts everything; the page begins at its place in the index.
        let (_, used) = ask(db, address).await;
        assert!(used.iter().any(|name| name == "availability_page"), "{address}: {used:?}");
    }
    let (first, _) = ask(db, "/v1/targets?limit=100").await;
    let next = first["links"]["next"].as_str().unwrap();
    let before: i64 = read_by_index(db, "observation_page").await;
    let (second, used) = ask(db, next).await;
    assert_eq!(second["data"].as_array().unwrap().len(), 100);
    assert!(used.iter().any(|name| name == "observation_page"), "{used:?}");
    // The page and one more row, which shows that there is another page; no row of the first page.
    let read = read_by_index(db, "observation_page").await - before;
    assert!((100..200).contains(&read), "{read} entries of the index were read");
}

async fn read_by_index(db: &PgPool, name: &str) -> i64 {
    let read = "select idx_tup_read from pg_stat_user_indexes where indexrelname = $1";
    sqlx::query_scalar(read).bind(name).fetch_one(db).await.unwrap()
}

async fn counts_of_everything_read_no_observation(db: &PgPool) {
    let counts = [
        "/v1/availability",
        "/v1/availability?by=region",
        "/v1/targets?limit=0",
        "/v1/targets?limit=0&comparator=approx",
        "/v1/actuals?limit=0&q=%E7%8E%87",
        "/v1/indicators",
        "/v1/meta",
        "/v1/changes?since=0&limit=0",
    ];
    for address in counts {
        let (_, used) = ask(db, address).await;
        let observations: Vec<_> =
            used.iter().filter(|name| name.starts_with("observation")).collect();
        assert!(observations.is_empty(), "{address} reads {observations:?}");
    }
}

async fn counts_over_all_regions_read_no_count_of_a_document(db: &PgPool) {
    let counts = [
        "/v1/availability?limit=0",
        "/v1/availability?by=region,indicator&kind=target&limit=0",
        "/v1/availability?by=indicator",
        "/v1/availability?by=period,kind",
        "/v1/availability?by=year&measure=level",
        "/v1/changes?since=0&limit=0&indicators=gdp",
        "/v1/availability?by=region",
        "/v1/availability?by=region,period,kind&kind=target",
        "/v1/availability?by=kind&regions=district_5&period=2021-2025",
        "/v1/targets?limit=0&comparator=approx",
        "/v1/targets?limit=0&indicators=gdp&year=2025",
        "/v1/indicators",
        "/v1/indicators?include=regions",
        "/v1/indicators?regions=district_5",
        "/v1/meta",
    ];
    for address in counts {
        let (_, used) = ask(db, address).await;
        let of_documents = [
            "availability",
            "availability_page",
            "availability_indicator",
            "availability_revision",
        ];
        let read: Vec<_> =
            used.iter().filter(|name| of_documents.contains(&name.as_str())).collect();
        assert!(read.is_empty(), "{address} reads {read:?}");
    }
}

/// The statements of many documents are found another way than those of few. Both find the same.
#[sqlx::test]
async fn a_comparison_of_many_documents_has_the_cells_of_one_of_few(db: PgPool) {
    let catalog = country(505).unwrap();
    for period in [[2016, 2020], [2021, 2025]] {
        let plans = invented(&catalog, period, 12);
        load(&db, &catalog, plans).await.unwrap();
    }
    let (all, _) = ask(&db, "/v1/compare?indicators=gdp&period=2021-2025").await;
    let cells = all["data"][0]["cells"].as_array().unwrap();
    assert!(cells.len() > 500, "{} regions", cells.len());
    let stated = cells.iter().filter(|cell| !cell["target"].is_null()).count();
    assert!(stated > 500, "{stated} targets");
    for cell in [&cells[1], &cells[cells.len() / 2], &cells[cells.len() - 1]] {
        let region = cell["region"]["id"].as_str().unwrap();
        let question = format!("/v1/compare?indicators=gdp&period=2021-2025&regions={region}");
        let (one, _) = ask(&db, &question).await;
        for field in ["plan", "status", "base", "target", "stated_growth", "candidates", "related"]
        {
            assert_eq!(one["data"][0]["cells"][0][field], cell[field], "{field} of {region}");
        }
    }
}
