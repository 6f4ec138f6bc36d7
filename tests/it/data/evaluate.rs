//! `plan-targets evaluate` as a person runs it, and the least quality of reading the plans, measured with
//! `../shared/gold`, if that is checked out beside the project.

use plan_targets::evaluate::quality::{Evaluation, Quality};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn evaluate(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_plan-targets"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("evaluate").args(arguments);
    command.output().unwrap()
}

/// The line that a refusal prints.
fn refusal(arguments: &[&str]) -> String {
    let output = evaluate(arguments);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success(), "{said}");
    assert!(output.stdout.is_empty());
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

/// The quality for the committed plans; `None` where the annotations are missing.
fn quality() -> Option<Quality> {
    let gold = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/gold");
    if !gold.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "{} is missing, and this is CI", gold.display());
        eprintln!("skipped: {} is missing", gold.display());
        return None;
    }
    let output = evaluate(&["--gold", "../shared/gold", "--format", "json"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

fn together(quality: &Quality) -> &Evaluation {
    assert!(quality.evaluations.len() >= 3, "two annotated documents and both together");
    assert_eq!(quality.evaluations[0].document, None);
    &quality.evaluations[0]
}

#[test]
fn the_running_text_of_the_annotated_plans_is_found_and_right() {
    let Some(quality) = quality() else { return };
    let prose = &together(&quality).prose;
    assert!(prose.gold >= Some(199), "{prose:?}");
    assert!(prose.recall >= Some(0.96), "{prose:?}");
    assert!(prose.precision >= Some(0.96), "{prose:?}");
    assert!(prose.whole >= Some(0.90), "{prose:?}");
}

#[test]
fn the_tables_of_the_annotated_plans_are_read_to_the_cell() {
    let Some(quality) = quality() else { return };
    let tables = &together(&quality).tables;
    assert_eq!((tables.recall, tables.precision), (Some(1.0), Some(1.0)), "{tables:?}");
    assert!(tables.meta >= Some(0.98), "{tables:?}");
    assert_eq!((tables.rows, tables.rows_found), (100, 100));
}

#[test]
fn figures_with_a_confidence_of_nine_tenths_are_right_nine_times_in_ten() {
    let Some(quality) = quality() else { return };
    let sure = &together(&quality).confidence[0];
    assert!((sure.from - 0.9).abs() < 1e-9, "{sure:?}");
    assert!(sure.found >= 100, "hardly anything is certain: {sure:?}");
    assert!(sure.precision >= Some(0.9), "{sure:?}");
    assert!(sure.whole * 10 >= sure.found * 9, "{sure:?}");
}

/// A folder of annotations for one test, removed at its end.
struct Folder(PathBuf);
impl Folder {
    fn new(name: &str) -> Self {
        let name = format!("plan-targets-evaluate-{name}-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str, text: &str) {
        fs::write(self.0.join(name), text).unwrap();
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}
impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn annotations_belong_to_the_file_name_and_misses_are_listed_with_their_lines() {
    let folder = Folder::new("misses");
    folder.file(
        "jiangan.prose.jsonl",
        r#"{"kind": "target", "indicator": "虚构指标", "value": 7, "unit": "个", "comparator": ">=", "measure": "level", "year": 2025, "quote": "", "line": 9}"#,
    );
    let output = evaluate(&["--gold", folder.path(), "--misses"]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success());
    let missed = text.split("\nMissed\n").nth(1).unwrap().lines().nth(1).unwrap();
    let words: Vec<_> = missed.split_whitespace().collect();
    assert_eq!(words, ["jiangan", "target", "–", "9", "虚构指标", "≥7个"]);
    assert!(text.contains("Not annotated, so nothing is known of them: "), "{text}");
    let short = String::from_utf8(evaluate(&["--gold", folder.path()]).stdout).unwrap();
    assert!(!short.contains("虚构指标") && short.contains("Running text"), "{short}");
    let page = evaluate(&["--gold", folder.path(), "--format", "markdown"]).stdout;
    assert!(String::from_utf8(page).unwrap().starts_with("## Running text\n\n| document |"));
}

#[test]
fn an_unusable_annotation_is_reported_with_file_and_line() {
    let folder = Folder::new("refused");
    assert!(
        refusal(&["--gold", "/no/such/gold"]).contains("/no/such/gold: there is no such folder")
    );
    let said = refusal(&["--gold", folder.path()]);
    assert!(
        said.contains("for none of the documents in data/plans, data/documents: ")
            && said.contains("jiangan"),
        "{said}"
    );
    folder.file("jiangan.tables.jsonl", "\n{\"table\": \"12fyp\"}\n");
    let said = refusal(&["--gold", folder.path()]);
    assert!(said.contains("jiangan.tables.jsonl:2: unknown variant `12fyp`"), "{said}");
    let said = refusal(&["--gold", folder.path(), "--plans", "/no/such/plans"]);
    assert!(said.contains("/no/such/plans"), "{said}");
}
