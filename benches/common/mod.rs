//! What the measurements share: data, a database of their own, and figures.
#![allow(dead_code, reason = "each measurement uses its own part")]

#[allow(
    clippy::duplicate_mod,
    reason = "the tests of indexes load this file, and `parsed` beside it"
)]
#[path = "../../tests/it/support/parsed.rs"]
mod parsed;

use plan_targets::catalog::{Catalog, Region, RegionLevel};
use plan_targets::domain::{Comparator, DocumentKind, Kind, Measure};
use plan_targets::ingest::{self, Options, Report, read::PlanFile};
use plan_targets::plan::parsed::{DocumentInfo, Observation, ParsedDocument};
use plan_targets::store;
use rust_decimal::Decimal;
use sha2::{Digest, Sha256};
use sqlx::postgres::{PgConnectOptions, PgPoolOptions};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, PgPool};
use std::path::Path;
use std::time::Duration;

pub type Result<T> = anyhow::Result<T>;

/// A whole number from the environment.
pub fn setting(name: &str, default: usize) -> usize {
    std::env::var(name).ok().and_then(|value| value.parse().ok()).unwrap_or(default)
}

/// The committed parsed plans; empty where there are none.
pub fn committed() -> Result<Vec<PlanFile>> {
    let dir = Path::new("data/plans");
    let any = dir.is_dir()
        && std::fs::read_dir(dir)?
            .flatten()
            .any(|entry| entry.path().extension().is_some_and(|extension| extension == "json"));
    if !any {
        return Ok(Vec::new());
    }
    ingest::read::read(&[dir.to_owned()])
        .map_err(|problems| anyhow::anyhow!("{} problems in data/plans", problems.len()))
}

/// The catalogue with this many invented districts, all of one city, beside its own regions.
pub fn catalog_with(districts: usize) -> Result<Catalog> {
    let known = Catalog::embedded()?;
    let mut regions = known.regions.clone();
    let invented = |number: usize| Region {
        urban: false,
        id: format!("district_{number}"),
        name_zh: format!("第{number}号区"),
        name_en: format!("District number {number}"),
        aliases: Vec::new(),
        level: RegionLevel::District,
        parent: Some("wuhan".to_owned()),
        codes: Vec::new(),
    };
    regions.extend((0..districts).map(invented));
    Ok(Catalog::of(regions, known.indicators, known.domains))
}

/// The catalogue with this many invented regions beside its own: cities, each with ten districts.
pub fn country(regions: usize) -> Result<Catalog> {
    let known = Catalog::embedded()?;
    let mut all = known.regions.clone();
    let mut city = String::new();
    all.extend((0..regions).map(|number| {
        let is_city = number % 11 == 0;
        let word = if is_city { "city" } else { "district" };
        let id = format!("{word}_{number}");
        if is_city {
            city.clone_from(&id);
        }
        Region {
            urban: false,
            name_zh: format!("第{number}号{}", if is_city { "市" } else { "区" }),
            name_en: format!("{word} number {number}"),
            aliases: Vec::new(),
            level: if is_city { RegionLevel::City } else { RegionLevel::District },
            parent: (!is_city).then(|| city.clone()),
            codes: Vec::new(),
            id,
        }
    }));
    Ok(Catalog::of(all, known.indicators, known.domains))
}

/// Plans of the invented regions for one period, each with a base and a target of as many
/// indicators as make up this many observations. The same arguments give the same plans.
pub fn invented(catalog: &Catalog, period: [u16; 2], observations: usize) -> Vec<PlanFile> {
    invented_one_by_one(catalog, period, observations).collect()
}

/// As [`invented`], each when it is asked for.
pub fn invented_one_by_one(
    catalog: &Catalog,
    period: [u16; 2],
    observations: usize,
) -> impl Iterator<Item = PlanFile> {
    let regions = catalog.regions.iter().filter(|region| is_invented(&region.id));
    regions.map(move |region| {
        let info = DocumentInfo::plan(&region.id, &format!("{} {period:?}", region.id), period);
        let plan = invented_document(catalog, info, observations);
        PlanFile { path: format!("{}.json", region.id), plan }
    })
}

/// Communiqués of the invented regions on one year, each with the actual of as many indicators. The same arguments give the
/// same communiqués.
pub fn invented_reports(catalog: &Catalog, year: u16, observations: usize) -> Vec<PlanFile> {
    let regions = catalog.regions.iter().filter(|region| is_invented(&region.id));
    regions
        .map(|region| {
            let title = format!("{} {year}", region.id);
            let mut info = DocumentInfo {
                kind: DocumentKind::Communique,
                reports: Some([year, year]),
                promises: None,
                base_year: None,
                ..DocumentInfo::plan(&region.id, &title, [year, year])
            };
            info.id = info.derived_id().unwrap_or_default();
            let plan = invented_document(catalog, info, observations);
            PlanFile { path: format!("{}-{year}.json", region.id), plan }
        })
        .collect()
}

fn is_invented(id: &str) -> bool {
    id.starts_with("district_") || id.starts_with("city_")
}

