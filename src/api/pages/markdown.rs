//! Markdown of the guides and of the contract as HTML without markup of its own, styles or addresses that the service does not have.

use pulldown_cmark::{Alignment, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// A guide.
#[derive(Debug)]
pub(super) struct Guide {
    /// The last part of its address.
    pub slug: &'static str,
    pub title: String,
    /// Its first paragraph.
    pub summary: String,
    /// Below the title.
    pub html: String,
}

/// Renders a guide. `slugs` are those of all guides: a link to another file becomes its text.
pub(super) fn guide(slug: &'static str, text: &str, slugs: &[&str]) -> Guide {
    let parser = Parser::new_ext(text, Options::ENABLE_TABLES);
    let mut events: Vec<Event<'_>> = Vec::new();
    let (mut title, mut summary) = (String::new(), None::<String>);
    let mut words = String::new();
    let mut start = 0;
    // Whether each open link is kept.
    let mut links: Vec<bool> = Vec::new();
    for event in parser {
        match event {
            Event::Start(Tag::Heading { .. } | Tag::Paragraph) => {
                (start, words) = (events.len(), String::new());
                events.push(event);
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                events.truncate(start);
                title = std::mem::take(&mut words);
            }
            Event::End(TagEnd::Heading(_)) => {
                if let Some(Event::Start(Tag::Heading { id, .. })) = events.get_mut(start) {
                    *id = Some(anchor(&words).into());
                }
                events.push(event);
            }
            Event::End(TagEnd::Paragraph) => {
                summary.get_or_insert_with(|| words.clone());
                events.push(event);
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let address = address(&dest_url, slugs);
                links.push(address.is_some());
                if let Some(address) = address {
                    let dest_url = address.into();
                    events.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
                }
            }
            Event::End(TagEnd::Link) => {
                if links.pop().unwrap_or(true) {
                    events.push(event);
                }
            }
            Event::Start(Tag::Table(columns)) => {
                let columns = vec![Alignment::None; columns.len()];
                events.push(Event::Html("<div class=\"wide\" tabindex=\"0\">".into()));
                events.push(Event::Start(Tag::Table(columns)));
            }
            Event::End(TagEnd::Table) => {
                events.push(event);
                events.push(Event::Html("</div>\n".into()));
            }
            Event::Html(markup) | Event::InlineHtml(markup) => events.push(Event::Text(markup)),
            Event::Text(ref text) | Event::Code(ref text) => {
                words.push_str(text);
                events.push(event);
            }
            Event::SoftBreak => {
                words.push(' ');
                events.push(event);
            }
            other => events.push(other),
        }
    }
    let mut out = String::new();
    html::push_html(&mut out, events.into_iter());
    // Text is escaped, so these are tags.
    let out = out.replace("<th></th>", "<td></td>").replace("<th>", "<th scope=\"col\">");
    let html = out.replace("<pre>", "<pre tabindex=\"0\">");
    Guide { slug, title, summary: summary.unwrap_or_default(), html }
}

/// The paragraphs of a description as HTML. Markup in it is text, and so are links.
pub(super) fn paragraphs(text: &str) -> String {
    let events = Parser::new(text).filter_map(|event| match event {
        Event::Html(markup) | Event::InlineHtml(markup) => Some(Event::Text(markup)),
        Event::Start(Tag::Link { .. }) | Event::End(TagEnd::Link) => None,
        other => Some(other),
    });
    let mut out = String::new();
    html::push_html(&mut out, events);
    out
}

/// The address of a link on the site; `None` for files that the service does not have.
fn address(link: &str, slugs: &[&str]) -> Option<String> {
    if link.starts_with("https://") || link.starts_with('#') {
        return Some(link.to_owned());
    }
    let (file, place) = link.split_once('#').map_or((link, None), |(file, at)| (file, Some(at)));
    let slug = file.strip_suffix(".md").filter(|slug| slugs.contains(slug))?;
    Some(match place {
        Some(place) => format!("/docs/{slug}#{place}"),
        None => format!("/docs/{slug}"),
    })
}

/// The anchor of a heading: lower case, words joined by hyphens, no punctuation.
fn anchor(heading: &str) -> String {
    let kept = heading.to_lowercase();
    let kept = kept.chars().filter(|it| it.is_alphanumeric() || " -_".contains(*it));
    kept.map(|it| if it == ' ' { '-' } else { it }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_text_and_links_lead_to_pages() {
        let text = "# A `title`\n\nFirst [one](other.md#a-b), [two](../src/x.rs).\n\n## A B\n\n<b onclick=x>|\n\n\
                    | | n |\n|---|--:|\n| x | 1 |\n";
        let guide = guide("a", text, &["a", "other"]);
        assert_eq!((guide.title.as_str(), guide.summary.as_str()), ("A title", "First one, two."));
        for part in [
            "<a href=\"/docs/other#a-b\">one</a>, two.",
            "<h2 id=\"a-b\">A B</h2>",
            "&lt;b onclick=x&gt;",
            "<td></td><th scope=\"col\">n</th>",
        ] {
            assert!(guide.html.contains(part), "{part} is not in {}", guide.html);
        }
        assert!(!guide.html.contains("style") && !guide.html.contains("<h1"), "{}", guide.html);
    }

    #[test]
    fn a_description_is_paragraphs_without_markup_of_its_own() {
        let html = paragraphs("One `two`\nthree.\n\n<b>four</b> [five](/x)");
        assert_eq!(
            html,
            "<p>One <code>two</code>\nthree.</p>\n<p>&lt;b&gt;four&lt;/b&gt; five</p>\n"
        );
    }
}
