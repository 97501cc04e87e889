//! Names of records as dense codes, book by book. New records are named in the order of time, so that most of a book's
//! names come in order: those need no hash, and the others of which there are few have one.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::texts::Texts;

/// Names that only become more; a code never changes its name.
#[derive(Clone, Debug, Default)]
pub struct Names {
    texts: Texts,
    books: Vec<Book>,
    hasher: RandomState,
}

/// The names of one book.
#[derive(Clone, Debug, Default)]
struct Book {
    /// Codes of those that came in order.
    in_order: Vec<u32>,
    /// Codes of the others by the hash of their name.
    others: HashTable<u32>,
}

impl Names {
    /// The code of a name, new where the book does not know it.
    pub fn code(&mut self, book: u32, name: &str) -> u32 {
        if self.books.len() <= book as usize {
            self.books.resize_with(book as usize + 1, Book::default);
        }
        let last = self.books[book as usize].in_order.last().copied();
        if last.is_none_or(|last| self.text(last) < name) {
            let code = self.texts.add(name);
            self.books[book as usize].in_order.push(code);
            return code;
        }
        if let Some(code) = self.find(book, name) {
            return code;
        }
        let code = self.texts.add(name);
        let Self { books, texts, hasher } = self;
        let hash = hasher.hash_one(name);
        let text = |code: &u32| texts.get(*code).unwrap_or_default();
        books[book as usize].others.insert_unique(hash, code, |code| hasher.hash_one(text(code)));
        code
    }

    /// The code of a name that the book knows.
    pub fn find(&self, book: u32, name: &str) -> Option<u32> {
        let Book { in_order, others } = self.books.get(book as usize)?;
        let place = in_order.binary_search_by(|code| self.text(*code).cmp(name)).ok();
        let other = || others.find(self.hasher.hash_one(name), |code| self.text(*code) == name).copied();
        place.map(|place| in_order[place]).or_else(other)
    }

    /// The name of a code.
    pub fn text(&self, code: u32) -> &str {
        self.texts.get(code).unwrap_or_default()
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.texts.count()
    }

    /// The memory it takes, about.
    pub fn bytes(&self) -> usize {
        let book = |book: &Book| book.in_order.capacity() * size_of::<u32>() + book.others.capacity() * 6;
        self.texts.bytes() + self.books.iter().map(book).sum::<usize>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_code_in_its_book() {
        let mut names = Names::default();
        let name = |number: u32| format!("r{:05}", number * 7_919 % 10_007);
        let mut known: Vec<(u32, String, u32)> = Vec::new();
        for number in 0..6_000 {
            // In order, out of order, and again.
            let (book, name) = match number % 4 {
                0 | 1 => (number % 3, format!("s{number:05}")),
                2 => (number % 3, name(number)),
                _ => (0, name(number - 1)),
            };
            let code = names.code(book, &name);
            known.push((book, name, code));
        }
        let mut codes: std::collections::BTreeMap<(u32, &str), u32> = Default::default();
        for (book, name, code) in &known {
            assert_eq!(codes.entry((*book, name)).or_insert(*code), code);
            assert_eq!(names.find(*book, name), Some(*code));
            assert_eq!(names.text(*code), name);
        }
        assert_eq!(names.count() as usize, codes.len());
        assert_eq!((names.find(1, "s00000"), names.find(9, "s00000")), (None, None));
        assert_eq!(names.text(99_999), "");
    }
}
