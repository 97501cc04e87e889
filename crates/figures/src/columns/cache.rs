//! The tables of all ledgers, made fresh from the store before they are read.
//!
//! The cache holds everything for everybody; what a reader may see is decided where the question is answered.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc,
        atomic::{
            AtomicBool, AtomicU64,
            Ordering::{AcqRel, Acquire, Relaxed, Release},
        },
    },
};

use kernel::{Cut, LedgerId, Problem};
use pack::model::{Ledger, Pack};
use rules::access::Allowed;
use store::{Store, VersionPages};
use tokio::sync::{Mutex, OwnedRwLockReadGuard, RwLock};

use super::table::Table;
use crate::{aside::aside, meters::Columns};

/// Tables by ledger, for one pack: another pack may declare other columns.
#[derive(Default)]
pub struct Cache {
    held: Mutex<Held>,
    counts: Arc<Counts>,
}

#[derive(Default)]
struct Held {
    pack: String,
    tables: BTreeMap<LedgerId, Arc<HeldTable>>,
}

struct HeldTable {
    table: Arc<RwLock<Table>>,
    /// Whether all versions have been read once, so that only what is new is missing.
    is_read: AtomicBool,
    is_being_read: AtomicBool,
    counts: Arc<Counts>,
}

/// How often a ledger was read.
#[derive(Default)]
struct Counts {
    builds: AtomicU64,
    updates: AtomicU64,
}

/// So often tables are made fresh that others leave empty, before it is said that it is of no use.
const TRIES: usize = 8;

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
        for _ in 0..TRIES {
            // No table is held while another is written; held tables are taken in the order of their ledgers. So none
            // waits for ever.
            for (ledger, held) in &tables {
                refresh(store, pack, ledger, held, heads).await?;
            }
            let mut guards = BTreeMap::new();
            for (ledger, held) in &tables {
                guards.insert(ledger.clone(), held.table.clone().read_owned().await);
            }
            // Meanwhile somebody else may have begun to read on, failed, and left an empty table behind: that is not what
            // was made fresh. It is read again, or it is said why it cannot be.
            if guards.values().all(|table| reaches(&table.known, heads)) {
                return Ok(Snapshot(guards));
            }
        }
        Err(Problem::new("store.unreachable", "数据库时断时续，这次没有算成。")
            .hint("请稍后再试；如果一直这样，请告诉管理员。"))
    }

    /// The table of a ledger, or nothing as long as nobody has read it: it is then read by the way, for the next question.
    pub async fn at_hand(
        &self,
        store: &Store,
        pack: &Arc<Pack>,
        ledger: &LedgerId,
        heads: &Cut,
    ) -> Result<Option<Snapshot>, Problem> {
        let ledgers = BTreeSet::from([ledger.clone()]);
        let Some(held) = self.tables(pack, &ledgers).await.remove(ledger) else { return Ok(None) };
        if held.is_read.load(Acquire) {
            return self.fresh(store, pack, &ledgers, heads).await.map(Some);
        }
        if !held.is_being_read.swap(true, AcqRel) {
            let (store, pack, ledger, heads) = (store.clone(), pack.clone(), ledger.clone(), heads.clone());
            // What is slow about it is noted for whoever asked first.
            let who = store::asking::who().unwrap_or_else(|| "columns".into());
            tokio::spawn(async move {
                if let Err(problem) = store::asking::by(&who, refresh(&store, &pack, &ledger, &held, &heads)).await {
                    tracing::warn!(ledger = %ledger, code = %problem.code, "columns could not be read");
                }
                held.is_being_read.store(false, Release);
            });
        }
        Ok(None)
    }

    /// What it holds. A table that is being written is left out: whoever only looks on must not wait for it.
    pub async fn held(&self) -> Columns {
        let tables: Vec<_> = self.held.lock().await.tables.values().cloned().collect();
        let (builds, updates) = (self.counts.builds.load(Relaxed), self.counts.updates.load(Relaxed));
        let mut held = Columns { builds, updates, ..Columns::default() };
        let mut books = BTreeSet::new();
        let count = |of: usize| u64::try_from(of).unwrap_or(u64::MAX);
        for table in tables.iter().filter_map(|held| held.table.try_read().ok()) {
            held.ledgers += 1;
            held.rows += count(table.rows());
            held.bytes += count(table.bytes());
            books.extend(table.books.texts().iter().map(str::to_owned));
        }
        Columns { books: count(books.len()), ..held }
    }

    /// Forgets everything; the next question reads it again. For a lawful erasure, the one change of what was known.
    pub async fn forget(&self) {
        self.held.lock().await.tables.clear();
    }

    async fn tables(&self, pack: &Pack, ledgers: &BTreeSet<LedgerId>) -> BTreeMap<LedgerId, Arc<HeldTable>> {
        let mut held = self.held.lock().await;
        if held.pack != pack.digest {
            *held = Held { pack: pack.digest.clone(), tables: BTreeMap::new() };
        }
        ledgers
            .iter()
            .filter_map(|id| {
                let ledger = pack.ledger(id.as_str())?;
                let held = held.tables.entry(id.clone());
                let table = held.or_insert_with(|| Arc::new(HeldTable::new(ledger, self.counts.clone())));
                Some((id.clone(), table.clone()))
            })
            .collect()
    }
}

impl HeldTable {
    fn new(ledger: &Ledger, counts: Arc<Counts>) -> Self {
        let table = Arc::new(RwLock::new(Table::new(ledger)));
        Self { table, is_read: AtomicBool::default(), is_being_read: AtomicBool::default(), counts }
    }
}

/// Adds to a table what is new up to `heads`.
async fn refresh(store: &Store, pack: &Pack, ledger: &LedgerId, held: &HeldTable, heads: &Cut) -> Result<(), Problem> {
    if reaches(&held.table.read().await.known, heads) {
        held.is_read.store(true, Release);
        return Ok(());
    }
    let mut table = held.table.clone().write_owned().await;
    // Others who waited for the same have read it.
    if reaches(&table.known, heads) {
        return Ok(());
    }
    let is_new = table.known == Cut::default();
    let pages = store.version_pages(&Allowed::of_the_house(), ledger, &table.known).await?;
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
    .await;
    held.is_read.store(matches!(versions, Ok(Ok(_))), Release);
    tracing::debug!(ledger = %ledger, versions = versions??, "columns made fresh");
    if is_new { &held.counts.builds } else { &held.counts.updates }.fetch_add(1, Relaxed);
    Ok(())
}

/// Whether all that a cut names is known.
fn reaches(known: &Cut, cut: &Cut) -> bool {
    cut.0.iter().all(|(book, seq)| known.at(book.as_str()) >= *seq)
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
