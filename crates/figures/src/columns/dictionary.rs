//! Texts as dense codes: each different text once, in the order it was first seen.

use std::hash::BuildHasher;

use foldhash::fast::RandomState;
use hashbrown::HashTable;

use super::texts::Texts;

/// A dictionary that only grows; a code never changes its text.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    texts: Texts,
    /// Codes by the hash of their text, which stands in `texts` alone.
    codes: HashTable<u32>,
    hasher: RandomState,
    /// What was asked for last: books and units come many times in a row.
    last: u32,
}

impl Dictionary {
    /// The code of a text, new where the text is.
    pub fn code(&mut self, text: &str) -> u32 {
        if self.texts.get(self.last) == Some(text) {
            return self.last;
        }
        let Self { texts, codes, hasher, .. } = self;
        let hash = hasher.hash_one(text);
        self.last = match codes.find(hash, |code| texts.get(*code) == Some(text)) {
            Some(code) => *code,
            None => {
                let code = texts.add(text);
                let text = |code: &u32| texts.get(*code).unwrap_or_default();
                codes.insert_unique(hash, code, |code| hasher.hash_one(text(code)));
                code
            }
        };
        self.last
    }

    /// The code of a text that is there.
    pub fn find(&self, text: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(text);
        self.codes.find(hash, |code| self.texts.get(*code) == Some(text)).copied()
    }

    /// The memory it takes, about: the texts, and a hash table with its slack.
    pub fn bytes(&self) -> usize {
        self.texts.bytes() + self.codes.capacity() * 6
    }

    /// The text of a code.
    pub fn text(&self, code: u32) -> &str {
        self.texts.get(code).unwrap_or_default()
    }

    /// All texts, each at the place of its code.
    pub fn texts(&self) -> &Texts {
        &self.texts
    }
}

/// As the evaluator reads it.
impl expr::Dictionary for Texts {
    fn len(&self) -> usize {
        self.count() as usize
    }

    fn text(&self, code: u32) -> Option<&str> {
        self.get(code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_keeps_its_code() {
        let mut dictionary = Dictionary::default();
        let texts: Vec<String> = (0..5_000).map(|number| format!("第{}户", number % 1_234)).collect();
        let codes: Vec<u32> = texts.iter().map(|text| dictionary.code(text)).collect();
        for (text, code) in texts.iter().zip(&codes) {
            assert_eq!(dictionary.code(text), *code);
            assert_eq!(dictionary.text(*code), text);
            assert_eq!(dictionary.find(text), Some(*code));
        }
        assert_eq!(dictionary.texts().count(), 1_234);
        assert_eq!(dictionary.find("别处"), None);
        assert_eq!([dictionary.code(""), dictionary.code("")], [1_234; 2]);
        assert_eq!(dictionary.text(9_999), "");
    }
}
