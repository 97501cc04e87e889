//! What happened to a book, asked of the store.

use kernel::{BookId, Problem, Seq};
use rules::access::{Allowed, Read};

use super::Store;
use crate::{
    query::JournalQuery,
    read,
    record::{Entry, Touched},
};

impl Store {
    /// Entries of a book's journal, latest first.
    pub async fn journal(
        &self,
        allowed: &Allowed<Read>,
        book: &BookId,
        before: Option<Seq>,
        limit: u32,
    ) -> Result<Vec<Entry>, Problem> {
        self.entries(allowed, book, &JournalQuery::before(before, limit)).await
    }

    /// Those of them that fit, latest first.
    pub async fn entries(
        &self,
        allowed: &Allowed<Read>,
        book: &BookId,
        asked: &JournalQuery,
    ) -> Result<Vec<Entry>, Problem> {
        read::journal::journal(&self.shared, &mut self.reader().await?, allowed, book, asked).await
    }

    /// One entry of a book's journal; of one that is told in part, where it touched something within reach.
    pub async fn entry(
        &self,
        allowed: &Allowed<Read>,
        (book, seq): (&BookId, Seq),
        in_part: bool,
    ) -> Result<Option<Entry>, Problem> {
        let asked = JournalQuery { reached: in_part, ..JournalQuery::before(Some(seq.next()), 1) };
        let entries = self.entries(allowed, book, &asked).await?;
        Ok(entries.into_iter().next().filter(|entry| entry.seq == seq))
    }

    /// The records one Change touched, of ledgers within reach.
    pub async fn touched(&self, allowed: &Allowed<Read>, book: &BookId, seq: Seq) -> Result<Vec<Touched>, Problem> {
        read::journal::touched(&self.shared, &mut self.reader().await?, allowed, book, seq).await
    }

    /// The first of them: an import may have touched a million. Of a journal that is told in part, only those of units within reach.
    pub async fn first_touched(
        &self,
        allowed: &Allowed<Read>,
        change: (&BookId, Seq),
        most: u32,
        in_part: bool,
    ) -> Result<Vec<Touched>, Problem> {
        read::journal::first_touched(&self.shared, &mut self.reader().await?, allowed, change, most, in_part).await
    }
}
