//! What SQLite keeps in its log is moved into its file beside the writer, and only what came meanwhile by the writer
//! itself: whoever waits for an answer waits for that little.

use tokio::task::JoinHandle;

use crate::{
    asking,
    engine::{Connection, Readers},
    shared::Shared,
};

/// After so many edits: often enough for the log to stay small.
const AFTER: usize = 2_000;

/// What of it is under way.
pub(super) struct Tidy {
    readers: Readers,
    /// Edits since the last time.
    edits: usize,
    beside: Option<JoinHandle<()>>,
}

impl Tidy {
    pub fn new(readers: Readers) -> Self {
        Self { readers, edits: 0, beside: None }
    }

    /// So many edits were written, and everybody is answered.
    pub async fn after(&mut self, shared: &Shared, link: &mut Connection, edits: usize) {
        let Some(statement) = shared.dialect.tidy_up() else { return };
        self.edits += edits;
        if self.beside.as_ref().is_some_and(JoinHandle::is_finished) {
            self.beside = None;
            tidy_up(link, statement).await;
        }
        if self.edits < AFTER || self.beside.is_some() {
            return;
        }
        self.edits = 0;
        let readers = self.readers.clone();
        self.beside = Some(tokio::spawn(asking::by("tidier", async move {
            match readers.take().await {
                Ok(mut reader) => tidy_up(&mut reader, statement).await,
                Err(problem) => tracing::debug!(problem.code = problem.code, "store.tidy_up"),
            }
        })));
    }
}

/// Nothing is lost where this fails: it is tried again.
async fn tidy_up(link: &mut Connection, statement: &str) {
    if let Err(problem) = link.fetch(statement.to_owned(), Vec::new()).await {
        tracing::warn!(problem.code = problem.code, problem.detail = problem.detail, "store.tidy_up");
    }
}
