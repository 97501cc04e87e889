//! Texts as dense codes: each different text once, in the order it was first seen.

use std::{collections::HashMap, sync::Arc};

/// A dictionary that only grows; a code never changes its text.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    texts: Vec<Arc<str>>,
    codes: HashMap<Arc<str>, u32>,
    letters: usize,
}

impl Dictionary {
    /// The code of a text, new where the text is.
    pub fn code(&mut self, text: &str) -> u32 {
        if let Some(code) = self.codes.get(text) {
            return *code;
        }
        let code = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.letters += text.len();
        let text: Arc<str> = Arc::from(text);
        self.texts.push(text.clone());
        self.codes.insert(text, code);
        code
    }

    /// Makes room for so many more: growing little by little looks at every text again.
    pub fn reserve(&mut self, more: usize) {
        self.texts.reserve(more);
        self.codes.reserve(more);
    }

    /// The memory it takes, about: each text with its counts, its two pointers, its code and a hash table's slack.
    pub fn bytes(&self) -> usize {
        self.letters + self.texts.len() * 64
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
