//! Finds the article of a page: the part with most of the text outside links, without scripts, navigation,
//! sidebars and footers.

use super::tree::{Content, Tree};

/// The article, and the properties of each node that the writer needs.
#[derive(Debug)]
pub(super) struct Article {
    /// The article is the nodes `root..end`.
    pub root: usize,
    pub end: usize,
    /// Texts before the article that form its title.
    pub titles: Vec<usize>,
    pub left_out: Vec<bool>,
    /// For each node, the innermost element with lines of its own.
    pub block: Vec<usize>,
    /// For each node, the table of data around it. A table that only lays out the page does not count.
    pub table: Vec<Option<usize>>,
    /// For each node, whether its text is raised.
    pub raised: Vec<bool>,
}

/// The number of characters, and of those within links.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    all: usize,
    linked: usize,
}

impl Weight {
    fn plain(self) -> usize {
        self.all - self.linked
    }
}

impl Article {
    /// Finds the article in time linear in the page.
    pub(super) fn find(tree: &Tree) -> Self {
        let nodes = &tree.nodes;
        let never = down(tree, |node| {
            let node = &nodes[node];
            node.hidden || is_never_read(node.tag())
        });
        let linked = down(tree, |node| nodes[node].tag() == "a");
        let weights = weigh(tree, &never, &linked);
        // An element named like a sidebar is part of the article if it contains most of the text.
        let most = weights[0].plain() / 2;
        let aside = down(tree, |node| is_aside(tree, node) && weights[node].plain() <= most);
        let mut left_out: Vec<bool> = never.iter().zip(&aside).map(|(a, b)| *a || *b).collect();
        let weights = weigh(tree, &left_out, &linked);
        let block = inherit(tree, |node| is_block(nodes[node].tag()).then_some(node), 0);

        let (root, path) = descend(tree, &weights);
        let end = end_of(tree, root);
        let tables = tables_of_data(tree, &path);
        let table = inherit(tree, |node| tables[node].then_some(Some(node)), None);
        let raised = down(tree, |node| nodes[node].tag() == "sup");
        // Leaves out lists of links within the article: contents, neighbouring pages, attachments.
        for node in root..end {
            let weight = weights[block[node]];
            let links = weight.linked * 10 >= weight.all * 6 && weight.linked > 0;
            left_out[node] |= links && !is_heading(nodes[block[node]].tag());
        }
        let titles = titles(tree, root, end, &never, &aside);
        Self { root, end, titles, left_out, block, table, raised }
    }
}

/// For each node, whether `is` holds for it or for an element around it.
fn down(tree: &Tree, is: impl Fn(usize) -> bool) -> Vec<bool> {
    inherit(tree, |node| is(node).then_some(true), false)
}

/// For each node its own value, or that of its parent.
fn inherit<T: Clone>(tree: &Tree, own: impl Fn(usize) -> Option<T>, root: T) -> Vec<T> {
    let mut values: Vec<T> = Vec::with_capacity(tree.nodes.len());
    for (at, node) in tree.nodes.iter().enumerate() {
        let above = values.get(node.parent).unwrap_or(&root).clone();
        values.push(own(at).unwrap_or(above));
    }
    values
}

fn weigh(tree: &Tree, left_out: &[bool], linked: &[bool]) -> Vec<Weight> {
    let mut weights = vec![Weight::default(); tree.nodes.len()];
    for at in (0..tree.nodes.len()).rev() {
        if let Content::Text(text) = &tree.nodes[at].content
            && !left_out[at]
        {
            let all = text.chars().filter(|sign| !sign.is_whitespace()).count();
            weights[at] = Weight { all, linked: if linked[at] { all } else { 0 } };
        }
        let Weight { all, linked } = weights[at];
        let parent = tree.nodes[at].parent;
        if parent != at {
            weights[parent].all += all;
            weights[parent].linked += linked;
        }
    }
    weights
}

/// The innermost container with nearly all of the text, and the path to it from the page.
fn descend(tree: &Tree, weights: &[Weight]) -> (usize, Vec<usize>) {
    let mut heaviest = vec![0; tree.nodes.len()];
    for (at, node) in tree.nodes.iter().enumerate().skip(1) {
        if weights[at].plain() > weights[heaviest[node.parent]].plain()
            || heaviest[node.parent] == 0
        {
            heaviest[node.parent] = at;
        }
    }
    let (mut root, mut path) = (0, vec![0]);
    loop {
        let child = heaviest[root];
        let most = weights[child].plain() * 100 >= weights[root].plain() * 85;
        if child == 0 || !most || !is_container(tree.nodes[child].tag()) {
            break;
        }
        root = child;
        path.push(child);
    }
    // Where this is a single table or row, the page contains little besides a table of data, so an outer
    // element is used.
    while matches!(tree.nodes[root].tag(), "table" | "tbody" | "tr") && path.len() > 1 {
        path.pop();
        root = path.last().copied().unwrap_or(0);
    }
    (root, path)
}

fn end_of(tree: &Tree, root: usize) -> usize {
    let inside = |at: &usize| tree.nodes[*at].parent < root;
    (root + 1..tree.nodes.len()).find(inside).unwrap_or(tree.nodes.len())
}

