//! Checks the structure of `src/` against the rules of ARCHITECTURE.md.

mod imports;
mod rules;

use imports::Imports;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Fails with one line for each violation.
#[track_caller]
fn assert_none(rule: &str, found: &[String]) {
    assert!(found.is_empty(), "{rule} ({} found):\n{}", found.len(), found.join("\n"));
}

#[test]
fn imports_run_one_way_between_rooms() {
    let imports = Imports::read(root());
    assert_none("A room imports only rooms before it", &rules::rooms(&imports));
    assert_none("A floor of api imports only floors below it", &rules::floors(&imports));
    assert_none("Every file has a place in the order", &rules::unknown(&imports));
}

#[test]
fn no_files_import_each_other_in_a_circle() {
    let imports = Imports::read(root());
    assert_none("Files import each other in no circle", &rules::circles(&imports));
}

#[test]
fn pure_rooms_do_no_input_or_output() {
    let imports = Imports::read(root());
    assert_none("A pure room only computes", &rules::impure(&imports));
}

#[test]
fn no_file_exceeds_the_limit_of_lines() {
    let imports = Imports::read(root());
    assert_none("A file has a bounded length", &rules::long_files(&imports, root()));
}

/// A small package that breaks every rule, and the violations that are found in it.
#[test]
fn violations_of_every_rule_are_found() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("architecture");
    let _ = std::fs::remove_dir_all(&folder);
    for (file, text) in [
        ("lib.rs", "mod domain;\nmod plan;\nmod store;\n"),
        ("domain/mod.rs", "mod kind;\nmod period;\npub use kind::Kind;\n"),
        ("domain/kind.rs", "use super::period::Period;\npub struct Kind(Period);\n"),
        ("domain/period.rs", "use crate::{domain::Kind, store};\npub struct Period(Kind);\n"),
        (
            "plan.rs",
            "fn now() { let _ = std::time::Instant::now(); crate::domain::Kind::new(); }\n\
             #[cfg(test)]\nmod tests {\n    use std::fs;\n    use crate::store::Row;\n}\n",
        ),
        ("store.rs", "use std::{fs, io};\n"),
        ("api/resources.rs", "use super::http::x;\n"),
        ("api/http.rs", "use crate::api::resources::{self};\n"),
        ("attic.rs", &"//\n".repeat(401)),
    ] {
        let path = folder.join("src").join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let imports = Imports::read(&folder);
    assert_eq!(
        rules::rooms(&imports),
        ["src/domain/period.rs imports src/store.rs: the room `domain` may not know `store`"]
    );
    assert_eq!(
        rules::floors(&imports),
        ["src/api/http.rs imports src/api/resources.rs: the floor `http` may not know `resources`"]
    );
    assert_eq!(rules::unknown(&imports), ["src/attic.rs: no place in the order below src"]);
    let circles = rules::circles(&imports);
    assert_eq!(circles.len(), 2, "{circles:?}");
    assert_eq!(
        circles[1],
        "a circle of 3 files:\n    src/domain/kind.rs imports src/domain/period.rs\n    \
         src/domain/mod.rs imports src/domain/kind.rs\n    src/domain/mod.rs imports src/domain/period.rs\n    \
         src/domain/period.rs imports src/domain/mod.rs"
    );
    assert_eq!(
        rules::impure(&imports),
        ["src/plan.rs uses std::time::Instant::now: the room `plan` is pure"]
    );
    assert_eq!(rules::long_files(&imports, &folder), ["src/attic.rs: 401 lines, at most 400"]);
}
