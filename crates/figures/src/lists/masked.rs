//! What the mask of a column leaves of its texts. It leaves little, so that of very many texts few different ones remain.

use pack::model::FieldType;
use rules::{search::Word, show::mask};

use super::hits::Hits;
use crate::columns::{Dictionary, Texts};

/// The texts of a column as a reader sees them who may not read them.
#[derive(Clone, Debug, Default)]
pub struct Masked {
    left: Dictionary,
    /// For each text of the column, which of those that are left it is.
    codes: Vec<u32>,
}

impl Masked {
    /// With the texts that have come since.
    pub fn extend(&mut self, ty: &FieldType, texts: &Texts) {
        let since = u32::try_from(self.codes.len()).unwrap_or(u32::MAX)..texts.count();
        let (left, codes) = (&mut self.left, &mut self.codes);
        codes.extend(since.filter_map(|number| texts.get(number)).map(|text| left.code(&mask(ty, text))));
    }

    /// The texts of which what is left holds a word.
    pub fn holding(&self, word: &Word) -> Hits {
        let left = Hits::default().extended(self.left.texts(), word);
        let mut hits = Hits::none(u32::try_from(self.codes.len()).unwrap_or(u32::MAX));
        (0..).zip(&self.codes).filter(|(_, code)| left.has(**code)).for_each(|(text, _)| hits.set(text));
        hits
    }

    /// The memory it takes, about.
    pub fn bytes(&self) -> usize {
        self.left.bytes() + self.codes.capacity() * size_of::<u32>()
    }
}
