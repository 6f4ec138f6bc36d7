//! Files that are not kept in memory between their check and their load.

use crate::support::plans::{Doc, catalog, release};
use plan_targets::ingest::{self, CheckedDocuments, Error, Options, Report};
use sqlx::PgPool;
use std::fs;
use std::path::{Path, PathBuf};

/// A folder with two plans; the folder is removed when it is dropped.
struct Folder(PathBuf);

impl Folder {
    fn of(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("plan-targets-{name}-{}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        let mut jia = Doc::of("jia");
        jia.target("绿化覆盖率", "green_coverage", "46.72", "%");
        let mut yi = Doc::of("yi");
        yi.target("绿化覆盖率", "green_coverage", "30", "%");
        let folder = Self(dir);
        folder.write(&jia);
        folder.write(&yi);
        folder
    }

    fn write(&self, doc: &Doc) {
        let name = format!("{}.json", doc.plan.document.region);
        fs::write(self.0.join(name), serde_json::to_vec(&doc.plan).unwrap()).unwrap();
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Checks the files, with at least this many observations in memory.
fn prepared(kept: usize, dir: &Path) -> CheckedDocuments {
    ingest::prepare_keeping(kept, &[dir.to_owned()], None, &catalog(), &|_| {}).unwrap()
}

async fn load(db: &PgPool, documents: CheckedDocuments) -> Result<Report, Error> {
    ingest::load(db, &catalog(), documents, Options::default(), &|_| {}).await
}

#[sqlx::test]
async fn files_read_again_are_loaded_as_those_in_memory(db: PgPool) {
    let folder = Folder::of("again");
    let report = load(&db, prepared(0, &folder.0)).await.unwrap();
    assert!(report.new_release);
    let stored = "select count(*) from observation where search_text like '绿化覆盖率%'";
    let stored: i64 = sqlx::query_scalar(stored).fetch_one(&db).await.unwrap();
    assert_eq!(stored, 2);
    // Content and ids are the same either way.
    let report = load(&db, prepared(1000, &folder.0)).await.unwrap();
    assert!(!report.new_release);
}

#[sqlx::test]
async fn a_file_changed_between_its_check_and_its_load_is_refused(db: PgPool) {
    let folder = Folder::of("changed");
    let documents = prepared(0, &folder.0);
    let mut yi = Doc::of("yi");
    yi.target("绿化覆盖率", "green_coverage", "31", "%");
    folder.write(&yi);
    match load(&db, documents).await {
        Err(Error::Refused(problems)) => {
            assert_eq!(problems.len(), 1, "{problems:?}");
            assert!(problems[0].file.ends_with("yi.json"), "{problems:?}");
            assert_eq!(problems[0].reason, "was changed while it was being loaded");
        }
        other => panic!("was not refused: {:?}", other.map(|report| report.release)),
    }
    assert_eq!(release(&db).await, 0, "nothing is left");
    // One that stayed in memory is loaded as it was checked.
    let documents = prepared(1000, &folder.0);
    fs::remove_file(folder.0.join("yi.json")).unwrap();
    assert!(load(&db, documents).await.unwrap().new_release);
}
