//! What the store is asked.

use expr::{Constants, Expression};
use kernel::{BookId, Cut, Date, FieldId, Instant, LedgerId, Period, RecordId, Seq, UnitId};
use pack::model::Fold;

/// A question for a list of records.
#[derive(Clone, Debug)]
pub struct ListQuery {
    /// The ledger.
    pub ledger: LedgerId,
    /// Only records of these units (with what lies below them already in the list); `None` is all.
    pub units: Option<Vec<UnitId>>,
    /// Only records for which this is true. Dated fields and `state` mean the latest.
    pub filter: Option<Expression>,
    /// What the filter's constants are.
    pub constants: Constants,
    /// Fields to sort by, and whether the largest comes first; also `unit` and `state`. Absent values come last.
    pub sort: Vec<(FieldId, bool)>,
    /// Where the page before ended.
    pub after: Option<String>,
    /// Of these records only, as a book and a record each; `None` is all.
    pub only: Option<Vec<(BookId, RecordId)>>,
    /// The most records on the page.
    pub limit: u32,
    /// Whether it is asked how many there are on all pages, which looks at each of them.
    pub counted: bool,
    /// As known at.
    pub cut: Cut,
}

impl ListQuery {
    /// Every record of a ledger, uncounted, one page of a few.
    pub fn of(ledger: LedgerId, cut: Cut) -> Self {
        Self {
            ledger,
            units: None,
            filter: None,
            constants: Constants::new(),
            sort: Vec::new(),
            only: None,
            after: None,
            limit: 50,
            counted: false,
            cut,
        }
    }
}

/// What a list adds up to.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct ListSums {
    /// How many records it has on all its pages.
    pub total: u64,
    /// Of each field asked for, in that order.
    pub sums: Vec<ListSum>,
}

/// What a field of a list adds up to.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ListSum {
    /// How many records have a value there.
    pub present: u64,
    /// The exact sum, a scaled integer at the field's scale.
    pub sum: i128,
}

/// A question for one fold over records, by groups of units.
#[derive(Clone, Debug)]
pub struct FoldQuery<'a> {
    /// The plan.
    pub fold: &'a Fold,
    /// When.
    pub period: Period,
    /// As known at.
    pub cut: Cut,
    /// Which units belong to which group over which days; a row counts once for each spell it falls in.
    pub placement: &'a [PlaceSpell],
    /// What the filter's constants are; `period.first` and `period.last` are added.
    pub constants: Constants,
}

/// Over these days, records of this unit belong to this group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlaceSpell {
    /// The unit.
    pub unit: UnitId,
    /// First day; compared with the day that places a row (of a stock, the period's last day).
    pub since: Date,
    /// First day after.
    pub until: Date,
    /// The group.
    pub group: u32,
}

/// A fold of one group. Numbers are scaled integers at the field's scale. A group without rows is not given.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FoldValue {
    /// Rows that pass.
    pub rows: u64,
    /// Of these, rows that have the folded value (all, for a count).
    pub present: u64,
    /// Of a sum or mean: the exact sum.
    pub sum: i128,
    /// Of a minimum.
    pub min: Option<i64>,
    /// Of a maximum.
    pub max: Option<i64>,
    /// Of a distinct count.
    pub distinct: u64,
    /// Of the latest row that has the value: by its day, then its record, then its book.
    pub latest: Option<i64>,
}

/// Which entries of a journal.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct JournalQuery {
    /// Only Changes before this number.
    pub before: Option<Seq>,
    /// How many.
    pub limit: u32,
    /// Of these accounts only.
    pub actors: Option<Vec<String>>,
    /// Of this kind of act only, as the journal writes it.
    pub act: Option<String>,
    /// From this moment on.
    pub from: Option<Instant>,
    /// Before this moment.
    pub until: Option<Instant>,
    /// With these words in the reason.
    pub words: Option<String>,
    /// Only those that somebody else told than who typed them.
    pub told: bool,
    /// Of those only the ones that one of these told.
    pub by: Option<Tellers>,
    /// Only those that touched records within reach, and of their rows only these are counted.
    pub reached: bool,
}

/// Whom a journal is asked for that told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tellers {
    /// Of accounts, these.
    pub accounts: Vec<String>,
    /// Of others, those whose name has this in it.
    pub name: String,
}

impl JournalQuery {
    /// So many before a Change; the newest where none is named.
    pub fn before(before: Option<Seq>, limit: u32) -> Self {
        Self { before, limit, ..Self::default() }
    }
}
