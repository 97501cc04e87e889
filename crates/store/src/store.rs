//! The doors of the store, one a question.

mod journal;
mod lists;

use std::{
    path::PathBuf,
    sync::{Arc, RwLock},
};

use kernel::{BookId, Clock, Cut, Finding, Instant, LedgerId, Problem, RecordId, RequestId, Seq, UnitId, Value, Watch};
use pack::model::Pack;
use rules::{
    access::{Administer, Allowed, Declare, Read, Write},
    change::{Act, Change},
};
use tokio::sync::{mpsc, oneshot};

use crate::{
    engine::{Connection, Readers},
    facts::{self, Facts},
    fold, heads,
    home::Home,
    keys::Keys,
    meters::{Metered, Meters},
    problem,
    query::{FoldQuery, FoldValue},
    random::Random,
    read,
    record::{PackFile, Receipt, Record, Version, Versions},
    seal::{self, request_digest},
    shared::Shared,
    stage, undo, verify, write,
};

/// What a store is opened with.
pub struct Options {
    /// Where the books live; made if they are not there.
    pub home: Home,
    /// The keys of this installation.
    pub keys: Keys,
    /// Salts and nonces.
    pub random: Arc<dyn Random>,
    /// The folder of photos and files; made with the first of them. Servers that share a database share it, too.
    pub files: PathBuf,
}

/// A Change of no more edits is made ready at once, without a thread of its own.
const FEW: usize = 16;

/// The books of one installation. Cheap to clone; all clones are one store.
#[derive(Clone)]
pub struct Store {
    pub(crate) shared: Arc<Shared>,
    readers: Readers,
    jobs: mpsc::Sender<write::Job>,
}

impl Store {
    /// Opens the store, or makes an empty one. A second process on the same folder gets `store.in_use`.
    /// Until [`Store::prepare`] has given it a pack, it can be verified but not asked.
    pub async fn open(options: Options, clock: Arc<dyn Clock>) -> Result<Self, Problem> {
        let Options { home, keys, random, files } = options;
        std::fs::create_dir_all(home.folder()).map_err(problem::files)?;
        let lock = write::lock(home.folder())?;
        let meters = Arc::new(Meters::new(Arc::new(Watch::new(clock.clone()))));
        let (mut writer, readers, dialect) = crate::engine::open(&home, meters.clone()).await?;
        let layouts = crate::schema::open(&mut writer, dialect).await?;
        heads::catch_up(&mut writer, dialect, home.folder()).await?;
        let known = if dialect.is_shared() { None } else { Some(crate::cut::heads(&mut writer).await?) };
        let shared = Arc::new(Shared {
            dialect,
            home,
            keys,
            random,
            files: crate::files::Folder::at(files),
            clock,
            meters,
            pack: RwLock::new(Arc::new(crate::schema::no_pack())),
            layouts: RwLock::new(Arc::new(layouts)),
            heads: RwLock::new(known),
        });
        let jobs = write::start(shared.clone(), writer, readers.clone(), lock);
        Ok(Self { shared, readers, jobs })
    }

    /// The key under which a person's browser seals what was not handed in yet: 64 hexadecimal digits.
    pub fn draft_key(&self, actor: &str) -> String {
        seal::draft_key(&self.shared.keys, actor)
    }

    /// What it has done since it was opened.
    pub fn metered(&self) -> Metered {
        let waiting = self.jobs.max_capacity() - self.jobs.capacity();
        let (waiting, is_writing) = (u64::try_from(waiting).unwrap_or(u64::MAX), !self.jobs.is_closed());
        Metered { waiting, is_writing, ..self.shared.meters.read() }
    }

    /// The watch over statements; whoever asks the store may note there what else was slow.
    pub fn watch(&self) -> &Arc<Watch> {
        &self.shared.meters.watch
    }

    /// How many bytes the database takes; nothing where it does not say.
    pub async fn size(&self) -> Result<Option<u64>, Problem> {
        crate::engine::size(&self.shared.home, &mut self.reader().await?).await
    }

    /// When the last Change of any book was kept, by whichever server.
    pub async fn last_commit(&self) -> Result<Option<Instant>, Problem> {
        crate::cut::last(&mut self.reader().await?, self.shared.dialect).await
    }

    /// Lays out tables for the pack's ledgers (only ever adding to what is there) and keeps the pack.
    pub async fn prepare(&self, pack: Arc<Pack>) -> Result<(), Problem> {
        self.send(|answer| write::Job::Prepare { pack, answer }).await
    }

    /// Waits for Changes under way, closes the database and gives up the folder. Other clones answer `store.closed`.
    pub async fn close(&self) -> Result<(), Problem> {
        self.readers.close().await;
        self.send(|answer| write::Job::Close { answer }).await
    }

    /// The pack it was last prepared with; an empty one before that.
    pub fn pack(&self) -> Arc<Pack> {
        self.shared.pack()
    }

    /// Whether other servers may write to the same database.
    pub fn is_shared(&self) -> bool {
        self.shared.home.is_shared()
    }

