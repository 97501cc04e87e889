//! Access is a value. Only this module makes an [`Allowed`]; store and figures demand one, so a forgotten check does
//! not compile.
//!
//! A leave keeps its parts: one for each grant, a set of units times a set of ledgers at one clearance. What is asked of
//! it is asked for a ledger, so that several posts add up exactly: nobody reaches a unit's records of a ledger that no
//! single grant gives. Only where grants over one ledger differ in clearance, the least of them holds for all of it: too
//! little rather than too much. See ADR 0027.

use std::{collections::BTreeSet, marker::PhantomData, sync::Arc};

use kernel::{BookId, Date, LedgerId, RecordId, UnitId, UnitTree, units::Below};
use pack::model::{Ledger, Privacy};

use crate::office::{OPENED, Office, POSTS};

/// Who asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    /// The account, as the journal will name it.
    pub name: String,
    /// The record of the account; nothing for the local user.
    pub user: Option<RecordId>,
    /// The offices it holds over the installation itself.
    pub offices: BTreeSet<Office>,
    /// What it may do with records.
    pub grants: Vec<Grant>,
    /// The name of the program that asks for it; nothing where it asks itself.
    pub program: Option<String>,
    /// The units for which it shares views and arranges home pages, with those below them.
    pub arranges: BTreeSet<UnitId>,
    /// The units for which it declares ledgers and reports, with those below them.
    pub declares: BTreeSet<UnitId>,
}

/// One grant: what may be done within a unit and everything below it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Grant {
    /// Everything within this unit; `None` is everywhere.
    pub unit: Option<UnitId>,
    /// Only these ledgers; `None` is all.
    pub ledgers: Option<BTreeSet<LedgerId>>,
    /// May write.
    pub write: bool,
    /// May administer: units, parameters, packs.
    pub administer: bool,
    /// The most private fields it reads unmasked.
    pub clearance: Privacy,
}

/// An action that needs leave.
pub trait Action {}

/// Reading records, figures and evidence.
#[derive(Clone, Copy, Debug)]
pub struct Read;

/// Writing a Change.
#[derive(Clone, Copy, Debug)]
pub struct Write;

/// Activating packs, verifying, backing up.
#[derive(Clone, Copy, Debug)]
pub struct Administer;

/// Saying what a ledger or a report of one's own is, and putting that in force.
#[derive(Clone, Copy, Debug)]
pub struct Declare;

/// Sharing views and arranging home pages for others.
#[derive(Clone, Copy, Debug)]
pub struct Arrange;

impl Action for Read {}
impl Action for Write {}
impl Action for Administer {}
impl Action for Declare {}
impl Action for Arrange {}

/// Leave to do `A`, and how far it reaches. Cannot be made outside this module.
#[derive(Clone, Debug)]
pub struct Allowed<A: Action> {
    actor: String,
    program: Option<String>,
    parts: Vec<Part>,
    action: PhantomData<A>,
}

/// What one grant gives. `None` is all.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Part {
    units: Option<Arc<BTreeSet<UnitId>>>,
    ledgers: Option<BTreeSet<LedgerId>>,
    books: Option<Arc<BTreeSet<BookId>>>,
    clearance: Privacy,
}

impl Actor {
    /// The name of the local user.
    pub const LOCAL: &str = "local";
    /// What the house calls itself where it reads for everybody.
    pub const HOUSE: &str = "house";

    /// The one explicit local user of a loopback installation: everything, under its own name in the journal.
    pub fn local() -> Self {
        let grant = Grant { unit: None, ledgers: None, write: true, administer: true, clearance: Privacy::Sensitive };
        Self { offices: Office::ALL.into(), ..Self::with(Self::LOCAL, vec![grant]) }
    }

    /// Somebody with these grants and no office.
    pub fn with(name: impl Into<String>, grants: Vec<Grant>) -> Self {
        let (offices, arranges, declares) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        Self { name: name.into(), user: None, offices, grants, program: None, arranges, declares }
    }

    /// Whether it is the local user, who has no account.
    pub fn is_local(&self) -> bool {
        self.user.is_none() && self.name == Self::LOCAL
    }

