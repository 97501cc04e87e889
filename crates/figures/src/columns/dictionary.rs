//! Texts as dense codes: each different text once, in the order it was first seen.

use std::{hash::BuildHasher, sync::Arc};

use foldhash::fast::RandomState;
use hashbrown::HashTable;

/// A dictionary that only grows; a code never changes its text.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    texts: Vec<Arc<str>>,
    /// Codes by the hash of their text, which stands in `texts` alone.
    codes: HashTable<u32>,
    hasher: RandomState,
    /// What was asked for last: books and units come many times in a row.
    last: u32,
    letters: usize,
}

impl Dictionary {
    /// The code of a text, new where the text is.
    pub fn code(&mut self, text: &str) -> u32 {
        if self.texts.get(self.last as usize).is_some_and(|last| **last == *text) {
            return self.last;
        }
        let Self { texts, codes, hasher, .. } = self;
        let hash = hasher.hash_one(text);
        self.last = match codes.find(hash, |code| *texts[*code as usize] == *text) {
            Some(code) => *code,
            None => {
                let code = u32::try_from(texts.len()).unwrap_or(u32::MAX);
                self.letters += text.len();
                texts.push(Arc::from(text));
                codes.insert_unique(hash, code, |code| hasher.hash_one(&*texts[*code as usize]));
                code
            }
        };
        self.last
    }

    /// The code of a text that is there.
    pub fn find(&self, text: &str) -> Option<u32> {
        let hash = self.hasher.hash_one(text);
        self.codes.find(hash, |code| *self.texts[*code as usize] == *text).copied()
    }

    /// The memory it takes, about: each text with its counts and its pointer, and a hash table's slack.
    pub fn bytes(&self) -> usize {
        self.letters + self.texts.len() * (2 * size_of::<usize>() + size_of::<Arc<str>>()) + self.codes.capacity() * 6
    }

    /// The text of a code.
    pub fn text(&self, code: u32) -> &str {
        self.texts.get(code as usize).map_or("", |text| text)
    }

    /// All texts, each at the place of its code.
    pub fn texts(&self) -> &[Arc<str>] {
        &self.texts
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
        assert_eq!(dictionary.texts().len(), 1_234);
        assert_eq!(dictionary.find("别处"), None);
        assert_eq!([dictionary.code(""), dictionary.code("")], [1_234; 2]);
        assert_eq!(dictionary.text(9_999), "");
    }
}
