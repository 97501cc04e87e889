//! Everything about one unit, on one page: where it stands among the others, who answers for what there, how many records
//! each ledger has of it, its figures against the year before, what was promised, and what was written down last.
//!
//! It opens nothing of its own. Each number is that of a list or of a figure, asked for in the reader's name by the same
//! roads, and leads there; of a ledger whose records of this unit are closed to the reader nothing is said. See ADR 0043.
//!
//! - `around`: units above, below, before and after; former names
//! - `held`: posts
//! - `counts`: ledgers, each with the lists that its numbers open
//! - `told`: figures and targets
//! - `newest`: the newest records

mod around;
mod counts;
mod held;
mod newest;
mod told;

use kernel::{Cut, Date, Period, Problem, units::Unit};
use rules::access::{Actor, Allowed, Read};

pub use around::{Around, Former};
pub use counts::{Condition, Count, LedgerHere, What};
pub use held::Holder;
pub use newest::Newest;
pub use told::{Promise, Told};

use crate::{Service, World, access};

/// A unit's page.
#[derive(Clone, PartialEq, Debug)]
pub struct UnitPage {
    /// The unit itself.
    pub unit: Around,
    /// The period that logs, cases and figures speak of.
    pub period: Period,
    /// The period of the year before that figures are set against: while this one lasts, up to the same day.
    pub before: Period,
    /// The day that registers speak of: the last of the period, and none that is still to come.
    pub on: Date,
    /// The units above it, the nearest first.
    pub above: Vec<Around>,
    /// The units right below it, in the order of their codes.
    pub below: Vec<Around>,
    /// The units that it was above all made of: it is what became of them.
    pub predecessors: Vec<Around>,
    /// What became of it, where it ended.
    pub successors: Vec<Around>,
    /// The units above it until some day.
    pub belonged_to: Vec<(Around, Date)>,
    /// What it was called before.
    pub former: Vec<Former>,
    /// Who answers for what there today; nothing while nobody has an account.
    pub posts: Option<Vec<Holder>>,
    /// The ledgers that may hold records of it.
    pub ledgers: Vec<LedgerHere>,
    /// The figures that are looked at first.
    pub figures: Vec<Told>,
    /// What was promised for the period.
    pub targets: Vec<Promise>,
    /// The newest records of the period.
    pub newest: Vec<Newest>,
    /// As known at.
    pub as_of: Cut,
}

/// The page of a unit, for whoever works there or above it. Problem: `not_found`.
pub async fn page(service: &Service, actor: &Actor, unit: &str, period: Period) -> Result<UnitPage, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    let unit = world.unit(unit)?;
    if !allowed.enters(unit.id.as_str()) {
        return Err(Problem::not_found(format!("代码为“{}”的单位", unit.id)));
    }
    let (on, before) = (day_of(period, world.today), same_time(period, world.today));
    let look = Look { service, actor, allowed: &allowed, world: &world, unit, period, on };
    let ledgers = look.ledgers().await?;
    let (figures, targets) = look.told(before).await?;
    Ok(UnitPage {
        unit: look.around(unit),
        period,
        before,
        on,
        above: look.above(),
        below: look.below(),
        predecessors: look.predecessors(),
        successors: look.successors(),
        belonged_to: look.belonged_to(),
        former: look.former().await?,
        posts: look.posts(),
        newest: look.newest(&ledgers).await?,
        ledgers,
        figures,
        targets,
        as_of: world.cut.clone(),
    })
}

/// What all parts of the page are told.
struct Look<'l> {
    service: &'l Service,
    actor: &'l Actor,
    allowed: &'l Allowed<Read>,
    world: &'l World,
    unit: &'l Unit,
    period: Period,
    on: Date,
}

/// A register is looked at on the last day of a period, and while it lasts today.
fn day_of(period: Period, today: Date) -> Date {
    if period.contains(today) { today } else { period.last() }
}

/// The same time of the year before: what has begun and not ended is not set against a whole year.
fn same_time(period: Period, today: Date) -> Period {
    let so_far =
        if period.contains(today) && today < period.last() { Period::Span(period.first(), today) } else { period };
    so_far.year_before()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_still_lasts_is_set_against_the_same_days() {
        let check = |period: &str, on: &str, before: &str| {
            let (period, today) = (period.parse().expect(period), "2022-12-30".parse().expect("a day"));
            let told = (day_of(period, today).to_string(), same_time(period, today).to_string());
            assert_eq!(told, (on.to_owned(), before.to_owned()), "{period}");
        };
        check("2021", "2021-12-31", "2020");
        check("2022", "2022-12-30", "2021-01-01..2021-12-30");
        check("2022-03", "2022-03-31", "2021-03");
        check("2022-12-01..2022-12-30", "2022-12-30", "2021-12-01..2021-12-30");
        check("2023", "2023-12-31", "2022");
    }
}
