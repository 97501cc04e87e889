//! A fold over records. Where none fits, a value with a source may stand in: last year's base, before the ledger was kept.
//! Without one such a figure is missing: 0 is said only of a time for which somebody would have written it down.

use kernel::{Ask, Decimal, Grade, Period, Problem};
use pack::model::{Aggregate, Fold, Indicator};

use super::{
    answers::{Answer, Answers},
    kept,
    leaves::Leaf,
    missing,
};
use crate::run::Folded;

/// What the fold of an indicator came to.
pub fn answer(answers: &mut Answers<'_>, indicator: &Indicator, plan: &Fold, ask: &Ask) -> Result<Answer, Problem> {
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
    } else if folded.rows == 0
        && let Some(since) = answers.kept_since(&plan.ledger, ask).filter(|since| ask.period.last() < *since)
    {
        Err(missing::not_kept(&ledger.name, &Period::Span(since, since).in_words(), &ask.period.in_words()))
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
