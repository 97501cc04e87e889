//! Indicators: a figure with a definition. A [`Fold`] is the engine-neutral plan that both engines run.

use expr::Expression;
use kernel::{FieldId, Grade, IndicatorId, LedgerId, LevelId, Measure, ParameterId, StepId};
use serde::Serialize;

/// An indicator (指标).
#[derive(Clone, Debug, Serialize)]
pub struct Indicator {
    /// Its id.
    pub id: IndicatorId,
    /// Its name, unique in the pack.
    pub name: String,
    /// Other names by which templates and old reports call it.
    pub aliases: Vec<String>,
    /// The unit it is answered in.
    #[serde(rename = "in")]
    pub measure: Measure,
    /// Places it is rounded to; ratios have 2 where the pack does not say.
    pub places: Option<u32>,
    /// How it is computed.
    pub kind: Kind,
    /// The definition in words (口径), with its source.
    pub about: Option<String>,
    /// Small cells are suppressed in public and cross-unit views.
    pub personal: bool,
    /// SHA-256 of what it means, its operands' meaning included; issued figures pin it.
    pub digest: String,
}

/// How an indicator is computed.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A fold over the records of a ledger.
    Fold(Fold),
    /// A part of a whole.
    Ratio(RatioMode),
    /// Arithmetic over other indicators, each a column named by its id; in base units, quantities checked.
    Formula {
        /// Over the operands.
        expression: Expression,
        /// The indicators it names, in order.
        operands: Vec<IndicatorId>,
    },
    /// The same indicator against another period or against its target.
    Against {
        /// Which.
        indicator: IndicatorId,
        /// Against what.
        base: Base,
        /// Shown how.
        show: Compare,
    },
    /// The place of a unit among its siblings of one level, 1 is first; equal values share a place.
    Rank {
        /// By which.
        indicator: IndicatorId,
        /// Which end is first.
        order: Order,
    },
    /// How many units of a level satisfy a condition on an indicator (`value` is the column's name).
    Units {
        /// The indicator asked of every unit.
        of: IndicatorId,
        /// The level of the units.
        level: LevelId,
        /// Which of them count.
        condition: Expression,
    },
    /// A value with its source, kept in the reserved ledger `_value` by indicator, unit and period.
    Sourced {
        /// The grade such a value has where its record does not say otherwise.
        grade: Grade,
    },
    /// What was promised, kept in the reserved ledger `_target` by indicator, unit and period.
    Target {
        /// The indicator it promises.
        of: IndicatorId,
    },
    /// The value of a dated parameter on the period's last day.
    Parameter(ParameterId),
}

/// The plan of a figure over records: which ledger, which rows, which day, folded how.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Fold {
    /// The ledger.
    pub ledger: LedgerId,
    /// Rows pass only where this is true. Columns: the ledger's fields, `state`, `steps.<step>`, `unit`;
    /// constants: `period.first`, `period.last`, `today`, `param.<id>`.
    pub filter: Option<Expression>,
    /// What is folded.
    pub aggregate: Aggregate,
    /// Which day places a row.
    pub moment: Moment,
}

/// What is folded over the rows that pass.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Aggregate {
    /// How many records.
    Count,
    /// The sum of a number; records without it add nothing.
    Sum(FieldId),
    /// The mean of a number over records that have it.
    Avg(FieldId),
    /// The smallest.
    Min(FieldId),
    /// The largest.
    Max(FieldId),
    /// How many different values (persons, references, texts).
    Distinct(FieldId),
    /// The number in the latest record by date (then by record id).
    Latest(FieldId),
}

/// Which day places a row in or out of the period.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// The row's day lies in the period. Dated values and states are read on the period's last day.
    InPeriod(DateOf),
    /// The row exists on the period's last day: `begins <= day < ends`, open ends included (a stock).
    OnLastDay,
}

/// The date of a record an indicator goes by.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DateOf {
    /// A field.
    Field(FieldId),
    /// The last day a step was taken.
    Step(StepId),
}

/// What a ratio divides.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RatioMode {
    /// Of the same records: those of `over` for which `part` is true on the period's last day.
    Cohort {
        /// The whole, a fold.
        over: IndicatorId,
        /// Which of its records count.
        part: Expression,
    },
    /// This period's over this period's.
    Flow {
        /// The part.
        part: IndicatorId,
        /// The whole.
        over: IndicatorId,
    },
}

/// Against what an indicator is compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Base {
    /// The same period of the year before (同比).
    YearBefore,
    /// The period before (环比).
    PeriodBefore,
    /// The target for the period.
    Target,
}

/// How a comparison is shown.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Compare {
    /// The base itself.
    Base,
    /// This − base; of percentages, in percentage points.
    Difference,
    /// This ÷ base − 1, in %; absent on a base of zero.
    Change,
    /// This ÷ base, in % (完成率).
    Share,
}

/// Which end of a ranking is first.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Order {
    /// The largest first.
    Descending,
    /// The smallest first.
    Ascending,
}

impl Kind {
    /// The indicators it directly asks, in order; its evidence opens these.
    pub fn operands(&self) -> Vec<&IndicatorId> {
        match self {
            Self::Formula { operands, .. } => operands.iter().collect(),
            Self::Ratio(RatioMode::Flow { part, over }) => vec![part, over],
            Self::Ratio(RatioMode::Cohort { over, .. }) => vec![over],
            Self::Against { indicator, .. } | Self::Rank { indicator, .. } => vec![indicator],
            Self::Units { of, .. } | Self::Target { of } => vec![of],
            Self::Fold(_) | Self::Sourced { .. } | Self::Parameter(_) => Vec::new(),
        }
    }
}
