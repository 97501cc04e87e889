//! What the store gives back.

use kernel::{
    BookId, Date, FieldId, Fields, Instant, LedgerId, RecordId, RequestId, Seq, StateId, StepId, UnitId, Value,
};
use rules::{change::StepTaken, told::Told};
use serde::Serialize;

/// One version of a record, as known over `[from_seq, to_seq)` of its book.
#[derive(Clone, PartialEq, Debug)]
pub struct Record {
    /// Its ledger.
    pub ledger: LedgerId,
    /// Its id, unique within its book and ledger.
    pub record: RecordId,
    /// The book that keeps it.
    pub book: BookId,
    /// The unit that owns it.
    pub unit: UnitId,
    /// The Change that wrote this version.
    pub from_seq: Seq,
    /// The Change that ended it; `None` where none had at the cut it was read at.
    pub to_seq: Option<Seq>,
    /// Its fields.
    pub fields: Fields,
    /// Steps taken, oldest first.
    pub steps: Vec<StepTaken>,
    /// The state after the last step (cases).
    pub state: Option<StateId>,
}

/// That a Change is kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Receipt {
    /// The book.
    pub book: BookId,
    /// Its number there.
    pub seq: Seq,
    /// When the journal says it was handed in; never earlier than the entry before.
    pub at: Instant,
    /// The request had been committed before; nothing was written now.
    pub repeated: bool,
}

/// An entry of a journal.
#[derive(Clone, PartialEq, Debug)]
pub struct Entry {
    /// The book.
    pub book: BookId,
    /// Its number there.
    pub seq: Seq,
    /// When.
    pub at: Instant,
    /// Who.
    pub actor: String,
    /// What kind of act, as [`rules::change::Act::name`] says it.
    pub act: String,
    /// Of an undo, the Change it took back.
    pub undoes: Option<Seq>,
    /// The client's key.
    pub request: RequestId,
    /// Digest of the pack it was checked by.
    pub pack: String,
    /// Why.
    pub reason: Option<String>,
    /// Whose word it is, where that is not who typed it; a name that was erased is empty.
    pub told: Option<Told>,
    /// How many records it touched.
    pub rows: u64,
}

/// A version with the Changes that began and ended it.
#[derive(Clone, PartialEq, Debug)]
pub struct Version {
    /// What it said.
    pub record: Record,
    /// The Change that wrote it.
    pub entry: Entry,
    /// The Change that ended it.
    pub ended_by: Option<Entry>,
}

/// A record a Change touched.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Touched {
    /// Its ledger.
    pub ledger: LedgerId,
    /// The record.
    pub record: RecordId,
    /// A version begins with the Change.
    pub opened: bool,
    /// The version that ends with it.
    pub closed: Option<Seq>,
}

/// A file of a pack, as servers that share a database hand it to each other.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PackFile {
    /// `base` or `overlay`.
    pub part: String,
    /// Its path within that.
    pub path: String,
    /// What it says.
    pub text: String,
}

/// A page of records.
#[derive(Clone, PartialEq, Debug)]
pub struct Page {
    /// In the order asked for.
    pub records: Vec<Record>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<String>,
    /// How many there are on all pages, where that was asked.
    pub total: Option<u64>,
}

/// One record of a list that is read from end to end.
#[derive(Clone, PartialEq, Debug)]
pub struct ListRow {
    /// The book.
    pub book: BookId,
    /// The record.
    pub record: RecordId,
    /// The unit that owns it.
    pub unit: UnitId,
    /// The state after the last step (cases).
    pub state: Option<StateId>,
    /// One for each field asked for, sealed ones opened; of a dated field all its spells.
    pub values: Vec<Option<Value>>,
    /// One for each step of the ledger, in the order of their ids: the last day it was taken.
    pub steps: Vec<Option<Date>>,
}

/// Versions for columns: every row version that began or ended after a cut.
#[derive(Clone, PartialEq, Debug)]
pub struct Versions {
    /// The fields whose values follow, in the order of the ledger; tables and geometries are left out.
    /// A sealed text field gives its search hash (equal values, equal hashes); other sealed fields are absent.
    pub fields: Vec<FieldId>,
    /// The steps whose last days follow.
    pub steps: Vec<StepId>,
    /// The dated fields whose values each spell gives.
    pub dated: Vec<FieldId>,
    /// By book, record, from_seq.
    pub rows: Vec<VersionRow>,
    /// Where the books stood; ask after this the next time.
    pub heads: kernel::Cut,
}

/// One version of a record, for columns.
#[derive(Clone, PartialEq, Debug)]
pub struct VersionRow {
    /// The book.
    pub book: BookId,
    /// The record.
    pub record: RecordId,
    /// Its unit.
    pub unit: UnitId,
    /// Known from this Change on.
    pub from_seq: Seq,
    /// Up to this one.
    pub to_seq: Option<Seq>,
    /// One for each of [`Versions::fields`]; of a dated field the latest value.
    pub values: Vec<Option<Value>>,
    /// One for each of [`Versions::steps`]: the last day it was taken.
    pub steps: Vec<Option<Date>>,
    /// The state after the last step.
    pub state: Option<StateId>,
    /// Of ledgers with spells: together they cover all days, oldest first. Otherwise empty.
    pub spells: Vec<Spell>,
}

/// Days over which dated values and state stay as they are.
#[derive(Clone, PartialEq, Debug)]
pub struct Spell {
    /// First day; [`Date::MIN`] is open.
    pub since: Date,
    /// First day after; [`Date::MAX`] is open.
    pub until: Date,
    /// One for each of [`Versions::dated`].
    pub values: Vec<Option<Value>>,
    /// The state of a case; `None` before its date.
    pub state: Option<StateId>,
}
