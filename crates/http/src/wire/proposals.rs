//! A spreadsheet before there is a ledger for it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Figure, ImportColumn, Receipt, UnitName, shapes};

/// What could become of a spreadsheet.
#[derive(Serialize, ToSchema)]
pub struct Proposal {
    /// The file's name.
    pub file: String,
    /// The sheet that was looked at.
    pub sheet: Option<String>,
    /// All sheets.
    pub sheets: Vec<String>,
    /// The row of the headings, from 1.
    pub header_row: u32,
    /// Rows of data.
    pub rows: u64,
    /// The title above the headings.
    pub title: Option<String>,
    /// Ledgers there are that the sheet may be for, best first.
    pub fits: Vec<Fit>,
    /// The ledger it would make.
    pub draft: Draft,
    /// What somebody should look at before the ledger is made.
    pub findings: Vec<crate::problem::WireFinding>,
}

/// A ledger the sheet may be for.
#[derive(Serialize, ToSchema)]
pub struct Fit {
    /// Its id.
    pub ledger: String,
    /// Its name.
    pub name: String,
    /// `register`, `log` or `case`.
    pub kind: String,
    /// Columns it knows.
    pub matched: usize,
    /// Columns of the sheet.
    pub columns: usize,
    /// Each of them, and what of the ledger it is.
    pub taken: Vec<ImportColumn>,
    /// What it needs and no column brings, in words.
    pub missing: Vec<String>,
    /// Whether nothing it needs is missing.
    pub usable: bool,
}

/// A new ledger, as the clerk may correct it.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct Draft {
    /// Its name.
    pub name: String,
    /// `register` (名册) or `log` (记录).
    #[schema(value_type = shapes::DraftKind)]
    pub kind: String,
    /// The item of the duty list it serves; blank: to be looked up.
    #[serde(default)]
    pub mandate: String,
    /// What one record is counted as: 户, 人, 台.
    #[serde(default)]
    pub counted: String,
    /// The id of the column that dates a record.
    #[serde(default)]
    pub date: Option<String>,
    /// Since when rows of a register hold that do not say.
    #[serde(default)]
    pub begins: Option<String>,
    /// Ids of the columns that tell records apart.
    #[serde(default)]
    pub key: Vec<String>,
    /// Ids of the columns records are called by.
    #[serde(default)]
    pub title: Vec<String>,
    /// The heading of the column that names the village.
    #[serde(default)]
    pub unit_heading: Option<String>,
    /// All columns.
    pub fields: Vec<DraftField>,
}

/// A column of the sheet, and what it is to be.
#[derive(Serialize, Deserialize, ToSchema)]
pub struct DraftField {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The heading as it stands.
    pub heading: String,
    /// Its number, from 1.
    #[serde(default)]
    #[schema(value_type = i64, minimum = 0, maximum = 4_294_967_295_i64)]
    pub column: u32,
    /// `field`, `unit`, `number_of` (the ID number of the one person), `none`.
    #[serde(rename = "use")]
    #[schema(value_type = shapes::ColumnUse)]
    pub used: String,
    /// `text`, `long_text`, `integer`, `decimal`, `money`, `date`, `time`, `bool`, `choice`, `person`, `id_number`, `phone`, `credit_code`.
    #[serde(rename = "type")]
    #[schema(value_type = shapes::ColumnType)]
    pub ty: String,
    /// The unit its numbers are in.
    #[serde(default)]
    pub measure: Option<String>,
    /// Places of a decimal.
    #[serde(default)]
    #[schema(maximum = 255)]
    pub scale: Option<u8>,
    /// A record must have it.
    #[serde(default)]
    pub required: bool,
    /// `open`, `internal`, `personal`, `sensitive`.
    #[serde(default)]
    #[schema(value_type = shapes::ColumnPrivacy)]
    pub privacy: String,
    /// The words of a choice.
    #[serde(default)]
    pub codes: Vec<String>,
    /// Cells that have something.
    #[serde(default)]
    #[schema(maximum = 18_446_744_073_709_551_615_u64)]
    pub filled: u64,
    /// Different ones among them.
    #[serde(default)]
    #[schema(maximum = 18_446_744_073_709_551_615_u64)]
    pub distinct: u64,
    /// The first few.
    #[serde(default)]
    pub samples: Vec<String>,
    /// Why it was taken for what it was.
    #[serde(default)]
    pub because: String,
}

