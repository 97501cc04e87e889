//! Where a page of a list ended. Whoever makes pages by other means reads and writes the same, so that any of them can
//! continue what another began.

use kernel::{FieldId, Problem};
use serde::{Deserialize, Serialize};

use crate::hash::{from_hex, to_hex};

/// The sort values of the last record of a page, its book and its id.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
pub struct Cursor {
    /// By what the list is sorted, and whether the largest comes first.
    pub sort: Vec<(FieldId, bool)>,
    /// The value of the record by each of these.
    pub values: Vec<Mark>,
    /// The book of the record.
    pub book: String,
    /// The record.
    pub record: String,
}

/// A value as it is kept: numbers as integers of their scale, days and moments as theirs, yes as 1.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, Debug)]
#[serde(untagged)]
pub enum Mark {
    /// Nothing there; it comes last in either direction.
    Absent,
    /// A number.
    Int(i64),
    /// A text; several codes are one.
    Text(String),
}

impl Cursor {
    /// Reads what [`Cursor::write`] wrote for a list sorted by this, or says `list.bad_cursor`.
    pub fn read(text: &str, sort: &[(FieldId, bool)]) -> Result<Self, Problem> {
        let cursor: Option<Self> = from_hex(text).and_then(|bytes| serde_json::from_slice(&bytes).ok());
        cursor.filter(|cursor| cursor.sort == sort && cursor.values.len() == sort.len()).ok_or_else(bad_cursor)
    }

    /// As a text that nobody needs to understand.
    pub fn write(&self) -> String {
        to_hex(serde_json::to_string(self).unwrap_or_default().as_bytes())
    }
}

fn bad_cursor() -> Problem {
    Problem::new("list.bad_cursor", "翻页的位置读不出来。").hint("请回到第一页重新翻。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back() {
        let sort: Vec<(FieldId, bool)> = vec![("on".into(), true), ("name".into(), false), ("paid".into(), false)];
        let values = vec![Mark::Int(-5), Mark::Text("甲".to_owned()), Mark::Absent];
        let cursor = Cursor { sort: sort.clone(), values, book: "t1".to_owned(), record: "r".to_owned() };
        assert_eq!(Cursor::read(&cursor.write(), &sort).as_ref(), Ok(&cursor));
        for (text, sort) in [(cursor.write(), &sort[..1]), ("7b7d".to_owned(), &sort[..]), ("x".to_owned(), &sort[..])]
        {
            assert_eq!(Cursor::read(&text, sort).expect_err("refused").code, "list.bad_cursor");
        }
    }
}