/// A base and a target of each indicator for a plan, and an actual of each for a document without targets.
fn invented_document(catalog: &Catalog, info: DocumentInfo, observations: usize) -> ParsedDocument {
    let sha256 = Sha256::digest(&info.title);
    let mut seed = u64::from_le_bytes(sha256[..8].try_into().unwrap_or_default());
    let mut next = |bound: u64| {
        // Knuth's MMIX generator: even enough, and the same everywhere.
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((seed >> 33) % bound).unwrap_or_default()
    };
    let (promises, reports) = (info.promises, info.reports);
    let kinds =
        if promises.is_some() { &[Kind::Actual, Kind::Target][..] } else { &[Kind::Actual] };
    let mut plan = parsed::document(info, &hex::encode(sha256));
    let mut start = 0;
    for number in 0..observations {
        let indicator = &catalog.indicators[(number / kinds.len()) % catalog.indicators.len()];
        let growth = indicator.is_change();
        let kind = kinds[number % kinds.len()];
        let year = if kind == Kind::Target { promises } else { reports };
        let low = if kind == Kind::Actual { 10_000 } else { 15_000 };
        let value = Decimal::new(low + next(5_000), 2);
        let quote =
            format!("{}{value}{}", indicator.name_zh, indicator.unit.as_deref().unwrap_or(""));
        let end = start + u32::try_from(quote.chars().count()).unwrap_or(u32::MAX);
        let line = u32::try_from(number).unwrap_or(u32::MAX) + 1;
        plan.lines.insert(line, [start, end]);
        plan.observations.push(Observation {
            indicator: Some(indicator.id.clone()),
            value: Some(value),
            unit: indicator.unit.clone(),
            comparator: if next(8) == 0 { Comparator::Approx } else { Comparator::Eq },
            measure: if growth { Measure::AnnualGrowth } else { Measure::Level },
            year: year.map(|[_, last]| last),
            ..parsed::observation(kind, &indicator.name_zh, line, [start, end], &quote)
        });
        start = end + 1;
    }
    plan
}

/// Loads the files of a folder as one release.
pub async fn load_files(
    db: &PgPool,
    catalog: &Catalog,
    dir: &Path,
    progress: &dyn Fn(&str),
) -> Result<Report> {
    let checked = ingest::prepare(&[dir.to_owned()], None, catalog, progress).map_err(told)?;
    ingest::load(db, catalog, checked, Options::default(), progress).await.map_err(told)
}

/// Loads plans as one release.
pub async fn load(db: &PgPool, catalog: &Catalog, plans: Vec<PlanFile>) -> Result<Report> {
    let quiet = |_: &str| {};
    let checked = ingest::checked(plans, None, catalog, &quiet).map_err(told)?;
    ingest::load(db, catalog, checked, Options::default(), &quiet).await.map_err(told)
}

fn told(error: ingest::Error) -> anyhow::Error {
    match error {
        ingest::Error::Refused(problems) => {
            anyhow::anyhow!(
                "refused: {}",
                problems.first().map(ToString::to_string).unwrap_or_default()
            )
        }
        other => other.into(),
    }
}

/// A new database beside the one of `DATABASE_URL`, migrated; [`drop_database`] removes it.
pub async fn new_database(name: &str) -> Result<(PgPool, String)> {
    let name = format!("{name}_{}", std::process::id());
    Ok((database(&name).await?, name))
}

/// A new database of this very name, migrated; [`remove`] removes it.
pub async fn database(name: &str) -> Result<PgPool> {
    let statement = format!("create database {name}");
    sqlx::query(AssertSqlSafe(statement)).execute(&mut admin().await?).await?;
    let options = url()?.parse::<PgConnectOptions>()?.database(name);
    let pool = PgPoolOptions::new().max_connections(8).connect_with(options).await?;
    store::migrate(&pool).await?;
    Ok(pool)
}

/// Whether there is a database of this name.
pub async fn exists(name: &str) -> Result<bool> {
    let found = sqlx::query("select from pg_database where datname = $1").bind(name);
    Ok(found.fetch_optional(&mut admin().await?).await?.is_some())
}

/// The connections the server has to a database; or, where `generic`, with plans made for any parameters.
pub async fn reader(name: &str, generic: bool) -> Result<PgPool> {
    let address = url()?.parse::<PgConnectOptions>()?.database(name).to_url_lossy();
    let options = PgPoolOptions::new().max_connections(8);
    let pool = store::connect_read_only(address.as_str(), options, Duration::from_mins(1)).await?;
    if generic {
        let options = (*pool.connect_options()).clone();
        let options = options.options([("plan_cache_mode", "force_generic_plan")]);
        return Ok(store::read_only(PgPoolOptions::new()).connect_with(options).await?);
    }
    Ok(pool)
}

/// Removes what [`new_database`] made.
pub async fn drop_database(db: PgPool, name: &str) -> Result<()> {
    db.close().await;
    remove(name).await
}

/// Removes a database, whoever is connected to it.
pub async fn remove(name: &str) -> Result<()> {
    let statement = format!("drop database {name} with (force)");
    sqlx::query(AssertSqlSafe(statement)).execute(&mut admin().await?).await?;
    Ok(())
}

async fn admin() -> Result<PgConnection> {
    Ok(PgConnection::connect(&url()?).await?)
}

fn url() -> Result<String> {
    std::env::var("DATABASE_URL").map_err(|_| {
        anyhow::anyhow!("DATABASE_URL is not set: run scripts/with-postgres cargo bench")
    })
}

/// The time below which this part of the sorted times lies.
pub fn quantile(sorted: &[Duration], part: f64) -> Duration {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a place in a list of at most millions"
    )]
    let place = ((sorted.len() as f64 * part).ceil() as usize).saturating_sub(1);
    sorted.get(place).copied().unwrap_or_default()
}

/// `1.23 ms`.
pub fn ms(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1000.0)
}

/// Most memory this process has had, in MiB; `None` where the system does not say (Linux does).
pub fn peak_memory_mib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib / 1024)
}

/// Makes [`peak_memory_mib`] begin anew, where the system can (Linux can).
pub fn forget_peak_memory() {
    // Elsewhere the peak stays that of the whole run, which is told as what it is: the most there was.
    let _ = std::fs::write("/proc/self/clear_refs", "5");
}

/// Peak memory as a line of a report.
pub fn memory_line() -> String {
    peak_memory_mib().map_or("memory unknown".to_owned(), |mib| format!("peak memory {mib} MiB"))
}
