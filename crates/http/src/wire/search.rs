//! Words looked for in all ledgers at once.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What is looked for.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct SearchQuery {
    /// Words that must be in a record, as of a list: blanks part them, and first letters of how they are read will do. Where
    /// there are none, every record is found.
    pub q: Option<String>,
}

/// What was found.
#[derive(Serialize, ToSchema)]
pub struct FoundRecords {
    /// Units that are there today and are called so or begin to be read so, the shortest name first; a hundred at most.
    pub units: Vec<String>,
    /// Ledgers that are called so, in the same order.
    pub named: Vec<String>,
    /// Ledgers that hold the words: registers, then cases, then logs.
    pub ledgers: Vec<FoundInLedger>,
    /// How many ledgers were not looked through: 200 are at most.
    pub left_off: u64,
}

/// What was found in a ledger.
#[derive(Serialize, ToSchema)]
pub struct FoundInLedger {
    /// The ledger.
    pub ledger: String,
    /// Its name.
    pub name: String,
    /// `register`, `log` or `case`.
    pub kind: String,
    /// How many records its list gives for the same words.
    pub total: u64,
    /// The first of them, those before others that are called so: five at most, and after a hundred in all one of each ledger.
    pub records: Vec<FoundRecord>,
}

/// A record that was found, in few words.
#[derive(Serialize, ToSchema)]
pub struct FoundRecord {
    /// The book that keeps it.
    pub book: String,
    /// Its id.
    pub record: String,
    /// What it is called.
    pub title: String,
    /// The owning unit's name.
    pub unit_name: String,
    /// The state's name.
    pub state_name: Option<String>,
    /// Up to three fields as lists show them, those before others that hold a word.
    pub says: Vec<FoundField>,
}

/// A field and what lists show of it, cut around the word where it is long.
#[derive(Serialize, ToSchema)]
pub struct FoundField {
    /// The field's name.
    pub name: String,
    /// What it says.
    pub text: String,
}
