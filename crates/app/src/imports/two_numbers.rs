//! One name in one village with two ID numbers: a slip of the pen, or two people of one name. Nobody but the village can
//! tell, so it is said at both cells and nothing is refused.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
};

use kernel::{Fields, Finding, Many, Problem, UnitId, Value};
use pack::model::{FieldType, Ledger};
use rules::show::mask;
use store::ListRow;

use super::{
    columns::{Column, at},
    convert::Draft,
    findings::are_plenty,
    plan::{Planner, Spot},
    vocabulary::Target,
};
use crate::records::Source;

/// A name with its number, as a row says it.
struct Said {
    number: String,
    spot: Spot,
    column: usize,
}

/// Of the identity register itself: the numbers that stand there under a name of a unit.
type Own = BTreeMap<(UnitId, String), BTreeSet<String>>;

impl Planner<'_> {
    /// Says so at each number that is new. Names are first looked at by hashes alone: of a million people few are in
    /// doubt, and only those are read again.
    pub async fn two_numbers(
        &self,
        drafts: &[Many<Draft>],
        from: &Source<'_>,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Problem> {
        let Some(identity) = self.context.pack.identity() else { return Ok(()) };
        let brings = |column: &Column| matches!(column.target, Some(Target::NumberOf(_)));
        let is_register = self.ledger.id == identity.id;
        if !is_register && !self.pages.iter().any(|page| page.columns.iter().any(brings)) {
            return Ok(());
        }
        let mut pairs = Vec::new();
        if is_register {
            let take =
                |row: &ListRow, name: &str, number: &str| pairs.push((hash(row.unit.as_str(), name), hash("", number)));
            self.registered(identity, from, take).await?;
        }
        let doubts = self.doubts(identity, drafts, pairs);
        if doubts.is_empty() {
            return Ok(());
        }
        let mut own = Own::new();
        if is_register {
            let take = |row: &ListRow, name: &str, number: &str| {
                if doubts.contains(&hash(row.unit.as_str(), name)) {
                    own.entry((row.unit.clone(), name.to_owned())).or_default().insert(number.to_owned());
                }
            };
            self.registered(identity, from, take).await?;
        }
        self.tell(identity, drafts, &doubts, &own, findings);
        Ok(())
    }

    /// Names and numbers of the identity register, of the units that the file is about.
    async fn registered(
        &self,
        identity: &Ledger,
        from: &Source<'_>,
        mut take: impl FnMut(&ListRow, &str, &str) + Send,
    ) -> Result<(), Problem> {
        let Some((name, number)) = name_and_number(identity) else { return Ok(()) };
        let units = self.pages.iter().flat_map(|page| page.units(self.options)).cloned();
        let units: BTreeSet<UnitId> = units.collect();
        let each = |row: &ListRow, said: Fields| {
            let text = |id| said.get(id).and_then(Value::as_text);
            if let (Some(name), Some(number)) = (text(name), text(number)) {
                take(row, name, number);
            }
        };
        from.each(&identity.id, Some(units.into_iter().collect()), vec![name.clone(), number.clone()], each).await
    }

    /// Names of units, hashed, that have more than one number; `pairs` are names and numbers that are known, hashed.
    fn doubts(&self, identity: &Ledger, drafts: &[Many<Draft>], mut pairs: Vec<(u64, u64)>) -> HashSet<u64> {
        let mut doubts = HashSet::new();
        for (page, draft) in drafts.iter().enumerate().flat_map(|(page, all)| all.iter().map(move |one| (page, one))) {
            let Some(unit) = self.pages[page].unit_of(&draft, self.options) else { continue };
            let book = self.world.book_for(identity, unit.as_str());
            for (name, number, _) in self.named_in(identity, &draft, page) {
                let called = hash(unit.as_str(), name);
                pairs.push((called, hash("", number)));
                if self.directory.numbers_of(&identity.id, &book, unit, name).iter().any(|known| *known != number) {
                    doubts.insert(called);
                }
            }
        }
        pairs.sort_unstable();
        pairs.dedup();
        doubts.extend(pairs.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1).map(|same| same[0].0));
        doubts
    }

    fn tell(
        &self,
        identity: &Ledger,
        drafts: &[Many<Draft>],
        doubts: &HashSet<u64>,
        own: &Own,
        findings: &mut Vec<Finding>,
    ) {
        let mut said: BTreeMap<(UnitId, String), Vec<Said>> = BTreeMap::new();
        for (page, draft) in drafts.iter().enumerate().flat_map(|(page, all)| all.iter().map(move |one| (page, one))) {
            let Some(unit) = self.pages[page].unit_of(&draft, self.options) else { continue };
            let spot = Spot { page, row: draft.row };
            for (name, number, column) in self.named_in(identity, &draft, page) {
                if !doubts.contains(&hash(unit.as_str(), name)) {
                    continue;
                }
                let list = said.entry((unit.clone(), name.to_owned())).or_default();
                // Each number once: the same person stands in many rows.
                if !list.iter().any(|known| known.number == number) {
                    list.push(Said { number: number.to_owned(), spot, column });
                }
            }
        }
        for ((unit, name), list) in &said {
            let book = self.world.book_for(identity, unit.as_str());
            let mut registered = self.directory.numbers_of(&identity.id, &book, unit, name);
            registered.extend(own.get(&(unit.clone(), name.clone())).into_iter().flatten().map(String::as_str));
            let is_known =
                |number: &str| registered.contains(number) || self.directory.knows_number(&identity.id, &book, number);
            if are_plenty(findings) {
                return;
            }
            for one in list.iter().filter(|one| !is_known(&one.number)) {
                let other = list.iter().find(|other| other.number != one.number);
                let message = match (other, registered.first()) {
                    (Some(other), _) => {
                        let there = self.told(other.spot, one.spot.page);
                        format!("“{name}”在这里和{there}写的是两个不同的身份证号。")
                    }
                    (None, Some(known)) => {
                        let known = mask(&FieldType::IdNumber, known);
                        format!("“{name}”在“{}”里登记的身份证号是 {known}，这里写的是另一个。", identity.name)
                    }
                    (None, None) => continue,
                };
                findings.push(told(message, self, one));
            }
            // The row whose number is registered is told of the other, too.
            let fresh = list.iter().find(|one| !is_known(&one.number));
            for (one, other) in list.iter().filter(|one| is_known(&one.number)).zip(fresh.iter().cycle()) {
                let there = self.told(other.spot, one.spot.page);
                findings.push(told(format!("“{name}”在这里和{there}写的是两个不同的身份证号。"), self, one));
            }
        }
    }

    /// Names with numbers in a row: of persons it refers to, or of the person it is.
    fn named_in<'d>(&self, identity: &Ledger, draft: &'d Draft, page: usize) -> Vec<(&'d str, &'d str, usize)> {
        let column = |target: &Target| self.pages[page].columns.iter().find(|c| c.target.as_ref() == Some(target));
        let of_field = |field: &kernel::FieldId| column(&Target::NumberOf(field.clone())).map(|column| column.index);
        let mut named: Vec<(&str, &str, usize)> = draft
            .names
            .iter()
            .filter_map(|named| {
                let number = named.number.as_deref().filter(|number| !number.is_empty() && !named.name.is_empty())?;
                Some((named.name.as_str(), number, of_field(&named.field).unwrap_or(named.column)))
            })
            .collect();
        if self.ledger.id == identity.id
            && let Some((name, number)) = name_and_number(identity)
        {
            let text = |id| draft.fields.get(id).and_then(Value::as_text).filter(|text| !text.is_empty());
            let at = column(&Target::Field(number.clone())).map_or(0, |column| column.index);
            named.extend(text(name).zip(text(number)).map(|(name, number)| (name, number, at)));
        }
        named
    }
}

fn told(message: String, planner: &Planner<'_>, one: &Said) -> Finding {
    let place = at(planner.pages[one.spot.page].name, one.spot.row, one.column);
    Finding::warning("import.two_numbers", message, place)
        .hint("是同一个人的，请把号码改成一样；确实是同名的两个人，不用改。")
}

fn name_and_number(identity: &Ledger) -> Option<(&kernel::FieldId, &kernel::FieldId)> {
    Some((identity.title.first()?, &identity.id_number()?.id))
}

/// What stands for a text of somebody.
fn hash(of: &str, text: &str) -> u64 {
    let mut hash = DefaultHasher::new();
    (of, text).hash(&mut hash);
    hash.finish()
}
