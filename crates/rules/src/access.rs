//! Access is a value. Only this module makes an [`Allowed`]; store and figures demand one, so a forgotten check does
//! not compile.
//!
//! A reach is one set of units times one set of ledgers at one clearance. Grants that differ in ledgers or clearance
//! would reach further together than any of them says, so only those like the first are taken together: too little
//! rather than too much.

use std::{collections::BTreeSet, marker::PhantomData};

use kernel::{BookId, Date, LedgerId, UnitId, UnitTree};
use pack::model::{Ledger, Privacy};

/// Who asks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Actor {
    /// The account, as the journal will name it.
    pub name: String,
    /// What the account may do; until accounts arrive there is one, the local user.
    pub grants: Vec<Grant>,
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

impl Action for Read {}
impl Action for Write {}
impl Action for Administer {}

/// Leave to do `A`, and how far it reaches. Cannot be made outside this module.
#[derive(Clone, Debug)]
pub struct Allowed<A: Action> {
    actor: String,
    reach: Reach,
    action: PhantomData<A>,
}

/// How far a leave reaches.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reach {
    /// Units (with all below them) whose records are within reach; `None` is all.
    pub units: Option<BTreeSet<UnitId>>,
    /// Ledgers within reach; `None` is all.
    pub ledgers: Option<BTreeSet<LedgerId>>,
    /// Books within reach; `None` is all.
    pub books: Option<BTreeSet<BookId>>,
    /// The most private fields read unmasked.
    pub clearance: Privacy,
}

impl Actor {
    /// The name of the local user.
    pub const LOCAL: &str = "local";

    /// The one explicit local user of a loopback installation: everything, under its own name in the journal.
    pub fn local() -> Self {
        let grant = Grant { unit: None, ledgers: None, write: true, administer: true, clearance: Privacy::Sensitive };
        Self { name: Self::LOCAL.to_owned(), grants: vec![grant] }
    }

    /// What it may do at most, for a log that must not name it.
    pub fn role(&self) -> &'static str {
        let may = |does: fn(&Grant) -> bool| self.grants.iter().any(does);
        match () {
            () if may(|grant| grant.administer) => "administers",
            () if may(|grant| grant.write) => "writes",
            () if !self.grants.is_empty() => "reads",
            () => "none",
        }
    }

    /// Leave to read, if the actor may read anything at all.
    pub fn may_read(&self) -> Option<Allowed<Read>> {
        self.decide(|_| true)
    }

    /// Leave to write to a ledger; `None` also where the actor may not know that it exists.
    pub fn may_write(&self, ledger: &Ledger) -> Option<Allowed<Write>> {
        self.decide(|grant| grant.write && grant.covers(&ledger.id) && (!ledger.is_system() || grant.administer))
    }

    /// Leave to administer.
    pub fn may_administer(&self) -> Option<Allowed<Administer>> {
        self.decide(|grant| grant.administer)
    }

    fn decide<A: Action>(&self, fits: impl Fn(&Grant) -> bool) -> Option<Allowed<A>> {
        let first = self.grants.iter().find(|grant| fits(grant))?;
        let alike = |grant: &&Grant| (&grant.ledgers, grant.clearance) == (&first.ledgers, first.clearance);
        let reach = Reach {
            units: self
                .grants
                .iter()
                .filter(|grant| fits(grant))
                .filter(alike)
                .map(|grant| grant.unit.clone())
                .collect(),
            ledgers: first.ledgers.clone(),
            books: None,
            clearance: first.clearance,
        };
        Some(Allowed { actor: self.name.clone(), reach, action: PhantomData })
    }
}

impl Grant {
    fn covers(&self, ledger: &LedgerId) -> bool {
        self.ledgers.as_ref().is_none_or(|ledgers| ledgers.contains(ledger))
    }
}

impl<A: Action> Allowed<A> {
    /// Who was given leave.
    pub fn actor(&self) -> &str {
        &self.actor
    }

