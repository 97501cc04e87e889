//! What doors and the writer both hold.

use std::{
    path::Path,
    sync::{Arc, PoisonError, RwLock},
};

use kernel::Clock;
use pack::model::Pack;

use crate::{dialect::Dialect, home::Home, keys::Keys, meters::Meters, random::Random, schema::Layouts};

/// What doors and the writer both need.
pub(crate) struct Shared {
    pub dialect: &'static dyn Dialect,
    pub home: Home,
    pub keys: Keys,
    pub random: Arc<dyn Random>,
    pub clock: Arc<dyn Clock>,
    pub meters: Arc<Meters>,
    pub pack: RwLock<Arc<Pack>>,
    pub layouts: RwLock<Arc<Layouts>>,
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

    pub fn put(&self, pack: Arc<Pack>, layouts: Layouts) {
        self.lay_out(layouts);
        *self.pack.write().unwrap_or_else(PoisonError::into_inner) = pack;
    }
}
