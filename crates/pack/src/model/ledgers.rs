//! Ledgers: registers, logs and cases.

use indexmap::IndexMap;
use kernel::{FieldId, LedgerId, LevelId, ParameterId, RoleId, StateId, StepId, UnitId};
use serde::Serialize;

use super::{Check, Field, FieldType};

/// A ledger. Registers have the reserved fields `begins` and `ends` (the first day it is no longer there);
/// logs and cases have a date field; cases have states and steps.
#[derive(Clone, Debug, Serialize)]
pub struct Ledger {
    /// Its id.
    pub id: LedgerId,
    /// The word people see.
    pub name: String,
    /// Register, log or case.
    pub kind: LedgerKind,
    /// The item of the duty list it serves, by shared key.
    pub mandate: String,
    /// The register its records are about.
    pub about: Option<LedgerId>,
    /// Levels that may own a record.
    pub unit: Vec<LevelId>,
    /// Only this unit and those below it keep it; whoever works elsewhere does not know of it. `None` is all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub only: Option<UnitId>,
    /// Other headings under which spreadsheets bring the unit.
    pub unit_aliases: Vec<String>,
    /// The date that places a record (logs and cases); `begins` for registers.
    pub date: FieldId,
    /// The business key: two records of one unit never share it. Empty: re-imports cannot update.
    pub key: Vec<FieldId>,
    /// Fields that name a record to a person, in order.
    pub title: Vec<FieldId>,
    /// The register that `person` fields refer to.
    pub identity: bool,
    /// Who may not read it may not know that it exists.
    pub hidden: bool,
    /// Its rows are totals that villages handed in: its figures grade 分村汇总.
    pub totals: bool,
    /// Fields, in the order of the form.
    pub fields: IndexMap<FieldId, Field>,
    /// Conditions over several fields.
    pub checks: Vec<Check>,
    /// States of a case, the first is where it begins.
    pub states: IndexMap<StateId, State>,
    /// Steps of a case.
    pub steps: IndexMap<StepId, Step>,
    /// One sentence on what belongs here.
    pub help: Option<String>,
}

/// What kind of thing a ledger keeps.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LedgerKind {
    /// Things that exist from a day to a day.
    Register,
    /// Things that happened on a day.
    Log,
    /// Things to be finished.
    Case,
}

/// A state of a case.
#[derive(Clone, Debug, Serialize)]
pub struct State {
    /// Its id.
    pub id: StateId,
    /// The word people see.
    pub name: String,
    /// Nothing remains to be done.
    #[serde(rename = "final")]
    pub last: bool,
    /// The state that takes its place, once ended.
    pub becomes: Option<StateId>,
}

/// A step from state to state.
#[derive(Clone, Debug, Serialize)]
pub struct Step {
    /// Its id.
    pub id: StepId,
    /// The word people see.
    pub name: String,
    /// States it leaves.
    pub from: Vec<StateId>,
    /// The state it enters.
    pub to: StateId,
    /// The role that takes it.
    pub by: Option<RoleId>,
    /// The dated parameter that says by when.
    pub within: Option<ParameterId>,
    /// Must be true for the step to be taken.
    pub guard: Option<Check>,
}

impl Ledger {
    /// A field by its id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.fields.get(id)
    }

    /// Whether another field took its place: what it says stays, and nobody is asked for it any more.
    pub fn is_replaced(&self, field: &str) -> bool {
        self.fields.values().any(|other| other.replaces.as_ref().is_some_and(|old| old.as_str() == field))
    }

    /// Whether versions of a record divide into spells: a dated field, or the state of a case.
    pub fn has_spells(&self) -> bool {
        self.kind == LedgerKind::Case || self.fields.values().any(|field| field.dated)
    }

    /// The fields that keep spells.
    pub fn dated_fields(&self) -> impl Iterator<Item = &Field> {
        self.fields.values().filter(|field| field.dated)
    }

    /// The field that holds ID numbers.
    pub fn id_number(&self) -> Option<&Field> {
        self.fields.values().find(|field| field.ty == FieldType::IdNumber)
    }

    /// The field that the house numbers.
    pub fn numbered(&self) -> Option<&Field> {
        self.fields.values().find(|field| field.number.is_some() && !self.is_replaced(field.id.as_str()))
    }

    /// Whether it is one of the reserved ledgers.
    pub fn is_system(&self) -> bool {
        self.id.as_str().starts_with('_')
    }
}
