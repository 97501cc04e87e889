//! An integer for each row of a chunk. While the chunk grows they lie as they came; once it is full, in as few bytes as the
//! widest of them needs: most chunks speak of a few weeks, a handful of codes, records one after another.

use super::bits::Bits;

/// Integers in the order of the rows.
#[derive(Clone, Debug)]
pub enum Integers {
    /// As they came.
    Open(Vec<i64>),
    /// One for all rows.
    Same(i64),
    /// The first; each other is one more than the one before it.
    Run(i64),
    /// How far each lies above the least, in one byte.
    Byte(i64, Box<[u8]>),
    /// The same in two.
    Short(i64, Box<[u16]>),
    /// The same in four.
    Word(i64, Box<[u32]>),
}

impl Default for Integers {
    fn default() -> Self {
        Self::Open(Vec::new())
    }
}

/// One arm of work for each way integers lie, so that loops over rows do not ask how for each row.
macro_rules! by_way {
    ($integers:expr, $of:ident => $work:expr) => {
        match $integers {
            Integers::Open(values) => {
                let $of = |row: usize| values[row];
                $work
            }
            Integers::Same(value) => {
                let $of = |_: usize| *value;
                $work
            }
            Integers::Run(first) => {
                let $of = |row: usize| first.wrapping_add(row as i64);
                $work
            }
            Integers::Byte(least, values) => {
                let $of = |row: usize| least.wrapping_add(i64::from(values[row]));
                $work
            }
            Integers::Short(least, values) => {
                let $of = |row: usize| least.wrapping_add(i64::from(values[row]));
                $work
            }
            Integers::Word(least, values) => {
                let $of = |row: usize| least.wrapping_add(i64::from(values[row]));
                $work
            }
        }
    };
}

impl Integers {
    /// The integer of the next row.
    pub fn push(&mut self, value: i64) {
        if let Self::Open(values) = self {
            values.push(value);
        }
    }

    /// No more will come: they are laid in as few bytes as they need. What rows that are not `present` hold is lost.
    pub fn close(&mut self, present: &Bits) {
        let Self::Open(values) = self else { return };
        let there = || present.rows().filter_map(|row| values.get(row).copied());
        let (Some(least), Some(most)) = (there().min(), there().max()) else {
            *self = Self::Same(0);
            return;
        };
        let distance = |row: usize, value: i64| if present.get(row) { value.abs_diff(least) } else { 0 };
        let distances = || values.iter().enumerate().map(|(row, value)| distance(row, *value));
        let is_run = || distances().zip(0..).all(|(distance, row)| distance == row);
        let widest = most.abs_diff(least);
        *self = if widest == 0 {
            Self::Same(least)
        } else if is_run() {
            Self::Run(least)
        } else if u8::try_from(widest).is_ok() {
            Self::Byte(least, distances().map(|distance| u8::try_from(distance).unwrap_or(u8::MAX)).collect())
        } else if u16::try_from(widest).is_ok() {
            Self::Short(least, distances().map(|distance| u16::try_from(distance).unwrap_or(u16::MAX)).collect())
        } else if u32::try_from(widest).is_ok() {
            Self::Word(least, distances().map(|distance| u32::try_from(distance).unwrap_or(u32::MAX)).collect())
        } else {
            values.shrink_to_fit();
            return;
        };
    }

    /// The integer of a row.
    pub fn get(&self, row: usize) -> i64 {
        by_way!(self, of => of(row))
    }

    /// The integer of a row of codes: dictionaries count in 32 bits.
    pub fn code(&self, row: usize) -> u32 {
        u32::try_from(self.get(row)).unwrap_or(u32::MAX)
    }

    /// Hands on rows one by one, each with its integer.
    pub fn each<T>(&self, rows: impl Iterator<Item = (usize, T)>, mut take: impl FnMut(usize, T, i64)) {
        by_way!(self, of => rows.for_each(|(row, with)| take(row, with, of(row))));
    }

    /// Adds to each of these rows' numbers what its integer makes of it.
    pub fn add_to(&self, placed: &mut [(u32, u32)], make: impl Fn(usize, i64) -> u32) {
        by_way!(self, of => for (row, cell) in placed {
            *cell = cell.wrapping_add(make(*row as usize, of(*row as usize)));
        });
    }

    /// The integers of some rows that follow one another.
    pub fn slice<T>(&self, rows: std::ops::Range<usize>, make: impl Fn(i64) -> T) -> Vec<T> {
        by_way!(self, of => rows.map(|row| make(of(row))).collect())
    }

    /// Of the first `len` rows, those of whose integer something is true.
    pub fn which(&self, len: usize, is: impl Fn(i64) -> bool) -> Bits {
        by_way!(self, of => Bits::of(len, |row| is(of(row))))
    }

