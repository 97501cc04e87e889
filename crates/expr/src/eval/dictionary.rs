//! Where the different texts of a column stand.

use std::{fmt, sync::Arc};

/// The different texts of a column, each at the place of its code.
pub trait Dictionary: fmt::Debug + Sync {
    /// How many there are.
    fn len(&self) -> usize;

    /// One by its code.
    fn text(&self, code: u32) -> Option<&str>;

    /// Whether there are none.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl<T: AsRef<[Arc<str>]> + fmt::Debug + Sync> Dictionary for T {
    fn len(&self) -> usize {
        self.as_ref().len()
    }

    fn text(&self, code: u32) -> Option<&str> {
        self.as_ref().get(code as usize).map(AsRef::as_ref)
    }
}

impl dyn Dictionary + '_ {
    /// All of them, in the order of their codes.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        (0..u32::try_from(self.len()).unwrap_or(u32::MAX)).map(|code| self.text(code).unwrap_or_default())
    }

    /// The code of a text, looked for one after the other.
    pub(super) fn code_of(&self, text: &str) -> Option<u32> {
        self.texts().position(|entry| entry == text).and_then(|code| u32::try_from(code).ok())
    }
}
