//! Every resource at the size of a country: `BENCH_REGIONS` invented regions (default 3,000), each with three
//! plans of `BENCH_OBSERVATIONS` observations (default 150) and `BENCH_REPORTS` communiqués (default 10) of
//! `BENCH_REPORT_OBSERVATIONS` (default 40), beside the committed plans: 2.55 million observations. The same numbers give
//! the same data.
//!
//! Each question is asked `BENCH_TIMES` times (default 100), or as often as `BENCH_SECONDS` (default 20) let
//! it, but three times at least, one after the other: first of the committed plans alone, then of all. Told are
//! median and 99th percentile, bytes, and the most memory the process had meanwhile, which holds the service
//! and not PostgreSQL. Bodies are read piece by piece and thrown away, as a client that writes them to disk would. No answer
//! is kept in memory. Of all documents each figure stands beside its limit: the ratio to the committed plans where the
//! answer has about the same size (1.3), 50 ms for first pages, 250 ms for everything but downloads; what is over a limit
//! is marked.
//!
//! With `BENCH_KEEP=NAME` the two databases, `NAME_small` and `NAME_large`, stay and are asked again next
//! time; memory is then that of a process that has loaded nothing. `BENCH_ONLY=WORD` asks what has the word
//! in its name. `BENCH_GENERIC=1` has PostgreSQL plan each statement for any parameters, which the server
//! does not.
//!
//! Run with `make bench ARGS='--bench scale'`.

// A program exports nothing.
#![allow(unreachable_pub)]

mod common;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use common::{
    Result, committed, country, database, exists, forget_peak_memory, invented, invented_reports,
    load, memory_line, ms, quantile, reader, remove, setting,
};
use futures_util::StreamExt;
use plan_targets::api;
use plan_targets::api::app::App;
use plan_targets::catalog::Catalog;
use plan_targets::config::Limits;
use plan_targets::ingest::read::PlanFile;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::time::{Duration, Instant};
use tower::ServiceExt;

const PERIODS: [[u16; 2]; 3] = [[2011, 2015], [2016, 2020], [2021, 2025]];
/// The last year that a communiqué reports.
const LAST_REPORT: u16 = 2025;
/// Regions loaded at a time: the plans of all of them at once would take a gigabyte.
const AT_A_TIME: usize = 500;
/// Pages of 5,000 before the one that is called deep.
const DEEP: usize = 60;

