//! What is behind a figure.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Figure, shapes};

/// An opened figure.
#[derive(Serialize, ToSchema)]
pub struct Evidence {
    /// The figure itself.
    pub figure: Figure,
    /// The definition in words.
    pub definition: String,
    /// `rows`, `operands`, `siblings`, `source`, `parameter`.
    pub kind: String,
    /// Rows whose fold is the figure.
    pub rows: Option<EvidenceRows>,
    /// Figures it is made of.
    pub operands: Option<Vec<Figure>>,
    /// Figures it stands among.
    pub siblings: Option<Vec<Figure>>,
    /// Of a parameter, the document it rests on.
    pub basis: Option<String>,
    /// What the evidence folds back to; equal to the figure's value.
    pub fold: Option<String>,
}

/// A page of rows behind a figure.
#[derive(Serialize, ToSchema)]
pub struct EvidenceRows {
    /// Their ledger.
    pub ledger: String,
    /// Its name.
    pub ledger_name: String,
    /// How many in all.
    pub total: u64,
    /// How many are not open to the reader.
    pub closed: u64,
    /// The rows of this page.
    pub rows: Vec<EvidenceRow>,
    /// Send as `after` for the next page.
    pub next: Option<String>,
}

/// One row behind a figure.
#[derive(Serialize, ToSchema)]
pub struct EvidenceRow {
    /// Its ledger.
    pub ledger: String,
    /// Its book.
    pub book: String,
    /// The record.
    pub record: String,
    /// The version that counted.
    pub from_seq: u64,
    /// The unit that owns it.
    pub unit: String,
    /// The unit's name.
    pub unit_name: String,
    /// What it is called.
    pub title: String,
    /// Its values as a person reads them, in the order of the form, the first few.
    pub shown: Vec<Shown>,
    /// What it adds, in the figure's unit.
    pub contribution: Option<String>,
    /// Of a distinct count, the value it is grouped by.
    pub group: Option<String>,
    /// Of a share, whether it belongs to the part.
    pub part: Option<bool>,
}

/// A value as a person reads it.
#[derive(Serialize, ToSchema)]
pub struct Shown {
    /// The field's id.
    pub field: String,
    /// Its name.
    pub name: String,
    /// The value.
    pub text: String,
}

/// What is opened.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OpenQuery {
    /// The scope.
    pub unit: String,
    /// The period.
    #[param(value_type = shapes::Period, inline)]
    pub period: String,
    /// `then` or `now`.
    #[param(value_type = Option<shapes::Boundaries>, inline)]
    pub boundaries: Option<String>,
    /// The cut.
    #[param(value_type = Option<shapes::Cut>, inline)]
    pub as_of: Option<String>,
    /// Where the page of rows begins.
    pub after: Option<String>,
    /// How many rows; 50 where absent, 1000 at most.
    #[param(value_type = Option<i64>, minimum = 0, maximum = 4_294_967_295_i64)]
    pub limit: Option<u32>,
}
