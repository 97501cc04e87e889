//! The smaller declarations: levels, roles, parameters, codes, duties, scorecards, targets, reports, coverage.

use indexmap::IndexMap;
use kernel::{
    CodeListId, Date, Decimal, IndicatorId, LedgerId, LevelId, Measure, ParameterId, Period, ReportId, RoleId, UnitId,
};
use serde::Serialize;

use super::Privacy;

/// A level of administrative unit.
#[derive(Clone, Debug, Serialize)]
pub struct Level {
    /// Its id.
    pub id: LevelId,
    /// The word people see: 县, 乡镇, 村, 网格.
    pub name: String,
    /// Units of this level each have a book of their own.
    pub book: bool,
}

/// A role that a post gives.
#[derive(Clone, Debug, Serialize)]
pub struct Role {
    /// Its id.
    pub id: RoleId,
    /// The word people see.
    pub name: String,
    /// The level of unit a post of this role is at.
    pub level: LevelId,
    /// The ledgers it reads at its unit and below; nothing is all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reads: Option<Vec<LedgerId>>,
    /// The ledgers it writes there, which it then also reads; nothing is all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub writes: Option<Vec<LedgerId>>,
    /// The most private fields it reads unmasked.
    pub clearance: Privacy,
    /// Shares views with its unit and those below, and arranges their home pages.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub arranges: bool,
    /// Makes ledgers, with their fields and first indicators, and report templates, for its unit and those below.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub declares: bool,
}

/// A limit, threshold or standard, with the days on which each value holds.
#[derive(Clone, Debug, Serialize)]
pub struct Parameter {
    /// Its id.
    pub id: ParameterId,
    /// The word people see.
    pub name: String,
    /// The unit of its values: 元, 亩, 天, 工作日, 岁.
    #[serde(rename = "in")]
    pub measure: Measure,
    /// Nation-wide rule, or local.
    pub local: bool,
    /// Values, oldest first.
    pub values: Vec<ParameterValue>,
}

/// A value of a parameter over some days.
#[derive(Clone, Debug, Serialize)]
pub struct ParameterValue {
    /// In the parameter's measure.
    pub value: Decimal,
    /// First day.
    pub from: Date,
    /// First day on which it no longer holds.
    pub to: Option<Date>,
    /// The document it rests on.
    pub basis: String,
}

/// A list of codes.
#[derive(Clone, Debug, Serialize)]
pub struct CodeList {
    /// Its id.
    pub id: CodeListId,
    /// The word people see.
    pub name: String,
    /// Codes, in the order of the list.
    pub codes: IndexMap<String, Code>,
}

/// A code of a list.
#[derive(Clone, Debug, Serialize)]
pub struct Code {
    /// The word people see.
    pub name: String,
    /// Other words under which spreadsheets bring it.
    pub aliases: Vec<String>,
    /// The code that takes its place, once ended.
    pub becomes: Option<String>,
    /// The first day whose records may no longer say it; a successor without a day takes its place always.
    pub ends: Option<Date>,
}

impl Code {
    /// Whether it is not offered any more on a day.
    pub fn has_ended(&self, on: Date) -> bool {
        self.ends.map_or(self.becomes.is_some(), |ends| ends <= on)
    }
}

/// A duty as declared; due moments are computed when its engine exists.
#[derive(Clone, Debug, Serialize)]
pub struct Duty {
    /// The word people see.
    pub name: String,
    /// The role that holds it.
    pub holder: RoleId,
    /// How often: `daily`, `weekly`, `monthly`, `quarterly`, `yearly`.
    pub every: String,
    /// The log whose records prove it.
    pub proof: LedgerId,
    /// The item of the duty list it serves.
    pub mandate: String,
}

/// A scorecard of units as declared.
#[derive(Clone, Debug, Serialize)]
pub struct Scorecard {
    /// The word people see.
    pub name: String,
    /// The level of the units it scores.
    pub level: LevelId,
    /// Indicators and their weights.
    pub weights: IndexMap<IndicatorId, Decimal>,
}

/// A target as declared; what was promised is kept in the reserved ledger `_target`.
#[derive(Clone, Debug, Serialize)]
pub struct TargetDeclaration {
    /// The word people see.
    pub name: String,
    /// What it promises.
    pub indicator: IndicatorId,
    /// For which period.
    pub period: Period,
    /// The value for each unit, in the indicator's measure.
    pub values: IndexMap<UnitId, Decimal>,
}

/// A report template.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Its id.
    pub id: ReportId,
    /// Its name.
    pub name: String,
    /// Only this unit and those below it use it; whoever works elsewhere does not know of it. `None` is all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<UnitId>,
    /// The file it stands in, relative to the pack.
    pub file: String,
    /// The whole text, front matter included; the report room reads it.
    pub text: String,
}

/// One figure of a real report and the indicator that answers it.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Coverage {
    /// The figure's id (`F0416`).
    pub figure: String,
    /// The indicator.
    pub indicator: IndicatorId,
    /// The unit, where it is not the report's own.
    pub unit: Option<UnitId>,
    /// The period, where it is not the report's own.
    pub period: Option<Period>,
}
