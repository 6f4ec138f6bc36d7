//! Rows in the text format of `COPY`, which is the fastest way into a table.

use super::database::Result;
use sqlx::PgConnection;
use std::fmt::Display;
use std::io::Write as _;

/// Rows in the text format of `COPY`: a line for each row, a tab between values, `\\N` for null.
#[derive(Debug, Default)]
pub(super) struct CopyRows(Vec<u8>);

impl CopyRows {
    /// A new row. Its values follow in the order of the columns.
    pub(super) fn row(&mut self) -> CopyRow<'_> {
        CopyRow { bytes: &mut self.0, is_first: true }
    }

    /// Adds the rows of another.
    pub(super) fn append(&mut self, mut rows: Self) {
        self.0.append(&mut rows.0);
    }

    /// Writes the rows by this statement; nothing where there are none.
    ///
    /// # Errors
    /// Those of the database, a broken constraint among them.
    pub(super) async fn send(self, db: &mut PgConnection, copy: &str) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let mut stream = db.copy_in_raw(copy).await?;
        stream.send(self.0).await?;
        stream.finish().await?;
        Ok(())
    }
}

/// A row that ends when it is dropped.
pub(super) struct CopyRow<'r> {
    bytes: &'r mut Vec<u8>,
    is_first: bool,
}

impl CopyRow<'_> {
    fn begin(&mut self) {
        if !self.is_first {
            self.bytes.push(b'\t');
        }
        self.is_first = false;
    }

    fn escaped(&mut self, text: &str) {
        let mut plain = 0;
        for (place, byte) in text.bytes().enumerate() {
            let letter = match byte {
                b'\\' => b'\\',
                b'\t' => b't',
                b'\n' => b'n',
                b'\r' => b'r',
                _ => continue,
            };
            self.bytes.extend_from_slice(&text.as_bytes()[plain..place]);
            self.bytes.extend([b'\\', letter]);
            plain = place + 1;
        }
        self.bytes.extend_from_slice(&text.as_bytes()[plain..]);
    }

    /// The next value, a text or a word.
    pub(super) fn text(&mut self, text: impl AsRef<str>) -> &mut Self {
        self.begin();
        self.escaped(text.as_ref());
        self
    }

    /// The next value, a text or null.
    pub(super) fn text_or_null(&mut self, text: Option<impl AsRef<str>>) -> &mut Self {
        match text {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// The next value, a number.
    pub(super) fn number(&mut self, number: impl Display) -> &mut Self {
        self.begin();
        // Writing into memory cannot fail.
        let _ = write!(self.bytes, "{number}");
        self
    }

    /// The next value, a number or null.
    pub(super) fn number_or_null(&mut self, number: Option<impl Display>) -> &mut Self {
        match number {
            Some(number) => self.number(number),
            None => self.null(),
        }
    }

    /// The next value, a string of bytes.
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> &mut Self {
        self.begin();
        self.bytes.extend_from_slice(b"\\\\x");
        let digits = self.bytes.len();
        self.bytes.resize(digits + 2 * bytes.len(), 0);
        // Two digits for each byte is what the slice has room for.
        let _ = hex::encode_to_slice(bytes, &mut self.bytes[digits..]);
        self
    }

    /// The next value, an array of texts.
    pub(super) fn list(&mut self, texts: &[String]) -> &mut Self {
        self.begin();
        self.bytes.push(b'{');
        for (place, text) in texts.iter().enumerate() {
            self.bytes.extend_from_slice(if place == 0 { b"\"" } else { b",\"" });
            if text.contains(['"', '\\']) {
                let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
                self.escaped(&quoted);
            } else {
                self.escaped(text);
            }
            self.bytes.push(b'"');
        }
        self.bytes.push(b'}');
        self
    }

    /// The next value, an array of numbers.
    pub(super) fn numbers(&mut self, numbers: &[i32]) -> &mut Self {
        let numbers: Vec<String> = numbers.iter().map(i32::to_string).collect();
        self.text(format!("{{{}}}", numbers.join(",")))
    }

    fn null(&mut self) -> &mut Self {
        self.begin();
        self.bytes.extend_from_slice(b"\\N");
        self
    }
}

impl Drop for CopyRow<'_> {
    fn drop(&mut self) {
        self.bytes.push(b'\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_a_line_with_its_special_characters_escaped() {
        let mut rows = CopyRows::default();
        rows.row().text("a\tb\\N\n").number(1.5).text_or_null(None::<&str>);
        rows.row().number_or_null(None::<i32>).text("");
        let text = String::from_utf8(rows.0).unwrap_or_default();
        assert_eq!(text, "a\\tb\\\\N\\n\t1.5\t\\N\n\\N\t\n");
    }

    #[test]
    fn the_elements_of_a_list_are_quoted() {
        let mut rows = CopyRows::default();
        let texts = ["绿", "", "a\"b", "\\", "null", "x,y}"].map(str::to_owned);
        rows.row().list(&texts).list(&[]);
        let text = String::from_utf8(rows.0).unwrap_or_default();
        assert_eq!(text, "{\"绿\",\"\",\"a\\\\\"b\",\"\\\\\\\\\",\"null\",\"x,y}\"}\t{}\n");
    }
}