/// The sheet of a workbook to look at.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ProposalQuery {
    /// Its name; the one that says most where absent.
    pub sheet: Option<String>,
}

/// A ledger to be put in force.
#[derive(Deserialize, ToSchema)]
pub struct DeclareLedger {
    /// The client's key: a retry with the same key is the same Change; with another draft it is refused.
    #[serde(default)]
    #[schema(value_type = Option<shapes::RequestKey>)]
    pub request: Option<String>,
    /// The unit it is for, with those below it; the first that its author declares for where absent, and for whoever sits at
    /// the machine all of them.
    #[serde(default)]
    pub unit: Option<String>,
    /// The draft.
    pub draft: Draft,
}

/// A ledger that was put in force.
#[derive(Serialize, ToSchema)]
pub struct DeclaredLedger {
    /// Its id.
    pub ledger: String,
    /// Its name.
    pub name: String,
    /// Its first indicators.
    pub indicators: Vec<String>,
    /// The Change; absent where it was in force already.
    pub receipt: Option<Receipt>,
}

/// For which unit and period figures are asked.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FirstQuery {
    /// The unit; the session's where absent.
    pub unit: Option<String>,
    /// The period; the year of the newest record where absent.
    #[param(value_type = Option<shapes::PeriodOrNone>, inline)]
    pub period: Option<String>,
}

/// The first figures of a ledger.
#[derive(Serialize, ToSchema)]
pub struct FirstFigures {
    /// The unit.
    pub unit: UnitName,
    /// The period.
    pub period: String,
    /// At most six.
    pub figures: Vec<FirstFigure>,
}

/// A figure over one ledger.
#[derive(Serialize, ToSchema)]
pub struct FirstFigure {
    /// Its indicator.
    pub indicator: String,
    /// How records are folded: `count`, `sum`, `distinct` …
    pub agg: String,
    /// The field folded.
    pub field: Option<String>,
    /// Whether only some records count.
    pub filtered: bool,
    /// The figure.
    pub figure: Figure,
}

/// A text with marks, to be a report.
#[derive(Deserialize, ToSchema)]
pub struct SaveReport {
    /// The client's key: a retry with the same key is the same Change; with another text it is refused.
    #[serde(default)]
    #[schema(value_type = Option<shapes::RequestKey>)]
    pub request: Option<String>,
    /// The unit it is for, with those below it; the first that its author declares for where absent, and for whoever sits at
    /// the machine all of them. What is saved anew stays whose it was.
    #[serde(default)]
    pub unit: Option<String>,
    /// What it is called.
    #[schema(value_type = shapes::Words)]
    pub name: String,
    /// Its title; unit, period and name where absent.
    #[serde(default)]
    pub title: Option<String>,
    /// Its text.
    #[schema(value_type = shapes::Words)]
    pub text: String,
    /// `year`, `half`, `quarter`, `month`, `span`; a year where absent.
    #[serde(default)]
    #[schema(value_type = Option<shapes::PeriodKind>)]
    pub period_kind: Option<String>,
}

/// A ledger that was taken back.
#[derive(Serialize, ToSchema)]
pub struct WithdrawnLedger {
    /// Its id.
    pub ledger: String,
    /// The Change.
    pub receipt: Option<Receipt>,
}

/// A report's text with its marks.
#[derive(Serialize, ToSchema)]
pub struct ReportSource {
    /// What it is called.
    pub name: String,
    /// The text behind the front matter.
    pub text: String,
    /// Whether it is the office's own, and may be saved anew under its name.
    pub own: bool,
}

/// A report that was saved.
#[derive(Serialize, ToSchema)]
pub struct SavedReport {
    /// Its id.
    pub report: String,
    /// The Change; absent where it was saved so already.
    pub receipt: Option<Receipt>,
}
