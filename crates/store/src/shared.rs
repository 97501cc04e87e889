//! What doors and the writer both hold.

use std::{
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

use kernel::{BookId, Clock, Cut, Seq};
use pack::model::Pack;

use crate::{dialect::Dialect, files::Folder, home::Home, keys::Keys, meters::Meters, random::Random, schema::Layouts};

/// What doors and the writer both need.
pub(crate) struct Shared {
    pub dialect: &'static dyn Dialect,
    pub home: Home,
    pub keys: Keys,
    pub random: Arc<dyn Random>,
    pub files: Folder,
    pub clock: Arc<dyn Clock>,
    pub meters: Arc<Meters>,
    pub pack: RwLock<Arc<Pack>>,
    pub layouts: RwLock<Arc<Layouts>>,
    /// Where books stand, while this process alone writes them; nothing where it must be asked.
    pub heads: RwLock<Option<Cut>>,
}

impl Shared {
    pub fn folder(&self) -> &Path {
        self.home.folder()
    }

    pub fn pack(&self) -> Arc<Pack> {
        self.pack.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn layouts(&self) -> Arc<Layouts> {
        self.layouts.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn lay_out(&self, layouts: Layouts) {
        *self.layouts.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(layouts);
    }

    /// Where books stand, where that is known without asking.
    pub fn heads(&self) -> Option<Cut> {
        self.heads.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Books have moved; whether it was known where they stood before.
    pub fn heads_move(&self, moved: impl Iterator<Item = (BookId, Seq)>) -> bool {
        let mut heads = self.heads.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(heads) = heads.as_mut() {
            heads.extend(moved);
        }
        heads.is_some()
    }

    /// Books stand here, or it is not known where.
    pub fn heads_are(&self, known: Option<Cut>) {
        *self.heads.write().unwrap_or_else(PoisonError::into_inner) = known;
    }

    pub fn put(&self, pack: Arc<Pack>, layouts: Layouts) {
        self.lay_out(layouts);
        *self.pack.write().unwrap_or_else(PoisonError::into_inner) = pack;
    }
}
