//! Who may ask what. A figure is the same for every reader or not found: what is beyond a reader's reach
//! is never left out of a sum.

use std::collections::{BTreeSet, HashMap};

use kernel::{Ask, Date, IndicatorId, LedgerId, Problem, UnitId};
use pack::model::Pack;
use rules::access::{Allowed, Read};

use crate::{answer::ledgers, session::Session};

/// Whether a reader may ask this: of all ledgers it reads, its unit and the books of its scope are within reach.
pub fn admit(session: &Session, allowed: &Allowed<Read>, ask: &Ask) -> Result<(), Problem> {
    Admission::new(session, allowed).of(ask)
}

/// Whether a reader may ask all these: what one indicator reads, and what lies within reach on a day, is found out once.
pub fn admit_all(session: &Session, allowed: &Allowed<Read>, asks: &[Ask]) -> Result<(), Problem> {
    let mut admission = Admission::new(session, allowed);
    asks.iter().try_for_each(|ask| admission.of(ask))
}

/// Of these indicators the ones whose ledgers a reader knows of, all of them. Of no other is anything read: how long a question
/// takes would tell that there is something.
pub fn known<'i>(
    pack: &Pack,
    allowed: &Allowed<Read>,
    indicators: impl IntoIterator<Item = &'i IndicatorId>,
) -> BTreeSet<&'i IndicatorId> {
    let mut all: BTreeSet<&IndicatorId> = indicators.into_iter().collect();
    all.retain(|indicator| ledgers(pack, indicator).iter().all(|ledger| allowed.covers(ledger.as_str())));
    all
}

/// What has been found out of a reader's reach.
struct Admission<'a> {
    session: &'a Session,
    allowed: &'a Allowed<Read>,
    ledgers: HashMap<IndicatorId, BTreeSet<LedgerId>>,
    /// By ledger, unit and the last day of a period: its unit and its books are within reach.
    within: HashMap<(LedgerId, UnitId, Date), bool>,
}

impl<'a> Admission<'a> {
    fn new(session: &'a Session, allowed: &'a Allowed<Read>) -> Self {
        Self { session, allowed, ledgers: HashMap::new(), within: HashMap::new() }
    }

    fn of(&mut self, ask: &Ask) -> Result<(), Problem> {
        let (session, allowed) = (self.session, self.allowed);
        if !self.ledgers.contains_key(&ask.indicator) {
            let indicator = session.indicator(&ask.indicator)?;
            self.ledgers.insert(ask.indicator.clone(), ledgers(&session.pack, &indicator.id));
        }
        let ledgers = &self.ledgers[&ask.indicator];
        if !ledgers.iter().all(|ledger| allowed.covers(ledger.as_str())) {
            return Err(Problem::not_found(format!("指标 {}", ask.indicator)));
        }
        let unknown = || Problem::not_found(format!("单位 {}", ask.unit));
        session.reserved.tree.get(ask.unit.as_str()).ok_or_else(unknown)?;
        let last = ask.period.last();
        let find_out = |(ledger, unit, _): &(LedgerId, UnitId, Date)| {
            let near = [session.today, last].iter().any(|day| reaches(session, allowed, ledger, unit, *day));
            near && allowed.books_for(ledger.as_str()).is_none_or(|open| session.books(ask).is_subset(&open))
        };
        let within = &mut self.within;
        let mut is_within =
            |ledger: &LedgerId| *within.entry((ledger.clone(), ask.unit.clone(), last)).or_insert_with_key(find_out);
        // What reads no ledger is known to all who enter the unit.
        let known =
            if ledgers.is_empty() { allowed.enters(ask.unit.as_str()) } else { ledgers.iter().all(&mut is_within) };
        if known { Ok(()) } else { Err(unknown()) }
    }
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

/// Whether a unit's records of a ledger lie within a reader's reach on a day.
pub fn reaches(session: &Session, allowed: &Allowed<Read>, ledger: &LedgerId, unit: &UnitId, day: Date) -> bool {
    let line = || session.reserved.tree.ancestors(unit.as_str(), day);
    allowed.reaches(ledger.as_str(), unit.as_str())
        || line().iter().any(|above| allowed.reaches(ledger.as_str(), above.id.as_str()))
}

/// The same of all ledgers that an indicator reads.
pub fn reaches_all(session: &Session, allowed: &Allowed<Read>, of: &IndicatorId, unit: &UnitId, day: Date) -> bool {
    let ledgers = ledgers(&session.pack, of);
    let all = ledgers.iter().all(|ledger| reaches(session, allowed, ledger, unit, day));
    if ledgers.is_empty() { allowed.enters(unit.as_str()) } else { all }
}
