//! Days, and the ways people write them.

use super::dice::Dice;

/// A day: year, month, day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day(pub i64, pub i64, pub i64);

impl Day {
    /// That many days later.
    pub fn plus(self, days: i64) -> Self {
        Self::from_number(self.number() + days)
    }

    /// Some day from this one to another, both included.
    pub fn until(self, last: Self, dice: &mut Dice) -> Self {
        Self::from_number(dice.between(self.number(), last.number()))
    }

    /// `2022-03-05`
    pub fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.0, self.1, self.2)
    }

    /// `2022年3月5日`
    pub fn chinese(self) -> String {
        format!("{}年{}月{}日", self.0, self.1, self.2)
    }

    /// Completed years of a person born on this day.
    pub fn age_on(self, day: Self) -> i64 {
        day.0 - self.0 - i64::from((day.1, day.2) < (self.1, self.2))
    }

    /// Days since 1970-01-01, by the civil calendar.
    fn number(self) -> i64 {
        let year = self.0 - i64::from(self.1 <= 2);
        let era = year.div_euclid(400);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((self.1 + 9) % 12) + 2) / 5 + self.2 - 1;
        era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
    }

    fn from_number(number: i64) -> Self {
        let shifted = number + 719_468;
        let era = shifted.div_euclid(146_097);
        let of_era = shifted.rem_euclid(146_097);
        let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year + year / 4 - year / 100);
        let moved = (5 * of_year + 2) / 153;
        let month = if moved < 10 { moved + 3 } else { moved - 9 };
        Self(year + era * 400 + i64::from(month <= 2), month, of_year - (153 * moved + 2) / 5 + 1)
    }
}
