//! One name in one village with two ID numbers: a slip of the pen, or two people of one name. Nobody but the village can
//! tell, so it is said at both cells and nothing is refused.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Finding, UnitId, Value};
use pack::model::{FieldType, Ledger};
use rules::show::mask;
use store::Record;

use super::{
    columns::at,
    convert::Draft,
    plan::{Planner, Spot},
    vocabulary::Target,
};

/// A name with its number, as a row says it.
struct Said<'a> {
    number: &'a str,
    spot: Spot,
    column: usize,
}

impl Planner<'_> {
    /// Says so at each number that is new; `existing` are the records of the ledger itself.
    pub fn two_numbers(&self, drafts: &[Vec<Draft>], existing: &[Record], findings: &mut Vec<Finding>) {
        let Some(identity) = self.context.pack.identity() else { return };
        let mut said: BTreeMap<(UnitId, &str), Vec<Said<'_>>> = BTreeMap::new();
        for (page, draft) in drafts.iter().enumerate().flat_map(|(page, all)| all.iter().map(move |one| (page, one))) {
            let Some(unit) = self.pages[page].unit_of(draft, self.options).cloned() else { continue };
            let spot = Spot { page, row: draft.row };
            for (name, number, column) in self.named_in(identity, draft, page) {
                let list = said.entry((unit.clone(), name)).or_default();
                // Each number once: the same person stands in many rows.
                if !list.iter().any(|known| known.number == number) {
                    list.push(Said { number, spot, column });
                }
            }
        }
        let own = own_numbers(self.ledger, identity, existing);
        for ((unit, name), list) in &said {
            let book = self.world.book_for(identity, unit.as_str());
            let mut registered = self.directory.numbers_of(&identity.id, &book, unit, name);
            registered.extend(own.get(&(unit, *name)).into_iter().flatten().copied());
            let is_known =
                |number: &str| registered.contains(number) || self.directory.knows_number(&identity.id, &book, number);
            for one in list.iter().filter(|one| !is_known(one.number)) {
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
            let fresh = list.iter().find(|one| !is_known(one.number));
            for (one, other) in list.iter().filter(|one| is_known(one.number)).zip(fresh.iter().cycle()) {
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

fn told(message: String, planner: &Planner<'_>, one: &Said<'_>) -> Finding {
    let place = at(planner.pages[one.spot.page].name, one.spot.row, one.column);
    Finding::warning("import.two_numbers", message, place)
        .hint("是同一个人的，请把号码改成一样；确实是同名的两个人，不用改。")
}

fn name_and_number(identity: &Ledger) -> Option<(&kernel::FieldId, &kernel::FieldId)> {
    let number = identity.fields.values().find(|field| field.ty == FieldType::IdNumber)?;
    Some((identity.title.first()?, &number.id))
}

/// Of the identity register itself: the numbers that stand there under a name.
fn own_numbers<'r>(
    ledger: &Ledger,
    identity: &Ledger,
    existing: &'r [Record],
) -> BTreeMap<(&'r UnitId, &'r str), BTreeSet<&'r str>> {
    let mut numbers: BTreeMap<(&UnitId, &str), BTreeSet<&str>> = BTreeMap::new();
    if let Some((name, number)) = name_and_number(identity).filter(|_| ledger.id == identity.id) {
        for record in existing {
            let text = |id| record.fields.get(id).and_then(Value::as_text);
            if let (Some(name), Some(number)) = (text(name), text(number)) {
                numbers.entry((&record.unit, name)).or_default().insert(number);
            }
        }
    }
    numbers
}
