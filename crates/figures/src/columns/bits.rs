//! A bitmap over the rows of one chunk. It is a plain array, so that `&` over a chunk is a handful of instructions.

/// Rows of a chunk.
pub const ROWS: usize = 1024;

const WORDS: usize = ROWS / 64;

/// One bit a row, the first row in the lowest bit of the first word.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Bits([u64; WORDS]);

impl Bits {
    /// The first `len` rows.
    pub fn first(len: usize) -> Self {
        let mut bits = Self::default();
        for (i, word) in bits.0.iter_mut().enumerate() {
            *word = match len.saturating_sub(i * 64) {
                0 => 0,
                rest if rest >= 64 => u64::MAX,
                rest => (1 << rest) - 1,
            };
        }
        bits
    }

    /// The rows of which `is` says yes. Written without branches, so that the compiler may turn it into vector code.
    pub fn of(len: usize, is: impl Fn(usize) -> bool) -> Self {
        let mut bits = Self::default();
        for (i, word) in bits.0.iter_mut().enumerate() {
            let (from, to) = (i * 64, ((i + 1) * 64).min(len));
            for row in from..to {
                *word |= u64::from(is(row)) << (row - from);
            }
        }
        bits
    }

    /// From the words of a bitmap made elsewhere; what is missing is 0.
    pub fn from_words(words: &[u64]) -> Self {
        let mut bits = Self::default();
        for (to, from) in bits.0.iter_mut().zip(words) {
            *to = *from;
        }
        bits
    }

    /// The words that hold `len` rows.
    pub fn words(&self, len: usize) -> &[u64] {
        &self.0[..len.div_ceil(64)]
    }

    /// Whether a row is in it.
    pub fn get(&self, row: usize) -> bool {
        self.0[row / 64] >> (row % 64) & 1 == 1
    }

    /// Puts a row in.
    pub fn set(&mut self, row: usize) {
        self.0[row / 64] |= 1 << (row % 64);
    }

    /// Takes a row out.
    pub fn clear(&mut self, row: usize) {
        self.0[row / 64] &= !(1 << (row % 64));
    }

    /// Rows in both.
    pub fn and(&self, other: &Self) -> Self {
        let mut bits = *self;
        bits.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word &= other);
        bits
    }

    /// Rows in either.
    pub fn or(&self, other: &Self) -> Self {
        let mut bits = *self;
        bits.0.iter_mut().zip(&other.0).for_each(|(word, other)| *word |= other);
        bits
    }

    /// How many rows are in it.
    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Whether no row is in it.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    /// Puts the rows in it, in order, in place of what a list held.
    pub fn list(&self, rows: &mut Vec<u32>) {
        rows.clear();
        for (first, word) in (0..).step_by(64).zip(&self.0) {
            let mut rest = *word;
            while rest != 0 {
                rows.push(first + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    /// The rows in it, in order.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().enumerate().flat_map(|(i, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                if rest == 0 {
                    return None;
                }
                let bit = rest.trailing_zeros() as usize;
                rest &= rest - 1;
                Some(i * 64 + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(len: usize, rows: &[usize]) {
        let bits = Bits::of(len, |row| rows.contains(&row));
        let inside: Vec<usize> = rows.iter().copied().filter(|row| *row < len).collect();
        assert_eq!(bits.rows().collect::<Vec<_>>(), inside);
        assert_eq!(bits.and(&Bits::first(len)), bits);
        assert_eq!(Bits::from_words(bits.words(len)), bits);
        assert_eq!((bits.is_empty(), bits.count()), (inside.is_empty(), inside.len()));
        let mut listed = vec![7];
        bits.list(&mut listed);
        assert_eq!(listed.iter().map(|row| *row as usize).collect::<Vec<_>>(), inside);
        assert!(inside.iter().all(|row| bits.get(*row)));
        let mut none = bits;
        inside.iter().for_each(|row| none.clear(*row));
        assert!(none.is_empty());
    }

    #[test]
    fn rows_come_back_in_order_and_none_beyond_the_end() {
        check(0, &[0]);
        check(1, &[0]);
        check(64, &[0, 63, 64]);
        check(65, &[1, 62, 63, 64, 65]);
        check(ROWS, &[0, 511, 512, 1023]);
        assert_eq!(Bits::first(ROWS).rows().count(), ROWS);
    }
}
