//! Days and instants. A day is an integer, so that a column of dates is a column of integers;
//! an instant is in milliseconds and is read in Asia/Shanghai, which has kept UTC+8 since 1991.

use std::{fmt, str::FromStr};

use jiff::civil;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

/// A calendar day, counted from 1970-01-01.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

/// A moment, in milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(i64);

const EPOCH: civil::Date = civil::date(1970, 1, 1);
const SHANGHAI_OFFSET_MS: i64 = 8 * 3600 * 1000;
const DAY_MS: i64 = 24 * 3600 * 1000;

impl Date {
    /// The day before all records; where an open spell begins.
    pub const MIN: Date = Date(i32::MIN);
    /// The day after all records; where an open spell ends.
    pub const MAX: Date = Date(i32::MAX);

    /// A day by its number since 1970-01-01.
    pub const fn from_days(days: i32) -> Self {
        Self(days)
    }

    /// The number of days since 1970-01-01.
    pub const fn days(self) -> i32 {
        self.0
    }

    /// A day of the Gregorian calendar, `None` where there is none (29 February of a common year).
    pub fn new(year: i16, month: i8, day: i8) -> Option<Self> {
        civil::Date::new(year, month, day).ok().map(Self::from_civil)
    }

    /// The first day of a year.
    pub fn first_of_year(year: i16) -> Option<Self> {
        Self::new(year, 1, 1)
    }

    /// The day `days` later (earlier if negative); stays at the ends of the calendar.
    pub fn plus(self, days: i32) -> Self {
        Self(self.0.saturating_add(days))
    }

    /// Year, month and day.
    pub fn ymd(self) -> (i16, i8, i8) {
        let date = self.civil();
        (date.year(), date.month(), date.day())
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.ymd().0
    }

    /// The same month and day `years` later; 29 February becomes 28.
    pub fn plus_years(self, years: i16) -> Self {
        let date = self.civil();
        date.checked_add(jiff::Span::new().years(years)).map_or(self, Self::from_civil)
    }

    /// Completed years between this day of birth and `on`, as the law counts age (the birthday completes a year).
    pub fn age_on(self, on: Date) -> i32 {
        let (by, bm, bd) = self.ymd();
        let (y, m, d) = on.ymd();
        i32::from(y) - i32::from(by) - i32::from((m, d) < (bm, bd))
    }

    fn from_civil(date: civil::Date) -> Self {
        let span = date.duration_since(EPOCH);
        Self(i32::try_from(span.as_hours() / 24).unwrap_or(i32::MAX))
    }

    /// Days beyond the civil calendar (the open ends of spells) read as its first and last day.
    fn civil(self) -> civil::Date {
        let days = self.0.clamp(civil_days(civil::Date::MIN), civil_days(civil::Date::MAX));
        EPOCH.checked_add(jiff::SignedDuration::from_hours(i64::from(days) * 24)).unwrap_or(civil::Date::MAX)
    }
}

fn civil_days(date: civil::Date) -> i32 {
    Date::from_civil(date).0
}

impl Instant {
    /// A moment by its milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    pub const fn millis(self) -> i64 {
        self.0
    }

    /// The day this moment falls on in Asia/Shanghai.
    pub fn date(self) -> Date {
        Date(i32::try_from((self.0 + SHANGHAI_OFFSET_MS).div_euclid(DAY_MS)).unwrap_or(i32::MAX))
    }

    /// The first moment of a day in Asia/Shanghai.
    pub fn of_day(day: Date) -> Self {
        Self(i64::from(day.0) * DAY_MS - SHANGHAI_OFFSET_MS)
    }

    /// The part of that day that has gone, from 0 to 1.
    pub fn share_of_day(self) -> f64 {
        (self.0 + SHANGHAI_OFFSET_MS).rem_euclid(DAY_MS) as f64 / DAY_MS as f64
    }

    /// `2022-03-01 08:30`, as people and their spreadsheets write it.
    pub fn to_the_minute(self) -> String {
        self.to_string()[..16].replace('T', " ")
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (y, m, d) = self.ymd();
        write!(f, "{y:04}-{m:02}-{d:02}")
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// `2022-03-01T08:30:00.000+08:00`
impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let within = (self.0 + SHANGHAI_OFFSET_MS).rem_euclid(DAY_MS);
        let (s, ms) = (within / 1000, within % 1000);
        write!(f, "{}T{:02}:{:02}:{:02}.{:03}+08:00", self.date(), s / 3600, s / 60 % 60, s % 60, ms)
    }
}

impl fmt::Debug for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The text is not `YYYY-MM-DD`, or names no day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date of the form YYYY-MM-DD: {0:?}")]
pub struct NotADate(pub String);

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotADate(text.to_owned());
        let b = text.as_bytes();
        let shaped = b.len() == 10
            && b.iter().enumerate().all(|(i, c)| if i == 4 || i == 7 { *c == b'-' } else { c.is_ascii_digit() });
        if !shaped {
            return Err(wrong());
        }
        let part = |range: std::ops::Range<usize>| text[range].parse::<i16>().map_err(|_| wrong());
        let (y, m, d) = (part(0..4)?, part(5..7)?, part(8..10)?);
        let small = |n: i16| i8::try_from(n).map_err(|_| wrong());
        Self::new(y, small(m)?, small(d)?).ok_or_else(wrong)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, days: i32) {
        let date: Date = text.parse().expect(text);
        assert_eq!(date.days(), days, "{text}");
        assert_eq!(date.to_string(), text);
    }

    #[test]
    fn days_count_from_1970() {
        check("1970-01-01", 0);
        check("1969-12-31", -1);
        check("2000-02-29", 11_016);
        check("2022-12-31", 19_357);
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["2022-02-29", "2022-13-01", "2022-1-1", "22-01-01", "2022/01/01", "", "二〇二二"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
    }

    #[test]
    fn age_is_completed_on_the_birthday() {
        let birth: Date = "1987-06-15".parse().expect("date");
        assert_eq!(birth.age_on("2022-06-14".parse().expect("date")), 34);
        assert_eq!(birth.age_on("2022-06-15".parse().expect("date")), 35);
    }

    #[test]
    fn an_instant_is_read_in_shanghai() {
        let evening = Instant::from_millis(1_669_824_000_000); // 2022-11-30T16:00:00Z
        assert_eq!(evening.to_string(), "2022-12-01T00:00:00.000+08:00");
        assert_eq!(evening.date().to_string(), "2022-12-01");
        assert_eq!(evening.to_the_minute(), "2022-12-01 00:00");
        assert!(evening.share_of_day().abs() < f64::EPSILON);
    }
}
