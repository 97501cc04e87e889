//! A figure as it is answered: the one shape that screens, reports, notices and the command line receive.

use serde::{Deserialize, Serialize};

use crate::{
    cut::Cut,
    grade::Grade,
    ids::{IndicatorId, UnitId},
    measure::Measure,
    number::Decimal,
    period::{Every, Period},
    units::Boundaries,
};

/// A question for one figure: which indicator, where, when, as known at which cut.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub struct Ask {
    /// What.
    pub indicator: IndicatorId,
    /// The scope: everything within this unit.
    pub unit: UnitId,
    /// When it was true.
    pub period: Period,
    /// By which boundaries records are placed.
    #[serde(default)]
    pub boundaries: Boundaries,
}

/// A question for many figures at once: one indicator over the units of a level, by parts of the period.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Spread {
    /// The ask it spreads.
    pub ask: Ask,
    /// One figure for each unit of this level within the scope; `None` keeps the scope whole.
    pub level: Option<crate::ids::LevelId>,
    /// One figure for each such part of the period; `None` keeps the period whole.
    pub every: Option<Every>,
}

/// An answered figure.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Figure {
    /// The question.
    pub ask: Ask,
    /// The indicator's name.
    pub name: String,
    /// The value in `measure`, rounded to the indicator's places where it declares any; `None` when nothing is behind it.
    pub value: Option<Decimal>,
    /// The unit the value is in: 万元, 亩, 户, %.
    #[serde(rename = "in")]
    pub measure: Measure,
    /// Places after the point it is shown with; `None` shows the value as it is.
    pub places: Option<u32>,
    /// How well founded it is.
    pub grade: Grade,
    /// Of a ratio, the exact part, in `measure` of that part's indicator.
    pub numerator: Option<Decimal>,
    /// Of a ratio, the exact whole.
    pub denominator: Option<Decimal>,
    /// Records behind it, where it has records.
    pub rows: Option<u64>,
    /// The positions it was computed at.
    pub as_of: Cut,
    /// Digest of the definition it was computed by: the same text, the same meaning.
    pub definition: String,
    /// Why there is no value.
    pub missing: Option<Missing>,
}

/// Why a figure has no value. Never shown as 0.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Missing {
    /// Stable: `figure.no_records`, `figure.no_value`, `figure.divided_by_zero`, `figure.overflow`, `figure.suppressed`.
    pub code: String,
    /// A sentence for the person, with what to do.
    pub message: String,
}
