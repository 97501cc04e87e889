//! What people said of headings is kept with the import that it was said in, in a reserved ledger of the same book,
//! and offered the next time. A heading that says a field itself needs no memory, and is not overruled by one.

use std::collections::BTreeMap;

use kernel::{BookId, FieldId, Fields, LedgerId, Problem, RecordId, Value};
use pack::model::Ledger;
use rules::{
    access::{Allowed, Read},
    change::{Content, Edit},
};

use crate::{Service, World, world};

const HEADINGS: &str = "_heading";

/// Heading → field, as last said for a sheet of a ledger: that of its records, or those of its tables.
#[derive(Default)]
pub(super) struct Remembered {
    columns: BTreeMap<String, BTreeMap<String, String>>,
    kept: BTreeMap<(BookId, String, String), store::Record>,
}

impl Remembered {
    pub async fn load(
        service: &Service,
        world: &World,
        reading: &Allowed<Read>,
        ledger: &Ledger,
    ) -> Result<Self, Problem> {
        let mut known = Self::default();
        if world.pack.ledger(HEADINGS).is_none() {
            return Ok(known);
        }
        let text = |record: &store::Record, id: &str| record.fields.get(id).and_then(Value::as_text).map(str::to_owned);
        let mut records = world::all(service.store(), reading, HEADINGS, None, &world.cut).await?;
        records.sort_by_key(|record| record.from_seq);
        let is_of = |sheet: &str| sheet.split('.').next() == Some(ledger.id.as_str());
        for record in records {
            let Some(sheet) = text(&record, "ledger").filter(|sheet| is_of(sheet)) else { continue };
            let (Some(heading), Some(field)) = (text(&record, "heading"), text(&record, "field")) else { continue };
            known.columns.entry(sheet.clone()).or_default().insert(heading.clone(), field);
            known.kept.insert((record.book.clone(), sheet, heading), record);
        }
        Ok(known)
    }

    /// What was said of the headings of a sheet, by the id of its ledger.
    pub fn of(&self, sheet: &LedgerId) -> Option<&BTreeMap<String, String>> {
        self.columns.get(sheet.as_str())
    }

    /// What has to be written into a book so that it is remembered; nothing where it is known already.
    pub fn edits(
        &self,
        service: &Service,
        world: &World,
        sheet: &LedgerId,
        said: &BTreeMap<String, String>,
        book: &BookId,
    ) -> Vec<Edit> {
        let of_book = |unit: &&kernel::units::Unit| unit.book == *book;
        let Some(unit) = world.units.iter().find(of_book).filter(|_| world.pack.ledger(HEADINGS).is_some()) else {
            return Vec::new();
        };
        let edit = |(heading, field): (&String, &String)| {
            let kept = self.kept.get(&(book.clone(), sheet.to_string(), heading.clone()));
            let field = if field.trim().is_empty() { "-" } else { field.trim() };
            let said = Fields::from([
                (FieldId::from("ledger"), Value::text(sheet.as_str())),
                (FieldId::from("heading"), Value::text(heading)),
                (FieldId::from("field"), Value::text(field)),
                (FieldId::from("on"), Value::Date(world.today)),
            ]);
            let before = kept.and_then(|record| record.fields.get("field")).and_then(Value::as_text);
            if before == Some(field) {
                return None;
            }
            Some(Edit {
                ledger: LedgerId::from(HEADINGS),
                record: kept.map_or_else(|| RecordId::from(service.ids().next()), |record| record.record.clone()),
                expects: kept.map(|record| record.from_seq),
                to: Some(Content { unit: unit.id.clone(), fields: said, steps: Vec::new() }),
            })
        };
        said.iter().filter(|(heading, _)| !heading.trim().is_empty()).filter_map(edit).collect()
    }
}