    /// What it may do at most, for a log that must not name it.
    pub fn role(&self) -> &'static str {
        let may = |does: fn(&Grant) -> bool| self.grants.iter().any(does);
        match () {
            () if self.program.is_some() => "program",
            () if may(|grant| grant.administer) => "administers",
            () if self.offices.contains(&Office::Security) => "secures",
            () if self.offices.contains(&Office::Audit) => "audits",
            () if may(|grant| grant.write) => "writes",
            () if !self.grants.is_empty() => "reads",
            () => "none",
        }
    }

    /// Leave to read, if the actor may read anything at all.
    pub fn may_read(&self) -> Option<Allowed<Read>> {
        self.decide(|_| true)
    }

    /// Leave to write to a ledger; `None` also where the actor may not know that it exists. A reserved ledger must be
    /// named by the grant, or be open to who administers.
    pub fn may_write(&self, ledger: &Ledger) -> Option<Allowed<Write>> {
        let named = |grant: &Grant| grant.administer || grant.ledgers.is_some();
        self.decide(|grant| grant.write && grant.covers(&ledger.id) && (!ledger.is_system() || named(grant)))
    }

    /// Leave to note that a record of this ledger was opened: where its personal fields are open to the actor, and for
    /// nothing else.
    pub fn may_open(&self, ledger: &LedgerId) -> Option<Allowed<Write>> {
        let mut allowed = self.decide(|grant| grant.covers(ledger) && grant.clearance > Privacy::Internal)?;
        for part in &mut allowed.parts {
            part.ledgers = Some(BTreeSet::from([LedgerId::new(OPENED)]));
        }
        Some(allowed)
    }

    /// Leave to administer.
    pub fn may_administer(&self) -> Option<Allowed<Administer>> {
        self.decide(|grant| grant.administer)
    }

    /// Leave to arrange for others. It gives no record to read: what is shared is asked for anew by whoever looks.
    pub fn may_arrange(&self) -> Option<Allowed<Arrange>> {
        if self.is_local() {
            return self.decide(|grant| grant.administer);
        }
        self.for_units(&self.arranges)
    }

    /// Leave to declare, for the units that somebody declares for; of the local user for all. An office of the house is
    /// none to declare by: whoever keeps accounts and units does not say what the work is.
    pub fn may_declare(&self) -> Option<Allowed<Declare>> {
        if self.is_local() {
            return self.decide(|grant| grant.administer);
        }
        self.for_units(&self.declares)
    }

    /// Whether it works with a ledger at a unit or below it.
    pub fn works_at(&self, ledger: &LedgerId, unit: &UnitId, units: &UnitTree, on: Date) -> bool {
        let there = |at: &UnitId| units.is_within(at.as_str(), unit.as_str(), on);
        self.grants.iter().any(|grant| grant.covers(ledger) && grant.unit.as_ref().is_none_or(there))
    }

    /// Leave for these units that reaches no record of any ledger.
    fn for_units<A: Action>(&self, units: &BTreeSet<UnitId>) -> Option<Allowed<A>> {
        let units = Some(units.clone()).filter(|units| !units.is_empty())?;
        let part = Part {
            units: Some(Arc::new(units)),
            ledgers: Some(BTreeSet::new()),
            books: None,
            clearance: Privacy::Open,
        };
        let (actor, program) = (self.name.clone(), self.program.clone());
        Some(Allowed { actor, program, parts: vec![part], action: PhantomData })
    }

    fn decide<A: Action>(&self, fits: impl Fn(&Grant) -> bool) -> Option<Allowed<A>> {
        let part = |grant: &Grant| Part {
            units: grant.unit.clone().map(|unit| Arc::new(BTreeSet::from([unit]))),
            ledgers: grant.ledgers.clone(),
            books: None,
            clearance: grant.clearance,
        };
        let parts: Vec<Part> = self.grants.iter().filter(|grant| fits(grant)).map(part).collect();
        let (actor, program) = (self.name.clone(), self.program.clone());
        (!parts.is_empty()).then_some(Allowed { actor, program, parts, action: PhantomData })
    }
}

impl Grant {
    /// Whether it is over this ledger.
    pub fn covers(&self, ledger: &LedgerId) -> bool {
        self.ledgers.as_ref().is_none_or(|ledgers| ledgers.contains(ledger))
    }
}

impl Part {
    fn covers(&self, ledger: &str) -> bool {
        self.ledgers.as_ref().is_none_or(|ledgers| ledgers.contains(ledger))
    }
}

impl<A: Action> Allowed<A> {
    /// Who was given leave.
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// The name of the program that asked, where it was not the one who was given leave.
    pub fn program(&self) -> Option<&str> {
        self.program.as_deref()
    }

    /// With all units below those that were granted named as well, and the books that keep their records; the store
    /// takes a reach literally.
    pub fn within(mut self, units: &UnitTree, on: Date) -> Self {
        for part in &mut self.parts {
            let Some(granted) = &part.units else { continue };
            let below: Vec<Below> = granted.iter().map(|unit| units.below(unit, on)).collect();
            part.books = union(below.iter().map(|below| Some(&below.books)));
            part.units = union(below.iter().map(|below| Some(&below.units)));
        }
        self
    }

    /// The units whose records of a ledger are within reach; `None` is all.
    pub fn units_for(&self, ledger: &str) -> Option<Arc<BTreeSet<UnitId>>> {
        union(self.parts_for(ledger).map(|part| part.units.as_ref()))
    }

    /// The books whose records of a ledger may be within reach; `None` is all.
    pub fn books_for(&self, ledger: &str) -> Option<Arc<BTreeSet<BookId>>> {
        union(self.parts_for(ledger).map(|part| part.books.as_ref()))
    }

