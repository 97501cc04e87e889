//! Everything a use case needs, opened once by the composition root.

use std::{
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};

use ::figures::Engine;
use kernel::{Clock, Cut, Date, Finding, IdGen, Problem, RequestId};
use pack::model::Pack;
use rules::{
    access::{Actor, Allowed},
    change::Change,
};
use store::{Home, Keys, Random, Store};

use crate::{World, access, accounts::Hashing, imports::KeptFiles, packs, packs::Shelf, world};

/// What a service is opened with.
pub struct Options {
    /// Where the books live; made if they are not there.
    pub home: Home,
    /// The keys of this installation.
    pub keys: Keys,
    /// Salts and nonces.
    pub random: Arc<dyn Random>,
    /// The folder of photos and files.
    pub files: PathBuf,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Names nobody has used.
    pub ids: Arc<dyn IdGen>,
    /// The pack to be in force; `None` is the one that is in force in a shared database.
    pub pack: Option<Arc<Pack>>,
    /// Where the files of packs lie.
    pub shelf: Arc<dyn Shelf>,
}

/// Store, engine, clock and ids. Cheap to clone; all clones are one service.
#[derive(Clone)]
pub struct Service {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    engine: Engine,
    clock: Arc<dyn Clock>,
    ids: Arc<dyn IdGen>,
    /// As of the last look; good as long as the root book has not moved and the day is the same.
    world: RwLock<Option<Arc<World>>>,
    shelf: Arc<dyn Shelf>,
    kept_files: KeptFiles,
    hashing: Hashing,
    /// One declares at a time: each reads the files in force and writes others.
    declaring: tokio::sync::Mutex<()>,
    /// One follows at a time what another server put in force.
    following: tokio::sync::Mutex<()>,
    /// One opens at a time what is masked: how many there were is counted first.
    opening: tokio::sync::Mutex<()>,
}

/// Nobody else declares while this is held, on this server or another.
pub(crate) struct Declaring<'s>(
    #[expect(dead_code, reason = "held, never read")] (tokio::sync::MutexGuard<'s, ()>, store::Alone),
);

impl Service {
    /// Opens the store and puts the pack in force (see [`packs::activate`]).
    pub async fn open(options: Options) -> Result<Self, Problem> {
        let Options { home, keys, random, files, clock, ids, pack, shelf } = options;
        let store = Store::open(store::Options { home, keys, random, files }, clock.clone()).await?;
        store.fits_keys().await?;
        let engine = Engine::new(store.clone(), clock.clone());
        let [declaring, following, opening] = std::array::from_fn(|_| tokio::sync::Mutex::default());
        let world = RwLock::new(None);
        let (kept_files, hashing) = (KeptFiles::default(), Hashing::default());
        let inner =
            Inner { store, engine, clock, ids, world, shelf, kept_files, hashing, declaring, following, opening };
        let service = Self { inner: Arc::new(inner) };
        match pack {
            Some(pack) => packs::activate(&service, &Actor::local(), pack, None).await.map(|_| ())?,
            None => packs::follow(&service).await?,
        }
        Ok(service)
    }

    /// The books.
    pub fn store(&self) -> &Store {
        &self.inner.store
    }

    /// The figures.
    pub fn engine(&self) -> &Engine {
        &self.inner.engine
    }

    /// The pack in force.
    pub fn pack(&self) -> Arc<Pack> {
        self.inner.store.pack()
    }

    /// Where the files of packs lie.
    pub fn shelf(&self) -> &dyn Shelf {
        self.inner.shelf.as_ref()
    }

    /// Nobody else declares while this is held.
    pub(crate) async fn declaring(&self) -> Result<Declaring<'_>, Problem> {
        let here = self.inner.declaring.lock().await;
        Ok(Declaring((here, self.inner.store.alone().await?)))
    }

    /// Nobody else follows while this is held.
    pub(crate) async fn following(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.inner.following.lock().await
    }

    /// Nobody else opens what is masked while this is held: a hundred at once are as many as one by one.
    pub(crate) async fn opening(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.inner.opening.lock().await
    }

    /// The time.
    pub fn clock(&self) -> &dyn Clock {
        self.inner.clock.as_ref()
    }

    /// The time, for work that outlives a request.
    pub(crate) fn clock_handle(&self) -> Arc<dyn Clock> {
        self.inner.clock.clone()
    }

    /// Files that were read a moment ago.
    pub(crate) fn kept_files(&self) -> &KeptFiles {
        &self.inner.kept_files
    }

    /// What hashes passwords.
    pub(crate) fn hashing(&self) -> &Hashing {
        &self.inner.hashing
    }

    /// Names nobody has used.
    pub fn ids(&self) -> &dyn IdGen {
        self.inner.ids.as_ref()
    }

    /// Today in Asia/Shanghai.
    pub fn today(&self) -> Date {
        self.inner.clock.today()
    }

    /// Where every book stands.
    pub async fn heads(&self) -> Result<Cut, Problem> {
        self.inner.store.heads().await
    }

    /// A key for a request whose client gave none.
    pub fn new_request(&self) -> RequestId {
        RequestId::from(self.inner.ids.next())
    }

    /// Pack, units and parameters as they stand.
    pub async fn world(&self) -> Result<Arc<World>, Problem> {
        let mut heads = self.heads().await?;
        let (mut pack, today) = (self.pack(), self.today());
        let known = self.inner.world.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(known) = known
            && known.holds(&pack, &heads, today)
        {
            // The units are the same; the cut is fresh.
            return Ok(if known.cut == heads { known } else { Arc::new(World { cut: heads, ..(*known).clone() }) });
        }
        // The root book moved, or this is the first look: another server may have put another pack in force.
        if self.inner.store.is_shared() {
            packs::follow(self).await?;
            pack = self.pack();
            heads = self.heads().await?;
        }
        let fresh = Arc::new(world::load(&self.inner.store, &Allowed::of_the_house(), pack, heads, today).await?);
        *self.inner.world.write().unwrap_or_else(PoisonError::into_inner) = Some(fresh.clone());
        Ok(fresh)
    }

    /// Journal and rows against each other and against the heads kept outside.
    pub async fn verify(&self, actor: &Actor) -> Result<Vec<Finding>, Problem> {
        self.inner.store.verify(&access::administer(actor)?).await
    }

    /// Whether somebody administers. Problem: `access.denied`.
    pub fn administers(&self, actor: &Actor) -> Result<(), Problem> {
        access::administer(actor).map(|_| ())
    }

    /// Verifies a data folder as it lies there: no pack is put in force first, which would write.
    pub async fn verify_folder(
        options: store::Options,
        clock: Arc<dyn Clock>,
        actor: &Actor,
    ) -> Result<(Vec<Finding>, Cut), Problem> {
        let allowed = access::administer(actor)?;
        let store = Store::open(options, clock).await?;
        let verified = async { Ok((store.verify(&allowed).await?, store.heads().await?)) }.await;
        store.close().await?;
        verified
    }

    /// Waits for Changes under way and gives up the folder.
    pub async fn close(&self) -> Result<(), Problem> {
        self.inner.store.close().await
    }

    /// An empty Change, now. `asked` is the whole of what the client sent, as text: it tells a retry from another request.
    pub(crate) fn change(
        &self,
        book: kernel::BookId,
        request: RequestId,
        act: rules::change::Act,
        asked: String,
    ) -> Change {
        let (pack, at) = (self.pack().digest.clone(), self.inner.clock.now());
        Change { book, request, asked, act, at, reason: None, told: None, pack, edits: Vec::new(), many: None }
    }
}
