//! Who may ask what. A figure is the same for every reader or not found: what is beyond a reader's reach
//! is never left out of a sum.

use kernel::{Ask, Date, Problem};
use rules::access::{Allowed, Read};

use crate::{answer::ledgers, session::Session};

/// Whether a reader may ask this: all ledgers it reads, its unit and the books of its scope are within reach.
pub fn admit(session: &Session, allowed: &Allowed<Read>, ask: &Ask) -> Result<(), Problem> {
    let indicator = session.indicator(&ask.indicator)?;
    if !ledgers(&session.pack, &indicator.id).iter().all(|ledger| allowed.covers(ledger.as_str())) {
        return Err(Problem::not_found(format!("指标 {}", ask.indicator)));
    }
    let unknown = || Problem::not_found(format!("单位 {}", ask.unit));
    session.reserved.tree.get(ask.unit.as_str()).ok_or_else(unknown)?;
    let near = [session.today, ask.period.last()].iter().any(|day| reaches(session, allowed, ask.unit.as_str(), *day));
    let books = &allowed.reach().books;
    let held = books.as_ref().is_none_or(|books| session.books(ask).is_subset(books));
    if near && held { Ok(()) } else { Err(unknown()) }
}

/// More figures than anybody reads at once; they would hold up all others.
const MOST: usize = 20_000;

/// Whether so many figures may be asked for together.
pub fn few_enough(figures: usize) -> Result<(), Problem> {
    if figures <= MOST {
        return Ok(());
    }
    let message = format!("一次要算{figures}个数字，太多了，最多{MOST}个。");
    Err(Problem::new("figure.too_many", message).hint("请缩短时间段，或改按年、按更大的单位来分，或分几次算。"))
}

/// Whether a unit lies within a reader's reach on a day.
pub fn reaches(session: &Session, allowed: &Allowed<Read>, unit: &str, day: Date) -> bool {
    let units = &allowed.reach().units;
    units
        .as_ref()
        .is_none_or(|units| units.iter().any(|reach| session.reserved.tree.is_within(unit, reach.as_str(), day)))
}
