//! Folds by our own columns: all that read one ledger in one pass.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{LedgerId, Problem};

use super::leaves::{Leaf, plan_of};
use crate::{
    run::{Folded, Lane, Scanned, scan},
    session::Session,
};

/// What folds came to.
pub struct Run {
    /// Each of them.
    pub folds: BTreeMap<Leaf, Folded>,
    /// How many of them, those that differ only in their unit taken as one, were answered by cubes.
    pub by_cube: usize,
}

/// What each fold comes to.
pub fn memory(session: &Session, leaves: &BTreeSet<Leaf>) -> Result<Run, Problem> {
    let world = session.world();
    let mut by_ledger: BTreeMap<LedgerId, Vec<(Vec<&Leaf>, Lane<'_>)>> = BTreeMap::new();
    // Leaves are in order, so that those that differ only in their unit follow one another: one lane, many scopes.
    for leaf in leaves {
        let (fold, part) = plan_of(&session.pack, leaf)?;
        let lanes = by_ledger.entry(fold.ledger.clone()).or_default();
        match lanes.last_mut() {
            Some((of, lane)) if of.last().is_some_and(|last| last.shares_lane(leaf)) => {
                of.push(leaf);
                lane.scopes.push(leaf.unit.clone());
            }
            _ => {
                let scopes = vec![leaf.unit.clone()];
                let (period, boundaries) = (leaf.period, leaf.boundaries);
                lanes.push((vec![leaf], Lane { fold, part, period, boundaries, scopes }));
            }
        }
    }
    let mut run = Run { folds: BTreeMap::new(), by_cube: 0 };
    for (ledger, lanes) in by_ledger {
        let (of, lanes): (Vec<Vec<&Leaf>>, Vec<Lane<'_>>) = lanes.into_iter().unzip();
        let Scanned { folds, by_cube } = scan(&world, session.table(&ledger)?, &session.cut, &lanes)?;
        let pairs = of.into_iter().flatten().zip(folds.into_iter().flatten());
        run.folds.extend(pairs.map(|(leaf, folded)| (leaf.clone(), folded)));
        run.by_cube += by_cube;
    }
    Ok(run)
}

impl Leaf {
    fn shares_lane(&self, other: &Leaf) -> bool {
        (&self.fold, &self.part, self.period, self.boundaries)
            == (&other.fold, &other.part, other.period, other.boundaries)
    }
}