/// What is asked. Words in braces are found out first; where there is no such thing, the question is left out.
const QUESTIONS: &[(&str, &str)] = &[
    (
        "compare: 3 indicators, 5 regions",
        "/v1/compare?indicators=gdp,green_coverage,pm25&regions=wuhan,jiangan,qiaokou,wedz,echeng",
    ),
    ("compare: 1 indicator, every region", "/v1/compare?indicators=gdp"),
    ("compare: 3 indicators, every region", "/v1/compare?indicators=gdp,green_coverage,pm25"),
    ("compare: the best 10 of every region", "/v1/compare?indicators=gdp&sort=-target&limit=10"),
    ("compare: JSON-stat", "/v1/compare?indicators=gdp&format=jsonstat"),
    ("cascade: 1 indicator", "/v1/cascade?parent=wuhan&indicators=gdp"),
    ("cascade: first page", "/v1/cascade?parent=wuhan"),
    ("cascade: those that leave it out", "/v1/cascade?parent=wuhan&status=not_stated"),
    ("targets: first page", "/v1/targets"),
    ("targets: deep page", "/v1/targets?limit=5000&cursor={deep}"),
    ("targets: count alone", "/v1/targets?limit=0"),
    ("targets: one indicator by value", "/v1/targets?indicators=gdp&sort=-value"),
    ("targets: all by value, falling", "/v1/targets?sort=-value"),
    ("targets: all by value, rising", "/v1/targets?sort=value"),
    ("targets: all by label", "/v1/targets?sort=label"),
    ("targets: all by year", "/v1/targets?sort=-year"),
    ("targets: all by indicator", "/v1/targets?sort=indicator"),
    ("targets: all by line", "/v1/targets?sort=line"),
    ("targets: all by year, rising", "/v1/targets?sort=year"),
    ("targets: all by indicator, falling", "/v1/targets?sort=-indicator"),
    ("targets: all by line, falling", "/v1/targets?sort=-line"),
    ("targets: growth by year", "/v1/targets?measure=annual_growth&sort=-year"),
    ("targets: binding ones by value", "/v1/targets?attribute=binding&sort=-value"),
    ("targets: one region", "/v1/targets?regions=jiangan&limit=500"),
    ("targets: one period and comparator", "/v1/targets?period=2016-2020&comparator=approx"),
    ("targets: values of one indicator", "/v1/targets?indicators=gdp&min=160&max=170"),
    ("targets: values", "/v1/targets?min=160&max=161"),
    ("targets: words", "/v1/targets?q=%E7%BB%BF%E5%8C%96"),
    ("targets: one character", "/v1/targets?q=%E7%8E%87"),
    ("targets: words nobody wrote", "/v1/targets?q=%E9%BE%99%E5%87%A4"),
    ("targets: 5,000 as CSV", "/v1/targets?limit=5000&format=csv"),
    ("targets: 5,000 as NDJSON", "/v1/targets?limit=5000&format=ndjson"),
    ("targets: 5,000 as XLSX", "/v1/targets?limit=5000&format=xlsx"),
    ("targets: 5,000 as Parquet", "/v1/targets?limit=5000&format=parquet"),
    ("target: one", "/v1/targets/{target}"),
    ("target: evidence", "/v1/targets/{target}/evidence"),
    ("target: history", "/v1/targets/{target}/history"),
    ("actuals: first page", "/v1/actuals"),
    ("actual: evidence", "/v1/actuals/{actual}/evidence"),
    ("search: 绿化", "/v1/search?q=%E7%BB%BF%E5%8C%96"),
    ("search: 增长, frequent", "/v1/search?q=%E5%A2%9E%E9%95%BF"),
    ("search: 率, one character", "/v1/search?q=%E7%8E%87"),
    ("search: 绿化 in one region", "/v1/search?q=%E7%BB%BF%E5%8C%96&regions=jiangan"),
    ("search: 龙凤, nowhere", "/v1/search?q=%E9%BE%99%E5%87%A4"),
    ("resolve: three words", "/v1/resolve?q=%E6%B1%89%E5%8D%97%7CGDP%7C420113"),
    ("availability: first page", "/v1/availability"),
    ("availability: count alone", "/v1/availability?limit=0"),
    ("availability: by region", "/v1/availability?by=region&limit=5000"),
    ("availability: by indicator", "/v1/availability?by=indicator"),
    ("availability: by period", "/v1/availability?by=period"),
    ("availability: by year", "/v1/availability?by=year"),
    ("availability: by kind", "/v1/availability?by=kind"),
    ("availability: by indicator and period", "/v1/availability?by=indicator,period,kind"),
    ("availability: one region", "/v1/availability?regions=jiangan&limit=5000"),
    ("availability: one indicator", "/v1/availability?indicators=gdp"),
    ("availability: words", "/v1/availability?q=%E7%BB%BF%E5%8C%96"),
    ("meta", "/v1/meta"),
    ("regions", "/v1/regions"),
    ("region: one", "/v1/regions/jiangan"),
    ("indicators", "/v1/indicators"),
    ("indicators: with regions", "/v1/indicators?include=regions"),
    ("indicator: one", "/v1/indicators/gdp"),
    ("plans: first page", "/v1/plans"),
    ("plan: one", "/v1/plans/jiangan-2021-2025"),
    ("checks: first page", "/v1/checks"),
    ("checks: one region", "/v1/checks?regions=jiangan"),
    ("checks: gravest first", "/v1/checks?sort=-severity"),
    ("check: one", "/v1/checks/{check}"),
    ("scorecard", "/v1/scorecards/jiangan?period=2016-2020"),
    ("series: 1 indicator, 1 region", "/v1/series?indicators=gdp&regions={region}"),
    ("series: 1 region", "/v1/series?regions={region}"),
    ("series: 1 indicator, every region", "/v1/series?indicators=gdp"),
    ("progress: 1 region", "/v1/progress?regions={region}"),
    ("progress: 1 indicator, every region", "/v1/progress?indicators=gdp"),
    ("profile: 1 region", "/v1/profiles/{region}"),
    ("documents: first page", "/v1/documents"),
    ("releases", "/v1/releases"),
    ("release: one", "/v1/releases/{release}"),
    ("changes: since 0", "/v1/changes?since=0"),
    ("changes: one region since 0", "/v1/changes?since=0&regions=jiangan"),
    ("changes: of one indicator since 0", "/v1/changes?since=0&indicators=gdp"),
    ("download: package", "/v1/releases/{release}/datapackage.json"),
    ("download: observations.csv", "/v1/releases/{release}/observations.csv"),
    ("download: observations.parquet", "/v1/releases/{release}/observations.parquet"),
    ("download: regions.csv", "/v1/releases/{release}/regions.csv"),
    ("download: indicators.csv", "/v1/releases/{release}/indicators.csv"),
    ("download: plans.csv", "/v1/releases/{release}/plans.csv"),
    ("quality", "/v1/quality"),
    ("openapi.json", "/openapi.json"),
];

