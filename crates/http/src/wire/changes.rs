//! The journal.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Told, shapes};

/// One Change of a book.
#[derive(Serialize, ToSchema)]
pub struct ChangeEntry {
    /// The book.
    pub book: String,
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: String,
    /// Who.
    pub actor: String,
    /// Who, by name, where there is an account.
    pub actor_name: Option<String>,
    /// What kind of act.
    pub act: String,
    /// The word for it.
    pub act_name: String,
    /// The client's key.
    pub request: String,
    /// Why.
    pub reason: Option<String>,
    /// Who told, where that is not who typed it.
    pub told: Option<Told>,
    /// Of an undo, the Change it took back.
    pub undoes: Option<u64>,
    /// Records touched.
    pub rows: u64,
}

/// A Change and the records it touched.
#[derive(Serialize, ToSchema)]
pub struct Change {
    /// Its entry.
    pub entry: ChangeEntry,
    /// The records, five hundred at most.
    pub touched: Vec<TouchedRecord>,
}

/// A record that a Change touched.
#[derive(Serialize, ToSchema)]
pub struct TouchedRecord {
    /// Its ledger.
    pub ledger: String,
    /// The ledger's name.
    pub ledger_name: String,
    /// Its id.
    pub record: String,
    /// What it is called, masked where personal.
    pub title: String,
    /// It was new with the Change.
    pub begins: bool,
    /// It was taken back by it.
    pub ends: bool,
}

/// A page of the journal, newest first.
#[derive(Serialize, ToSchema)]
pub struct Changes {
    /// The kinds of acts there are, in words.
    pub acts: Vec<ActName>,
    /// Only what touched records that the reader reaches is told, and of it how many of these.
    pub partial: bool,
    /// The entries.
    pub changes: Vec<ChangeEntry>,
    /// Send as `before` for the next page.
    pub next: Option<u64>,
}

/// A kind of act.
#[derive(Serialize, ToSchema)]
pub struct ActName {
    /// As the journal writes it.
    pub act: String,
    /// The word for it.
    pub name: String,
}

/// What a page of the journal is asked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ChangesQuery {
    /// Only Changes before this number.
    #[param(maximum = 18_446_744_073_709_551_615_u64)]
    pub before: Option<u64>,
    /// How many; 50 where absent.
    #[param(value_type = Option<i64>, minimum = 0, maximum = 4_294_967_295_i64)]
    pub limit: Option<u32>,
    /// By whom: a login, or part of a name.
    pub who: Option<String>,
    /// The kind of act: `create`, `correct`, `withdraw`, `step`, `import`, `undo`, `activate`, `issue`, `open`.
    pub act: Option<String>,
    /// From this day on.
    #[param(value_type = Option<shapes::DayOrNone>, inline)]
    pub from: Option<String>,
    /// To this day, itself included.
    #[param(value_type = Option<shapes::DayOrNone>, inline)]
    pub to: Option<String>,
    /// Words in the reason.
    pub q: Option<String>,
    /// Only what somebody else told than who typed it.
    pub told: Option<bool>,
    /// Who told that: a login, or part of a name.
    pub told_by: Option<String>,
}

/// An undo.
#[derive(Deserialize, ToSchema)]
pub struct Undo {
    /// The client's key.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// Why; there must be a reason.
    #[serde(default)]
    pub reason: Option<String>,
}
