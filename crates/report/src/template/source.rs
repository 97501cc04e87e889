//! A text and where it stands in its file.

use kernel::Place;

/// A part of a template's file.
#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// What findings call the file.
    pub file: String,
    /// The text.
    pub text: String,
    /// The file's line the text begins on, from 1.
    pub first_line: u32,
    /// The column it begins in, from 1.
    pub first_column: u32,
}

impl Source {
    /// The line of a byte, from 1.
    pub fn line(&self, offset: usize) -> u32 {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        self.first_line + count(before.iter().filter(|b| **b == b'\n').count())
    }

    /// The place of a byte; columns count characters.
    pub fn place(&self, offset: usize) -> Place {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &self.text[..offset];
        let line = before.rsplit('\n').next().unwrap_or_default();
        let shift = if before.contains('\n') { 1 } else { self.first_column };
        Place {
            file: Some(self.file.clone()),
            line: Some(self.line(offset)),
            column: Some(shift + count(line.chars().count())),
            ..Place::default()
        }
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
