//! Where the files of packs lie. The composition root keeps them in the data folder; declaring in the browser writes
//! files, as an officer with an editor would, so that both see the same pack.

use std::{
    collections::BTreeMap,
    sync::{PoisonError, RwLock},
};

use kernel::{Finding, Problem};
use pack::model::Pack;

/// The declarative files of a pack, by path, and of what an office lays over it.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Files {
    /// The pack below.
    pub base: BTreeMap<String, String>,
    /// What is laid over it; empty where nothing is.
    pub overlay: BTreeMap<String, String>,
}

/// Keeps files of packs and remembers which are in force.
pub trait Shelf: Send + Sync {
    /// The files of the pack in force.
    fn in_force(&self) -> Result<Files, Problem>;
    /// The files that were kept of a pack.
    fn kept(&self, pack: &Pack) -> Result<Files, Problem>;
    /// Keeps files under the digest of their pack, whole or not at all; keeping twice is keeping once.
    fn keep(&self, files: &Files, pack: &Pack) -> Result<(), Problem>;
    /// Names the pack to be in force when the installation is opened again.
    fn make_active(&self, pack: &Pack) -> Result<(), Problem>;
}

impl Files {
    /// What they say, or all that is wrong with it; templates are read too.
    pub fn read(&self) -> (Option<Pack>, Vec<Finding>) {
        let (pack, mut findings) = if self.overlay.is_empty() {
            pack::load_files(self.base.clone())
        } else {
            pack::load_files_overlaid(self.base.clone(), self.overlay.clone())
        };
        findings.extend(pack.iter().flat_map(crate::reports::check));
        (pack, findings)
    }

    /// As [`Files::read`]; all that is wrong is in the problem (`pack.wrong`).
    pub fn load(&self) -> Result<Pack, Problem> {
        let (pack, findings) = self.read();
        let sound = !findings.iter().any(Finding::is_error);
        pack.filter(|_| sound).ok_or_else(|| wrong(findings))
    }
}

/// What is answered where a pack has errors.
pub fn wrong(findings: Vec<Finding>) -> Problem {
    let errors = findings.iter().filter(|finding| finding.is_error()).count();
    Problem::new("pack.wrong", format!("口径包有 {errors} 处错误，没有装入。"))
        .hint("按下面各条修改后再试；原来的口径包仍然有效。")
        .findings(findings)
}

/// A shelf that forgets when the process ends: for tests, and for whoever declares nothing.
#[derive(Default, Debug)]
pub struct LooseShelf(RwLock<(Files, Vec<(String, Files)>)>);

impl LooseShelf {
    /// With these files in force.
    pub fn of(files: Files) -> Self {
        Self(RwLock::new((files, Vec::new())))
    }
}

impl Shelf for LooseShelf {
    fn in_force(&self) -> Result<Files, Problem> {
        Ok(self.0.read().unwrap_or_else(PoisonError::into_inner).0.clone())
    }

    fn kept(&self, pack: &Pack) -> Result<Files, Problem> {
        let held = self.0.read().unwrap_or_else(PoisonError::into_inner);
        Ok(held
            .1
            .iter()
            .rev()
            .find(|(digest, _)| *digest == pack.digest)
            .map_or_else(|| held.0.clone(), |kept| kept.1.clone()))
    }

    fn keep(&self, files: &Files, pack: &Pack) -> Result<(), Problem> {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        held.1.push((pack.digest.clone(), files.clone()));
        Ok(())
    }

    fn make_active(&self, pack: &Pack) -> Result<(), Problem> {
        let mut held = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let kept = held.1.iter().rev().find(|(digest, _)| *digest == pack.digest).map(|(_, files)| files.clone());
        held.0 = kept.unwrap_or_default();
        Ok(())
    }
}
