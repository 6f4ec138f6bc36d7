//! `plan-targets parse` as a person runs it: its output, its errors, and its speed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, Instant};

const TITLE: &str = "武汉市江岸区国民经济和社会发展第十四个五年规划和2035年远景目标纲要";

fn parse(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_plan-targets")).arg("parse").args(arguments).output().unwrap()
}

/// A folder for one test, removed at its end.
struct Folder(PathBuf);
impl Folder {
    fn new(name: &str) -> Self {
        let folder =
            std::env::temp_dir().join(format!("plan-targets-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    fn file(&self, name: &str, bytes: &[u8]) -> String {
        let path = self.0.join(name);
        fs::write(&path, bytes).unwrap();
        path.display().to_string()
    }
}
impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The line that a refusal prints.
fn refusal(output: &Output) -> String {
    let said = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(!output.status.success(), "{said}");
    assert!(output.stdout.is_empty());
    assert_eq!(said.lines().count(), 1, "{said}");
    said
}

#[test]
fn a_text_that_is_no_plan_is_refused_with_one_line() {
    let folder = Folder::new("refused");
    let said = |file: &str| refusal(&parse(&[file]));
    assert!(said(&folder.file("empty.txt", b"")).contains("empty"));
    let png = [b"\x89PNG\r\n\x1a\n".as_slice(), &[0; 64]].concat();
    assert!(said(&folder.file("scan.png", &png)).contains("PNG"));
    assert!(said(&folder.0.display().to_string()).contains("folder"));
    assert!(said("/no/such/plan.txt").contains("No such file"));
    let elsewhere = "火星市国民经济和社会发展第十四个五年规划和2035年远景目标纲要\n到2025年，生产总值达到10亿元。\n";
    let said = said(&folder.file("mars.txt", elsewhere.as_bytes()));
    assert!(said.contains("火星市") && said.contains("--region"), "{said}");
}

#[test]
fn fifty_megabytes_of_noise_are_refused_immediately() {
    let folder = Folder::new("noise");
    let mut state = 42u32;
    let noise: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(50_000_000)
    .collect();
    let started = Instant::now();
    refusal(&parse(&[&folder.file("noise.txt", &noise)]));
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

#[test]
fn flags_override_the_title() {
    let folder = Folder::new("title");
    let text = format!("{TITLE}\n\n第一章 发展目标\n\n到2025年，绿化覆盖率达到46.72%。\n");
    let file = folder.file("plan.txt", text.as_bytes());
    let read = |arguments: &[&str]| -> serde_json::Value {
        let output = parse(arguments);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    };
    let plan = read(&[&file]);
    assert_eq!(plan["document"]["region"], "jiangan");
    assert_eq!(plan["document"]["promises"], serde_json::json!([2021, 2025]));
    let observation = &plan["observations"][0];
    assert_eq!(observation["indicator"], "green_coverage");
    assert_eq!(observation["value"].to_string(), "46.72");
    assert_eq!(observation["quote"], "绿化覆盖率达到46.72%");
    let other = read(&["--region", "420104", "--period", "2026-2030", &file]);
    assert_eq!(other["document"]["region"], "qiaokou");
    assert_eq!(other["document"]["promises"], serde_json::json!([2026, 2030]));
}

#[test]
fn one_unreadable_file_does_not_stop_the_others_and_two_files_of_one_plan_are_named() {
    let folder = Folder::new("several");
    let text = format!("{TITLE}\n\n到2025年，绿化覆盖率达到46.72%。\n");
    let (good, again) =
        (folder.file("a.txt", text.as_bytes()), folder.file("b.txt", text.as_bytes()));
    let bad = folder.file("bad.txt", b"");
    let out = folder.0.join("out").display().to_string();
    let output = parse(&["--out", &out, &bad, &good, &again]);
    assert!(!output.status.success());
    assert!(Path::new(&out).join("jiangan-2021-2025.json").exists());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("bad.txt") && said.contains("b.txt: is the same region and period"),
        "{said}"
    );
}

#[test]
fn the_same_bytes_give_the_same_parsed_plan() {
    let folder = Folder::new("same");
    let text =
        format!("{TITLE}\n\n到2025年，绿化覆盖率达到46.72%，新增绿地46万平方米。\n").repeat(20);
    let file = folder.file("plan.txt", text.as_bytes());
    assert_eq!(parse(&[&file]).stdout, parse(&[&file]).stdout);
}
