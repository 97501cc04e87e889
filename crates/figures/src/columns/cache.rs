//! The tables of all ledgers, made fresh from the store before they are read.
//!
//! The cache holds everything for everybody; what a reader may see is decided where the question is answered.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
};

use kernel::{Cut, LedgerId, Problem};
use pack::model::Pack;
use rules::access::Allowed;
use store::{Store, VersionPages};
use tokio::sync::{Mutex, OwnedRwLockReadGuard, RwLock};

use super::table::Table;
use crate::{aside::aside, meters::Columns};

/// Tables by ledger, for one pack: another pack may declare other columns.
#[derive(Default)]
pub struct Cache {
    held: Mutex<Held>,
    builds: AtomicU64,
    updates: AtomicU64,
}

#[derive(Default)]
struct Held {
    pack: String,
    tables: BTreeMap<LedgerId, Arc<RwLock<Table>>>,
}

/// Tables that do not change while they are read.
pub struct Snapshot(BTreeMap<LedgerId, OwnedRwLockReadGuard<Table>>);

impl Cache {
    /// The tables of these ledgers, known at least up to `heads`. A ledger the pack does not declare is left out.
    pub async fn fresh(
        &self,
        store: &Store,
        pack: &Pack,
        ledgers: &BTreeSet<LedgerId>,
        heads: &Cut,
    ) -> Result<Snapshot, Problem> {
        let tables = self.tables(pack, ledgers).await;
        let allowed = Allowed::of_the_house();
        // No table is held while another is written; held tables are taken in the order of their ledgers. So none waits for ever.
        for (ledger, table) in &tables {
            if table.read().await.known != *heads {
                let mut table = table.clone().write_owned().await;
                let is_new = table.known == Cut::default();
                let pages = store.version_pages(&allowed, ledger, &table.known).await?;
                let empty = pack.ledger(ledger.as_str()).map(Table::new);
                let versions = aside(move || {
                    let taken = take_in(&mut table, pages);
                    // Half a table would answer wrongly; the next question begins again.
                    if let (Err(_), Some(empty)) = (&taken, empty) {
                        // What was made of it before must not be taken for what is read anew.
                        let moved = table.moved + 1;
                        *table = empty;
                        table.moved = moved;
                    }
                    taken
                })
                .await??;
                tracing::debug!(ledger = %ledger, versions, "columns made fresh");
                if is_new { &self.builds } else { &self.updates }.fetch_add(1, Relaxed);
            }
        }
        let mut guards = BTreeMap::new();
        for (ledger, table) in tables {
            guards.insert(ledger, table.read_owned().await);
        }
        Ok(Snapshot(guards))
    }

    /// What it holds. A table that is being written is left out: whoever only looks on must not wait for it.
    pub async fn held(&self) -> Columns {
        let tables: Vec<_> = self.held.lock().await.tables.values().cloned().collect();
        let mut held =
            Columns { builds: self.builds.load(Relaxed), updates: self.updates.load(Relaxed), ..Columns::default() };
        let mut books = BTreeSet::new();
        let count = |of: usize| u64::try_from(of).unwrap_or(u64::MAX);
        for table in tables.iter().filter_map(|table| table.try_read().ok()) {
            held.ledgers += 1;
            held.rows += count(table.rows());
            held.bytes += count(table.bytes());
            books.extend(table.books.texts().iter().cloned());
        }
        Columns { books: count(books.len()), ..held }
    }

    /// Forgets everything; the next question reads it again. For a lawful erasure, the one change of what was known.
    pub async fn forget(&self) {
        self.held.lock().await.tables.clear();
    }

    async fn tables(&self, pack: &Pack, ledgers: &BTreeSet<LedgerId>) -> BTreeMap<LedgerId, Arc<RwLock<Table>>> {
        let mut held = self.held.lock().await;
        if held.pack != pack.digest {
            *held = Held { pack: pack.digest.clone(), tables: BTreeMap::new() };
        }
        ledgers
            .iter()
            .filter_map(|id| {
                let ledger = pack.ledger(id.as_str())?;
                let table = held.tables.entry(id.clone()).or_insert_with(|| Arc::new(RwLock::new(Table::new(ledger))));
                Some((id.clone(), table.clone()))
            })
            .collect()
    }
}

/// How many versions came.
fn take_in(table: &mut Table, mut pages: VersionPages) -> Result<usize, Problem> {
    table.reserve(pages.about());
    let mut versions = 0;
    while let Some(page) = pages.next_page()? {
        versions += page.rows.len();
        table.extend(&page)?;
    }
    table.is_known_to(pages.heads().clone());
    Ok(versions)
}

impl Snapshot {
    /// The table of a ledger.
    pub fn table(&self, ledger: &str) -> Option<&Table> {
        self.0.get(ledger).map(|guard| &**guard)
    }
}
