//! What doors and the writer both hold.

use std::{
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
};

use kernel::Clock;
use pack::model::Pack;

use crate::{dialect::Dialect, keys::Keys, random::Random, schema::Layouts};

/// What doors and the writer both need.
pub(crate) struct Shared {
    pub dialect: &'static dyn Dialect,
    pub folder: PathBuf,
    pub keys: Keys,
    pub random: Arc<dyn Random>,
    pub clock: Arc<dyn Clock>,
    pub pack: RwLock<Arc<Pack>>,
    pub layouts: RwLock<Arc<Layouts>>,
}

impl Shared {
    pub fn pack(&self) -> Arc<Pack> {
        self.pack.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn layouts(&self) -> Arc<Layouts> {
        self.layouts.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn put(&self, pack: Arc<Pack>, layouts: Layouts) {
        *self.layouts.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(layouts);
        *self.pack.write().unwrap_or_else(PoisonError::into_inner) = pack;
    }
}
