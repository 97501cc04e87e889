//! The rows of a list, one page after another: along the store's own road, or, where words are looked for, as the columns
//! find them.

use figures::{Listed, Search};
use kernel::{Date, FieldId, Problem, StepId};
use pack::model::Ledger;
use rules::access::{Allowed, Read};
use store::{ListQuery, ListRow, Record};

use crate::Service;

/// All rows of a list.
pub enum Rows {
    /// As the store reads them.
    Stored(store::Rows),
    /// As the columns find them.
    Found(Box<Found>),
}

/// What is being found.
pub struct Found {
    service: Service,
    allowed: Allowed<Read>,
    query: ListQuery,
    search: Search,
    fields: Vec<FieldId>,
    steps: Vec<StepId>,
    total: u64,
    /// The page that was found last, if nobody has taken it.
    waiting: Option<Vec<Record>>,
    is_last: bool,
}

impl Rows {
    /// Begins to read.
    pub async fn of(
        service: &Service,
        allowed: &Allowed<Read>,
        ledger: &Ledger,
        query: ListQuery,
        search: Option<Search>,
        fields: Vec<FieldId>,
    ) -> Result<Self, Problem> {
        let Some(search) = search else {
            return Ok(Self::Stored(service.store().rows(allowed, query, fields).await?));
        };
        let steps = steps(ledger);
        let (service, allowed) = (service.clone(), allowed.clone());
        let (total, waiting, is_last) = (0, None, false);
        let mut found = Found { service, allowed, query, search, fields, steps, total, waiting, is_last };
        found.look().await?;
        Ok(Self::Found(Box::new(found)))
    }

    /// How many there are in all.
    pub fn total(&self) -> u64 {
        match self {
            Self::Stored(rows) => rows.total(),
            Self::Found(found) => found.total,
        }
    }

    /// The next page, which may be empty; nothing after the last.
    pub async fn next_page(&mut self) -> Result<Option<Vec<ListRow>>, Problem> {
        match self {
            Self::Stored(rows) => rows.next_page().await,
            Self::Found(found) => found.next_page().await,
        }
    }
}

impl Found {
    async fn next_page(&mut self) -> Result<Option<Vec<ListRow>>, Problem> {
        if self.waiting.is_none() && !self.is_last {
            self.look().await?;
        }
        let Some(records) = self.waiting.take() else { return Ok(None) };
        Ok(Some(records.into_iter().map(|record| row(record, &self.fields, &self.steps)).collect()))
    }

    /// The cut of the query is that of all pages.
    async fn look(&mut self) -> Result<(), Problem> {
        let (engine, cut) = (self.service.engine(), self.query.cut.clone());
        let found: Listed = engine.find(&self.allowed, &self.query, self.search.clone(), Some(&cut)).await?;
        (self.total, self.is_last) = (found.total, found.next.is_none());
        (self.query.after, self.waiting) = (found.next, Some(found.records));
        Ok(())
    }
}

/// A record as a row of these fields and steps.
pub(crate) fn row(record: Record, fields: &[FieldId], steps: &[StepId]) -> ListRow {
    let last = |step: &StepId| -> Option<Date> {
        record.steps.iter().rev().find(|taken| taken.step == *step).map(|taken| taken.on)
    };
    ListRow {
        values: fields.iter().map(|field| record.fields.get(field).cloned()).collect(),
        steps: steps.iter().map(last).collect(),
        book: record.book,
        record: record.record,
        unit: record.unit,
        state: record.state,
    }
}

/// The steps of a ledger in the order in which rows have them.
pub(crate) fn steps(ledger: &Ledger) -> Vec<StepId> {
    let mut steps: Vec<StepId> = ledger.steps.keys().cloned().collect();
    steps.sort();
    steps
}
