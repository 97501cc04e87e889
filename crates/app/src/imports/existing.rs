//! Records of the ledger that rows may mean. A file of many rows reads the keys of all that are there, once; of each only its
//! key is held, and where it is. A file that is small beside the ledger has its own keys looked up instead. Whole records are
//! read when rows mean them, some thousands at a time: a ledger of a million records does not fit whole, and most rows are new.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use kernel::{BookId, Date, FieldId, Fields, LedgerId, Problem, RecordId, UnitId, Value};
use pack::model::Ledger;
use store::{ListRow, Record};

use super::keys::{self, KeyHash};
use crate::records::Source;

/// Records that are read whole at once.
const WHOLE: usize = 2_000;
/// Where so many times more records are there than rows, keys are looked up: of five millions, one costs as much as reading two.
const TIMES: u64 = 2;

/// What is known of the records that are there.
pub(super) enum Existing {
    /// The ledger has no key, or no records: every row is new.
    Nothing,
    /// The keys of all of them.
    All(All),
    /// They are looked up as rows are read.
    LookedUp(LedgerId),
}

/// See [`Existing::All`].
pub(super) struct All {
    ledger: LedgerId,
    heads: Vec<Head>,
    places: HashMap<KeyHash, usize>,
}

/// A key that a row has.
pub(super) struct Asked {
    pub hash: KeyHash,
    pub book: BookId,
    pub unit: UnitId,
    /// What its parts are, where they are looked up and all are there.
    pub parts: Option<Vec<Value>>,
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
    /// Those of these units, for so many rows. `day` and `ends` are asked of a whole list: which existed on the day.
    pub async fn load(
        from: &Source<'_>,
        ledger: &Ledger,
        units: Vec<UnitId>,
        rows: u64,
        whole_list: Option<(Date, &FieldId)>,
    ) -> Result<Self, Problem> {
        // A record that lacks a part of its key is known by its title, and that is not looked up.
        let is_whole = |id: &FieldId| ledger.field(id.as_str()).is_some_and(|field| field.required);
        let may_be_looked_up = whole_list.is_none() && ledger.key.iter().all(is_whole);
        if may_be_looked_up && from.holds_more(&ledger.id, units.clone(), rows.saturating_mul(TIMES)).await? {
            return Ok(Self::LookedUp(ledger.id.clone()));
        }
        All::load(from, ledger, units, whole_list).await.map(|all| match all.heads.is_empty() {
            true => Self::Nothing,
            false => Self::All(all),
        })
    }

    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Nothing)
    }

    pub fn looks_up(&self) -> bool {
        matches!(self, Self::LookedUp(_))
    }

    /// The records of these keys, whole.
    pub async fn whole(&self, from: &Source<'_>, asked: Vec<Asked>) -> Result<HashMap<KeyHash, Record>, Problem> {
        match self {
            Self::Nothing => Ok(HashMap::new()),
            Self::All(all) => all.whole(from, asked.into_iter().map(|asked| asked.hash)).await,
            Self::LookedUp(ledger) => look_up(from, ledger, asked).await,
        }
    }

    /// Of a whole list: records of the units it covers which existed on the day and are not in it.
    pub async fn missing(
        &self,
        from: &Source<'_>,
        seen: &HashSet<KeyHash>,
        covered: &BTreeSet<UnitId>,
    ) -> Result<Vec<Record>, Problem> {
        match self {
            Self::All(all) => all.records(from, &all.missing(seen, covered)).await,
            Self::Nothing | Self::LookedUp(_) => Ok(Vec::new()),
        }
    }
}

impl All {
    async fn load(
        from: &Source<'_>,
        ledger: &Ledger,
        units: Vec<UnitId>,
        whole_list: Option<(Date, &FieldId)>,
    ) -> Result<Self, Problem> {
        let dates = whole_list.map(|(_, ends)| [ledger.date.clone(), ends.clone()]).into_iter().flatten();
        let fields: BTreeSet<FieldId> = ledger.key.iter().chain(&ledger.title).cloned().chain(dates).collect();
        let (nothing, mut same) = (Fields::new(), BTreeSet::<UnitId>::new());
        let mut existing = Self { ledger: ledger.id.clone(), heads: Vec::new(), places: HashMap::new() };
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

    async fn whole(
        &self,
        from: &Source<'_>,
        keys: impl Iterator<Item = KeyHash>,
    ) -> Result<HashMap<KeyHash, Record>, Problem> {
        let places: BTreeSet<usize> = keys.filter_map(|key| self.places.get(&key).copied()).collect();
        let places: Vec<usize> = places.into_iter().collect();
        let records = self.records(from, &places).await?;
        let keys = places.iter().map(|place| {
            let Head { book, record, key, .. } = &self.heads[*place];
            ((book.clone(), record.clone()), *key)
        });
        Ok(named(records, keys.collect()))
    }

    /// Records by their places.
    async fn records(&self, from: &Source<'_>, places: &[usize]) -> Result<Vec<Record>, Problem> {
        let mut by_book: BTreeMap<BookId, Vec<RecordId>> = BTreeMap::new();
        for place in places {
            let Head { book, record, .. } = &self.heads[*place];
            by_book.entry(book.clone()).or_default().push(record.clone());
        }
        read(from, &self.ledger, by_book).await
    }

    fn missing(&self, seen: &HashSet<KeyHash>, covered: &BTreeSet<UnitId>) -> Vec<usize> {
        let is_missing = |head: &Head| head.was_there && covered.contains(&head.unit) && !seen.contains(&head.key);
        (0..self.heads.len()).filter(|place| is_missing(&self.heads[*place])).collect()
    }
}

/// The open records that have these keys, as they were known when the import began.
async fn look_up(from: &Source<'_>, ledger: &LedgerId, asked: Vec<Asked>) -> Result<HashMap<KeyHash, Record>, Problem> {
    let mut by_book: BTreeMap<BookId, Vec<Asked>> = BTreeMap::new();
    for one in asked {
        by_book.entry(one.book.clone()).or_default().push(one);
    }
    let (mut ids, mut names) = (BTreeMap::<BookId, Vec<RecordId>>::new(), HashMap::new());
    for (book, asked) in by_book {
        let keys = asked.iter().filter_map(|one| Some((one.unit.clone(), one.parts.clone()?)));
        let hashes: Vec<KeyHash> = asked.iter().filter(|one| one.parts.is_some()).map(|one| one.hash).collect();
        let found = from.store.find_by_keys(from.allowed, &book, ledger, &keys.collect::<Vec<_>>()).await?;
        for (place, record) in found {
            if let Some(hash) = hashes.get(place)
                && names.insert((book.clone(), record.clone()), *hash).is_none()
            {
                ids.entry(book.clone()).or_default().push(record);
            }
        }
    }
    Ok(named(read(from, ledger, ids).await?, names))
}

async fn read(
    from: &Source<'_>,
    ledger: &LedgerId,
    by_book: BTreeMap<BookId, Vec<RecordId>>,
) -> Result<Vec<Record>, Problem> {
    let mut records = Vec::new();
    for (book, ids) in by_book {
        for ids in ids.chunks(WHOLE) {
            records.extend(from.store.records(from.allowed, &book, ledger, ids, from.cut).await?);
        }
    }
    Ok(records)
}

fn named(records: Vec<Record>, keys: HashMap<(BookId, RecordId), KeyHash>) -> HashMap<KeyHash, Record> {
    let key = |record: &Record| keys.get(&(record.book.clone(), record.record.clone())).copied();
    records.into_iter().filter_map(|record| Some((key(&record)?, record))).collect()
}
