//! Reports.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A report template of the pack.
#[derive(Serialize, ToSchema)]
pub struct ReportName {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The kind of period it is for: `year`, `half`, `quarter`, `month`, `span`; absent where its template is wrong.
    pub period: Option<String>,
}

/// For which unit, period and cut a report is made.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ReportQuery {
    /// The unit; the session's where absent.
    pub unit: Option<String>,
    /// The period; the session's where absent.
    pub period: Option<String>,
    /// The cut; the newest where absent.
    pub as_of: Option<String>,
    /// Of a file: whether the table of what each figure rests on follows the text.
    pub annex: Option<bool>,
}
