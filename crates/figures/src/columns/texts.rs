//! Many texts one after another, each by its number. A text of its own would take forty bytes more.

/// Texts that only become more; a number never changes its text.
#[derive(Clone, Debug, Default)]
pub struct Texts {
    blocks: Vec<Block>,
    count: u32,
}

/// So many texts lie in one.
const BLOCK: u32 = 1024;

/// Texts one after another, and where each ends.
#[derive(Clone, Debug, Default)]
struct Block {
    text: String,
    ends: Vec<u32>,
}

impl Texts {
    /// How many there are.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// One by its number.
    pub fn get(&self, number: u32) -> Option<&str> {
        let block = self.blocks.get((number / BLOCK) as usize)?;
        let place = (number % BLOCK) as usize;
        let to = *block.ends.get(place)? as usize;
        let from = place.checked_sub(1).map_or(0, |before| block.ends[before] as usize);
        Some(&block.text[from..to])
    }

    /// All of them, in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.count).filter_map(|number| self.get(number))
    }

    /// All of them as they lie: the number of the first of a block, the texts of the block one after another, and where in
    /// it each ends. Begins with the block that holds `from`.
    pub fn blocks(&self, from: u32) -> impl Iterator<Item = (u32, &str, &[u32])> {
        let first = (from / BLOCK) as usize;
        let blocks = self.blocks.get(first..).unwrap_or_default().iter();
        (first..).zip(blocks).map(|(at, block)| {
            (u32::try_from(at).unwrap_or(u32::MAX).saturating_mul(BLOCK), block.text.as_str(), block.ends.as_slice())
        })
    }

    /// Adds one, and answers its number.
    pub fn add(&mut self, text: &str) -> u32 {
        let number = self.count;
        if number.is_multiple_of(BLOCK) {
            // The next block will be about as long as the one before, which gives back what it does not need.
            let about = self.blocks.last_mut().map_or(0, |block| {
                block.text.shrink_to_fit();
                block.text.len()
            });
            let ends = Vec::with_capacity(if about == 0 { 0 } else { BLOCK as usize });
            self.blocks.push(Block { text: String::with_capacity(about), ends });
        }
        if let Some(block) = self.blocks.last_mut() {
            block.text.push_str(text);
            block.ends.push(u32::try_from(block.text.len()).unwrap_or(u32::MAX));
        }
        self.count += 1;
        number
    }

    /// The memory they take, about.
    pub fn bytes(&self) -> usize {
        let block = |block: &Block| block.text.capacity() + block.ends.capacity() * size_of::<u32>();
        self.blocks.iter().map(block).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::Texts;

    #[test]
    fn a_text_keeps_its_number() {
        let mut texts = Texts::default();
        let text = |number: u32| "字".repeat(number as usize % 7);
        for number in 0..3_000 {
            assert_eq!(texts.add(&text(number)), number);
        }
        assert!((0..3_000).all(|number| texts.get(number) == Some(text(number).as_str())));
        assert!(texts.iter().eq((0..3_000).map(text)));
        let blocks = texts.blocks(1_500).map(|(first, text, ends)| (first, text.len(), ends.len()));
        let length = |texts: std::ops::Range<u32>| texts.map(|number| text(number).len()).sum::<usize>();
        assert!(blocks.eq([(1_024, length(1_024..2_048), 1_024), (2_048, length(2_048..3_000), 952)]));
        assert_eq!((texts.count(), texts.get(3_000), texts.get(u32::MAX)), (3_000, None, None));
    }
}
