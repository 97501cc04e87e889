//! The checked pack: every name resolves, every expression is typed, every list keeps the order of its file.

mod fields;
mod forms;
mod header;
mod indicators;
mod ledgers;
mod lists;
mod numbers;
mod schemas;

use indexmap::IndexMap;
use kernel::{CodeListId, FormId, IndicatorId, LedgerId, LevelId, PackId, ParameterId, ReportId, RoleId, units::Unit};
use serde::Serialize;

pub use fields::{Check, Field, FieldType, NumberPart, NumberedPer, Numbering, Prefill, Privacy};
pub use forms::{Form, FormCell, FormColumn, FormRows, Paper, PaperSize, letters};
pub use header::{Header, HeaderCell};
pub use indicators::{Aggregate, Base, Compare, DateOf, Fold, Indicator, Kind, Moment, Order, RatioMode};
pub use ledgers::{Ledger, LedgerKind, State, Step};
pub use lists::{
    Code, CodeList, Coverage, Duty, Level, Parameter, ParameterValue, Report, Role, Scorecard, TargetDeclaration,
};
pub use numbers::{from_base, to_base};
pub use schemas::Use;

/// A whole pack with its overlays, as active in a county.
#[derive(Clone, Debug, Serialize)]
pub struct Pack {
    /// Its id.
    pub id: PackId,
    /// Its name.
    pub name: String,
    /// Its version as its author writes it.
    pub version: String,
    /// SHA-256 of all its files, hex: packs are content-addressed.
    pub digest: String,
    /// Levels of administrative unit, from the top down.
    pub levels: Vec<Level>,
    /// The units it seeds a new installation with.
    pub units: Vec<Unit>,
    /// Roles a post may give.
    pub roles: IndexMap<RoleId, Role>,
    /// Dated parameters it seeds a new installation with.
    pub parameters: IndexMap<ParameterId, Parameter>,
    /// Lists of codes.
    pub codes: IndexMap<CodeListId, CodeList>,
    /// Registers, logs and cases, and the reserved ledgers.
    pub ledgers: IndexMap<LedgerId, Ledger>,
    /// Indicators.
    pub indicators: IndexMap<IndicatorId, Indicator>,
    /// Duties, scorecards and targets as declared; the engines that run them come later.
    pub duties: IndexMap<String, Duty>,
    /// See `duties`.
    pub scorecards: IndexMap<String, Scorecard>,
    /// See `duties`.
    pub targets: IndexMap<String, TargetDeclaration>,
    /// Report templates.
    pub reports: IndexMap<ReportId, Report>,
    /// Forms that an upper level prescribes.
    pub forms: IndexMap<FormId, Form>,
    /// Which figure of a real report each indicator answers.
    pub coverage: Vec<Coverage>,
}

impl Pack {
    /// A ledger by its id.
    pub fn ledger(&self, id: &str) -> Option<&Ledger> {
        self.ledgers.get(id)
    }

    /// The topmost unit. The loader sees to it that there is one at most.
    pub fn root(&self) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.is_root())
    }

    /// An indicator by its id.
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.indicators.get(id)
    }

    /// An indicator by its id, its name, another of its names, or the id of a figure it answers.
    pub fn indicator_named(&self, name: &str) -> Option<&Indicator> {
        let called =
            |indicator: &&Indicator| indicator.name == name || indicator.aliases.iter().any(|other| other == name);
        let answers = || self.coverage.iter().find(|row| row.figure == name).map(|row| row.indicator.as_str());
        self.indicator(name)
            .or_else(|| self.indicators.values().find(called))
            .or_else(|| answers().and_then(|id| self.indicator(id)))
    }

    /// The register that `person` fields refer to.
    pub fn identity(&self) -> Option<&Ledger> {
        self.ledgers.values().find(|ledger| ledger.identity)
    }

    /// The level whose units own a book of their own, of those that own ledgers (township); the top level is the county's book.
    pub fn level(&self, id: &str) -> Option<&Level> {
        self.levels.iter().find(|level| level.id.as_str() == id)
    }

    /// Level ids from the top down.
    pub fn level_ids(&self) -> Vec<LevelId> {
        self.levels.iter().map(|level| level.id.clone()).collect()
    }
}