#[tokio::main]
async fn main() -> Result<()> {
    let kept = std::env::var("BENCH_KEEP").ok();
    let own = format!("bench_scale_{}", std::process::id());
    let regions = setting("BENCH_REGIONS", 3000);
    let mut alone = Medians::new();
    for (size, regions) in [("small", 0), ("large", regions)] {
        let name = format!("{}_{size}", kept.as_deref().unwrap_or(&own));
        let done = measure(&name, regions, &alone).await;
        // A load that failed has removed it, and its error is the one to tell.
        if kept.is_none() && exists(&name).await? {
            remove(&name).await?;
        }
        alone = done?;
    }
    Ok(())
}

/// Median and bytes of each question.
type Medians = BTreeMap<&'static str, (Duration, usize)>;

async fn measure(name: &str, regions: usize, alone: &Medians) -> Result<Medians> {
    if !exists(name).await? {
        let done = fill(name, regions).await;
        if done.is_err() {
            remove(name).await?;
        }
        done?;
    }
    let generic = setting("BENCH_GENERIC", 0) > 0;
    let db = reader(name, generic).await?;
    let counts = "select count(*) || ' observations in ' || count(distinct revision_id) || ' plans'
                  from observation";
    let counts: String = sqlx::query_scalar(counts).fetch_one(&db).await?;
    println!("\n{name}: {counts}");
    let done = ask(&db, alone).await;
    db.close().await;
    done
}

async fn fill(name: &str, regions: usize) -> Result<()> {
    let db = database(name).await?;
    let catalog = country(regions)?;
    let start = Instant::now();
    load(&db, &catalog, committed()?).await?;
    let parts = if regions == 0 { &[][..] } else { &catalog.regions };
    let parts = parts.chunks(AT_A_TIME);
    let parts =
        parts.map(|part| Catalog::of(part.to_vec(), catalog.indicators.clone(), Vec::new()));
    let parts: Vec<_> = parts.collect();
    for period in PERIODS {
        for part in &parts {
            let plans = invented(part, period, setting("BENCH_OBSERVATIONS", 150));
            load_timed(&db, &catalog, plans, &format!("plans of {period:?}")).await?;
        }
    }
    let reports = u16::try_from(setting("BENCH_REPORTS", 10))?;
    for year in (1..=LAST_REPORT).rev().take(reports.into()) {
        for part in &parts {
            let reports = invented_reports(part, year, setting("BENCH_REPORT_OBSERVATIONS", 40));
            load_timed(&db, &catalog, reports, &format!("communiqués on {year}")).await?;
        }
    }
    println!("{name} loaded in {:.1?}; {}", start.elapsed(), memory_line());
    sqlx::query("vacuum analyze").execute(&db).await?;
    println!("and analysed, {:.1?} in all", start.elapsed());
    db.close().await;
    Ok(())
}

async fn load_timed(
    db: &sqlx::PgPool,
    catalog: &Catalog,
    documents: Vec<PlanFile>,
    what: &str,
) -> Result<()> {
    let (start, count) = (Instant::now(), documents.len());
    load(db, catalog, documents).await?;
    println!("{count} {what} loaded in {:.1?}", start.elapsed());
    Ok(())
}

