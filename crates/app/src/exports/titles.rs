//! Who is meant by the ids of a page. What was looked up is remembered for the pages that follow, up to a number of
//! titles that is small beside a page of rows; then it is forgotten as a whole.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
};

use kernel::{BookId, LedgerId, Problem, RecordId};
use pack::model::{FieldType, Ledger, Pack};
use rules::Context;
use store::{ListRow, files::FileInfo};

use super::columns::Columns;
use crate::{
    files::is_file,
    records::{self, Opened, Source, ids, target},
};

/// The most titles that are remembered.
const MOST: usize = 50_000;

/// Titles that were looked up.
pub(crate) struct Known {
    /// Fields that name records, by their places, and the ledgers of those.
    references: Vec<(usize, LedgerId)>,
    /// Fields that name files, by their places.
    files: Vec<usize>,
    titles: BTreeMap<(LedgerId, BookId), HashMap<RecordId, Arc<str>>>,
    many: usize,
}

/// The titles of one page, and what its files are called.
#[derive(Clone, Debug, Default)]
pub(crate) struct Titles {
    records: BTreeMap<LedgerId, HashMap<RecordId, Arc<str>>>,
    files: BTreeMap<String, FileInfo>,
}

impl Known {
    pub fn new(ledger: &Ledger, columns: &Columns, pack: &Pack) -> Self {
        let target = |id: &kernel::FieldId| ledger.fields.get(id).and_then(|field| target(&field.ty, pack));
        let references = columns.fields.iter().enumerate().filter_map(|(at, id)| Some((at, target(id)?))).collect();
        let is_file = |id: &kernel::FieldId| ledger.fields.get(id).is_some_and(|field| is_file(&field.ty));
        let files = columns.fields.iter().enumerate().filter(|(_, id)| is_file(id)).map(|(at, _)| at).collect();
        Self { references, files, titles: BTreeMap::new(), many: 0 }
    }

    /// The titles of all that these rows refer to. A reference stays within its book.
    pub async fn of(&mut self, rows: &[ListRow], from: &Source<'_>, context: &Context<'_>) -> Result<Titles, Problem> {
        let mut titles = Titles::default();
        let files = self
            .files
            .iter()
            .flat_map(|at| rows.iter().filter_map(move |row| row.values.get(*at)?.as_ref()?.as_text()));
        titles.files = from.store.files(from.allowed, &files.map(str::to_owned).collect()).await?;
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
            titles.records.entry(ledger).or_default().extend(found);
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
    /// The title of what a field's id refers to, or the name of the file it names.
    pub fn get(&self, pack: &Pack, ty: &FieldType, id: &str) -> Option<String> {
        if is_file(ty) {
            return self.files.get(id).map(|file| file.name.clone());
        }
        self.records.get(&target(ty, pack)?)?.get(id).map(ToString::to_string)
    }
}
