//! Over which days dated values and the state of a case stay as they are. Derived from a version, never the truth.

use std::collections::BTreeSet;

use kernel::Date;
use rules::change::StepTaken;

use crate::{cell::Cell, schema::Rule};

/// A row of the table of spells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct SpellCells {
    pub since: i32,
    pub until: i32,
    pub state: Cell,
    /// One for each dated field.
    pub values: Vec<Cell>,
}

/// The values of one dated field: from that day on.
pub(crate) type Since = Vec<(i32, Cell)>;

/// The states of a case, in the order they were entered: from that day on. On a day the last of those entered by then holds.
pub(crate) fn states(rule: &Rule, opened_on: Option<i32>, steps: &[StepTaken]) -> Since {
    let Some(first) = &rule.first else { return Vec::new() };
    let opened = (opened_on.unwrap_or(Date::MIN.days()), Cell::text(first.as_str()));
    let taken = steps.iter().map(|step| (step.on.days(), Cell::text(step.to.as_str())));
    std::iter::once(opened).chain(taken).collect()
}

/// The spells of a version: they cover all days, oldest first, without overlap.
pub(crate) fn spells(dated: &[Since], states: &Since) -> Vec<SpellCells> {
    let all = dated.iter().chain([states]).flatten();
    let mut starts: BTreeSet<i32> = all.map(|(day, _)| *day).filter(|day| *day < Date::MAX.days()).collect();
    starts.insert(Date::MIN.days());
    let starts: Vec<i32> = starts.into_iter().collect();
    let untils = starts.iter().skip(1).copied().chain([Date::MAX.days()]);
    let spell = |(since, until): (i32, i32)| SpellCells {
        since,
        until,
        state: on(states, since),
        values: dated.iter().map(|values| on(values, since)).collect(),
    };
    starts.iter().copied().zip(untils).map(spell).collect()
}

fn on(values: &Since, day: i32) -> Cell {
    values.iter().rev().find(|(since, _)| *since <= day).map_or(Cell::Null, |(_, cell)| cell.clone())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(dated: &[&[(i32, &str)]], states: &[(i32, &str)], expect: &[(i32, i32, &str, &[&str])]) {
        let since = |values: &[(i32, &str)]| values.iter().map(|(day, text)| (*day, Cell::text(*text))).collect();
        let dated: Vec<Since> = dated.iter().map(|values| since(values)).collect();
        let cell = |text: &str| if text.is_empty() { Cell::Null } else { Cell::text(text) };
        let expect: Vec<SpellCells> = expect
            .iter()
            .map(|(since, until, state, values)| SpellCells {
                since: *since,
                until: *until,
                state: cell(state),
                values: values.iter().map(|text| cell(text)).collect(),
            })
            .collect();
        assert_eq!(spells(&dated, &since(states)), expect);
    }

    #[test]
    fn spells_cover_all_days() {
        const MIN: i32 = i32::MIN;
        const MAX: i32 = i32::MAX;
        check(&[], &[], &[(MIN, MAX, "", &[])]);
        check(&[&[(MIN, "a")]], &[], &[(MIN, MAX, "", &["a"])]);
        check(&[&[(10, "a"), (20, "b")]], &[], &[(MIN, 10, "", &[""]), (10, 20, "", &["a"]), (20, MAX, "", &["b"])]);
        check(
            &[&[(10, "a")], &[(15, "x")]],
            &[(12, "open"), (15, "closed")],
            &[
                (MIN, 10, "", &["", ""]),
                (10, 12, "", &["a", ""]),
                (12, 15, "open", &["a", ""]),
                (15, MAX, "closed", &["a", "x"]),
            ],
        );
        // Two steps on one day: the later one holds. A step dated before an earlier one never takes the state back.
        check(&[], &[(1, "a"), (5, "b"), (5, "c")], &[(MIN, 1, "", &[]), (1, 5, "a", &[]), (5, MAX, "c", &[])]);
        check(
            &[],
            &[(1, "a"), (9, "b"), (5, "c")],
            &[(MIN, 1, "", &[]), (1, 5, "a", &[]), (5, 9, "c", &[]), (9, MAX, "c", &[])],
        );
    }
}
