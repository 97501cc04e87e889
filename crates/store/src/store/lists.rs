//! The doors of the store for lists: a page, a page found by other means, all rows.

use kernel::{BookId, Cut, FieldId, LedgerId, Problem, RecordId};
use rules::access::{Allowed, Read};

use super::Store;
use crate::{
    query::{ListQuery, ListSums},
    read,
    record::{Page, Record},
};

impl Store {
    /// A page of records. Problems: `list.unknown_sort`, `list.bad_cursor`.
    pub async fn list(&self, allowed: &Allowed<Read>, query: &ListQuery) -> Result<Page, Problem> {
        let layout = self.readable(allowed, &query.ledger)?;
        read::list::list(&self.shared, &mut self.reader().await?, allowed, &layout, query).await
    }

    /// What these fields of a list add up to, over all its pages. Problem: `record.not_found` where the ledger is closed.
    pub async fn sums(
        &self,
        allowed: &Allowed<Read>,
        query: &ListQuery,
        fields: &[FieldId],
    ) -> Result<ListSums, Problem> {
        let layout = self.readable(allowed, &query.ledger)?;
        read::list::sums(&self.shared, &mut self.reader().await?, allowed, &layout, query, fields).await
    }

    /// Whether a list has more records than this; costs what so many cost, however many there are.
    pub async fn holds_more(&self, allowed: &Allowed<Read>, query: &ListQuery, than: u64) -> Result<bool, Problem> {
        let layout = self.readable(allowed, &query.ledger)?;
        read::list::holds_more(&self.shared, &mut self.reader().await?, allowed, &layout, query, than).await
    }

    /// The records of a page that was found by other means, of several books, in this order, as known at a cut; those
    /// that are not there are left out.
    pub async fn page(
        &self,
        allowed: &Allowed<Read>,
        ledger: &LedgerId,
        keys: &[(BookId, RecordId)],
        cut: &Cut,
    ) -> Result<Vec<Record>, Problem> {
        let layout = self.readable(allowed, ledger)?;
        let keys: Vec<(BookId, RecordId)> =
            keys.iter().filter(|(book, _)| allowed.opens(book.as_str())).cloned().collect();
        read::page::page(&self.shared, &mut self.reader().await?, allowed, &layout, &keys, cut).await
    }

    /// All records of a list with these fields, whatever page it asks for, in pages of its limit or fewer. Problems:
    /// `list.unknown_sort`.
    pub async fn rows(
        &self,
        allowed: &Allowed<Read>,
        query: ListQuery,
        fields: Vec<FieldId>,
    ) -> Result<read::rows::Rows, Problem> {
        let layout = self.readable(allowed, &query.ledger)?;
        read::rows::rows(self.shared.clone(), &self.readers, allowed, layout, query, fields).await
    }
}
