//! Where records are read.

use kernel::{Cut, FieldId, Fields, LedgerId, Problem, UnitId};
use rules::access::{Allowed, Read};
use store::{ListQuery, ListRow, Store};

/// The books, by whose leave, and as known when.
#[derive(Clone, Copy)]
pub(crate) struct Source<'a> {
    pub store: &'a Store,
    pub allowed: &'a Allowed<Read>,
    pub cut: &'a Cut,
}

/// Rows that are read at once.
const PAGE: u32 = 4_000;

impl Source<'_> {
    /// All records of a ledger with some of their fields, one after another.
    pub async fn each(
        &self,
        ledger: &LedgerId,
        units: Option<Vec<UnitId>>,
        fields: Vec<FieldId>,
        mut take: impl FnMut(&ListRow, Fields) + Send,
    ) -> Result<(), Problem> {
        let query = self.query(ledger, units);
        let mut rows = self.store.rows(self.allowed, query, fields.clone()).await?;
        while let Some(page) = rows.next_page().await? {
            for mut row in page {
                let values = std::mem::take(&mut row.values).into_iter();
                let said = fields.iter().zip(values).filter_map(|(id, value)| Some((id.clone(), value?))).collect();
                take(&row, said);
            }
        }
        Ok(())
    }

    /// Whether these units have more records than this.
    pub async fn holds_more(&self, ledger: &LedgerId, units: Vec<UnitId>, than: u64) -> Result<bool, Problem> {
        self.store.holds_more(self.allowed, &self.query(ledger, Some(units)), than).await
    }

    fn query(&self, ledger: &LedgerId, units: Option<Vec<UnitId>>) -> ListQuery {
        ListQuery { units, limit: PAGE, ..ListQuery::of(ledger.clone(), self.cut.clone()) }
    }
}
