//! The versions still open, by book and record: their first row, and how many rows they have.

use std::collections::HashMap;

/// By code of the record, which is dense. Few records of different books have one name; those are kept aside.
#[derive(Clone, Debug, Default)]
pub struct Open {
    first: Vec<At>,
    other: HashMap<(u32, u32), (usize, usize)>,
}

/// Where the open version of a record of a book stands; no rows are none.
#[derive(Clone, Copy, Debug, Default)]
struct At {
    book: u32,
    first: u32,
    rows: u32,
}

impl Open {
    /// Makes room for so many more records.
    pub fn reserve(&mut self, more: usize) {
        self.first.reserve(more);
    }

    /// The memory it takes, about.
    pub fn bytes(&self) -> usize {
        self.first.len() * size_of::<At>() + self.other.len() * 48
    }

    /// Where the open version of a record stands.
    pub fn get(&self, (book, record): (u32, u32)) -> Option<(usize, usize)> {
        match self.first.get(record as usize) {
            Some(at) if at.is_of(book) => Some((at.first as usize, at.rows as usize)),
            _ => self.other.get(&(book, record)).copied(),
        }
    }

    /// It stands here now.
    pub fn insert(&mut self, (book, record): (u32, u32), rows: (usize, usize)) {
        let place = record as usize;
        if self.first.len() <= place {
            self.first.resize(place + 1, At::default());
        }
        let at = &mut self.first[place];
        let small = u32::try_from(rows.0).ok().zip(u32::try_from(rows.1).ok());
        match small.filter(|_| at.rows == 0 || at.book == book) {
            Some((first, rows)) => {
                self.other.remove(&(book, record));
                *at = At { book, first, rows };
            }
            None => {
                if at.is_of(book) {
                    *at = At::default();
                }
                self.other.insert((book, record), rows);
            }
        }
    }

    /// None is open any more.
    pub fn remove(&mut self, (book, record): (u32, u32)) {
        match self.first.get_mut(record as usize) {
            Some(at) if at.is_of(book) => *at = At::default(),
            _ => drop(self.other.remove(&(book, record))),
        }
    }
}

impl At {
    fn is_of(self, book: u32) -> bool {
        self.rows > 0 && self.book == book
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_of_one_name_in_two_books_are_two() {
        let mut open = Open::default();
        open.insert((0, 7), (1, 1));
        open.insert((1, 7), (2, 1));
        open.insert((2, 7), (3, 1));
        assert_eq!(
            [(0, 7), (1, 7), (2, 7), (0, 6)].map(|key| open.get(key)),
            [Some((1, 1)), Some((2, 1)), Some((3, 1)), None]
        );
        open.remove((0, 7));
        open.insert((1, 7), (4, 2));
        assert_eq!([(0, 7), (1, 7), (2, 7)].map(|key| open.get(key)), [None, Some((4, 2)), Some((3, 1))]);
        open.remove((1, 7));
        open.remove((2, 7));
        assert_eq!([(0, 7), (1, 7), (2, 7)].map(|key| open.get(key)), [None; 3]);
    }
}