    /// The most private fields of a ledger that are read unmasked: the least of what the grants over it say.
    pub fn clearance_for(&self, ledger: &str) -> Privacy {
        self.parts_for(ledger).map(|part| part.clearance).min().unwrap_or(Privacy::Open)
    }

    /// Whether a unit's records of a ledger are within reach; ask after [`Allowed::within`].
    pub fn reaches(&self, ledger: &str, unit: &str) -> bool {
        self.parts_for(ledger).any(|part| part.units.as_ref().is_none_or(|units| units.contains(unit)))
    }

    /// Whether anything of a unit is within reach, whichever the ledger.
    pub fn enters(&self, unit: &str) -> bool {
        self.parts.iter().any(|part| part.units.as_ref().is_none_or(|units| units.contains(unit)))
    }

    /// Whether a book is within reach.
    pub fn opens(&self, book: &str) -> bool {
        self.parts.iter().any(|part| part.books.as_ref().is_none_or(|books| books.contains(book)))
    }

    /// Whether records of this ledger are within reach, of whichever unit.
    pub fn covers(&self, ledger: &str) -> bool {
        self.parts_for(ledger).next().is_some()
    }

    fn parts_for<'a>(&'a self, ledger: &'a str) -> impl Iterator<Item = &'a Part> {
        self.parts.iter().filter(move |part| part.covers(ledger))
    }
}

/// All of these together; all there is, where one of them is. Most have one post, and nothing is copied.
fn union<'a, T: Ord + Clone + 'a>(
    sets: impl Iterator<Item = Option<&'a Arc<BTreeSet<T>>>>,
) -> Option<Arc<BTreeSet<T>>> {
    let mut all: Option<Arc<BTreeSet<T>>> = None;
    for set in sets {
        let set = set?;
        match &mut all {
            None => all = Some(set.clone()),
            Some(all) if Arc::ptr_eq(all, set) => (),
            Some(all) => Arc::make_mut(all).extend(set.iter().cloned()),
        }
    }
    Some(all.unwrap_or_default())
}

impl Allowed<Read> {
    /// The house's own leave, for what it keeps for every reader at once: columns, and the units and parameters that
    /// decisions rest on. Never to answer somebody by.
    pub fn of_the_house() -> Self {
        let all = Part { units: None, ledgers: None, books: None, clearance: Privacy::Sensitive };
        Self { actor: Actor::HOUSE.to_owned(), program: None, parts: vec![all], action: PhantomData }
    }
}

impl Allowed<Administer> {
    /// Who administers may also read everything that was granted.
    pub fn reading(&self) -> Allowed<Read> {
        self.same()
    }

    /// Who administers may also write what was granted.
    pub fn writing(&self) -> Allowed<Write> {
        self.same()
    }

    /// The same, and posts: of units that end they end or go to the successor (`units::posts`), and by no other way does who
    /// administers write to them.
    pub fn writing_units(&self) -> Allowed<Write> {
        let mut allowed = self.writing();
        for ledgers in allowed.parts.iter_mut().filter_map(|part| part.ledgers.as_mut()) {
            ledgers.insert(LedgerId::new(POSTS));
        }
        allowed
    }

    /// Who administers may also put in force what was declared elsewhere.
    pub fn declaring(&self) -> Allowed<Declare> {
        self.same()
    }
}

impl Allowed<Declare> {
    /// To read what packs brought before: which of them there were, units and parameters.
    pub fn before(&self) -> Allowed<Read> {
        let mut allowed = self.same();
        allowed.parts.push(Part { units: None, ledgers: Some(brought()), books: None, clearance: Privacy::Internal });
        allowed
    }

    /// To write what a pack brings, which the topmost unit's book keeps. Of what is in the pack `app::packs` decides: by
    /// itself this declares nothing.
    pub fn bringing(&self, root: &UnitId, book: &BookId) -> Allowed<Write> {
        let mut allowed = self.same();
        let (units, books) = (Arc::new(BTreeSet::from([root.clone()])), Arc::new(BTreeSet::from([book.clone()])));
        let (units, books) = (Some(units), Some(books));
        allowed.parts.push(Part { units, ledgers: Some(brought()), books, clearance: Privacy::Internal });
        allowed
    }
}

impl<A: Action> Allowed<A> {
    /// The same reach for another action; only where this module says that one follows from the other.
    fn same<B: Action>(&self) -> Allowed<B> {
        let (actor, program) = (self.actor.clone(), self.program.clone());
        Allowed { actor, program, parts: self.parts.clone(), action: PhantomData }
    }
}

/// What a pack brings as records.
fn brought() -> BTreeSet<LedgerId> {
    ["_pack", "_unit", "_parameter"].map(LedgerId::new).into()
}

#[cfg(test)]
mod tests;
