//! Which folds asks need.

use std::collections::{BTreeSet, HashSet};

use expr::Expression;
use foldhash::fast::RandomState;
use indexmap::{IndexMap, IndexSet};
use kernel::{Ask, Boundaries, IndicatorId, LedgerId, Period, Problem, UnitId};
use pack::model::{Fold, Indicator, Kind, Moment, Pack, RatioMode};

use super::parts::parts;
use crate::{run::Folded, session::Session};

/// Folds to be run, each once, in the order in which they were first needed.
pub type Leaves = IndexSet<Leaf, RandomState>;

/// What folds came to.
pub type Folds = IndexMap<Leaf, Folded, RandomState>;

/// One fold to be run.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Leaf {
    /// The indicator whose fold it is.
    pub fold: IndicatorId,
    /// The share of whose part it is; otherwise the whole fold.
    pub part: Option<IndicatorId>,
    /// When.
    pub period: Period,
    /// By which boundaries.
    pub boundaries: Boundaries,
    /// The scope.
    pub unit: UnitId,
}

/// Deeper than any chain of definitions a person could read; a loop ends here.
const DEEPEST: usize = 64;

/// The folds that these asks need, through all they are made of.
pub fn leaves(session: &Session, asks: &[Ask]) -> Result<Leaves, Problem> {
    let mut leaves = Leaves::default();
    let mut seen = HashSet::default();
    asks.iter().try_for_each(|ask| add(session, ask, &mut leaves, &mut seen, 0))?;
    Ok(leaves)
}

fn add(
    session: &Session,
    ask: &Ask,
    leaves: &mut Leaves,
    seen: &mut HashSet<Ask, RandomState>,
    depth: usize,
) -> Result<(), Problem> {
    let indicator = session.indicator(&ask.indicator)?;
    if depth > DEEPEST {
        return Err(too_deep(indicator));
    }
    if let Kind::Fold(_) = &indicator.kind {
        leaves.insert(Leaf::of(ask, &indicator.id, None));
        return Ok(());
    }
    if !seen.insert(ask.clone()) {
        return Ok(());
    }
    if let Kind::Ratio(RatioMode::Cohort { over, .. }) = &indicator.kind {
        leaves.insert(Leaf::of(ask, over, Some(indicator.id.clone())));
    }
    parts(session, indicator, ask).iter().try_for_each(|part| add(session, part, leaves, seen, depth + 1))
}

/// The plan of a leaf: its fold, and the part of a share.
pub fn plan_of<'p>(pack: &'p Pack, leaf: &Leaf) -> Result<(&'p Fold, Option<&'p Expression>), Problem> {
    let fold = pack.indicator(leaf.fold.as_str()).map(|indicator| &indicator.kind);
    let part = leaf.part.as_ref().and_then(|id| pack.indicator(id.as_str())).map(|indicator| &indicator.kind);
    match (fold, part) {
        (Some(Kind::Fold(fold)), None) => Ok((fold, None)),
        (Some(Kind::Fold(fold)), Some(Kind::Ratio(RatioMode::Cohort { part, .. }))) => Ok((fold, Some(part))),
        _ => Err(Problem::new("figure.no_fold", "占比的整体必须是直接从台账统计的指标。").detail(&leaf.fold)),
    }
}

/// The ledgers that an indicator is made of, through all it is made of.
pub fn ledgers(pack: &Pack, id: &IndicatorId) -> BTreeSet<LedgerId> {
    folds(pack, id).into_iter().map(|fold| fold.ledger.clone()).collect()
}

/// Whether an indicator speaks of what happened on the days of a period, rather than of how things stood on its last.
pub fn is_of_days(pack: &Pack, id: &IndicatorId) -> bool {
    folds(pack, id).iter().any(|fold| matches!(fold.moment, Moment::InPeriod(_)))
}

/// The folds that an indicator is made of, through all it is made of.
fn folds<'p>(pack: &'p Pack, id: &IndicatorId) -> Vec<&'p Fold> {
    let mut folds = Vec::new();
    let mut seen = BTreeSet::new();
    let mut waiting: Vec<&Indicator> = pack.indicator(id.as_str()).into_iter().collect();
    while let Some(indicator) = waiting.pop() {
        if !seen.insert(&indicator.id) {
            continue;
        }
        if let Kind::Fold(fold) = &indicator.kind {
            folds.push(fold);
        }
        waiting.extend(indicator.kind.operands().into_iter().filter_map(|id| pack.indicator(id.as_str())));
    }
    folds
}

impl Leaf {
    /// A fold for the place and time of an ask.
    pub fn of(ask: &Ask, fold: &IndicatorId, part: Option<IndicatorId>) -> Self {
        Self { fold: fold.clone(), part, period: ask.period, boundaries: ask.boundaries, unit: ask.unit.clone() }
    }
}

fn too_deep(indicator: &Indicator) -> Problem {
    Problem::new("figure.endless_definition", format!("指标《{}》的定义绕回了自己，无法计算。", indicator.name))
        .hint("请检查口径包里互相引用的指标。")
}
