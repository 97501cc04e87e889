//! Records of the ledger that rows may mean. Of each only its key is held, and where it is; whole records are read when
//! rows mean them, some thousands at a time: a ledger of a million records does not fit whole, and most rows are new.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kernel::{BookId, Date, FieldId, Fields, LedgerId, Problem, RecordId, UnitId, Value};
use pack::model::Ledger;
use store::{ListRow, Record};

use super::keys::{self, KeyHash};
use crate::records::Source;

/// Records that are read whole at once.
const WHOLE: usize = 2_000;

/// What is known of the records that are there.
#[derive(Default)]
pub(super) struct Existing {
    ledger: Option<LedgerId>,
    heads: Vec<Head>,
    places: HashMap<KeyHash, usize>,
}

struct Head {
    book: BookId,
    record: RecordId,
    unit: UnitId,
    key: KeyHash,
    /// It existed on the day of a whole list.
    was_there: bool,
}

impl Existing {
    /// Those of these units. `day` and `ends` are asked of a whole list: which existed on the day.
    pub async fn load(
        from: &Source<'_>,
        ledger: &Ledger,
        units: Vec<UnitId>,
        whole_list: Option<(Date, &FieldId)>,
    ) -> Result<Self, Problem> {
        let dates = whole_list.map(|(_, ends)| [ledger.date.clone(), ends.clone()]).into_iter().flatten();
        let fields: BTreeSet<FieldId> = ledger.key.iter().chain(&ledger.title).cloned().chain(dates).collect();
        let (nothing, mut same) = (Fields::new(), BTreeSet::<UnitId>::new());
        let mut existing = Self { ledger: Some(ledger.id.clone()), ..Self::default() };
        let take = |row: &ListRow, said: Fields| {
            let key = keys::hash(&keys::key(ledger, &row.unit, &said, &nothing));
            let unit = same.get(row.unit.as_str()).cloned().unwrap_or_else(|| row.unit.clone());
            same.insert(unit.clone());
            let date = |id: &FieldId| said.get(id).and_then(Value::as_date);
            let was_there = whole_list.is_some_and(|(day, ends)| {
                date(&ledger.date).is_none_or(|begins| begins < day) && date(ends).is_none_or(|ends| ends > day)
            });
            existing.places.insert(key, existing.heads.len());
            existing.heads.push(Head { book: row.book.clone(), record: row.record.clone(), unit, key, was_there });
        };
        from.each(&ledger.id, Some(units), fields.into_iter().collect(), take).await?;
        Ok(existing)
    }

    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// The records of these keys, whole.
    pub async fn whole(
        &self,
        from: &Source<'_>,
        keys: impl Iterator<Item = KeyHash>,
    ) -> Result<HashMap<KeyHash, Record>, Problem> {
        let places: BTreeSet<usize> = keys.filter_map(|key| self.places.get(&key).copied()).collect();
        let places: Vec<usize> = places.into_iter().collect();
        let records = self.records(from, &places).await?;
        let by_name: BTreeMap<(BookId, RecordId), Record> =
            records.into_iter().map(|record| ((record.book.clone(), record.record.clone()), record)).collect();
        let found = places.iter().filter_map(|place| {
            let Head { book, record, key, .. } = &self.heads[*place];
            Some((*key, by_name.get(&(book.clone(), record.clone()))?.clone()))
        });
        Ok(found.collect())
    }

    /// Records by their places.
    pub async fn records(&self, from: &Source<'_>, places: &[usize]) -> Result<Vec<Record>, Problem> {
        let Some(ledger) = &self.ledger else { return Ok(Vec::new()) };
        let mut by_book: BTreeMap<&BookId, Vec<RecordId>> = BTreeMap::new();
        for place in places {
            let Head { book, record, .. } = &self.heads[*place];
            by_book.entry(book).or_default().push(record.clone());
        }
        let mut records = Vec::with_capacity(places.len());
        for (book, ids) in by_book {
            for ids in ids.chunks(WHOLE) {
                records.extend(from.store.records(from.allowed, book, ledger, ids, from.cut).await?);
            }
        }
        Ok(records)
    }

    /// Of a whole list: records of the units it covers which existed on the day and are not in it.
    pub fn missing(&self, seen: &HashSet<KeyHash>, covered: &BTreeSet<UnitId>) -> Vec<usize> {
        let is_missing = |head: &Head| head.was_there && covered.contains(&head.unit) && !seen.contains(&head.key);
        (0..self.heads.len()).filter(|place| is_missing(&self.heads[*place])).collect()
    }
}