async fn ask(db: &sqlx::PgPool, alone: &Medians) -> Result<Medians> {
    let limits = Limits { rate_limit: 0, cache: 0, ..Limits::default() };
    let service = api::router(App::new(db.clone(), limits));
    let found = found(&service).await?;
    let only = std::env::var("BENCH_ONLY").unwrap_or_default();
    let most = Duration::from_secs(setting("BENCH_SECONDS", 20) as u64);
    println!("question | times | median | 99th percentile | bytes | peak memory | limits");
    let mut medians = Medians::new();
    for (what, address) in QUESTIONS.iter().filter(|(what, _)| what.contains(&only)) {
        let address = found
            .iter()
            .fold((*address).to_owned(), |address, (word, value)| address.replace(word, value));
        if address.contains('{') {
            continue;
        }
        forget_peak_memory();
        let (mut times, mut bytes, mut refused) = (Vec::new(), 0, None);
        let begun = Instant::now();
        while times.len() < setting("BENCH_TIMES", 100)
            && (times.len() < 3 || begun.elapsed() < most)
        {
            let start = Instant::now();
            let (status, length) = answer(&service, &address).await?;
            times.push(start.elapsed());
            bytes = length;
            if status != 200 {
                refused = Some(status);
            }
        }
        times.sort_unstable();
        let median = quantile(&times, 0.5);
        medians.insert(*what, (median, bytes));
        println!(
            "{what} | {} | {} | {} | {bytes} | {}{}{}",
            times.len(),
            ms(median),
            ms(quantile(&times, 0.99)),
            memory_line(),
            alone
                .get(what)
                .map(|small| beside_limits(what, median, bytes, *small))
                .unwrap_or_default(),
            refused.map(|status| format!(" | ANSWERED {status}")).unwrap_or_default()
        );
    }
    Ok(medians)
}

/// The limits of a question, and whether its median is over them.
fn beside_limits(what: &str, median: Duration, bytes: usize, small: (Duration, usize)) -> String {
    let (alone, size) = small;
    let mut limits = String::from(" |");
    let mut over = false;
    if bytes.abs_diff(size) * 10 <= size {
        let ratio = median.as_secs_f64() / alone.as_secs_f64();
        over |= ratio > 1.3;
        let _ = write!(limits, " {ratio:.2} of small (limit 1.30)");
    }
    if !what.starts_with("download") {
        let most = if what.ends_with("first page") { 50 } else { 250 };
        over |= median > Duration::from_millis(most);
        let _ = write!(limits, " (limit {most} ms)");
    }
    if over { limits + " OVER" } else { limits }
}

/// What questions name that is known only once the data is loaded.
async fn found(service: &Router) -> Result<Vec<(&'static str, String)>> {
    // The first of the invented districts, or one of the committed plans where nothing is invented.
    let region = json(service, "/v1/regions/district_1").await?;
    let region = region["data"]["id"].as_str().unwrap_or("jiangan").to_owned();
    let mut found = vec![("{region}", region)];
    let lists = [
        ("{target}", "/v1/targets?regions=jiangan&limit=1"),
        ("{actual}", "/v1/actuals?regions=jiangan&limit=1"),
        ("{check}", "/v1/checks?limit=1"),
    ];
    for (word, address) in lists {
        let list = json(service, address).await?;
        if let Some(id) = list["data"][0]["id"].as_str() {
            found.push((word, id.to_owned()));
        }
        if let Some(release) = list["meta"]["release"]["id"].as_i64() {
            found.push(("{release}", release.to_string()));
        }
    }
    let (mut cursor, mut times) = (String::new(), Vec::new());
    for _ in 0..DEEP {
        let start = Instant::now();
        let page = json(service, &format!("/v1/targets?limit=5000{cursor}")).await?;
        times.push(start.elapsed());
        let Some(next) = page["page"]["next"].as_str() else { return Ok(found) };
        cursor = format!("&cursor={next}");
    }
    times.sort_unstable();
    println!("{DEEP} pages of 5,000 one after the other: median {}", ms(quantile(&times, 0.5)));
    found.push(("{deep}", cursor.trim_start_matches("&cursor=").to_owned()));
    Ok(found)
}

async fn json(service: &Router, address: &str) -> Result<Value> {
    let request = Request::get(address).body(Body::empty())?;
    let response = service.clone().oneshot(request).await?;
    let body = axum::body::to_bytes(response.into_body(), usize::MAX).await?;
    Ok(serde_json::from_slice(&body)?)
}

/// Status and bytes of the body.
async fn answer(service: &Router, address: &str) -> Result<(u16, usize)> {
    let request = Request::get(address).body(Body::empty())?;
    let response = service.clone().oneshot(request).await?;
    let status = response.status().as_u16();
    let (mut bytes, mut pieces) = (0, response.into_body().into_data_stream());
    while let Some(piece) = pieces.next().await {
        bytes += piece?.len();
    }
    Ok((status, bytes))
}
