//! `plan-targets ingest` as a person runs it: its output, on which stream, and its status.

use crate::support::plans::Doc;
use insta::assert_snapshot;
use plan_targets::domain::Measure;
use sqlx::{
    ConnectOptions, PgPool,
    postgres::{PgConnectOptions, PgPoolOptions},
};
use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
    sync::atomic::{AtomicU32, Ordering},
};

/// A folder for one test, removed at its end.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("ingest-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        fs::write(self.0.join(name), content).unwrap();
    }

    fn plan(&self, name: &str, doc: &Doc) {
        self.write(name, serde_json::to_vec_pretty(&doc.plan).unwrap());
    }

    /// Runs the program in this folder.
    fn run(&self, database: &PgConnectOptions, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_plan-targets"))
            .args(arguments)
            .current_dir(&self.0)
            .env("DATABASE_URL", database.to_url_lossy().as_str())
            .output()
            .unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // A remaining folder in the target folder does no harm.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Beginnings of lines of progress.
const PROGRESS: [&str; 6] =
    ["checking", "committing", "comparing", "counting", "loading: ", "reading files: "];

/// Status, standard output and standard error, without the progress that a slow machine prints.
fn told(output: &Output) -> String {
    let errors = String::from_utf8_lossy(&output.stderr);
    let progress = |line: &&str| !PROGRESS.iter().any(|verb| line.starts_with(verb));
    format!(
        "{}\n{}---\n{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        errors.split_inclusive('\n').filter(progress).collect::<String>()
    )
}

/// A plan of a region in the embedded catalogue.
fn jiangan() -> Doc {
    let mut jiangan = Doc::of("jiangan");
    jiangan.target("绿化覆盖率", "green_coverage", "46.72", "%");
    jiangan.target("地区生产总值", "gdp", "7.5", "%").measure = Measure::AnnualGrowth;
    jiangan.with_its_text()
}

#[sqlx::test(migrations = false)]
async fn an_empty_database_is_migrated_loaded_and_then_left_alone(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let folder = Folder::new();
    folder.plan("jiangan.json", &jiangan());
    assert_snapshot!(told(&folder.run(&database, &["ingest", "."])), @r"
    exit status: 0
    jiangan-2021-2025: loaded: 2 targets, 0 actuals
    release 1
    ---
    ");
    assert_snapshot!(told(&folder.run(&database, &["ingest", "jiangan.json"])), @r"
    exit status: 0
    jiangan-2021-2025: unchanged: 2 targets, 0 actuals
    nothing changed: release 1 stays
    ---
    ");
}

#[sqlx::test]
async fn a_summary_for_programs_is_json(_: PgPoolOptions, database: PgConnectOptions) {
    let folder = Folder::new();
    folder.plan("jiangan.json", &jiangan());
    let output = folder.run(&database, &["ingest", ".", "--dry-run", "--format", "json"]);
    assert_snapshot!(told(&output), @r#"
    exit status: 0
    {
      "dry_run": true,
      "release": 1,
      "new_release": true,
      "catalog_changed": false,
      "texts_stored": 0,
      "plans": [
        {
          "plan": "jiangan-2021-2025",
          "file": "./jiangan.json",
          "outcome": "loaded",
          "targets": 2,
          "actuals": 0,
          "added": 2,
          "removed": 0,
          "changed": 0,
          "changes": [
            {
              "id": "bca1e27a76e37ae2",
              "line": 2,
              "label": "绿化覆盖率",
              "old": null,
              "new": "target 46.72 % (level, 2025)",
              "columns": []
            },
            {
              "id": "787111b27c45d7c0",
              "line": 3,
              "label": "地区生产总值",
              "old": null,
              "new": "target 7.5 % (annual_growth, 2025)",
              "columns": []
            }
          ]
        }
      ]
    }
    ---
    "#);
}

#[sqlx::test]
async fn each_file_that_is_no_parsed_plan_is_reported(
    _: PgPoolOptions,
    database: PgConnectOptions,
) {
    let folder = Folder::new();
    folder.plan("a.json", &jiangan());
    folder.write("b.json", "{\"format\": \"parsed-document/2\", \"source\": }");
    folder.write("c.json", "{\"format\": \"parsed-plan/9\"}");
    folder.write("d.json", "{\"format\": \"parsed-plan/1\"}");
    folder.write("e.json", [0xff, 0xfe, 0x00]);
    let output = folder.run(&database, &["ingest", ".", "nowhere"]);
    assert_snapshot!(told(&output), @r#"
    exit status: 1
    ---
    ./b.json: malformed JSON: expected value at line 1 column 43
    ./c.json: format is "parsed-plan/9"; only "parsed-document/2" and "parsed-plan/1" are known
    ./d.json: not a parsed document: missing field `source` at line 1 column 27
    ./e.json: malformed JSON: expected value at line 1 column 1
    nowhere: there is no such file or folder
    plan-targets: nothing was loaded: 5 problems
    "#);
    let db = PgPool::connect_with(database).await.unwrap();
    assert_eq!(crate::support::plans::release(&db).await, 0);
}

#[sqlx::test]
async fn problems_for_programs_are_json(_: PgPoolOptions, database: PgConnectOptions) {
    let folder = Folder::new();
    let mut doc = jiangan();
    doc.plan.observations[0].indicator = Some(String::from("green_coverge"));
    folder.plan("jiangan.json", &doc);
    let output = folder.run(&database, &["ingest", ".", "--format", "json"]);
    assert_snapshot!(told(&output), @r#"
    exit status: 1
    {
      "problems": [
        {
          "file": "./jiangan.json",
          "entry": "observations[0] (line 2, 绿化覆盖率)",
          "reason": "`green_coverge` is no indicator of the catalogue; did you mean `green_coverage`?"
        }
      ]
    }
    ---
    plan-targets: nothing was loaded: 1 problem
    "#);
}

#[sqlx::test]
async fn quotes_are_compared_with_the_whole_text(_: PgPoolOptions, database: PgConnectOptions) {
    let folder = Folder::new();
    let doc = jiangan();
    folder.plan("jiangan.json", &doc);
    fs::create_dir(folder.0.join("texts")).unwrap();
    folder.write("texts/another name.txt", &doc.text);
    folder.write("texts/picture.png", b"\x89PNG\r\n\x1a\n");
    let arguments = ["ingest", "jiangan.json", "--texts", "texts"];
    assert_snapshot!(told(&folder.run(&database, &arguments)), @r"
    exit status: 0
    jiangan-2021-2025: loaded: 2 targets, 0 actuals
    release 1
    ---
    ");

    // A quote at another place of its line, and a line at another place.
    let mut moved = doc.clone();
    let said = &mut moved.plan.observations[0];
    said.span = [said.span[0] + 1, said.span[1]];
    said.quote = said.quote.chars().skip(2).chain(['%']).collect();
    let extent = moved.plan.lines.get_mut(&3).unwrap();
    extent[1] += 1;
    folder.plan("jiangan.json", &moved);
    assert_snapshot!(told(&folder.run(&database, &arguments)), @r"
    exit status: 1
    ---
    jiangan.json: lines[3]: the text has this line at characters 58 to 77
    jiangan.json: observations[0] (line 2, 绿化覆盖率): the quote is `025年，绿化覆盖率达到46.72%%`, but characters 38 to 57 are `2025年，绿化覆盖率达到46.72%`
    plan-targets: nothing was loaded: 2 problems
    ");

    folder.write("texts/another name.txt", "另一份文件");
    folder.plan("jiangan.json", &doc);
    assert_snapshot!(told(&folder.run(&database, &arguments)), @r"
    exit status: 1
    ---
    jiangan.json: source.sha256: no text in texts has this content (jiangan.txt)
    plan-targets: nothing was loaded: 1 problem
    ");
}

#[sqlx::test(migrations = false)]
async fn the_error_for_a_missing_database_hides_its_password(
    _: PgPoolOptions,
    _: PgConnectOptions,
) {
    let folder = Folder::new();
    folder.plan("jiangan.json", &jiangan());
    let nowhere = PgConnectOptions::new()
        .host("127.0.0.1")
        .port(1)
        .username("somebody")
        .password("secret")
        .database("nothing");
    let told = told(&folder.run(&nowhere, &["ingest", "."]));
    assert_snapshot!(told, @r"
    exit status: 1
    ---
    plan-targets: cannot connect to the database: error communicating with database: Connection refused (os error 111)
    ");
}
