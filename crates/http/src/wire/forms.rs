//! Forms that an upper level prescribes.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Figure, IssuedVersion, UnitName, shapes};

/// A form.
#[derive(Serialize, ToSchema)]
pub struct FormName {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The number the upper level gave it (表号).
    pub number: Option<String>,
    /// Who prescribes it.
    pub authority: Option<String>,
    /// The level of the units that fill it in.
    pub level: String,
    /// The word for that level.
    pub level_name: String,
    /// The kind of period it is for: `year`, `half`, `quarter`, `month`, `span`.
    pub period: String,
    /// Of a summary, the word for what a row is; nothing where rows are records.
    pub each: Option<String>,
}

/// For which unit, period and cut a form is filled in.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FormQuery {
    /// The unit, of the form's level; the session's where absent.
    pub unit: Option<String>,
    /// The period, of the form's kind; the session's where absent.
    #[param(value_type = Option<shapes::Period>, inline)]
    pub period: Option<String>,
    /// The cut; the newest where absent.
    #[param(value_type = Option<shapes::Cut>, inline)]
    pub as_of: Option<String>,
}

/// A form as it is filled in: its frame, its headings and its first rows.
#[derive(Serialize, ToSchema)]
pub struct FilledForm {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What stands above it.
    pub title: String,
    /// The number the upper level gave it.
    pub number: Option<String>,
    /// Who prescribes it.
    pub authority: Option<String>,
    /// The document it rests on.
    pub basis: Option<String>,
    /// The unit that fills it in.
    pub unit: UnitName,
    /// The period.
    pub period: String,
    /// The period in words.
    pub period_name: String,
    /// The day on which it is filled in.
    pub day: String,
    /// `A4` or `A3`.
    pub paper: String,
    /// Whether the long side lies.
    pub landscape: bool,
    /// How many rows the headings take.
    pub heading_rows: usize,
    /// The headings, row after row from left to right.
    pub headings: Vec<FormHeading>,
    /// What stands below each heading (甲 乙 1 2); nothing where the form has no such row.
    pub codes: Option<Vec<String>>,
    /// How wide each column is, in letters of which a Chinese character takes two.
    pub widths: Vec<u32>,
    /// The first rows; of a summary all, the last of the whole unit.
    pub rows: Vec<FormRow>,
    /// How many rows the file has, the whole not counted.
    pub total: u64,
    /// Figures that are missing.
    pub missing: Vec<FormGap>,
    /// Counts of persons below five.
    pub small: Vec<FormGap>,
    /// Figures that are foretold, and no results yet.
    pub forecast: Vec<FormGap>,
    /// Lines below the table.
    pub notes: Vec<String>,
    /// Who signs it.
    pub signers: Vec<String>,
    /// Whether fields of persons are in it, masked.
    pub personal: bool,
    /// Whether whoever asks may send it up for the unit, and take a version of it back.
    pub may_send: bool,
    /// The cut it was filled in at.
    pub as_of: String,
}

/// A heading of a form.
#[derive(Serialize, ToSchema)]
pub struct FormHeading {
    /// Its first row, from 0.
    pub row: usize,
    /// Its first column, from 0.
    pub column: usize,
    /// Over how many rows it reaches.
    pub rows: usize,
    /// Over how many columns it reaches.
    pub columns: usize,
    /// What it says.
    pub text: String,
}

/// A row of a form.
#[derive(Serialize, ToSchema)]
pub struct FormRow {
    /// Whether it is that of the whole unit.
    pub whole: bool,
    /// Its cells.
    pub cells: Vec<FormCell>,
}

/// A cell of a form.
#[derive(Serialize, ToSchema)]
pub struct FormCell {
    /// What it says; of a figure its value without its unit, empty where it is missing.
    pub text: String,
    /// Whether it is a number.
    pub number: bool,
    /// The figure that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub figure: Option<Figure>,
}

/// A figure that somebody should look at.
#[derive(Serialize, ToSchema)]
pub struct FormGap {
    /// The row it stands in.
    pub row: String,
    /// The column.
    pub column: String,
    /// What there is to it.
    pub message: String,
}

/// Of which form's versions.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FormVersionQuery {
    /// The unit; the session's where absent.
    pub unit: Option<String>,
    /// The period; the session's where absent.
    #[param(value_type = Option<shapes::PeriodOrNone>, inline)]
    pub period: Option<String>,
}

/// A form to be sent up.
#[derive(Deserialize, ToSchema)]
pub struct IssueForm {
    /// The client's key: a retry with the same key is the same version.
    #[schema(value_type = shapes::RequestKey)]
    pub request: String,
    /// The unit that fills it in.
    pub unit: String,
    /// The period.
    #[schema(value_type = shapes::Period)]
    pub period: String,
    /// The cut that was looked at; the newest where absent.
    #[serde(default)]
    #[schema(value_type = Option<shapes::Cut>)]
    pub as_of: Option<String>,
    /// Who sees to it, by name; there must be somebody.
    #[serde(default)]
    pub by: Option<String>,
    /// A word on this version.
    #[serde(default)]
    pub note: Option<String>,
    /// Why it goes up as it is, where figures are missing, foretold or counts of persons below five.
    #[serde(default)]
    pub why: Option<String>,
}

/// A version of a form as it went up.
#[derive(Serialize, ToSchema)]
pub struct OpenedFormVersion {
    /// Which it is.
    pub version: IssuedVersion,
    /// What the screen showed of it: of a summary all, of a roster the first rows. Its figures open at its cut.
    pub filled: FilledForm,
    /// Why it went up as it was, where there was something to be said.
    pub why: Option<String>,
    /// What it says by now; nothing where the form is gone or was declared otherwise.
    pub since: Option<FormSince>,
}

/// What a form says otherwise by now.
#[derive(Serialize, ToSchema)]
pub struct FormSince {
    /// How many rows it has by now.
    pub total: u64,
    /// Of a summary, the cells that say something else.
    pub moved: Vec<FormMoved>,
}

/// A cell that says something else by now.
#[derive(Serialize, ToSchema)]
pub struct FormMoved {
    /// What stands in front of its row.
    pub row: String,
    /// What stands above it.
    pub column: String,
    /// What it said; null where there was no figure.
    pub was: Option<String>,
    /// What it says; null where there is none.
    pub is: Option<String>,
}
