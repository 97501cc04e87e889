//! The periods a figure is asked for: a year, half, quarter, month, day, or any span of days.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::date::Date;

/// A span of days, both ends included, remembered by the name a person gives it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Period {
    /// `2022`
    Year(i16),
    /// `2022-H1`
    Half(i16, i8),
    /// `2022-Q3`
    Quarter(i16, i8),
    /// `2022-03`
    Month(i16, i8),
    /// `2022-01-01..2022-10-31`; a single day is written `2022-10-31`
    Span(Date, Date),
}

/// Into what a period is cut.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Every {
    /// Whole years.
    Year,
    /// Quarters.
    Quarter,
    /// Calendar months.
    Month,
}

impl Period {
    /// First day.
    pub fn first(self) -> Date {
        match self {
            Self::Year(y) => month_start(y, 1),
            Self::Half(y, h) => month_start(y, (h - 1) * 6 + 1),
            Self::Quarter(y, q) => month_start(y, (q - 1) * 3 + 1),
            Self::Month(y, m) => month_start(y, m),
            Self::Span(first, _) => first,
        }
    }

    /// Last day, itself included.
    pub fn last(self) -> Date {
        match self {
            Self::Year(y) => month_start(y + 1, 1).plus(-1),
            Self::Half(y, h) => month_after(y, h * 6).plus(-1),
            Self::Quarter(y, q) => month_after(y, q * 3).plus(-1),
            Self::Month(y, m) => month_after(y, m).plus(-1),
            Self::Span(_, last) => last,
        }
    }

    /// Whether a day lies in the period.
    pub fn contains(self, day: Date) -> bool {
        self.first() <= day && day <= self.last()
    }

    /// The same period a year earlier (同比); a span moves by its dates.
    pub fn year_before(self) -> Self {
        match self {
            Self::Year(y) => Self::Year(y - 1),
            Self::Half(y, h) => Self::Half(y - 1, h),
            Self::Quarter(y, q) => Self::Quarter(y - 1, q),
            Self::Month(y, m) => Self::Month(y - 1, m),
            Self::Span(first, last) => Self::Span(first.plus_years(-1), last.plus_years(-1)),
        }
    }

    /// The period just before, of the same length (环比).
    pub fn before(self) -> Self {
        match self {
            Self::Year(y) => Self::Year(y - 1),
            Self::Half(y, 1) => Self::Half(y - 1, 2),
            Self::Half(y, h) => Self::Half(y, h - 1),
            Self::Quarter(y, 1) => Self::Quarter(y - 1, 4),
            Self::Quarter(y, q) => Self::Quarter(y, q - 1),
            Self::Month(y, 1) => Self::Month(y - 1, 12),
            Self::Month(y, m) => Self::Month(y, m - 1),
            Self::Span(first, last) => {
                let length = last.days() - first.days() + 1;
                Self::Span(first.plus(-length), first.plus(-1))
            }
        }
    }

    /// The year the period lies in, by its last day.
    pub fn year(self) -> i16 {
        self.last().year()
    }

    /// The parts of the period, in order; the first and last part may reach beyond it only if the period cuts them.
    pub fn split(self, every: Every) -> Vec<Period> {
        let mut parts = Vec::new();
        let mut day = self.first();
        while day <= self.last() {
            let (y, m, _) = day.ymd();
            let part = match every {
                Every::Year => Self::Year(y),
                Every::Quarter => Self::Quarter(y, (m - 1) / 3 + 1),
                Every::Month => Self::Month(y, m),
            };
            let next = part.last().plus(1);
            let whole = part.first() >= self.first() && part.last() <= self.last();
            parts.push(if whole { part } else { Self::Span(day, part.last().min(self.last())) });
            day = next;
        }
        parts
    }

    /// As a person says it: `2022年`, `2022年3月`, `2022年1月1日至10月31日`.
    pub fn in_words(self) -> String {
        match self {
            Self::Year(y) => format!("{y}年"),
            Self::Half(y, h) => format!("{y}年{}半年", if h == 1 { "上" } else { "下" }),
            Self::Quarter(y, q) => format!("{y}年第{}季度", ["一", "二", "三", "四"][(q - 1).clamp(0, 3) as usize]),
            Self::Month(y, m) => format!("{y}年{m}月"),
            Self::Span(first, last) => {
                let ((y, m, d), (y2, m2, d2)) = (first.ymd(), last.ymd());
                match (first == last, y == y2) {
                    (true, _) => format!("{y}年{m}月{d}日"),
                    (_, true) => format!("{y}年{m}月{d}日至{m2}月{d2}日"),
                    _ => format!("{y}年{m}月{d}日至{y2}年{m2}月{d2}日"),
                }
            }
        }
    }
}

