//! What happened there last: the newest records of the period of all its logs and cases, by their own dates.

use kernel::{BookId, Date, LedgerId, Problem, RecordId};

use super::{LedgerHere, Look, What};
use crate::records::{self, List, View};

/// So many are named, and so many at most of one ledger: a payment to every household would hide all else.
const NAMED: usize = 10;
const EACH: u32 = 3;

/// A record as it is named on the page.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Newest {
    /// Its ledger.
    pub ledger: LedgerId,
    /// The ledger's name.
    pub ledger_name: String,
    /// Its book.
    pub book: BookId,
    /// Its id.
    pub record: RecordId,
    /// What names it, as lists show it.
    pub title: String,
    /// The unit's name.
    pub unit_name: String,
    /// Its day.
    pub on: Date,
    /// The state of a case in words.
    pub state_name: Option<String>,
}

impl Look<'_> {
    /// The newest first.
    pub(super) async fn newest(&self, here: &[LedgerHere]) -> Result<Vec<Newest>, Problem> {
        let mut newest: Vec<Newest> = Vec::new();
        for one in here {
            let counted = one.counts.iter().find(|count| count.what == What::InPeriod && count.total > 0);
            let Some((count, ledger)) = counted.zip(self.world.pack.ledger(one.ledger.as_str())) else { continue };
            let asked = List {
                unit: Some(self.unit.id.clone()),
                filter: count.filter.clone(),
                sort: Some(format!("-{}", ledger.date)),
                limit: Some(EACH),
                ..List::default()
            };
            let page = records::list(self.service, self.actor, &ledger.id, asked).await?;
            let named = |view: View| {
                let on = view.fields.get(&ledger.date)?.as_date()?;
                Some(Newest {
                    ledger: view.ledger,
                    ledger_name: ledger.name.clone(),
                    book: view.book,
                    record: view.record,
                    title: view.title,
                    unit_name: view.unit_name,
                    on,
                    state_name: view.state_name,
                })
            };
            newest.extend(page.records.into_iter().filter_map(named));
        }
        // Of one day in the order of the ledgers.
        newest.sort_by_key(|one| std::cmp::Reverse(one.on));
        newest.truncate(NAMED);
        Ok(newest)
    }
}
