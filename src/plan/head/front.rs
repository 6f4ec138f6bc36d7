//! Front matter: the lines between `---` and `---` before a text, which collections add.

use crate::document::Source;

/// The front matter of a text; all fields are empty where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct FrontMatter {
    /// The value of `title`.
    pub title: Option<String>,
    /// The value of `source`, if it is a URL.
    pub address: Option<String>,
    /// Its last line, counted from 1; 0 where there is no front matter.
    pub end: u32,
}

/// The largest number of lines of front matter.
const LINES: u32 = 30;

pub(super) fn read(source: &Source) -> FrontMatter {
    let is_rule = |line: &str| line.trim().len() >= 3 && line.trim().chars().all(|c| c == '-');
    let Some((first, _)) =
        source.lines().find(|(_, line)| !line.trim().is_empty()).filter(|(_, line)| is_rule(line))
    else {
        return FrontMatter::default();
    };
    let mut front = FrontMatter::default();
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
    // Without a second rule there is no front matter.
    FrontMatter::default()
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
        assert_eq!(read("---\ntitle: 甲\n正文。\n"), FrontMatter::default());
        assert_eq!(read("甲市规划\n---\ntitle: 甲\n---\n"), FrontMatter::default());
    }
}
