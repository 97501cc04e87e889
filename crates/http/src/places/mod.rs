//! Who is here, and where.

use std::collections::BTreeMap;

use app::{Service, World, records};
use axum::{Json, extract::State};
use kernel::{LedgerId, Problem, units::Unit as Place};
use pack::model::LedgerKind;

use crate::{call::Call, problem::Refusal, wire};

/// Who is signed in, the unit and period to start with, the pack, the newest cut.
#[utoipa::path(get, path = "/api/session", operation_id = "show_session", responses((status = 200, body = wire::Session)))]
pub async fn session(State(call): State<Call>) -> Result<Json<wire::Session>, Refusal> {
    Ok(Json(session_of(&call).await?))
}

/// The session, for the command line too.
pub async fn session_of(call: &Call) -> Result<wire::Session, Problem> {
    let world = call.world().await?;
    let home =
        home(&world).ok_or_else(|| Problem::not_found("任何单位").hint("请先启用一个有 units.toml 的口径包。"))?;
    Ok(wire::Session {
        actor: call.actor.name.clone(),
        unit: wire::UnitName { id: home.id.to_string(), name: home.name.clone() },
        level: home.level.to_string(),
        pack: wire::PackName {
            id: world.pack.id.to_string(),
            name: world.pack.name.clone(),
            version: world.pack.version.clone(),
            digest: world.pack.digest.clone(),
        },
        as_of: world.cut.to_string(),
        today: world.today.to_string(),
        period: newest_year(&call.service, call, &world).await?.to_string(),
    })
}

/// All units, as they are known now.
#[utoipa::path(get, path = "/api/units", operation_id = "list_units", responses((status = 200, body = Vec<wire::Unit>)))]
pub async fn units(State(call): State<Call>) -> Result<Json<Vec<wire::Unit>>, Refusal> {
    Ok(Json(units_of(&*call.world().await?)))
}

/// The units, for the command line too.
pub fn units_of(world: &World) -> Vec<wire::Unit> {
    let level_name = |id: &str| world.pack.level(id).map_or_else(|| id.to_owned(), |level| level.name.clone());
    let unit = |unit: &Place| wire::Unit {
        id: unit.id.to_string(),
        name: unit.name.clone(),
        level: unit.level.to_string(),
        level_name: level_name(unit.level.as_str()),
        parent: world.units.parent(unit.id.as_str(), world.today).map(|parent| parent.id.to_string()),
        begins: unit.begins.to_string(),
        ends: unit.ends.map(|day| day.to_string()),
        book: unit.book.to_string(),
    };
    world.units.iter().map(unit).collect()
}

/// Where the one local user starts: the first unit of the lowest level that keeps a book.
fn home(world: &World) -> Option<&Place> {
    let level = world.pack.levels.iter().rev().find(|level| level.book)?;
    world.units.iter().find(|unit| unit.level == level.id && unit.exists_on(world.today))
}

/// The year in which most logs were last written, so that a person starts where there is something to see.
async fn newest_year(service: &Service, call: &Call, world: &World) -> Result<i16, Problem> {
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    let logs = world.pack.ledgers.values().filter(|ledger| ledger.kind != LedgerKind::Register && !ledger.is_system());
    for ledger in logs {
        let asked =
            records::List { sort: Some(format!("-{}", ledger.date)), limit: Some(1), ..records::List::default() };
        let page = records::list(service, &call.actor, &LedgerId::from(ledger.id.as_str()), asked).await?;
        let date = page.records.first().and_then(|record| record.fields.get(&ledger.date)?.as_date());
        if let Some(date) = date {
            *years.entry(date.year()).or_default() += 1;
        }
    }
    Ok(years.into_iter().max_by_key(|(year, ledgers)| (*ledgers, *year)).map_or(world.today.year(), |(year, _)| year))
}
