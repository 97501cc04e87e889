//! Who is here, and where.

mod page;
mod parameters;
mod readers;
mod reorganise;
mod shapes;

use std::collections::BTreeMap;

use app::{
    World,
    accounts::{my_posts, second_step},
    forms::may_fill_any,
    kept::may_arrange_at,
    packs::may_declare_at,
    records,
    units::own,
};
use axum::Json;
use kernel::{LedgerId, Problem, units::Unit as Place};
use pack::model::LedgerKind;

use crate::{call::Call, problem::Refusal, wire};

pub use page::*;
pub use parameters::*;
pub use readers::*;
pub use reorganise::*;
pub use shapes::*;

/// Who is signed in, or that somebody must; the unit and period to start with, the pack, the newest cut.
#[utoipa::path(get, path = "/api/session", operation_id = "show_session",
    responses((status = 200, body = wire::Session), (status = 404, body = crate::problem::WireProblem)))]
pub async fn session(call: Call) -> Result<Json<wire::Session>, Refusal> {
    Ok(Json(session_of(&call).await?))
}

/// The session, for the command line too.
pub async fn session_of(call: &Call) -> Result<wire::Session, Problem> {
    let world = call.world().await?;
    let home = own(&world, &call.actor)
        .ok_or_else(|| Problem::not_found("任何单位").hint("请先启用一个有 units.toml 的口径包。"))?;
    let inside = call.asking.is_in();
    let user = call.actor.user.as_ref().and_then(|user| world.people.user(user));
    let reads = call.actor.may_read();
    let mut ledgers = world.pack.ledgers.values().filter(|ledger| !ledger.is_system());
    let (as_of, period) = match inside {
        true if call.actor.may_read().is_some() => (world.cut.to_string(), newest_year(call, &world).await?),
        true => (world.cut.to_string(), world.today.year()),
        false => (String::new(), world.today.year()),
    };
    // Also for whoever must change his password first: the code goes with that.
    let papers = second_step(&call.service, &call.actor).await?;
    let arranged = may_arrange_at(&world, &call.actor).into_iter();
    let declared = may_declare_at(&world, &call.actor).into_iter();
    Ok(wire::Session {
        papers,
        sign_in: call.asking.word().to_owned(),
        actor: call.actor.name.clone(),
        name: user.map(|user| user.name.clone()).unwrap_or_default(),
        works: reads.is_some_and(|allowed| ledgers.any(|ledger| allowed.covers(ledger.id.as_str()))),
        forms: may_fill_any(&world, &call.actor),
        posts: my_posts(&world, &call.actor).iter().map(wire::AccountPost::of).collect(),
        offices: call
            .actor
            .offices
            .iter()
            .filter(|_| !call.actor.is_local())
            .map(|one| one.code().to_owned())
            .collect(),
        arranges: arranged.filter(|_| inside).map(|unit| named(&world, unit)).collect(),
        declares: declared.filter(|_| inside).map(|unit| named(&world, unit)).collect(),
        draft_key: (inside && call.actor.program.is_none()).then(|| call.service.store().draft_key(&call.actor.name)),
        unit: wire::UnitName { id: home.id.to_string(), name: home.name.clone() },
        level: home.level.to_string(),
        pack: wire::PackName {
            id: world.pack.id.to_string(),
            name: world.pack.name.clone(),
            version: world.pack.version.clone(),
            digest: world.pack.digest.clone(),
        },
        as_of,
        today: world.today.to_string(),
        period: period.to_string(),
    })
}

fn named(world: &World, unit: kernel::UnitId) -> wire::UnitName {
    let name = world.units.get(unit.as_str()).map_or_else(|| unit.to_string(), |unit| unit.name.clone());
    wire::UnitName { id: unit.to_string(), name }
}

/// All units, as they are known now.
#[utoipa::path(get, path = "/api/units", operation_id = "list_units", responses((status = 200, body = Vec<wire::Unit>)))]
pub async fn units(call: Call) -> Result<Json<Vec<wire::Unit>>, Refusal> {
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
        successors: unit.successors.iter().map(ToString::to_string).collect(),
        book: unit.book.to_string(),
    };
    world.units.iter().map(unit).collect()
}

/// The year of the newest record of a ledger; a register's stock is of today, so it has none.
pub(crate) async fn newest_of(call: &Call, ledger: &LedgerId) -> Result<Option<i16>, Problem> {
    let world = call.world().await?;
    let Some(known) = world.pack.ledger(ledger.as_str()).filter(|known| known.kind != LedgerKind::Register) else {
        return Ok(None);
    };
    let asked = records::List { sort: Some(format!("-{}", known.date)), limit: Some(1), ..records::List::default() };
    let page = match records::list(&call.service, &call.actor, ledger, asked).await {
        // Of a ledger that is not open to this reader nothing is new.
        Err(problem) if problem.code == "not_found" => return Ok(None),
        page => page?,
    };
    let date = page.records.first().and_then(|record| record.fields.get(&known.date)?.as_date());
    Ok(date.map(|date| date.year()))
}

/// The year in which most logs were last written, so that a person starts where there is something to see.
async fn newest_year(call: &Call, world: &World) -> Result<i16, Problem> {
    let mut years: BTreeMap<i16, usize> = BTreeMap::new();
    let logs = world.pack.ledgers.values().filter(|ledger| ledger.kind != LedgerKind::Register && !ledger.is_system());
    for ledger in logs {
        if let Some(year) = newest_of(call, &ledger.id).await? {
            *years.entry(year).or_default() += 1;
        }
    }
    Ok(years.into_iter().max_by_key(|(year, ledgers)| (*ledgers, *year)).map_or(world.today.year(), |(year, _)| year))
}
