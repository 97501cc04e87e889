//! What stays the same while one question is answered: the pack, the cut, the tree of units, the tables.

use std::{collections::BTreeSet, sync::Arc};

use kernel::{Ask, BookId, Cut, Date, IndicatorId, LedgerId, Period, Problem, UnitId};
use pack::model::{Indicator, Ledger, LedgerKind, Pack};

use crate::{
    answer::{day_of, ledgers},
    columns::{Snapshot, Table},
    records::{PARAMETERS, Reserved, TARGETS, UNITS, VALUES},
    run::World,
};

/// Where and when a question is asked.
pub struct Session {
    /// Names, types, definitions.
    pub pack: Arc<Pack>,
    /// As known at.
    pub cut: Cut,
    /// Today.
    pub today: Date,
    /// Units, parameters, values and targets at the cut.
    pub reserved: Arc<Reserved>,
    tables: Snapshot,
}

/// The ledgers that these indicators read, reserved ones included.
pub fn ledgers_read<'i>(pack: &Pack, indicators: impl IntoIterator<Item = &'i IndicatorId>) -> BTreeSet<LedgerId> {
    let mut read: BTreeSet<LedgerId> = [UNITS, PARAMETERS, VALUES, TARGETS].map(LedgerId::from).into();
    for indicator in indicators {
        read.extend(ledgers(pack, indicator));
    }
    read
}

impl Session {
    /// A session over tables that hold at least [`ledgers_read`].
    pub fn new(pack: Arc<Pack>, cut: Cut, today: Date, reserved: Arc<Reserved>, tables: Snapshot) -> Self {
        Self { pack, cut, today, reserved, tables }
    }

    /// What folds need of it.
    pub fn world(&self) -> World<'_> {
        let Reserved { tree, parameters, .. } = &*self.reserved;
        World { pack: &self.pack, tree, parameters, today: self.today, reserved: Some(&self.reserved) }
    }

    /// An indicator that the pack declares.
    pub fn indicator(&self, id: &IndicatorId) -> Result<&Indicator, Problem> {
        self.pack.indicator(id.as_str()).ok_or_else(|| Problem::not_found(format!("指标 {id}")))
    }

    /// A ledger that the pack declares.
    pub fn ledger(&self, id: &LedgerId) -> Result<&Ledger, Problem> {
        self.pack.ledger(id.as_str()).ok_or_else(|| Problem::not_found(format!("台账 {id}")))
    }

    /// The columns of a ledger.
    pub fn table(&self, ledger: &LedgerId) -> Result<&Table, Problem> {
        self.tables.table(ledger.as_str()).ok_or_else(|| Problem::not_found(format!("台账 {ledger}")))
    }

    /// By which day's tree an ask reads units.
    pub fn day_of(&self, ask: &Ask) -> Date {
        day_of(ask, self.today)
    }

    /// The units of a unit's own level within its parent, itself included, on a day. None if it is not there.
    pub fn siblings(&self, unit: &UnitId, day: Date) -> Vec<UnitId> {
        let Some(own) = self.reserved.tree.get(unit.as_str()).filter(|own| own.exists_on(day)) else {
            return Vec::new();
        };
        match self.reserved.tree.parent(unit.as_str(), day) {
            None => vec![unit.clone()],
            Some(parent) => {
                let siblings = self.reserved.tree.at_level(parent.id.as_str(), own.level.as_str(), day);
                siblings.into_iter().map(|unit| unit.id.clone()).collect()
            }
        }
    }

    /// Whether a ledger had ever held a record in the books of an ask's scope, as known at the cut.
    pub fn ever_held(&self, ledger: &LedgerId, ask: &Ask) -> bool {
        let books = self.books(ask);
        self.tables.table(ledger.as_str()).is_some_and(|table| table.ever_held(&self.cut, |book| books.contains(book)))
    }

    /// From which day on a ledger was kept in these books, as known at the cut: a register from its first entry on,
    /// records of events from the beginning of the year of the first, for a year may well begin without any.
    pub fn kept_since(&self, ledger: &LedgerId, books: &BTreeSet<BookId>) -> Option<Date> {
        let first = self.tables.table(ledger.as_str())?.first_day(&self.cut, |book| books.contains(book))?;
        match self.pack.ledger(ledger.as_str())?.kind {
            LedgerKind::Register => Some(first),
            LedgerKind::Log | LedgerKind::Case => Some(Period::Year(first.year()).first()),
        }
    }

    /// The books that may hold records of an ask's scope: those of all within it, and that which kept it on its day.
    pub fn books(&self, ask: &Ask) -> BTreeSet<BookId> {
        let scope = ask.unit.as_str();
        let days: BTreeSet<Date> = [ask.period.last(), self.today].into();
        let mut books = BTreeSet::new();
        for day in days {
            let within = self.reserved.books.on(&self.reserved.tree, day);
            books.extend(within.get(scope).into_iter().flatten().cloned());
            let line = self.reserved.tree.ancestors(scope, day);
            let keeper = line.iter().find(|unit| unit.book.as_str() == unit.id.as_str());
            books.extend(keeper.map(|unit| unit.book.clone()));
        }
        books
    }
}
