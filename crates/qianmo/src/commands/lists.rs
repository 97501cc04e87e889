//! Lists: ledgers, records, units, the session.

use std::process::ExitCode;

use app::records;
use http::{call::Call, ledgers, places, wire};
use kernel::Problem;
use serde_json::json;

use crate::print;

/// Ledgers with their fields.
pub async fn ledgers(call: &Call, json: bool) -> Result<ExitCode, Problem> {
    let world = call.world().await?;
    let described: Vec<wire::Ledger> =
        world.pack.ledgers.values().map(|ledger| ledgers::describe(ledger, &world.pack, world.today)).collect();
    if json {
        print::json(&described)?;
    } else {
        for ledger in &described {
            let fields: Vec<&str> = ledger.fields.iter().map(|field| field.name.as_str()).collect();
            print::lines([format!("{}\t{}\t{}", ledger.id, ledger.name, fields.join("、"))]);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// A page of a ledger's records.
pub async fn records(
    call: &Call,
    ledger: &str,
    unit: Option<String>,
    filter: Option<String>,
    limit: u32,
    json: bool,
) -> Result<ExitCode, Problem> {
    let asked = records::List { unit: unit.map(Into::into), filter, limit: Some(limit), ..records::List::default() };
    let page = records::list(&call.service, &call.actor, &ledger.into(), asked).await?;
    if json {
        let wired: Vec<wire::Record> = page.records.iter().map(http::records::record).collect();
        print::json(&json!({ "records": wired, "next": page.next, "total": page.total, "as_of": page.as_of }))?;
    } else {
        print::lines(page.records.iter().map(|view| format!("{}\t{}\t{}", view.record, view.unit_name, view.title)));
        print::lines([format!("共 {} 条。", page.total)]);
    }
    Ok(ExitCode::SUCCESS)
}

/// All units.
pub async fn units(call: &Call, json: bool) -> Result<ExitCode, Problem> {
    let units = places::units_of(&*call.world().await?);
    if json {
        print::json(&units)?;
    } else {
        print::lines(units.iter().map(|unit| format!("{}\t{}\t{}", unit.id, unit.level_name, unit.name)));
    }
    Ok(ExitCode::SUCCESS)
}

/// Who, where, with which pack.
pub async fn session(call: &Call, json: bool) -> Result<ExitCode, Problem> {
    let session = places::session_of(call).await?;
    if json {
        print::json(&session)?;
    } else {
        print::lines([format!(
            "{} · {} · {} {} · 截至 {}",
            session.actor, session.unit.name, session.pack.name, session.pack.version, session.as_of
        )]);
    }
    Ok(ExitCode::SUCCESS)
}