fn month_start(year: i16, month: i8) -> Date {
    Date::new(year, month, 1).unwrap_or(Date::MAX)
}

fn month_after(year: i16, month: i8) -> Date {
    if month >= 12 { month_start(year + 1, 1) } else { month_start(year, month + 1) }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Year(y) => write!(f, "{y:04}"),
            Self::Half(y, h) => write!(f, "{y:04}-H{h}"),
            Self::Quarter(y, q) => write!(f, "{y:04}-Q{q}"),
            Self::Month(y, m) => write!(f, "{y:04}-{m:02}"),
            Self::Span(first, last) if first == last => write!(f, "{first}"),
            Self::Span(first, last) => write!(f, "{first}..{last}"),
        }
    }
}

/// The text names no period.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a period: {0:?}")]
pub struct NotAPeriod(pub String);

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || NotAPeriod(text.to_owned());
        if let Some((first, last)) = text.split_once("..") {
            let (first, last): (Date, Date) = (first.parse().map_err(|_| wrong())?, last.parse().map_err(|_| wrong())?);
            return if first <= last { Ok(Self::Span(first, last)) } else { Err(wrong()) };
        }
        if let Ok(day) = text.parse::<Date>() {
            return Ok(Self::Span(day, day));
        }
        let (year, part) = text.split_once('-').map_or((text, None), |(y, p)| (y, Some(p)));
        if year.len() != 4 || !year.bytes().all(|b| b.is_ascii_digit()) {
            return Err(wrong());
        }
        let y: i16 = year.parse().map_err(|_| wrong())?;
        let number = |digits: &str, length: usize, most: i8| {
            let shaped = digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit());
            digits.parse::<i8>().ok().filter(|n| shaped && (1..=most).contains(n)).ok_or_else(wrong)
        };
        match part {
            None => Ok(Self::Year(y)),
            Some(p) if p.starts_with('H') => Ok(Self::Half(y, number(&p[1..], 1, 2)?)),
            Some(p) if p.starts_with('Q') => Ok(Self::Quarter(y, number(&p[1..], 1, 4)?)),
            Some(p) => Ok(Self::Month(y, number(p, 2, 12)?)),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, span: &str, year_before: &str, before: &str, words: &str) {
        let period: Period = text.parse().expect(text);
        assert_eq!(period.to_string(), text);
        assert_eq!(format!("{}..{}", period.first(), period.last()), span, "{text}");
        assert_eq!(period.year_before().to_string(), year_before, "{text}");
        assert_eq!(period.before().to_string(), before, "{text}");
        assert_eq!(period.in_words(), words);
    }

    #[test]
    fn periods_know_their_days() {
        check("2022", "2022-01-01..2022-12-31", "2021", "2021", "2022年");
        check("2022-H2", "2022-07-01..2022-12-31", "2021-H2", "2022-H1", "2022年下半年");
        check("2022-Q1", "2022-01-01..2022-03-31", "2021-Q1", "2021-Q4", "2022年第一季度");
        check("2024-02", "2024-02-01..2024-02-29", "2023-02", "2024-01", "2024年2月");
        check("2022-10-31", "2022-10-31..2022-10-31", "2021-10-31", "2022-10-30", "2022年10月31日");
        check(
            "2022-01-01..2022-10-31",
            "2022-01-01..2022-10-31",
            "2021-01-01..2021-10-31",
            "2021-03-03..2021-12-31",
            "2022年1月1日至10月31日",
        );
    }

    #[test]
    fn what_is_no_period_is_refused() {
        for text in
            ["", "202", "20222", "2022-13", "2022-3", "2022-Q5", "2022-H0", "2022-02-30", "2022-02-01..2022-01-01"]
        {
            assert!(text.parse::<Period>().is_err(), "{text}");
        }
    }

    #[test]
    fn parts_cover_the_period_without_overlap() {
        let parts = "2022-01-15..2022-03-10".parse::<Period>().expect("period").split(Every::Month);
        let text: Vec<String> = parts.iter().map(ToString::to_string).collect();
        assert_eq!(text, ["2022-01-15..2022-01-31", "2022-02", "2022-03-01..2022-03-10"]);
        assert_eq!(Period::Year(2022).split(Every::Quarter).len(), 4);
    }
}
