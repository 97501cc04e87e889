//! The kinds of period that a report or a form is written for.

use serde::{Deserialize, Serialize};

use crate::period::Period;

/// A kind of period.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// A year.
    Year,
    /// A half year.
    Half,
    /// A quarter.
    Quarter,
    /// A month.
    Month,
    /// Any span of days, the others included.
    Span,
}

impl PeriodKind {
    /// All kinds, the longest first.
    pub const ALL: [Self; 5] = [Self::Year, Self::Half, Self::Quarter, Self::Month, Self::Span];

    /// The word a person uses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Year => "年度",
            Self::Half => "半年",
            Self::Quarter => "季度",
            Self::Month => "月份",
            Self::Span => "时间段",
        }
    }

    /// The word a pack writes.
    pub fn word(self) -> &'static str {
        match self {
            Self::Year => "year",
            Self::Half => "half",
            Self::Quarter => "quarter",
            Self::Month => "month",
            Self::Span => "span",
        }
    }

    /// By the word a pack writes: `year`, `half`, `quarter`, `month`, `span`.
    pub fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// Whether a period is of this kind.
    pub fn fits(self, period: Period) -> bool {
        match self {
            Self::Year => matches!(period, Period::Year(_)),
            Self::Half => matches!(period, Period::Half(..)),
            Self::Quarter => matches!(period, Period::Quarter(..)),
            Self::Month => matches!(period, Period::Month(..)),
            Self::Span => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_their_words_and_fit_their_periods() {
        for (word, fitting) in [("year", "2022"), ("half", "2022-H1"), ("quarter", "2022-Q3"), ("month", "2022-03")] {
            let kind = PeriodKind::read(word).expect(word);
            let fits: Vec<&str> = ["2022", "2022-H1", "2022-Q3", "2022-03", "2022-03-05"]
                .into_iter()
                .filter(|period| kind.fits(period.parse().expect("a period")))
                .collect();
            assert_eq!((kind.word(), fits), (word, vec![fitting]));
        }
        assert!(PeriodKind::Span.fits("2022-03-01..2022-04-02".parse().expect("a period")));
        assert_eq!(PeriodKind::read("week"), None);
    }
}
