//! Front matter: the lines between `---` and `---` that a collection puts before a text.

use crate::document::Source;

/// The front matter of a text; all empty where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Front {
    /// Its `title`.
    pub title: Option<String>,
    /// Its `source`, where that is a web address.
    pub address: Option<String>,
    /// Its last line, 1-based; 0 where there is none.
    pub end: u32,
}

/// Front matter is no longer than so many lines.
const LINES: u32 = 30;

pub(super) fn read(source: &Source) -> Front {
    let is_rule = |line: &str| line.trim().len() >= 3 && line.trim().chars().all(|c| c == '-');
    let Some((first, _)) =
        source.lines().find(|(_, line)| !line.trim().is_empty()).filter(|(_, line)| is_rule(line))
    else {
        return Front::default();
    };
    let mut front = Front::default();
    for (number, line) in source.lines().skip_while(|(number, _)| *number <= first) {
        if is_rule(line) {
            front.end = number;
            return front;
        }
        match line.split_once(':').map(|(key, value)| (key.trim(), value.trim())) {
            Some(("title", title)) => front.title = Some(title.to_owned()),
            Some(("source", address)) if address.starts_with("http") => {
                front.address = Some(address.to_owned());
            }
            _ if number > first + LINES => break,
            _ => {}
        }
    }
    // A rule that none ends is no front matter.
    Front::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_gives_title_and_address() {
        let read = |text: &str| read(&Source::read(text.as_bytes()).unwrap());
        let front = read(
            "---\nsource: https://a.example/1\ntitle: 甲市2026年政府工作报告\n----\n\n正文。\n",
        );
        assert_eq!(front.title.as_deref(), Some("甲市2026年政府工作报告"));
        assert_eq!((front.address.as_deref(), front.end), (Some("https://a.example/1"), 4));
        assert_eq!(read("---\ntitle: 甲\n正文。\n"), Front::default());
        assert_eq!(read("甲市规划\n---\ntitle: 甲\n---\n"), Front::default());
    }
}
