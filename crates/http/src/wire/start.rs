//! The first hour.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::PackName;

/// Whether there are books yet, and what they would be founded with.
#[derive(Serialize, ToSchema)]
pub struct Start {
    /// Whether an office, or the example, is there.
    pub founded: bool,
    /// The pack in force, or the one that founding would take.
    pub pack: PackName,
    /// Its levels of units, from the top down.
    pub levels: Vec<LevelName>,
    /// The level of the office itself.
    pub office_level: String,
}

/// A level of units.
#[derive(Serialize, ToSchema)]
pub struct LevelName {
    /// Its id.
    pub id: String,
    /// Its word.
    pub name: String,
}

/// What a person wants to begin with.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Found {
    /// The example township with its spreadsheets.
    Demo,
    /// Books of one's own.
    Own {
        /// The office.
        name: String,
        /// Its twelve digits.
        #[serde(default)]
        code: Option<String>,
        /// The county above it.
        #[serde(default)]
        county: Option<String>,
        /// Its villages, one a line, a code behind where there is one.
        villages: String,
    },
}

/// Villages that a spreadsheet names.
#[derive(Serialize, ToSchema)]
pub struct SheetUnits {
    /// In the order of the sheet.
    pub units: Vec<SheetUnit>,
    /// The office that stands above the headings.
    pub office: Option<String>,
}

/// A village by name.
#[derive(Serialize, ToSchema)]
pub struct SheetUnit {
    /// Its name.
    pub name: String,
    /// Rows that name it.
    pub rows: u64,
}
