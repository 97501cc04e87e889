use app::units::{self, What};
use axum::{Json, extract::Path};
use kernel::UnitTree;

use crate::{body::Asked, call, call::Call, ledgers::kind, problem::Refusal, wire};

/// Everything about one unit: where it stands, who answers for what there, what each ledger has of it, its figures, targets
/// and newest records. For whoever works there or above it, and no more of it than the reader may read.
#[utoipa::path(get, path = "/api/units/{unit}/page", operation_id = "show_unit_page",
    params(("unit" = String, Path), wire::UnitPageQuery),
    responses((status = 200, body = wire::UnitPage), (status = 404, body = crate::problem::WireProblem), (status = 422, body = crate::problem::WireProblem)))]
pub async fn page(
    call: Call,
    Path(unit): Path<String>,
    Asked(asked): Asked<wire::UnitPageQuery>,
) -> Result<Json<wire::UnitPage>, Refusal> {
    let period = call::period(&asked.period)?;
    let page = units::page(&call.service, &call.actor, &unit, period).await?;
    let world = call.world().await?;
    let all = |units: Vec<units::Around>| units.into_iter().map(around).collect();
    Ok(Json(wire::UnitPage {
        unit: around(page.unit),
        period: page.period.to_string(),
        before: page.before.to_string(),
        on: page.on.to_string(),
        above: all(page.above),
        below: all(page.below),
        predecessors: all(page.predecessors),
        successors: all(page.successors),
        belonged_to: page
            .belonged_to
            .into_iter()
            .map(|(unit, until)| wire::UnitLeft { unit: around(unit), until: until.to_string() })
            .collect(),
        former: page
            .former
            .into_iter()
            .map(|former| wire::FormerName { name: former.name, until: former.until.to_string() })
            .collect(),
        signs_in: page.posts.is_some(),
        posts: page.posts.into_iter().flatten().map(holder).collect(),
        ledgers: page.ledgers.into_iter().map(ledger).collect(),
        figures: page.figures.iter().map(|told| self::told(told, &world.units)).collect(),
        targets: page.targets.iter().map(|promise| promised(promise, &world.units)).collect(),
        newest: page.newest.into_iter().map(newest).collect(),
        as_of: page.as_of.to_string(),
    }))
}

fn around(unit: units::Around) -> wire::UnitAround {
    wire::UnitAround {
        id: unit.id.to_string(),
        name: unit.name,
        level_name: unit.level_name,
        begins: unit.begins.to_string(),
        ends: unit.ends.map(|day| day.to_string()),
        opens: unit.opens,
    }
}

fn holder(post: units::Holder) -> wire::Holder {
    wire::Holder {
        role_name: post.role_name,
        chain: post.chain,
        unit: post.unit.to_string(),
        unit_name: post.unit_name,
        name: post.name,
        is_deputy: post.is_deputy,
        since: post.since.map(|day| day.to_string()),
    }
}

fn ledger(here: units::LedgerHere) -> wire::LedgerHere {
    wire::LedgerHere {
        ledger: here.ledger.to_string(),
        name: here.name,
        kind: kind(here.kind).to_owned(),
        counts: here.counts.into_iter().map(count).collect(),
        mapped: here.mapped,
        writes: here.writes,
    }
}

fn count(count: units::Count) -> wire::RecordCount {
    let what = match count.what {
        What::All => "all",
        What::OnDay => "on_day",
        What::InPeriod => "in_period",
        What::Open => "open",
        What::Finished => "finished",
    };
    let condition =
        |one: units::Condition| wire::ListCondition { field: one.field, test: one.test.to_owned(), value: one.value };
    let conditions = count.conditions.map(|all| all.into_iter().map(condition).collect());
    wire::RecordCount { what: what.to_owned(), total: count.total, filter: count.filter, conditions }
}

fn told(told: &units::Told, units: &UnitTree) -> wire::ToldFigure {
    let before = told.before.as_ref().map(|figure| wire::Figure::of(figure, units));
    wire::ToldFigure { now: wire::Figure::of(&told.now, units), before }
}

fn promised(promise: &units::Promise, units: &UnitTree) -> wire::PromisedFigure {
    let so_far = promise.so_far.as_ref().map(|figure| wire::Figure::of(figure, units));
    wire::PromisedFigure { target: wire::Figure::of(&promise.target, units), so_far }
}

fn newest(record: units::Newest) -> wire::NewestRecord {
    wire::NewestRecord {
        ledger: record.ledger.to_string(),
        ledger_name: record.ledger_name,
        book: record.book.to_string(),
        record: record.record.to_string(),
        title: record.title,
        unit_name: record.unit_name,
        on: record.on.to_string(),
        state_name: record.state_name,
    }
}
