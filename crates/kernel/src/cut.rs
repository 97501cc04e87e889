//! Where a book stood. `seq` numbers a Change of a book; a cut names a position in each book,
//! so that a figure asked again with the same cut is the same figure.

use std::{collections::BTreeMap, fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::ids::BookId;

/// The number of a Change in its book; 0 is the empty book.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Seq(pub u64);

/// A position in each of several books: `{book: seq}`. A book it does not name is not in it. Every figure carries its cut, so
/// that copies share one.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Debug)]
pub struct Cut(pub Arc<BTreeMap<BookId, Seq>>);

impl Seq {
    /// The next Change's number.
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// As databases keep it.
    pub fn as_i64(self) -> i64 {
        i64::try_from(self.0).unwrap_or(i64::MAX)
    }
}

impl Cut {
    /// A cut of one book.
    pub fn of(book: BookId, seq: Seq) -> Self {
        Self::from(BTreeMap::from([(book, seq)]))
    }

    /// Puts the position of one book.
    pub fn set(&mut self, book: BookId, seq: Seq) {
        Arc::make_mut(&mut self.0).insert(book, seq);
    }

    /// Puts the positions of several.
    pub fn extend(&mut self, positions: impl IntoIterator<Item = (BookId, Seq)>) {
        Arc::make_mut(&mut self.0).extend(positions);
    }

    /// The position in one book, 0 where the cut does not name it.
    pub fn at(&self, book: &str) -> Seq {
        self.0.get(book).copied().unwrap_or_default()
    }
}

impl From<BTreeMap<BookId, Seq>> for Cut {
    fn from(positions: BTreeMap<BookId, Seq>) -> Self {
        Self(Arc::new(positions))
    }
}

impl FromIterator<(BookId, Seq)> for Cut {
    fn from_iter<I: IntoIterator<Item = (BookId, Seq)>>(positions: I) -> Self {
        positions.into_iter().collect::<BTreeMap<_, _>>().into()
    }
}

impl IntoIterator for Cut {
    type Item = (BookId, Seq);
    type IntoIter = std::collections::btree_map::IntoIter<BookId, Seq>;

    fn into_iter(self) -> Self::IntoIter {
        Arc::unwrap_or_clone(self.0).into_iter()
    }
}

impl fmt::Display for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Debug for Seq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// `book:seq,book:seq`, books in order.
impl fmt::Display for Cut {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, (book, seq)) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(",")?;
            }
            write!(f, "{book}:{seq}")?;
        }
        Ok(())
    }
}

/// The text is no cut.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a cut of the form book:seq,book:seq: {0:?}")]
pub struct NotACut(pub String);

impl FromStr for Cut {
    type Err = NotACut;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotACut(text.to_owned());
        let mut books = BTreeMap::new();
        for part in text.split(',').filter(|part| !part.is_empty()) {
            let (book, seq) = part.split_once(':').ok_or_else(wrong)?;
            let seq = seq.parse().map_err(|_| wrong())?;
            if book.is_empty() || books.insert(BookId::new(book), Seq(seq)).is_some() {
                return Err(wrong());
            }
        }
        Ok(books.into())
    }
}

impl Serialize for Cut {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Cut {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cut_reads_back_as_written() {
        for text in ["", "361000:4", "361000:4,361029200:17"] {
            assert_eq!(text.parse::<Cut>().expect(text).to_string(), text);
        }
        for text in ["a", "a:", ":4", "a:x", "a:1,a:2", "a:-1"] {
            assert!(text.parse::<Cut>().is_err(), "{text}");
        }
    }
}
