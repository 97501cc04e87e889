//! A unit's page.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Figure, shapes};

/// For which period.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UnitPageQuery {
    /// The period that logs, cases and figures speak of; registers are looked at on its last day, or today while it lasts.
    #[param(value_type = shapes::Period, inline)]
    pub period: String,
}

/// Everything about one unit, as far as it is open to the reader.
#[derive(Serialize, ToSchema)]
pub struct UnitPage {
    /// The unit.
    pub unit: UnitAround,
    /// The period.
    pub period: String,
    /// The period of the year before that figures are set against: while this one lasts, up to the same day.
    pub before: String,
    /// The day that registers speak of.
    pub on: String,
    /// The units above it, the nearest first.
    pub above: Vec<UnitAround>,
    /// The units right below it, those that have ended among them.
    pub below: Vec<UnitAround>,
    /// The units that it was made of.
    pub predecessors: Vec<UnitAround>,
    /// What became of it, where it ended.
    pub successors: Vec<UnitAround>,
    /// The units that it lay in before it passed to another.
    pub belonged_to: Vec<UnitLeft>,
    /// The names it had before.
    pub former: Vec<FormerName>,
    /// Whether people sign in; while nobody does, there are no posts.
    pub signs_in: bool,
    /// Who answers for what there today, the unit's own first; of one that keeps no book of its own also below it.
    pub posts: Vec<Holder>,
    /// The ledgers that may hold records of it, as far as the reader may read them, in the order of the pack.
    pub ledgers: Vec<LedgerHere>,
    /// The figures that are looked at first, of this unit.
    pub figures: Vec<ToldFigure>,
    /// What was promised for the period.
    pub targets: Vec<PromisedFigure>,
    /// The newest records of the period, the newest first.
    pub newest: Vec<NewestRecord>,
    /// The newest cut.
    pub as_of: String,
}

/// A unit as others name it.
#[derive(Serialize, ToSchema)]
pub struct UnitAround {
    /// Its code.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The word for its level.
    pub level_name: String,
    /// First day.
    pub begins: String,
    /// First day it is no longer there.
    pub ends: Option<String>,
    /// Whether its page is open to the reader.
    pub opens: bool,
}

/// A unit that another lay in.
#[derive(Serialize, ToSchema)]
pub struct UnitLeft {
    /// Which.
    pub unit: UnitAround,
    /// The first day on which it did not any more.
    pub until: String,
}

/// A name that a unit had.
#[derive(Serialize, ToSchema)]
pub struct FormerName {
    /// The name.
    pub name: String,
    /// The day on which the next was written down.
    pub until: String,
}

/// A post that somebody holds.
#[derive(Serialize, ToSchema)]
pub struct Holder {
    /// The role's name.
    pub role_name: String,
    /// The line of work, where the role has several.
    pub chain: Option<String>,
    /// Where.
    pub unit: String,
    /// Its name.
    pub unit_name: String,
    /// The person's name.
    pub name: String,
    /// Whether that person stands in for somebody.
    pub is_deputy: bool,
    /// Since when.
    pub since: Option<String>,
}

/// A ledger as it looks from one unit.
#[derive(Serialize, ToSchema)]
pub struct LedgerHere {
    /// Its id.
    pub ledger: String,
    /// Its name.
    pub name: String,
    /// `register`, `log`, `case`.
    pub kind: String,
    /// Its numbers.
    pub counts: Vec<RecordCount>,
    /// Whether its records can be looked at on a map.
    pub mapped: bool,
    /// Whether the reader may write records of this unit.
    pub writes: bool,
}

/// How many records a list has.
#[derive(Serialize, ToSchema)]
pub struct RecordCount {
    /// `on_day`: those of a register that are there on the day. `in_period`: those of the period. `open`: cases in which
    /// something remains to be done, now. `finished`: cases that are finished, by a step of the period. `all`: all there are.
    pub what: String,
    /// How many.
    pub total: u64,
    /// The filter of the list that has so many, asked for this unit; all of its records where there is none.
    pub filter: Option<String>,
    /// The same as conditions, all of which hold; nothing where it cannot be said so.
    pub conditions: Option<Vec<ListCondition>>,
}

/// A condition of a list.
#[derive(Serialize, ToSchema)]
pub struct ListCondition {
    /// The field; `state`, and `steps.<step>` for the day of a step.
    pub field: String,
    /// `most`: not after. `beyond`: absent, or after. `within`: between two days. `among`: one of several.
    pub test: String,
    /// Of `within` two days with `..` between, of `among` codes with `|` between.
    pub value: String,
}

/// A figure and what it was before.
#[derive(Serialize, ToSchema)]
pub struct ToldFigure {
    /// Of the period.
    pub now: Figure,
    /// Of the same time of the year before.
    pub before: Option<Figure>,
}

/// What was promised, and how far that is.
#[derive(Serialize, ToSchema)]
pub struct PromisedFigure {
    /// The target.
    pub target: Figure,
    /// What it promises.
    pub so_far: Option<Figure>,
}

/// A record by name.
#[derive(Serialize, ToSchema)]
pub struct NewestRecord {
    /// Its ledger.
    pub ledger: String,
    /// The ledger's name.
    pub ledger_name: String,
    /// Its book.
    pub book: String,
    /// Its id.
    pub record: String,
    /// What names it, masked where personal.
    pub title: String,
    /// The unit's name.
    pub unit_name: String,
    /// Its day.
    pub on: String,
    /// The state of a case.
    pub state_name: Option<String>,
}
