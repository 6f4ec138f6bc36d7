//! Tests that links in the documentation work, and that README.md lists every command and setting.

use regex::Regex;
use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
};

#[test]
fn every_relative_link_leads_to_a_file_and_its_heading() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = pages(root);
    assert!(pages.contains(&root.join("README.md")), "README.md was not found: {pages:?}");
    let broken: Vec<_> = pages.iter().flat_map(|page| broken_links(root, page)).collect();
    assert!(broken.is_empty(), "broken links:\n{}", broken.join("\n"));
}

#[test]
fn a_missing_file_and_a_missing_heading_are_found() {
    let folder = std::env::temp_dir().join(format!("links-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let page = folder.join("page.md");
    fs::write(
        &page,
        "# `make run`, twice\n# Same\n# Same\n[a](page.md) [b](#make-run-twice) [c](page.md#same-1) \
         [d](https://example.org/x) [e](none.md) [f](#nowhere)\n[g]: gone.md\n`[h](code.md)`\n\
         ```\n[i](fenced.md)\n# Fenced\n```\n[j](#fenced)\n",
    )
    .unwrap();
    let broken = broken_links(&folder, &page);
    fs::remove_dir_all(&folder).unwrap();
    assert_eq!(
        broken,
        ["none.md", "#nowhere", "#fenced", "gone.md"].map(|link| format!("page.md: {link}"))
    );
}

/// All pages, except those in hidden folders and in `target`, which tools write.
fn pages(folder: &Path) -> BTreeSet<PathBuf> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        let name = name.to_string_lossy();
        if entry.file_type().unwrap().is_dir() {
            if !name.starts_with('.') && name != "target" {
                found.extend(pages(&path));
            }
        } else if name.ends_with(".md") {
            found.insert(path);
        }
    }
    found
}

/// `page: link` for each broken link of a page.
fn broken_links(root: &Path, page: &Path) -> Vec<String> {
    let name = page.strip_prefix(root).unwrap().display();
    let text = without_code(&fs::read_to_string(page).unwrap());
    let inline = Regex::new(r"\]\(<?([^)\s>]+)").unwrap();
    let defined = Regex::new(r"(?m)^\[[^\]]+\]:\s+<?([^\s>]+)").unwrap();
    inline
        .captures_iter(&text)
        .chain(defined.captures_iter(&text))
        .map(|link| link[1].to_owned())
        .filter(|link| !link.contains("://") && !link.starts_with("mailto:"))
        .filter(|link| !leads_somewhere(page, link))
        .map(|link| format!("{name}: {link}"))
        .collect()
}

fn leads_somewhere(page: &Path, link: &str) -> bool {
    let (file, heading) = link.split_once('#').unwrap_or((link, ""));
    let target = if file.is_empty() { page.to_owned() } else { page.parent().unwrap().join(file) };
    target.exists() && (heading.is_empty() || anchors(&target).contains(heading))
}

/// The headings of a page, as GitHub writes them in links.
fn anchors(page: &Path) -> BTreeSet<String> {
    let mut seen = HashMap::<String, u32>::new();
    // Lines in a code block are not headings. Code within a heading is part of the heading.
    let text = without_fences(&fs::read_to_string(page).unwrap_or_default());
    text.lines()
        .filter_map(|line| {
            line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#'))
        })
        .map(|heading| {
            let anchor: String = heading
                .trim()
                .to_lowercase()
                .chars()
                .filter(|c| c.is_alphanumeric() || " -_".contains(*c))
                .map(|c| if c == ' ' { '-' } else { c })
                .collect();
            let times = seen.entry(anchor.clone()).or_default();
            *times += 1;
            if *times == 1 { anchor } else { format!("{anchor}-{}", *times - 1) }
        })
        .collect()
}

fn without_code(text: &str) -> String {
    Regex::new(r"`[^`\n]*`").unwrap().replace_all(&without_fences(text), "``").into_owned()
}

fn without_fences(text: &str) -> String {
    Regex::new(r"(?ms)^```.*?^```").unwrap().replace_all(text, "").into_owned()
}

#[test]
fn the_readme_names_every_variable_and_every_command() {
    let program = env!("CARGO_BIN_EXE_plan-targets");
    let help = |arguments: &[&str]| {
        let output = std::process::Command::new(program).args(arguments).arg("--help").output();
        String::from_utf8(output.unwrap().stdout).unwrap()
    };
    let readme =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let command = Regex::new(r"(?m)^  ([a-z]+)  ").unwrap();
    let setting = Regex::new(r"(--[a-z-]+) <[^\[<]*?\[env:\s+([A-Z_]+)").unwrap();
    let overview = help(&[]);
    let commands: Vec<_> = command.captures_iter(&overview).map(|c| c[1].to_owned()).collect();
    assert!(commands.contains(&"migrate".to_owned()), "{overview}");
    for command in commands.iter().filter(|command| *command != "help") {
        assert!(readme.contains(&format!("`{command}`")), "README.md lacks `{command}`");
        for found in setting.captures_iter(&help(&[command])) {
            let row = format!("| `{}` | `{}` |", &found[2], &found[1]);
            assert!(readme.contains(&row), "README.md lacks {row}");
        }
    }
}
