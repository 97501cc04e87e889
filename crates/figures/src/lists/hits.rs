//! Which codes of a dictionary hold a word, a bit each.

use rules::search::{Finder, Word};

use crate::columns::{
    Bits, Chunk, Texts,
    column::{Column, Values},
};

/// Codes that hold something.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    bits: Vec<u64>,
    /// So many codes were looked at.
    pub seen: u32,
}

impl Hits {
    /// None of so many codes.
    pub fn none(seen: u32) -> Self {
        Self { bits: vec![0; seen.div_ceil(64) as usize], seen }
    }

    /// With the texts that have come since: texts only become more, and what was said of one stays true.
    pub fn extended(&self, texts: &Texts, word: &Word) -> Self {
        let mut hits = Self::none(texts.count());
        hits.bits[..self.bits.len()].copy_from_slice(&self.bits);
        let mut finder = Finder::new(word);
        for (first, joined, ends) in texts.blocks(self.seen) {
            let hit = |place: usize| hits.set(first.saturating_add(u32::try_from(place).unwrap_or(u32::MAX)));
            finder.each(joined, ends, hit);
        }
        hits
    }

    /// Puts a code in.
    pub fn set(&mut self, code: u32) {
        if let Some(word) = self.bits.get_mut((code / 64) as usize) {
            *word |= 1 << (code % 64);
        }
    }

    /// Whether a code is in it.
    pub fn has(&self, code: u32) -> bool {
        self.bits.get((code / 64) as usize).is_some_and(|word| word >> (code % 64) & 1 == 1)
    }

    /// Whether no code is in it.
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|word| *word == 0)
    }

    /// The rows of a chunk whose value in a column is in it.
    pub fn rows(&self, column: &Column, len: usize) -> Bits {
        match &column.values {
            Values::Codes(codes) => codes.which(len, |code| self.has_integer(code)).and(&column.present),
            Values::Ints(_) | Values::Bool(_) => Bits::default(),
        }
    }

    /// The rows of a chunk whose unit is in it.
    pub fn rows_by_unit(&self, chunk: &Chunk) -> Bits {
        chunk.unit.which(chunk.len, |code| self.has_integer(code))
    }

    /// The memory it takes.
    pub fn bytes(&self) -> usize {
        self.bits.len() * size_of::<u64>()
    }

    fn has_integer(&self, code: i64) -> bool {
        u32::try_from(code).is_ok_and(|code| self.has(code))
    }
}

#[cfg(test)]
mod tests {
    use rules::search::words;

    use super::*;

    #[test]
    fn what_came_since_is_looked_at_and_the_rest_stays() {
        let mut texts = Texts::default();
        let word = &words("七组")[0];
        let (mut step, mut hits) = (0, Hits::default());
        for more in [0, 1, 70, 1_000, 5, 3_000] {
            for _ in 0..more {
                texts.add(&format!("第{}组", if step % 7 == 0 { "七" } else { "八" }));
                step += 1;
            }
            hits = hits.extended(&texts, word);
            assert_eq!(hits.seen, texts.count());
            assert!((0..texts.count()).all(|code| hits.has(code) == (code % 7 == 0)));
            assert_eq!(hits.is_empty(), step == 0);
        }
        assert!(!hits.has(texts.count()) && !hits.has(u32::MAX));
    }
}
