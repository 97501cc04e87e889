//! How many different records one person may open on a day (ADR 0030): for more than a day's work asks, somebody else is asked
//! first. What was looked at that day may be looked at again.

use std::collections::BTreeSet;

use kernel::{Date, Decimal};

/// The reserved parameter that says how many.
pub const OPENED_A_DAY: &str = "_opened_a_day";

/// That a record was opened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look<'a> {
    /// On which day.
    pub on: Date,
    /// By whom.
    pub by: &'a str,
    /// Its ledger and its id.
    pub record: (&'a str, &'a str),
}

/// Whether somebody may open a record on a day, after these looks.
pub fn may_look(looks: &[Look<'_>], next: &Look<'_>, most: Decimal) -> bool {
    let same_day = looks.iter().filter(|look| look.by == next.by && look.on == next.on);
    let seen: BTreeSet<(&str, &str)> = same_day.map(|look| look.record).collect();
    seen.contains(&next.record) || Decimal::from(seen.len()) < most
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look<'a>(day: i32, by: &'a str, record: &'a str) -> Look<'a> {
        Look { on: Date::MIN.plus(day), by, record: ("x", record) }
    }

    #[test]
    fn so_many_different_records_a_day_and_person() {
        let looks =
            [look(1, "li", "a"), look(1, "li", "a"), look(1, "li", "b"), look(1, "wu", "c"), look(0, "li", "d")];
        let check = |next: Look<'_>, most: i64, expect: bool| {
            assert_eq!(may_look(&looks, &next, Decimal::from(most)), expect, "{next:?} of {most}");
        };
        check(look(1, "li", "c"), 3, true);
        check(look(1, "li", "c"), 2, false);
        // Seen today; by another; on another day; in another ledger.
        check(look(1, "li", "b"), 2, true);
        check(look(1, "wu", "b"), 2, true);
        check(look(2, "li", "c"), 2, true);
        check(Look { record: ("y", "a"), ..look(1, "li", "") }, 2, false);
        check(look(2, "li", "c"), 0, false);
    }
}
