//! Folds by our own columns: all that read one ledger in one pass.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::RandomState;
use kernel::{Boundaries, IndicatorId, LedgerId, Period, Problem};

use super::leaves::{Folds, Leaf, Leaves, plan_of};
use crate::{
    run::{Lane, Scanned, scan},
    session::Session,
};

/// What folds came to.
pub struct Run {
    /// Each of them.
    pub folds: Folds,
    /// How many of them, those that differ only in their unit taken as one, were answered by cubes.
    pub by_cube: usize,
}

/// What each fold comes to.
pub fn memory(session: &Session, leaves: &Leaves) -> Result<Run, Problem> {
    let world = session.world();
    let mut by_ledger: BTreeMap<&LedgerId, Lanes<'_>> = BTreeMap::new();
    let mut known: HashMap<Alike<'_>, (&LedgerId, usize), RandomState> = HashMap::default();
    for leaf in leaves {
        let alike = (&leaf.fold, leaf.part.as_ref(), leaf.period, leaf.boundaries);
        let lane = match known.get(&alike) {
            Some((ledger, number)) => by_ledger.get_mut(ledger).and_then(|lanes| lanes.get_mut(*number)),
            None => None,
        };
        if let Some((of, lane)) = lane {
            of.push(leaf);
            lane.scopes.push(leaf.unit.clone());
            continue;
        }
        let (fold, part) = plan_of(&session.pack, leaf)?;
        let lanes = by_ledger.entry(&fold.ledger).or_default();
        known.insert(alike, (&fold.ledger, lanes.len()));
        let (period, boundaries, scopes) = (leaf.period, leaf.boundaries, vec![leaf.unit.clone()]);
        lanes.push((vec![leaf], Lane { fold, part, period, boundaries, scopes }));
    }
    let mut run = Run { folds: Folds::with_capacity_and_hasher(leaves.len(), RandomState::default()), by_cube: 0 };
    for (ledger, lanes) in by_ledger {
        let (of, lanes): (Vec<Vec<&Leaf>>, Vec<Lane<'_>>) = lanes.into_iter().unzip();
        let Scanned { folds, by_cube } = scan(&world, session.table(ledger)?, &session.cut, &lanes)?;
        let pairs = of.into_iter().flatten().zip(folds.into_iter().flatten());
        run.folds.extend(pairs.map(|(leaf, folded)| (leaf.clone(), folded)));
        run.by_cube += by_cube;
    }
    Ok(run)
}

/// Leaves that differ only in their unit are one lane with many scopes.
type Lanes<'a> = Vec<(Vec<&'a Leaf>, Lane<'a>)>;

/// What they then have in common.
type Alike<'a> = (&'a IndicatorId, Option<&'a IndicatorId>, Period, Boundaries);
