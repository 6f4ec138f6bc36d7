//! The rules, each with its violations. ARCHITECTURE.md gives the reasons.

use super::imports::Imports;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Rooms from left to right: a room may import those on its left. Rooms in one step do not import each
/// other.
const ROOMS: &[&[&str]] = &[
    &["domain"],
    &["arithmetic", "spelling", "format"],
    &["catalog"],
    &["document"],
    &["plan"],
    &["evaluate"],
    &["compare"],
    &["checks"],
    &["scorecard"],
    &["series"],
    &["progress"],
    &["chart"],
    &["store"],
    &["ingest", "export", "config"],
    &["api"],
    &["cli"],
];

/// The last pure room. Rooms up to this one use no files, network, clock, database or HTTP.
const LAST_PURE: &str = "chart";

/// The first names of paths that a pure room must not use.
const IMPURE: &[&str] = &[
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::time::Instant",
    "std::time::SystemTime",
    "tokio",
    "futures_util",
    "sqlx",
    "axum",
    "hyper",
    "hyper_util",
    "tower",
    "tower_http",
];

/// The largest number of lines of a file of `src/` that is neither table, tests nor documentation.
const MOST_LINES: usize = 400;

/// The floors of `api`, the lowest first; the same rule as for rooms.
const FLOORS: &[&[&str]] = &[
    &["problem"],
    &["address", "lengths", "metrics", "snapshot"],
    &["cache"],
    &["app"],
    &["ask"],
    &["answer"],
    &["http"],
    &["contract"],
    &["resources"],
    &["pages"],
    &["routes"],
];

/// The position of a file in an order of folders or files below `base`; `None` for a file outside it.
fn step(file: &Path, base: &str, order: &[&[&str]]) -> Option<(usize, String)> {
    let inside = file.strip_prefix(base).ok()?.with_extension("");
    let name = inside.iter().next()?.to_string_lossy().into_owned();
    let step = order.iter().position(|step| step.contains(&name.as_str()))?;
    Some((step, name))
}

/// Imports from left to right in an order, which break the rule.
fn arrows_back(imports: &Imports, base: &str, order: &[&[&str]], what: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (file, used) in &imports.edges {
        let Some((here, name)) = step(file, base, order) else { continue };
        for other in used {
            let Some((there, other_name)) = step(other, base, order) else { continue };
            if there > here || (there == here && name != other_name) {
                found.push(format!(
                    "{} imports {}: {what} `{name}` may not know `{other_name}`",
                    file.display(),
                    other.display()
                ));
            }
        }
    }
    found
}

/// Imports against the order of rooms.
pub fn rooms(imports: &Imports) -> Vec<String> {
    arrows_back(imports, "src", ROOMS, "the room")
}

/// Imports against the order of the floors of `api`.
pub fn floors(imports: &Imports) -> Vec<String> {
    arrows_back(imports, "src/api", FLOORS, "the floor")
}

/// Folders of `src/` and `src/api/` that are in no order.
pub fn unknown(imports: &Imports) -> Vec<String> {
    let mut found = BTreeSet::new();
    for file in imports.edges.keys() {
        let root = ["src/lib.rs", "src/main.rs", "src/api/mod.rs"];
        let (base, order) =
            if file.starts_with("src/api") { ("src/api", FLOORS) } else { ("src", ROOMS) };
        if !root.iter().any(|root| file == Path::new(root)) && step(file, base, order).is_none() {
            found.insert(format!("{}: no place in the order below {base}", file.display()));
        }
    }
    found.into_iter().collect()
}

/// Circles of imports between files; a `mod.rs` counts as importing the files it lists.
pub fn circles(imports: &Imports) -> Vec<String> {
    strong_components(&imports.edges)
        .into_iter()
        .filter(|files| files.len() > 1)
        .map(|files| {
            let within: Vec<String> = files
                .iter()
                .flat_map(|file| {
                    let used = imports.edges[file].iter().filter(|used| files.contains(*used));
                    used.map(move |used| {
                        format!("    {} imports {}", file.display(), used.display())
                    })
                })
                .collect();
            format!("a circle of {} files:\n{}", files.len(), within.join("\n"))
        })
        .collect()
}

/// Tarjan's strongly connected components.
fn strong_components(edges: &BTreeMap<PathBuf, BTreeSet<PathBuf>>) -> Vec<BTreeSet<PathBuf>> {
    #[derive(Default)]
    struct Search<'g> {
        index: BTreeMap<&'g Path, usize>,
        low: BTreeMap<&'g Path, usize>,
        stack: Vec<&'g Path>,
        found: Vec<BTreeSet<PathBuf>>,
    }
    fn visit<'g>(
        file: &'g Path,
        edges: &'g BTreeMap<PathBuf, BTreeSet<PathBuf>>,
        search: &mut Search<'g>,
    ) {
        let number = search.index.len();
        search.index.insert(file, number);
        search.low.insert(file, number);
        search.stack.push(file);
        for next in &edges[file] {
            if !search.index.contains_key(next.as_path()) {
                visit(next, edges, search);
                let low = search.low[file].min(search.low[next.as_path()]);
                search.low.insert(file, low);
            } else if search.stack.contains(&next.as_path()) {
                let low = search.low[file].min(search.index[next.as_path()]);
                search.low.insert(file, low);
            }
        }
        if search.low[file] == search.index[file] {
            let from = search.stack.iter().position(|on_stack| *on_stack == file).unwrap();
            let component = search.stack.split_off(from).into_iter().map(Path::to_owned).collect();
            search.found.push(component);
        }
    }
    let mut search = Search::default();
    for file in edges.keys() {
        if !search.index.contains_key(file.as_path()) {
            visit(file, edges, &mut search);
        }
    }
    search.found
}

/// Pure rooms that use files, network, clock, database or HTTP.
pub fn impure(imports: &Imports) -> Vec<String> {
    let last = ROOMS.iter().position(|step| step.contains(&LAST_PURE)).unwrap();
    let mut found = Vec::new();
    for (file, paths) in &imports.foreign {
        let Some((here, name)) = step(file, "src", ROOMS) else { continue };
        let used = |path: &&String| {
            IMPURE.iter().any(|impure| {
                path.strip_prefix(impure)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
            })
        };
        for path in paths.iter().filter(used).filter(|_| here <= last) {
            found.push(format!("{} uses {path}: the room `{name}` is pure", file.display()));
        }
    }
    found
}

/// Files with more than [`MOST_LINES`] lines.
pub fn long_files(imports: &Imports, root: &Path) -> Vec<String> {
    imports
        .edges
        .keys()
        .filter_map(|file| {
            let text = std::fs::read_to_string(root.join(file)).unwrap();
            // Tests at the end of a file are not counted.
            let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
            let lines = code.lines().count();
            (lines > MOST_LINES)
                .then(|| format!("{}: {lines} lines, at most {MOST_LINES}", file.display()))
        })
        .collect()
}
