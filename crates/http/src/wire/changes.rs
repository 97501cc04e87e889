//! The journal.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

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
    /// What kind of act.
    pub act: String,
    /// The word for it.
    pub act_name: String,
    /// The client's key.
    pub request: String,
    /// Why.
    pub reason: Option<String>,
    /// Of an undo, the Change it took back.
    pub undoes: Option<u64>,
    /// Records touched.
    pub rows: u64,
}

/// A page of the journal, newest first.
#[derive(Serialize, ToSchema)]
pub struct Changes {
    /// The entries.
    pub changes: Vec<ChangeEntry>,
    /// Send as `before` for the next page.
    pub next: Option<u64>,
}

/// What a page of the journal is asked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ChangesQuery {
    /// Only Changes before this number.
    pub before: Option<u64>,
    /// How many; 50 where absent.
    pub limit: Option<u32>,
}

/// An undo.
#[derive(Deserialize, ToSchema)]
pub struct Undo {
    /// The client's key.
    pub request: String,
    /// Why; there must be a reason.
    #[serde(default)]
    pub reason: Option<String>,
}
