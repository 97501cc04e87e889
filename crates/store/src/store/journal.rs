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
        read::journal::journal(&mut self.reader().await?, self.shared.dialect, allowed, book, asked).await
    }

    /// One entry of a book's journal.
    pub async fn entry(&self, allowed: &Allowed<Read>, book: &BookId, seq: Seq) -> Result<Option<Entry>, Problem> {
        let entries = self.journal(allowed, book, Some(seq.next()), 1).await?;
        Ok(entries.into_iter().next().filter(|entry| entry.seq == seq))
    }

    /// The records one Change touched, of ledgers within reach.
    pub async fn touched(&self, allowed: &Allowed<Read>, book: &BookId, seq: Seq) -> Result<Vec<Touched>, Problem> {
        read::journal::touched(&mut self.reader().await?, self.shared.dialect, allowed, book, seq, None).await
    }

    /// The first of them: an import may have touched a million.
    pub async fn first_touched(
        &self,
        allowed: &Allowed<Read>,
        book: &BookId,
        seq: Seq,
        most: u32,
    ) -> Result<Vec<Touched>, Problem> {
        read::journal::touched(&mut self.reader().await?, self.shared.dialect, allowed, book, seq, Some(most)).await
    }
}