    /// How far it reaches.
    pub fn reach(&self) -> &Reach {
        &self.reach
    }

    /// With all units below those that were granted named as well; the store takes a reach literally.
    pub fn within(mut self, units: &UnitTree, on: Date) -> Self {
        if let Some(granted) = &self.reach.units {
            let below = units
                .iter()
                .filter(|unit| units.ancestors(unit.id.as_str(), on).iter().any(|above| granted.contains(&above.id)));
            let below: BTreeSet<UnitId> = below.map(|unit| unit.id.clone()).collect();
            self.reach.units = Some(below);
        }
        self
    }

    /// Whether records of this unit are within reach; ask after [`Allowed::within`].
    pub fn reaches(&self, unit: &str) -> bool {
        self.reach.units.as_ref().is_none_or(|units| units.contains(unit))
    }

    /// Whether a book is within reach.
    pub fn opens(&self, book: &str) -> bool {
        self.reach.books.as_ref().is_none_or(|books| books.contains(book))
    }

    /// Whether records of this ledger are within reach.
    pub fn covers(&self, ledger: &str) -> bool {
        self.reach.ledgers.as_ref().is_none_or(|ledgers| ledgers.contains(ledger))
    }
}

impl Allowed<Read> {
    /// The house's own leave, for what it keeps for every reader at once: columns, and the units and parameters that
    /// decisions rest on. Never to answer somebody by.
    pub fn of_the_house() -> Self {
        let reach = Reach { units: None, ledgers: None, books: None, clearance: Privacy::Sensitive };
        Self { actor: "house".to_owned(), reach, action: PhantomData }
    }
}

impl Allowed<Administer> {
    /// Who administers may also read everything that was granted.
    pub fn reading(&self) -> Allowed<Read> {
        Allowed { actor: self.actor.clone(), reach: self.reach.clone(), action: PhantomData }
    }

    /// Who administers may also write what was granted.
    pub fn writing(&self) -> Allowed<Write> {
        Allowed { actor: self.actor.clone(), reach: self.reach.clone(), action: PhantomData }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grant(unit: &str, ledger: &str, clearance: Privacy) -> Grant {
        let ledgers = Some(BTreeSet::from([LedgerId::from(ledger)]));
        Grant { unit: Some(unit.into()), ledgers, write: false, administer: false, clearance }
    }

    fn check(grants: &[(&str, &str, Privacy)], expect: &[(&str, &str)]) {
        let grants = grants.iter().map(|(unit, ledger, clearance)| grant(unit, ledger, *clearance)).collect();
        let allowed = Actor { name: "a".to_owned(), grants }.may_read().expect("a grant");
        let all = ["u", "v"].into_iter().flat_map(|unit| ["x", "y"].map(|ledger| (unit, ledger)));
        let reached: Vec<_> = all.filter(|(unit, ledger)| allowed.reaches(unit) && allowed.covers(ledger)).collect();
        assert_eq!(reached, expect);
    }

    #[test]
    fn grants_never_reach_further_together_than_one_by_one() {
        use Privacy::{Internal, Sensitive};
        check(&[("u", "x", Internal), ("v", "x", Internal)], &[("u", "x"), ("v", "x")]);
        check(&[("u", "x", Internal), ("v", "y", Internal)], &[("u", "x")]);
        check(&[("u", "x", Internal), ("v", "x", Sensitive)], &[("u", "x")]);
    }

    #[test]
    fn who_has_no_grant_has_no_leave() {
        let nobody = Actor { name: "a".to_owned(), grants: Vec::new() };
        assert!(nobody.may_read().is_none() && nobody.may_administer().is_none());
        let reader = Actor { grants: vec![grant("u", "x", Privacy::Internal)], ..nobody.clone() };
        assert_eq!([nobody.role(), reader.role(), Actor::local().role()], ["none", "reads", "administers"]);
    }
}
