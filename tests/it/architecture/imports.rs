//! The imports between files of `src/`, read from `use` lines and paths in the code, without tests.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use syn::visit::{self, Visit};
use syn::{Item, ItemMod, UseTree};

/// The files of `src/` and the imports between them. Paths are relative to the package: `src/api/app.rs`.
#[derive(Debug, Default)]
pub struct Imports {
    /// Module path (`api::app`; empty for the root) to file.
    pub files: BTreeMap<String, PathBuf>,
    /// For each file, the files of this package that it uses or, as a `mod.rs`, lists.
    pub edges: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
    /// For each file, the paths of other crates that it uses, such as `std::fs::read`.
    pub foreign: BTreeMap<PathBuf, BTreeSet<String>>,
}

impl Imports {
    /// Reads every file below `src/` of the package at `root`.
    ///
    /// # Panics
    /// A file cannot be read or is not valid Rust.
    pub fn read(root: &Path) -> Self {
        let mut imports = Self::default();
        for file in rust_files(&root.join("src")) {
            let file = file.strip_prefix(root).unwrap().to_owned();
            // Files of tests may import anything.
            if file.iter().any(|name| name == "tests" || name == "tests.rs") {
                continue;
            }
            imports.files.insert(module_of(&file), file);
        }
        for (module, file) in &imports.files {
            let text = std::fs::read_to_string(root.join(file)).unwrap();
            let parsed = syn::parse_file(&text)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let mut found = Found::new(module);
            found.visit_file(&parsed);
            let used = found.own.iter().filter_map(|path| imports.file_of(path));
            let edges = used.filter(|used| *used != file).cloned().collect();
            imports.edges.insert(file.clone(), edges);
            imports.foreign.insert(file.clone(), found.foreign);
        }
        imports
    }

    /// The file of an absolute path: that of its longest prefix that is a module.
    fn file_of(&self, path: &[String]) -> Option<&PathBuf> {
        (1..=path.len()).rev().find_map(|length| self.files.get(&path[..length].join("::")))
    }
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The module of a file: `src/api/mod.rs` is `api`, `src/api/app.rs` is `api::app`; `src/lib.rs` and
/// `src/main.rs` are roots.
fn module_of(file: &Path) -> String {
    let path = file.strip_prefix("src").unwrap().with_extension("");
    let mut names: Vec<_> = path.iter().map(|name| name.to_string_lossy().into_owned()).collect();
    names.pop_if(|last| last == "mod");
    names.join("::")
}

/// The paths that a file uses.
struct Found {
    /// The module of the file, and the inline modules being visited.
    here: Vec<String>,
    /// Absolute paths into this package.
    own: BTreeSet<Vec<String>>,
    foreign: BTreeSet<String>,
}

impl Found {
    fn new(module: &str) -> Self {
        let here = module.split("::").map(str::to_owned).collect();
        Self { here, own: BTreeSet::new(), foreign: BTreeSet::new() }
    }

    fn note(&mut self, path: &[String]) {
        match path.first().map(String::as_str) {
            Some("crate") => {
                self.own.insert(path[1..].to_vec());
            }
            Some("self") => {
                let inside = self.here.iter().chain(&path[1..]).cloned().collect();
                self.own.insert(inside);
            }
            Some("super") => {
                let up = path.iter().take_while(|name| *name == "super").count();
                let kept = self.here.len().saturating_sub(up);
                let absolute = self.here[..kept].iter().chain(&path[up..]).cloned().collect();
                self.own.insert(absolute);
            }
            // A single name may be a local one, so only paths are recorded.
            Some(_) if path.len() > 1 => {
                self.foreign.insert(path.join("::"));
            }
            _ => {}
        }
    }

    fn note_tree(&mut self, tree: &UseTree, before: &mut Vec<String>) {
        match tree {
            UseTree::Path(path) => {
                before.push(path.ident.to_string());
                self.note_tree(&path.tree, before);
                before.pop();
            }
            UseTree::Name(name) if name.ident == "self" => self.note(&before.clone()),
            UseTree::Name(name) => self.note_leaf(before, name.ident.to_string()),
            UseTree::Rename(rename) => self.note_leaf(before, rename.ident.to_string()),
            UseTree::Glob(_) => self.note(&before.clone()),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.note_tree(tree, before);
                }
            }
        }
    }

    fn note_leaf(&mut self, before: &[String], leaf: String) {
        let mut path = before.to_vec();
        path.push(leaf);
        self.note(&path);
    }
}

/// Whether an item is compiled for tests only.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute
                .meta
                .require_list()
                .is_ok_and(|list| list.tokens.to_string().contains("test"))
    })
}

impl<'ast> Visit<'ast> for Found {
    fn visit_item(&mut self, item: &'ast Item) {
        if let Item::Use(used) = item {
            if !is_test(&used.attrs) {
                self.note_tree(&used.tree, &mut Vec::new());
            }
            return;
        }
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if is_test(&module.attrs) {
            return;
        }
        if module.content.is_none() {
            // `mod child;`: a `mod.rs` counts as importing its children.
            self.note(&["self".to_owned(), module.ident.to_string()]);
            return;
        }
        self.here.push(module.ident.to_string());
        visit::visit_item_mod(self, module);
        self.here.pop();
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        if !is_test(&function.attrs) {
            visit::visit_item_fn(self, function);
        }
    }

    /// `pub(super)` imports nothing.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<_> = path.segments.iter().map(|part| part.ident.to_string()).collect();
        self.note(&names);
        visit::visit_path(self, path);
    }
}
