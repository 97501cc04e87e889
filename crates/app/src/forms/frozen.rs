//! A form that was sent up, as its record keeps it: the workbook whole, what the screen showed of it, and why it went up with
//! figures that are missing, small or foretold. It is kept as issued reports are ([`crate::reports`]), in the same ledger.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kernel::{FormId, Problem, ReportId};
use rules::access::Actor;
use serde::{Deserialize, Serialize};

use super::{Fill, Preview, file};
use crate::{Service, reports};

/// The most bytes of a workbook that is kept. It stands in a row, as the texts of reports do.
const LARGEST: usize = 4 * 1024 * 1024;
/// No report is called so: its id has no stroke.
const OF_FORMS: &str = "form/";

/// What is frozen.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct FrozenForm {
    /// What the screen showed: all of a summary, the first rows of a roster.
    pub shown: Preview,
    /// Why it went up as it was, where there was something to be said.
    pub why: Option<String>,
    /// What the workbook is called.
    pub file: String,
    /// The workbook, in base64.
    workbook: String,
}

impl FrozenForm {
    /// Fills a form in once and for all. Problem: `form.too_large`.
    pub(super) async fn of(
        service: &Service,
        actor: &Actor,
        wanted: Fill,
        shown: Preview,
        why: Option<String>,
    ) -> Result<Self, Problem> {
        let mut export = file(service, actor, wanted).await?;
        let mut bytes = Vec::new();
        while let Some(piece) = export.piece().await {
            bytes.extend(piece?);
            if bytes.len() > LARGEST {
                let message = format!("这张表有{}行，太大了，不能存成报出的一版。", shown.total);
                return Err(Problem::new("form.too_large", message).hint("请换短一些的报告期，或由下级单位分别报出。"));
            }
        }
        Ok(Self { shown, why, file: export.name, workbook: STANDARD.encode(bytes) })
    }

    /// The workbook as it went up.
    pub fn workbook(&self) -> Result<Vec<u8>, Problem> {
        STANDARD.decode(&self.workbook).map_err(|_| {
            Problem::new("store.damaged_version", "这一版存下的表读不出来。")
                .hint("请让管理员运行 qianmo verify，并用备份核对。")
        })
    }
}

/// What versions of a form are kept under.
pub(super) fn kept_as(form: &FormId) -> ReportId {
    ReportId::from(format!("{OF_FORMS}{form}"))
}

/// As it is kept, and its digest.
pub(super) fn text(frozen: &FrozenForm) -> Result<(String, String), Problem> {
    let text = reports::freeze(frozen)?;
    let digest = reports::digest(&text);
    Ok((text, digest))
}
