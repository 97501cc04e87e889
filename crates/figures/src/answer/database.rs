//! The same folds by the store, one query each: the oracle, and the way of ledgers too large for memory.

use expr::{Expression, Schema};
use kernel::{Decimal, Problem, number};
use pack::model::{Aggregate, Fold};
use rules::access::{Allowed, Read};
use store::{FoldQuery, FoldValue, Store};

use super::leaves::{Folds, Leaves, plan_of};
use crate::{
    run::{Folded, aggregate_field, place_spells},
    session::Session,
};

/// What each fold comes to.
pub async fn database(
    store: &Store,
    allowed: &Allowed<Read>,
    session: &Session,
    leaves: &Leaves,
) -> Result<Folds, Problem> {
    let world = session.world();
    let mut folds = Folds::default();
    for leaf in leaves {
        let (fold, part) = plan_of(&session.pack, leaf)?;
        let fold = narrowed(fold, part)?;
        let scope = std::slice::from_ref(&leaf.unit);
        let placement = place_spells(world.tree, scope, leaf.boundaries, world.today);
        let constants = fold.filter.as_ref().map(|filter| world.constants(filter, leaf.period)).unwrap_or_default();
        let query =
            FoldQuery { fold: &fold, period: leaf.period, cut: session.cut.clone(), placement: &placement, constants };
        let folded = match store.fold(allowed, &query).await {
            Ok(groups) => {
                let group = groups.into_iter().next().map(|(_, value)| value).unwrap_or_default();
                settle(session, &fold, &group)
            }
            Err(problem) if problem.code == "figure.overflow" => Folded { overflow: true, ..Folded::default() },
            Err(problem) => return Err(problem),
        };
        folds.insert(leaf.clone(), folded);
    }
    Ok(folds)
}

/// The fold whose filter also asks for the part of a share.
fn narrowed(fold: &Fold, part: Option<&Expression>) -> Result<Fold, Problem> {
    let Some(part) = part else { return Ok(fold.clone()) };
    let Some(filter) = &fold.filter else { return Ok(Fold { filter: Some(part.clone()), ..fold.clone() }) };
    let both = [filter, part];
    let schema = Schema {
        columns: both.iter().flat_map(|expression| expression.columns().to_vec()).collect(),
        constants: both.iter().flat_map(|expression| expression.constants().to_vec()).collect(),
    };
    let source = format!("({}) && ({})", filter.source(), part.source());
    let filter = expr::compile_bool(&source, &schema)
        .map_err(|findings| Problem::new("figure.unfit_expression", "占比的条件无法计算。").findings(findings))?;
    Ok(Fold { filter: Some(filter), ..fold.clone() })
}

fn settle(session: &Session, fold: &Fold, value: &FoldValue) -> Folded {
    let scaled = match fold.aggregate {
        Aggregate::Count => Some((i128::from(value.rows), 1)),
        Aggregate::Sum(_) => Some((value.sum, 1)),
        Aggregate::Avg(_) => (value.present > 0).then_some((value.sum, value.present)),
        Aggregate::Min(_) => value.min.map(|least| (i128::from(least), 1)),
        Aggregate::Max(_) => value.max.map(|most| (i128::from(most), 1)),
        Aggregate::Distinct(_) => Some((i128::from(value.distinct), 1)),
        Aggregate::Latest(_) => value.latest.map(|latest| (i128::from(latest), 1)),
    };
    let field = match fold.aggregate {
        Aggregate::Distinct(_) => None,
        _ => aggregate_field(&fold.aggregate),
    };
    let ledger = session.pack.ledger(fold.ledger.as_str());
    let field = field.and_then(|field| ledger?.field(field));
    let scale = field.and_then(|field| field.ty.scale()).unwrap_or_default();
    let exact = |(scaled, among): (i128, u64)| {
        number::from_scaled(scaled, u32::from(scale)).and_then(|v| v.checked_div(Decimal::from(among)))
    };
    let value_of = scaled.map(exact);
    Folded { rows: value.rows, value: value_of.flatten(), overflow: value_of.is_some_and(|value| value.is_none()) }
}
