//! Who is meant by the ids of a page. What was looked up is remembered for the pages that follow, up to a number of
//! titles that is small beside a page of rows; then it is forgotten as a whole.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use kernel::{BookId, LedgerId, Problem, RecordId};
use pack::model::{FieldType, Ledger, Pack};
use rules::Context;
use store::ListRow;

use super::columns::Columns;
use crate::records::{self, Opened, Source, ids, target};

/// The most titles that are remembered.
const MOST: usize = 50_000;

/// Titles that were looked up.
pub(super) struct Known {
    /// Fields that name records, by their places, and the ledgers of those.
    references: Vec<(usize, LedgerId)>,
    titles: BTreeMap<(LedgerId, BookId), HashMap<RecordId, Arc<str>>>,
    many: usize,
}

/// The titles of one page.
#[derive(Clone, Debug, Default)]
pub(super) struct Titles(BTreeMap<LedgerId, HashMap<RecordId, Arc<str>>>);

impl Known {
    pub fn new(ledger: &Ledger, columns: &Columns, pack: &Pack) -> Self {
        let target = |id: &kernel::FieldId| ledger.fields.get(id).and_then(|field| target(&field.ty, pack));
        let references = columns.fields.iter().enumerate().filter_map(|(at, id)| Some((at, target(id)?))).collect();
        Self { references, titles: BTreeMap::new(), many: 0 }
    }

    /// The titles of all that these rows refer to. A reference stays within its book.
    pub async fn of(&mut self, rows: &[ListRow], from: &Source<'_>, context: &Context<'_>) -> Result<Titles, Problem> {
        let mut titles = Titles::default();
        if self.references.is_empty() {
            return Ok(titles);
        }
        if self.many > MOST {
            self.titles.clear();
            self.many = 0;
        }
        for ((ledger, book), ids) in self.named(rows) {
            if context.pack.ledger(ledger.as_str()).is_none() || !from.allowed.covers(ledger.as_str()) {
                continue;
            }
            let known = self.titles.entry((ledger.clone(), book.clone())).or_default();
            let new: Vec<RecordId> = ids.iter().filter(|id| !known.contains_key(*id)).cloned().collect();
            let records = from.store.records(from.allowed, &book, &ledger, &new, from.cut).await?;
            let named = records::Titles::of(from.store, from.allowed, from.cut, &records, context, Opened::No).await?;
            for record in records {
                let title = named.of_record(&record).cloned().unwrap_or_default();
                known.insert(record.record, title.into());
                self.many += 1;
            }
            let found = ids.into_iter().filter_map(|id| known.get(&id).cloned().map(|title| (id, title)));
            titles.0.entry(ledger).or_default().extend(found);
        }
        Ok(titles)
    }

    fn named(&self, rows: &[ListRow]) -> BTreeMap<(LedgerId, BookId), BTreeSet<RecordId>> {
        let mut named: BTreeMap<(LedgerId, BookId), BTreeSet<RecordId>> = BTreeMap::new();
        for (at, ledger) in &self.references {
            for row in rows {
                let Some(value) = row.values.get(*at).and_then(Option::as_ref) else { continue };
                named.entry((ledger.clone(), row.book.clone())).or_default().extend(ids(value));
            }
        }
        named
    }
}

impl Titles {
    /// The title of what a field's id refers to.
    pub fn get(&self, pack: &Pack, ty: &FieldType, id: &str) -> Option<String> {
        self.0.get(&target(ty, pack)?)?.get(id).map(ToString::to_string)
    }
}
