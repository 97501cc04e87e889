//! Where books stand, as the one writer of a folder knows without asking. On a shared database others write too, and
//! nothing is known but what is asked.

use std::collections::HashMap;

use kernel::{BookId, LedgerId, Problem};

use super::{
    apply::{Applied, Head},
    rows,
};
use crate::{dialect::Dialect, engine::Connection, schema::Layout, shared::Shared};

/// What is known within a transaction and, once it is committed, after it.
#[derive(Default)]
pub(super) struct Standing {
    heads: HashMap<BookId, Head>,
    /// The last name of a record of each ledger and book.
    last: HashMap<(LedgerId, BookId), Option<String>>,
}

impl Standing {
    /// Where a book stands.
    pub async fn head(
        &mut self,
        link: &mut Connection,
        dialect: &'static dyn Dialect,
        book: &BookId,
    ) -> Result<Head, Problem> {
        if let Some(head) = self.heads.get(book) {
            return Ok(head.clone());
        }
        let head = super::apply::head(link, dialect, book).await?;
        self.heads.insert(book.clone(), head.clone());
        Ok(head)
    }

    /// A book stands here now.
    pub fn moved(&mut self, book: &BookId, head: Head) {
        self.heads.insert(book.clone(), head);
    }

    /// The last name among the records of a ledger in a book: new ones are named in the order of time.
    pub async fn last_record(
        &mut self,
        link: &mut Connection,
        dialect: &'static dyn Dialect,
        layout: &Layout,
        book: &BookId,
    ) -> Result<Option<String>, Problem> {
        let place = (layout.ledger.clone(), book.clone());
        if let Some(last) = self.last.get(&place) {
            return Ok(last.clone());
        }
        let last = rows::last_record(link, dialect, layout, book).await?;
        self.last.insert(place, last.clone());
        Ok(last)
    }

    /// A record was named.
    pub fn named(&mut self, ledger: &LedgerId, book: &BookId, record: &str) {
        self.last.insert((ledger.clone(), book.clone()), Some(record.to_owned()));
    }

    /// Nothing is known any more: something was rolled back, or written without being told here.
    pub fn forget(&mut self) {
        *self = Self::default();
    }
}

/// Tells those who ask where books stand what was committed.
pub(super) async fn tell(shared: &Shared, link: &mut Connection, applied: &[Result<Applied, Problem>]) {
    if shared.dialect.is_shared() {
        return;
    }
    let heads = applied.iter().flatten().filter(|one| !one.receipt.repeated).map(Applied::head);
    let known = shared.heads_move(heads.map(|(book, seq, _)| (book, seq)));
    if !known {
        // It was not known how a COMMIT ended.
        shared.heads_are(crate::cut::heads(link).await.ok());
    }
}

/// It is not known how a COMMIT ended; whoever asks asks the database.
pub(super) fn doubt(shared: &Shared) {
    shared.heads_are(None);
}
