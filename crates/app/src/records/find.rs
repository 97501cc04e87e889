//! Where words are looked for: in every text of a ledger, in the names of choices, states and units, and in the names of
//! the records it refers to. Of a text that is more private than the reader's posts, only what its mask leaves: a hit says
//! no more than the list shows.

use std::collections::BTreeSet;

use figures::{By, Search, Sought};
use pack::model::{Field, FieldType, Ledger, Privacy};
use rules::{
    access::{Allowed, Read},
    search::{Word, words},
};

use crate::World;

/// What was typed, as a search; nothing where nothing was.
pub(crate) fn search(world: &World, ledger: &Ledger, allowed: &Allowed<Read>, typed: Option<&str>) -> Option<Search> {
    let words = words(typed.unwrap_or_default());
    if words.is_empty() {
        return None;
    }
    let looking = Looking { world, allowed, words };
    let own = allowed.clearance_for(ledger.id.as_str());
    let of_field = |field: &Field| {
        // By name somebody is found who may be read; what else is masked is opened for a purpose (ADR 0030), and not guessed at.
        let names = ledger.title.contains(&field.id) || matches!(field.ty, FieldType::Person | FieldType::Reference(_));
        let clearance = if names { own } else { own.min(Privacy::Internal) };
        Some(Sought { column: field.id.to_string(), by: looking.by(field, clearance)? })
    };
    let mut columns: Vec<Sought> = ledger.fields.values().filter_map(of_field).collect();
    if !ledger.states.is_empty() {
        let names = ledger.states.values().map(|state| (state.id.as_str(), state.name.as_str()));
        columns.push(Sought { column: "state".to_owned(), by: By::Codes(looking.named(names)) });
    }
    columns.push(Sought { column: "unit".to_owned(), by: looking.units() });
    Some(Search { words: looking.words, columns })
}

struct Looking<'a> {
    world: &'a World,
    allowed: &'a Allowed<Read>,
    words: Vec<Word>,
}

impl Looking<'_> {
    fn by(&self, field: &Field, clearance: Privacy) -> Option<By> {
        let hidden = field.privacy > clearance;
        match &field.ty {
            // Of a sealed one the columns hold no text.
            _ if field.sealed => None,
            ty if is_text(ty) => Some(By::Text(masked(field, clearance))),
            FieldType::Person => self.records(self.world.pack.identity()?, hidden),
            FieldType::Reference(ledger) => self.records(self.world.pack.ledger(ledger.as_str())?, hidden),
            _ if hidden => None,
            FieldType::Choice(list) => {
                let codes = self.world.context().codes(list.as_str())?;
                Some(By::Codes(self.named(codes.codes.iter().map(|(id, code)| (id.as_str(), code.name.as_str())))))
            }
            FieldType::Unit(_) => Some(self.units()),
            _ => None,
        }
    }

    /// Records by what names them, where the reader may read that; where it is hidden whom a record means, by what a mask
    /// leaves of the name.
    fn records(&self, ledger: &Ledger, hidden: bool) -> Option<By> {
        let id = ledger.id.as_str();
        if !self.allowed.covers(id) {
            return None;
        }
        let clearance = if hidden { Privacy::Open } else { self.allowed.clearance_for(id) };
        let names = ledger.title.iter().filter_map(|id| ledger.field(id.as_str()));
        let names = names.filter(|field| is_text(&field.ty) && !field.sealed);
        let columns: Vec<_> = names.map(|field| (field.id.to_string(), masked(field, clearance))).collect();
        let units = self.allowed.units_for(id);
        (!columns.is_empty()).then(|| By::Records { ledger: ledger.id.clone(), columns, units })
    }

    fn units(&self) -> By {
        let names: Vec<_> = self.world.units.iter().map(|unit| (unit.id.as_str(), unit.name.as_str())).collect();
        By::Codes(self.named(names.into_iter()))
    }

    /// For each word the ids whose name holds it.
    fn named<'n>(&self, names: impl Iterator<Item = (&'n str, &'n str)> + Clone) -> Vec<BTreeSet<String>> {
        let held =
            |word: &Word| names.clone().filter(|(_, name)| word.is_in(name)).map(|(id, _)| id.to_owned()).collect();
        self.words.iter().map(held).collect()
    }
}

/// The type of a field that is masked for a reader of this clearance.
fn masked(field: &Field, clearance: Privacy) -> Option<FieldType> {
    (field.privacy > clearance).then(|| field.ty.clone())
}

fn is_text(ty: &FieldType) -> bool {
    use FieldType::{CreditCode, IdNumber, LongText, Phone, Text};
    matches!(ty, Text | LongText | Phone | IdNumber | CreditCode)
}
