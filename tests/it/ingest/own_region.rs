//! The section of README.md about a plan and a district of one's own: its commands, run with the program
//! alone.

use sqlx::{ConnectOptions, PgPool};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const HEADING: &str = "## Load your own plan and your own district\n";

/// The commands of the section without the last one, which starts the server.
fn commands() -> String {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let (_, section) = readme.split_once(HEADING).expect("README.md has the section");
    let (_, block) = section.split_once("```sh\n").unwrap();
    let (block, _) = block.split_once("\n```").unwrap();
    let commands = block.strip_suffix("plan-targets serve").expect("the last command serves");
    commands.to_owned()
}

#[sqlx::test(migrations = false)]
async fn the_commands_of_the_readme_load_a_plan_of_an_unknown_district(db: PgPool) {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("own-region");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(folder.join("texts")).unwrap();
    fs::write(
        folder.join("texts/yuelu.txt"),
        "岳麓区国民经济和社会发展第十四个五年规划和2035年远景目标纲要\n\n第一章 主要目标\n\n\
         到2025年，地区生产总值达到2000亿元。\n",
    )
    .unwrap();
    let program = Path::new(env!("CARGO_BIN_EXE_plan-targets")).parent().unwrap();
    let path = std::env::var("PATH").unwrap();
    let url = db.connect_options().to_url_lossy().to_string();
    let output = Command::new("bash")
        .args(["-euc", &commands()])
        .current_dir(&folder)
        .env("PATH", format!("{}:{path}", program.display()))
        .env("DATABASE_URL", url)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");
    let out = String::from_utf8_lossy(&output.stdout);
    assert!(out.starts_with("catalog: "), "{out}");
    assert!(folder.join("parsed/yuelu-2021-2025.json").is_file(), "{errors}");
    let loaded: Vec<(String, String)> =
        sqlx::query_as("select region_id, indicator_id from observation")
            .fetch_all(&db)
            .await
            .unwrap();
    assert_eq!(loaded, [("yuelu".to_owned(), "gdp".to_owned())]);
    let _ = fs::remove_dir_all(&folder);
}

/// Without the user's own catalogue the same text is refused, and the message says what to do.
#[test]
fn a_text_of_an_unknown_place_is_refused_with_advice() {
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("huangshi.txt");
    fs::write(&file, "湖北省黄石市2022年政府工作报告\n\n一、2021年工作回顾\n\n正文。\n").unwrap();
    let output = Command::new(env!("CARGO_BIN_EXE_plan-targets"))
        .arg("parse")
        .arg(&file)
        .env_remove("PLAN_TARGETS_CATALOG")
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(
        errors.contains("names no region of the catalogue; name one with --region"),
        "{errors}"
    );
}
