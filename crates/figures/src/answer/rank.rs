//! The place of a unit among its siblings. Equal values share a place; a sibling without a value has none.

use kernel::{Ask, Decimal, IndicatorId, Problem};
use pack::model::Order;

use super::{
    answers::{Answer, Answers, grade_of},
    missing,
    parts::parts,
};

/// The place of the ask's unit, 1 is first.
pub fn answer(answers: &mut Answers<'_>, of: &IndicatorId, order: Order, ask: &Ask) -> Result<Answer, Problem> {
    let session = answers.session;
    let mut all = Vec::new();
    let mut own = None;
    for sibling in parts(session, session.indicator(&ask.indicator)?, ask) {
        let answer = answers.of(&sibling)?;
        if sibling.unit == ask.unit {
            own = Some(answer.value.clone());
        }
        all.push(answer);
    }
    let _ = of;
    let value = match own {
        None => Err(missing::no_unit(&session.day_of(ask).to_string())),
        Some(own) => own.map(|own| place(order, own, all.iter().filter_map(|answer| answer.value.clone().ok()))),
    };
    Ok(Answer::new(value, grade_of(&all)))
}

/// One more than those that stand before.
pub fn place(order: Order, own: Decimal, others: impl Iterator<Item = Decimal>) -> Decimal {
    let before = |other: &Decimal| match order {
        Order::Descending => *other > own,
        Order::Ascending => *other < own,
    };
    Decimal::from(1 + others.filter(before).count())
}
