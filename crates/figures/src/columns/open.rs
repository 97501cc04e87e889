//! The versions still open, by record: their first row, and how many rows they have.

/// By code of the record, which is dense.
#[derive(Clone, Debug, Default)]
pub struct Open(Vec<At>);

/// Where the open version of a record stands; no rows are none.
#[derive(Clone, Copy, Debug, Default)]
struct At {
    first: u32,
    rows: u32,
}

impl Open {
    /// Makes room for so many more records.
    pub fn reserve(&mut self, more: usize) {
        self.0.reserve(more);
    }

    /// The memory it takes.
    pub fn bytes(&self) -> usize {
        self.0.capacity() * size_of::<At>()
    }

    /// Where the open version of a record stands.
    pub fn get(&self, record: u32) -> Option<(usize, usize)> {
        let At { first, rows } = *self.0.get(record as usize)?;
        (rows > 0).then_some((first as usize, rows as usize))
    }

    /// It stands here now. A table holds no more rows than 32 bits count.
    pub fn insert(&mut self, record: u32, (first, rows): (usize, usize)) {
        let place = record as usize;
        if self.0.len() <= place {
            self.0.resize(place + 1, At::default());
        }
        let narrow = |number| u32::try_from(number).unwrap_or(u32::MAX);
        self.0[place] = At { first: narrow(first), rows: narrow(rows) };
    }

    /// None is open any more.
    pub fn remove(&mut self, record: u32) {
        if let Some(at) = self.0.get_mut(record as usize) {
            *at = At::default();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_open_stands_where_it_was_put_last() {
        let mut open = Open::default();
        open.insert(7, (1, 1));
        open.insert(0, (2, 3));
        assert_eq!([7, 0, 6, 9].map(|record| open.get(record)), [Some((1, 1)), Some((2, 3)), None, None]);
        open.remove(7);
        open.insert(0, (4, 2));
        open.remove(9);
        assert_eq!([7, 0].map(|record| open.get(record)), [None, Some((4, 2))]);
    }
}