    /// See [`Home::alone`].
    pub async fn alone(&self) -> Result<crate::home::Alone, Problem> {
        self.shared.home.alone().await
    }

    /// Keeps the files of a pack for the other servers of a shared database. In a folder nothing is to be done.
    pub async fn keep_pack(&self, _: &Allowed<Declare>, digest: &str, files: Vec<PackFile>) -> Result<(), Problem> {
        if !self.is_shared() {
            return Ok(());
        }
        let digest = digest.to_owned();
        self.send(|answer| write::Job::KeepPack { digest, files, answer }).await
    }

    /// The files of a pack that a server of this shared database kept; none where there are none.
    pub async fn pack_files(&self, _: &Allowed<Read>, digest: &str) -> Result<Vec<PackFile>, Problem> {
        if !self.is_shared() {
            return Ok(Vec::new());
        }
        write::pack_files(&mut self.reader().await?, self.shared.dialect, digest).await
    }

    /// Keeps a Change, whole or not at all. Answers once it is safe from a power failure.
    /// The same request again answers the earlier receipt. Problems: `record.conflict` (findings name edits by
    /// number, from 1, in `place.line`), `record.duplicate_key` (the same; each names the
    /// record that is there), `record.request_reused`, `not_found`,
    /// `store.malformed_change`.
    pub async fn commit(&self, allowed: &Allowed<Write>, mut change: Change) -> Result<Receipt, Problem> {
        if let Some(program) = allowed.program() {
            change.reason = Some(rules::program::said(program, change.reason.as_deref()));
        }
        stage::admit(allowed, &change)?;
        let (shared, actor, reach) = (self.shared.clone(), allowed.actor().to_owned(), stage::reach(allowed, &change));
        let staged = if change.edits.len() <= FEW {
            stage::stage(&shared, change, actor, reach)?
        } else {
            tokio::task::spawn_blocking(move || stage::stage(&shared, change, actor, reach))
                .await
                .map_err(|_| problem::closed().detail("staging did not end"))??
        };
        self.send(|answer| write::Job::Commit { staged: Box::new(staged), answer }).await
    }

    /// Whether a request was committed before, whatever it asked then.
    pub async fn answered(
        &self,
        allowed: &Allowed<Write>,
        book: &BookId,
        request: &RequestId,
    ) -> Result<bool, Problem> {
        if !allowed.opens(book.as_str()) {
            return Err(Problem::not_found(format!("账本 {book}")));
        }
        write::is_answered(&mut self.reader().await?, self.shared.dialect, book, request).await
    }

    /// The receipt of a request that was committed before. Problems: `record.request_reused` where it asked something
    /// else then.
    pub async fn receipt(
        &self,
        allowed: &Allowed<Write>,
        book: &BookId,
        request: &RequestId,
        act: Act,
        asked: &str,
    ) -> Result<Option<Receipt>, Problem> {
        if !allowed.opens(book.as_str()) {
            return Err(Problem::not_found(format!("账本 {book}")));
        }
        let asked = request_digest(&self.shared.keys, act, asked);
        write::receipt_of(&mut self.reader().await?, self.shared.dialect, book, request, &asked).await
    }

    /// Takes a Change back by a new one. A conflict where a record it touched has changed since.
    pub async fn undo(
        &self,
        allowed: &Allowed<Write>,
        book: &BookId,
        seq: Seq,
        request: RequestId,
        reason: Option<String>,
    ) -> Result<Receipt, Problem> {
        let mut link = self.reader().await?;
        let plan = undo::plan(&self.shared, &mut link, allowed, book, seq, &request).await?;
        drop(link);
        match plan {
            undo::Plan::Repeated(receipt) => Ok(receipt),
            undo::Plan::Edits(edits) => {
                let change = undo::change(&self.shared, book, seq, request, reason, edits);
                self.commit(allowed, change).await
            }
        }
    }

    /// Where every book stands.
    pub async fn heads(&self) -> Result<Cut, Problem> {
        if let Some(known) = self.shared.heads() {
            return Ok(known);
        }
        crate::cut::heads(&mut self.reader().await?).await
    }

    /// Where every book stood at a moment.
    pub async fn cut_at(&self, instant: Instant) -> Result<Cut, Problem> {
        crate::cut::at(&mut self.reader().await?, self.shared.dialect, instant).await
    }

    /// A record as known at a cut; `None` where there was none, it had been withdrawn, or it is out of reach.
    pub async fn record(
        &self,
        allowed: &Allowed<Read>,
        book: &BookId,
        ledger: &LedgerId,
        record: &RecordId,
        cut: &Cut,
    ) -> Result<Option<Record>, Problem> {
        Ok(self.records(allowed, book, ledger, std::slice::from_ref(record), cut).await?.pop())
    }

