//! How the server is doing.

use serde::Serialize;
use utoipa::ToSchema;

/// Whether it can do its work.
#[derive(Serialize, ToSchema)]
pub struct Health {
    /// `ok`, `warn` or `wrong`: the gravest of the checks.
    pub status: String,
    /// Each check.
    pub checks: Vec<HealthCheck>,
}

/// One thing that was looked at.
#[derive(Serialize, ToSchema)]
pub struct HealthCheck {
    /// `database`, `pack`, `writer`, `jobs` or `room`.
    pub name: String,
    /// `ok`, `warn` or `wrong`.
    pub status: String,
    /// What was found.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// How it is, for everybody; the rest for who looks after the server.
#[derive(Serialize, ToSchema)]
pub struct Status {
    /// `ok`, `warn` or `wrong`: the gravest of the checks.
    pub status: String,
    /// Version of the product.
    pub version: String,
    /// What its clock says.
    pub now: String,
    /// What was looked at and measured; nothing for who does not administer.
    pub details: Option<StatusDetails>,
}

/// What was looked at and measured.
#[derive(Serialize, ToSchema, Default)]
pub struct StatusDetails {
    /// Each check.
    pub checks: Vec<HealthCheck>,
    /// When the server was started.
    pub started: String,
    /// Seconds since then.
    pub uptime_seconds: u64,
    /// Memory of the process.
    pub memory_bytes: Option<u64>,
    /// Free on the disk of the data folder.
    pub free_bytes: Option<u64>,
    /// That disk.
    pub disk_bytes: Option<u64>,
    /// The database.
    pub store_bytes: Option<u64>,
    /// When the last Change was kept.
    pub last_commit: Option<String>,
    /// The last `verify`, where it is known.
    pub verified: Option<StatusNoted>,
    /// The last backup, where it is known.
    pub backed_up: Option<StatusNoted>,
    /// Whoever asks may have the books verified now.
    pub may_verify: bool,
    /// Whoever asks may have everything backed up now.
    pub may_back_up: bool,
    /// Changes kept since the start.
    pub commits: u64,
    /// Rows they wrote.
    pub rows_written: u64,
    /// Figures answered since the start.
    pub figures: u64,
    /// Rows held in memory for figures.
    pub column_rows: u64,
    /// Memory they take, about.
    pub column_bytes: u64,
    /// The latest run of every job of the house.
    pub jobs: Vec<StatusJob>,
    /// What was slow, newest first. Never what a record holds.
    pub slow: Vec<SlowNote>,
    /// From how long on it is noted.
    pub slow_limits: Vec<SlowLimit>,
}

/// What verifying found.
#[derive(Serialize, ToSchema)]
pub struct Verified {
    /// All that does not fit; nothing where all does.
    pub findings: Vec<crate::problem::WireFinding>,
}

/// What was backed up.
#[derive(Serialize, ToSchema)]
pub struct BackedUp {
    /// In a sentence: the file and how much is in it.
    pub said: String,
}

/// That something was done, and how it ended.
#[derive(Serialize, ToSchema)]
pub struct StatusNoted {
    /// When.
    pub at: String,
    /// How many findings.
    pub findings: u64,
}

/// A run of a job.
#[derive(Serialize, ToSchema)]
pub struct StatusJob {
    /// The job.
    pub id: String,
    /// The word people see.
    pub name: String,
    /// The day it is for.
    pub slot: String,
    /// `running`, `done`, `failed`, or `lost`: whoever worked at it says nothing any more.
    pub how: String,
    /// When it ended, or was begun where it has not.
    pub at: String,
    /// What there is to say.
    pub said: String,
}

/// Something that took too long.
#[derive(Serialize, ToSchema)]
pub struct SlowNote {
    /// When it was done.
    pub at: String,
    /// `statement`, `figures` or `request`.
    pub kind: String,
    /// How long it took.
    pub millis: u64,
    /// The statement without its values, the indicators, or the route.
    pub what: String,
    /// The table.
    pub table: Option<String>,
    /// Rows or figures.
    pub rows: Option<u64>,
    /// The route or indicators it was done for.
    pub asked_by: Option<String>,
}

/// From how long on something is noted.
#[derive(Serialize, ToSchema)]
pub struct SlowLimit {
    /// `statement`, `figures` or `request`.
    pub kind: String,
    /// How long.
    pub millis: u64,
}
