//! Comma-separated text that programs of sheets open as it is meant: in UTF-8 with its mark, lines ending as they expect,
//! and no text that they would take for a formula.

use std::io::{self, Write};

use super::cells::Cell;

/// What begins a formula. A text that begins so is given an apostrophe, which an import takes away again.
pub(crate) const FORMULA: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// Lines into whatever takes them.
pub(super) struct Csv<W> {
    into: W,
    line: Vec<u8>,
}

impl<W: Write> Csv<W> {
    /// Begins with the headings.
    pub fn begin<'a>(mut into: W, headings: impl Iterator<Item = &'a str>) -> io::Result<Self> {
        into.write_all("\u{feff}".as_bytes())?;
        let mut csv = Self { into, line: Vec::new() };
        csv.row(headings.map(|heading| Cell::Text(heading.into())))?;
        Ok(csv)
    }

    pub fn row<'a>(&mut self, cells: impl Iterator<Item = Cell<'a>>) -> io::Result<()> {
        self.line.clear();
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                self.line.push(b',');
            }
            match cell {
                Cell::Blank => (),
                Cell::Text(text) => self.text(&text),
                Cell::Number(number) => write!(self.line, "{number}")?,
                Cell::Day(day) => write!(self.line, "{day}")?,
                Cell::Moment(moment) => self.text(&moment.to_the_minute()),
            }
        }
        self.line.extend(b"\r\n");
        self.into.write_all(&self.line)
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.into.flush()
    }

    fn text(&mut self, text: &str) {
        let harmless = if text.starts_with(FORMULA) { "'" } else { "" };
        let is_plain = !text.contains(['"', ',', '\r', '\n', ';', '\t']) && text.trim() == text;
        if is_plain {
            self.line.extend(harmless.bytes().chain(text.bytes()));
        } else {
            self.line.extend(format!("\"{harmless}{}\"", text.replace('"', "\"\"")).bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cells: &[Cell<'_>], expect: &str) {
        let mut written = Vec::new();
        let mut csv = Csv::begin(&mut written, ["甲"].into_iter()).expect("begins");
        csv.row(cells.iter().cloned()).expect("a row");
        csv.finish().expect("ends");
        assert_eq!(String::from_utf8(written).expect("text"), format!("\u{feff}甲\r\n{expect}\r\n"), "{cells:?}");
    }

    fn text(text: &str) -> Cell<'_> {
        Cell::Text(text.into())
    }

    #[test]
    fn cells_as_they_are_written() {
        let day = "2022-03-01".parse().expect("a day");
        check(
            &[text("a"), Cell::Blank, Cell::Number("-1.50".parse().expect("a number")), Cell::Day(day)],
            "a,,-1.50,2022-03-01",
        );
        check(&[text("x\ny"), text("\"甲\","), text(" 乙")], "\"x\ny\",\"\"\"甲\"\",\",\" 乙\"");
    }

    #[test]
    fn no_text_is_a_formula() {
        for (said, expect) in [
            ("=1+1", "'=1+1"),
            ("+86", "'+86"),
            ("-", "'-"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            ("\n=1", "\"'\n=1\""),
            ("=\"a\"", "\"'=\"\"a\"\"\""),
            ("a=1", "a=1"),
        ] {
            check(&[text(said)], expect);
        }
    }
}