    /// Of the first `len` rows, those whose integer lies between two, both included.
    pub fn between(&self, len: usize, first: i64, last: i64) -> Bits {
        let within = |value: i64| (first <= value) & (value <= last);
        // Compared as they lie: the bounds are brought to the distances, once.
        let bounds = |least: i64, most: u64| {
            let from = if first <= least { 0 } else { first.abs_diff(least) };
            (last >= least && from <= most).then(|| (from, last.abs_diff(least).min(most)))
        };
        match self {
            Self::Same(value) => {
                if within(*value) {
                    Bits::first(len)
                } else {
                    Bits::default()
                }
            }
            Self::Byte(least, values) => bounds(*least, u8::MAX.into()).map_or_else(Bits::default, |(from, to)| {
                let (from, to) = (u8::try_from(from).unwrap_or(u8::MAX), u8::try_from(to).unwrap_or(u8::MAX));
                Bits::of(len, |row| (from <= values[row]) & (values[row] <= to))
            }),
            Self::Short(least, values) => bounds(*least, u16::MAX.into()).map_or_else(Bits::default, |(from, to)| {
                let (from, to) = (u16::try_from(from).unwrap_or(u16::MAX), u16::try_from(to).unwrap_or(u16::MAX));
                Bits::of(len, |row| (from <= values[row]) & (values[row] <= to))
            }),
            other => by_way!(other, of => Bits::of(len, |row| within(of(row)))),
        }
    }

    /// The memory it takes beside itself.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Open(values) => values.capacity() * size_of::<i64>(),
            Self::Same(_) | Self::Run(_) => 0,
            Self::Byte(_, values) => values.len(),
            Self::Short(_, values) => values.len() * size_of::<u16>(),
            Self::Word(_, values) => values.len() * size_of::<u32>(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Open and closed they say the same of every row that is there; closed they take so many bytes a row.
    fn check(all: &[Option<i64>], bytes_a_row: usize) {
        let mut integers = Integers::default();
        all.iter().for_each(|value| integers.push(value.unwrap_or_default()));
        let present = Bits::of(all.len(), |row| all[row].is_some());
        let open = integers.clone();
        integers.close(&present);
        assert_eq!(integers.bytes(), bytes_a_row * all.len(), "{all:?}");
        let bounds: Vec<i64> =
            all.iter().flatten().flat_map(|value| [value.saturating_sub(1), *value, value.saturating_add(1)]).collect();
        for (row, value) in all.iter().enumerate().filter_map(|(row, value)| Some((row, (*value)?))) {
            assert_eq!((integers.get(row), open.get(row)), (value, value));
            assert_eq!(integers.slice(row..row + 1, |value| value), [value]);
            let mut placed = [(row as u32, 7)];
            integers.add_to(&mut placed, |at, value| value.wrapping_add(at as i64) as u32);
            assert_eq!(placed[0].1, 7_u32.wrapping_add(value.wrapping_add(row as i64) as u32));
        }
        let mut seen = Vec::new();
        integers.each(present.rows().map(|row| (row, row)), |row, with, value| seen.push((row == with, value)));
        assert_eq!(seen, all.iter().flatten().map(|value| (true, *value)).collect::<Vec<_>>());
        for first in &bounds {
            for last in &bounds {
                let within = |row: usize| all[row].is_some_and(|value| (*first..=*last).contains(&value));
                let expected = Bits::of(all.len(), within);
                for integers in [&open, &integers] {
                    assert_eq!(integers.between(all.len(), *first, *last).and(&present), expected, "{first}..={last}");
                }
            }
        }
    }

    #[test]
    fn every_integer_is_kept_in_as_few_bytes_as_they_need() {
        let given = |all: &[i64]| all.iter().map(|value| Some(*value)).collect::<Vec<_>>();
        check(&[], 0);
        check(&[None, None], 0);
        check(&given(&[7, 7, 7]), 0);
        check(&[Some(-3), None, Some(-3)], 0);
        check(&given(&[1 << 40, (1 << 40) + 1, (1 << 40) + 2]), 0);
        check(&[Some(4), None, Some(6)], 1);
        check(&given(&[0, 0, 7, 255]), 1);
        check(&given(&[19_000, 19_365, 19_001]), 2);
        check(&[Some(19_000), None, Some(19_365)], 2);
        check(&given(&[-1, 65_534, 3]), 2);
        check(&given(&[-1, 65_535, 3]), 4);
        check(&given(&[0, u32::MAX.into(), 5]), 4);
        check(&given(&[0, 1 << 32, 5]), 8);
        check(&given(&[i64::MIN, i64::MAX, 0]), 8);
    }

    #[test]
    fn nothing_more_comes_once_it_is_closed() {
        let mut integers = Integers::default();
        integers.push(5);
        integers.close(&Bits::first(1));
        integers.push(6);
        assert!(matches!(integers, Integers::Same(5)));
    }
}
