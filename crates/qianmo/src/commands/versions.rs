//! Lists what was issued of a report, or withdraws one version.

use std::process::ExitCode;

use app::reports::{self, Of, Recall, Version};
use http::{call::Call, reports as wire};
use kernel::Problem;

use super::Place;
use crate::{arguments::Scope, print};

/// With a number and a reason: that version is withdrawn first.
pub async fn run(
    call: &Call,
    name: String,
    scope: &Scope,
    withdraw: Option<(u32, String)>,
    json: bool,
) -> Result<ExitCode, Problem> {
    let world = call.world().await?;
    let place = Place::read(scope, &world)?;
    let of = Of { report: name.into(), unit: place.unit, period: place.period };
    if let Some((number, reason)) = withdraw {
        let recall = Recall { request: call.service.new_request(), of: of.clone(), number, reason };
        reports::recall(&call.service, &call.actor, recall).await?;
    }
    let versions = reports::versions(&call.service, &call.actor, of).await?;
    if json {
        print::json(&versions.iter().map(wire::version_on_wire).collect::<Vec<_>>())?;
    } else if versions.is_empty() {
        print::lines(["还没有印发过。".to_owned()]);
    } else {
        print::lines(versions.iter().map(line));
    }
    Ok(ExitCode::SUCCESS)
}

/// A version in a line.
pub fn line(version: &Version) -> String {
    let issued = &version.issued;
    let by = issued.by.as_ref().map(|by| format!("　{by}")).unwrap_or_default();
    let note = issued.note.as_ref().map(|note| format!("　{note}")).unwrap_or_default();
    let withdrawn = version
        .withdrawn
        .as_ref()
        .map(|withdrawn| format!("　已撤回：{}", withdrawn.reason.as_deref().unwrap_or("没有写原因")));
    format!(
        "第{}版　{}　数据截至 {}{by}{note}{}",
        issued.number,
        issued.on,
        issued.as_of,
        withdrawn.unwrap_or_default()
    )
}
