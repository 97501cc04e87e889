//! Parts of days from their numbers, by the same integer steps in every back end,
//! so that no database's calendar or time zone has a say.

use std::borrow::Cow;

use super::{
    bits,
    vector::{Ints, Vector},
};
use crate::ir::DatePart;

pub(super) fn part(part: DatePart, of: Vector<'_>, len: usize) -> Vector<'_> {
    let (days, present) = of.into_ints(len);
    let pick = |day: i64| {
        let (year, month, day) = civil(day);
        match part {
            DatePart::Year => year,
            DatePart::Month => month,
            DatePart::Day => day,
        }
    };
    let values = match days {
        Ints::Each(days) => Ints::Each(days.iter().map(|day| pick(*day)).collect()),
        Ints::Same(day) => Ints::Same(pick(day)),
    };
    Vector::Int { values, present }
}

/// Completed years; the birthday completes one.
pub(super) fn age<'a>(birth: Vector<'a>, on: Vector<'a>, len: usize) -> Vector<'a> {
    let ((births, p), (ons, q)) = (birth.into_ints(len), on.into_ints(len));
    let years = |row| {
        let ((by, bm, bd), (y, m, d)) = (civil(births.get(row)), civil(ons.get(row)));
        y - by - i64::from((m, d) < (bm, bd))
    };
    Vector::Int { values: Ints::Each(Cow::Owned((0..len).map(years).collect())), present: bits::and(p, &q) }
}

/// Year, month and day of a day's number, in eras of 400 years that begin on 1 March of the year 0.
/// An absent row may hold any integer, which is brought into 32 bits first.
fn civil(day: i64) -> (i64, i64, i64) {
    let shifted = day.clamp(i64::from(i32::MIN), i64::from(i32::MAX)) + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = (march_month + 2) % 12 + 1;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::civil;

    #[test]
    fn days_are_those_of_the_kernel() {
        for days in (-800_000..800_000).step_by(13) {
            let (year, month, day) = kernel::Date::from_days(days).ymd();
            assert_eq!(civil(i64::from(days)), (i64::from(year), i64::from(month), i64::from(day)), "{days}");
        }
    }
}
