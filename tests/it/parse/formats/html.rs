//! Web pages.

use super::{html, parsed, refused};

#[test]
fn a_figure_of_a_web_page_has_its_source_line() {
    let page = html("utf-8");
    let plan = parsed("page.html", page.as_bytes());
    for it in &plan.observations {
        let line = page.lines().nth(it.line as usize - 1).unwrap();
        let figure = it.value.unwrap().to_string();
        assert!(line.contains(&figure), "{figure} is not on {line}");
        assert_eq!(it.page, None);
    }
}

#[test]
fn a_page_without_an_article_is_refused() {
    assert_eq!(
        refused(b"<!DOCTYPE html><html><script>1</script></html>"),
        "the file holds nothing but white space"
    );
}