/// For each node, whether it is a table of data: at least two rows and two columns, no table within it, and
/// the article not in one of its cells.
fn tables_of_data(tree: &Tree, path: &[usize]) -> Vec<bool> {
    let nodes = &tree.nodes;
    let own = inherit(tree, |at| (nodes[at].tag() == "table").then_some(at), 0);
    let mut rows = vec![0_u32; nodes.len()];
    let mut cells = vec![0_u32; nodes.len()];
    let mut widest = vec![0_u32; nodes.len()];
    let mut outer = vec![false; nodes.len()];
    for (at, node) in nodes.iter().enumerate().skip(1) {
        let table = own[at];
        match node.tag() {
            "tr" => {
                rows[table] += 1;
                cells[table] = 0;
            }
            "td" | "th" => {
                cells[table] += 1;
                widest[table] = widest[table].max(cells[table]);
            }
            "table" => outer[own[node.parent]] = true,
            _ => {}
        }
    }
    (0..nodes.len())
        .map(|at| {
            nodes[at].tag() == "table"
                && rows[at] >= 2
                && widest[at] >= 2
                && !outer[at]
                && !path.contains(&at)
        })
        .collect()
}

/// Texts of the nearest heading before the article that names a plan. Where there is none, and the
/// beginning of the article names no plan either, the page's own title.
fn titles(tree: &Tree, root: usize, end: usize, never: &[bool], aside: &[bool]) -> Vec<usize> {
    let nodes = &tree.nodes;
    let names_plan = |at: usize| match &nodes[at].content {
        Content::Text(text) => text.contains("规划") || text.contains("纲要"),
        Content::Element(_) => false,
    };
    let under = |tags: fn(&str) -> bool| {
        inherit(tree, |at| tags(nodes[at].tag()).then_some(Some(at)), None)
    };
    let headings = under(is_heading);
    let before: Vec<usize> = (0..root)
        .filter(|&at| headings[at].is_some() && !never[at] && !aside[at] && names_plan(at))
        .collect();
    if let Some(&last) = before.last() {
        // A heading may consist of several texts; all of them are used.
        return (0..root)
            .filter(|&at| headings[at] == headings[last] && nodes[at].tag().is_empty())
            .collect();
    }
    let inside = (root..end).filter(|&at| nodes[at].tag().is_empty() && !never[at]);
    let printed = |at: &usize| match &nodes[*at].content {
        Content::Text(text) => !text.trim().is_empty(),
        Content::Element(_) => false,
    };
    if inside.filter(printed).take(12).any(names_plan) {
        return Vec::new();
    }
    let page = under(|tag| tag == "title");
    (0..nodes.len()).filter(|&at| page[at].is_some() && names_plan(at)).take(1).collect()
}

fn is_never_read(tag: &str) -> bool {
    matches!(
        tag,
        "head"
            | "title"
            | "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "iframe"
            | "object"
            | "audio"
            | "video"
            | "canvas"
            | "select"
            | "button"
            | "textarea"
            | "input"
            | "nav"
            | "footer"
            | "aside"
            | "menu"
            | "dialog"
            | "rp"
            | "rt"
    )
}

/// Whether the names of the element are those of something beside an article.
fn is_aside(tree: &Tree, node: usize) -> bool {
    const NAMES: &[&str] = &[
        "nav",
        "navbar",
        "navi",
        "navigation",
        "menu",
        "header",
        "footer",
        "foot",
        "copyright",
        "copy",
        "breadcrumb",
        "breadcrumbs",
        "crumb",
        "crumbs",
        "position",
        "location",
        "sidebar",
        "side",
        "aside",
        "toolbar",
        "tools",
        "share",
        "related",
        "relate",
        "recommend",
        "search",
        "login",
        "banner",
        "topbar",
        "pagination",
        "pager",
        "qrcode",
        "ewm",
        "comment",
        "comments",
        "friendlink",
        "friendlinks",
        "links",
        "ad",
        "ads",
        "contentinfo",
        "complementary",
        "bottom",
        "prevnext",
    ];
    let node = &tree.nodes[node];
    node.tag() == "header" || node.names.iter().any(|name| NAMES.contains(&name.as_str()))
}

fn is_heading(tag: &str) -> bool {
    matches!(tag, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

fn is_container(tag: &str) -> bool {
    matches!(
        tag,
        "html"
            | "body"
            | "div"
            | "main"
            | "article"
            | "section"
            | "center"
            | "form"
            | "table"
            | "tbody"
            | "tr"
            | "td"
            | "font"
            | "span"
            | "ucapcontent"
            | "zoom"
            | "custom"
    )
}

fn is_block(tag: &str) -> bool {
    is_heading(tag)
        || matches!(
            tag,
            "html"
                | "body"
                | "div"
                | "main"
                | "article"
                | "section"
                | "center"
                | "form"
                | "table"
                | "caption"
                | "thead"
                | "tbody"
                | "tfoot"
                | "tr"
                | "td"
                | "th"
                | "p"
                | "ul"
                | "ol"
                | "li"
                | "dl"
                | "dt"
                | "dd"
                | "blockquote"
                | "pre"
                | "header"
                | "hr"
                | "figure"
                | "figcaption"
                | "fieldset"
                | "address"
                | "details"
                | "summary"
        )
}