    /// Several records of one book and ledger as known at a cut, in the order of their ids; those that are not there are left out.
    pub async fn records(
        &self,
        allowed: &Allowed<Read>,
        book: &BookId,
        ledger: &LedgerId,
        records: &[RecordId],
        cut: &Cut,
    ) -> Result<Vec<Record>, Problem> {
        let layout = self.readable_in(allowed, ledger, book)?;
        read::record::records(&self.shared, &mut self.reader().await?, allowed, &layout, book, records, cut).await
    }

    /// All versions of a record, oldest first, each with the Changes that began and ended it.
    pub async fn history(
        &self,
        allowed: &Allowed<Read>,
        book: &BookId,
        ledger: &LedgerId,
        record: &RecordId,
    ) -> Result<Vec<Version>, Problem> {
        let layout = self.readable_in(allowed, ledger, book)?;
        read::history::history(&self.shared, &mut self.reader().await?, allowed, &layout, book, record).await
    }

    /// Which open records have these business keys, each of a unit and all values of the ledger's `key` in its order: the
    /// place of the key among those asked for, and the record.
    pub async fn find_by_keys(
        &self,
        allowed: &Allowed<Read>,
        book: &BookId,
        ledger: &LedgerId,
        keys: &[(UnitId, Vec<Value>)],
    ) -> Result<Vec<(usize, RecordId)>, Problem> {
        let layout = self.readable_in(allowed, ledger, book)?;
        read::keys::find(&self.shared, &mut self.reader().await?, allowed, &layout, book, keys).await
    }

    /// Every version of a ledger that began or ended after a cut, for columns. Rows are not limited to the reach's
    /// units: a figure is the same for every reader.
    pub async fn versions(&self, allowed: &Allowed<Read>, ledger: &LedgerId, after: &Cut) -> Result<Versions, Problem> {
        self.version_pages(allowed, ledger, after).await?.all().await
    }

    /// The same in pages, read while the ones before are taken in.
    pub async fn version_pages(
        &self,
        allowed: &Allowed<Read>,
        ledger: &LedgerId,
        after: &Cut,
    ) -> Result<read::versions::VersionPages, Problem> {
        let layout = self.readable(allowed, ledger)?;
        read::versions::pages(self.shared.clone(), &self.readers, layout, after.clone()).await
    }

    /// The plan of a figure as SQL: groups that have rows, in their order.
    pub async fn fold(&self, allowed: &Allowed<Read>, query: &FoldQuery<'_>) -> Result<Vec<(u32, FoldValue)>, Problem> {
        let layout = self.readable(allowed, &query.fold.ledger)?;
        fold::fold(&self.shared, &mut self.reader().await?, &layout, query).await
    }

    /// Whether the keys are those that a shared database was written with: another server brings its own copy of them.
    pub async fn fits_keys(&self) -> Result<(), Problem> {
        if self.is_shared() && !self.begins_with_keys().await? { Err(problem::other_keys()) } else { Ok(()) }
    }

    /// Whether the first entry of the first book was written with the keys at hand, or there is none.
    pub async fn begins_with_keys(&self) -> Result<bool, Problem> {
        let mut link = self.reader().await?;
        match crate::cut::heads(&mut link).await?.0.keys().next() {
            Some(book) => verify::begins_with(&self.shared, &mut link, book).await,
            None => Ok(true),
        }
    }

    /// What can be said of all of it at once.
    pub async fn facts(&self, _: &Allowed<Administer>) -> Result<Facts, Problem> {
        facts::facts(&mut self.readers.snapshot().await?, self.shared.dialect, &self.shared.layouts()).await
    }

    /// Journal and rows against each other, and against the heads kept outside. Empty where all is whole.
    pub async fn verify(&self, allowed: &Allowed<Administer>) -> Result<Vec<Finding>, Problem> {
        verify::verify(&self.shared, &self.readers, allowed).await
    }

    pub(crate) async fn reader(&self) -> Result<Connection, Problem> {
        self.readers.take().await
    }

    /// A ledger within reach, in a book within reach.
    fn readable_in(
        &self,
        allowed: &Allowed<Read>,
        ledger: &LedgerId,
        book: &BookId,
    ) -> Result<Arc<crate::schema::Layout>, Problem> {
        if !allowed.opens(book.as_str()) {
            return Err(Problem::not_found(format!("账本 {book}")));
        }
        self.readable(allowed, ledger)
    }

    /// A ledger within reach.
    fn readable(&self, allowed: &Allowed<Read>, ledger: &LedgerId) -> Result<Arc<crate::schema::Layout>, Problem> {
        let missing = || Problem::not_found(format!("台账“{ledger}”"));
        if !allowed.covers(ledger.as_str()) {
            return Err(missing());
        }
        self.shared.layouts().get(ledger.as_str()).ok_or_else(missing)
    }

    pub(crate) async fn send<T>(
        &self,
        job: impl FnOnce(oneshot::Sender<Result<T, Problem>>) -> write::Job,
    ) -> Result<T, Problem> {
        let (answer, answered) = oneshot::channel();
        self.jobs.send(job(answer)).await.map_err(|_| problem::closed())?;
        answered.await.map_err(|_| problem::closed())?
    }
}
