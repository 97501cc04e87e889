//! A fold over records. Where none fits, a value with a source may stand in: last year's base, before the ledger was kept.

use kernel::{Ask, Decimal, Grade, Problem};
use pack::model::{Aggregate, Fold, Indicator};

use super::{
    answers::{Answer, Answers},
    kept,
    leaves::Leaf,
    missing,
};
use crate::run::Folded;

/// What the fold of an indicator came to.
pub fn answer(answers: &Answers<'_>, indicator: &Indicator, plan: &Fold, ask: &Ask) -> Result<Answer, Problem> {
    let folded = answers.fold(&Leaf::of(ask, &indicator.id, None))?;
    if folded.rows == 0
        && !folded.overflow
        && let Some(kept) = kept::value(answers.session, indicator, Grade::External, ask)
    {
        return Ok(kept);
    }
    let session = answers.session;
    let ledger = session.ledger(&plan.ledger)?;
    let grade = if ledger.totals { Grade::VillageTotals } else { Grade::Records };
    let value = if folded.overflow {
        Err(missing::overflow())
    } else if folded.rows == 0 && !session.ever_held(&plan.ledger, ask) {
        Err(missing::no_records(&ledger.name))
    } else {
        settle(&plan.aggregate, folded).ok_or_else(|| missing::none_fits(&ledger.name))
    };
    Ok(Answer { rows: Some(folded.rows), ..Answer::new(value, grade) })
}

/// What there is to say of a ledger that is kept: no rows count as none and sum to nothing, but have no mean and no largest.
pub fn settle(aggregate: &Aggregate, folded: &Folded) -> Option<Decimal> {
    match aggregate {
        Aggregate::Count | Aggregate::Distinct(_) | Aggregate::Sum(_) => Some(folded.value.unwrap_or_default()),
        Aggregate::Avg(_) | Aggregate::Min(_) | Aggregate::Max(_) | Aggregate::Latest(_) => folded.value,
    }
}
