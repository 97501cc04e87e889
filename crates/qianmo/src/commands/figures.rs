//! All figures of a unit and period.

use std::process::ExitCode;

use app::figures;
use http::{call::Call, wire};
use kernel::{Ask, Boundaries, Problem};

use super::Place;
use crate::{arguments::Scope, print};

/// Every indicator of the pack, or those named; in memory, or in the database to compare.
pub async fn run(
    call: &Call,
    scope: &Scope,
    only: &[String],
    in_database: bool,
    json: bool,
) -> Result<ExitCode, Problem> {
    let world = call.world().await?;
    let place = Place::read(scope, &world)?;
    let boundaries = if scope.now { Boundaries::Now } else { Boundaries::Then };
    let mut asks = Vec::new();
    if only.is_empty() {
        asks.extend(figures::indicators(&call.service, &call.actor).await?.into_iter().map(|indicator| indicator.id));
    }
    for name in only {
        let found = world.pack.indicator_named(name).ok_or_else(|| Problem::not_found(format!("指标“{name}”")))?;
        asks.push(found.id.clone());
    }
    let asks: Vec<Ask> = asks
        .into_iter()
        .map(|indicator| Ask { indicator, unit: place.unit.clone(), period: place.period, boundaries })
        .collect();
    let answered = if in_database {
        figures::ask_database(&call.service, &call.actor, &asks, place.as_of).await?
    } else {
        figures::ask(&call.service, &call.actor, &asks, place.as_of).await?
    };
    let wired: Vec<wire::Figure> = answered.iter().map(|figure| wire::Figure::of(figure, &world.units)).collect();
    if json {
        print::json(&wired)?;
    } else {
        print::lines(wired.iter().map(line));
    }
    Ok(ExitCode::SUCCESS)
}

fn line(figure: &wire::Figure) -> String {
    let value = match (&figure.value, &figure.missing) {
        (Some(value), _) => format!("{value}{}", figure.measure),
        (None, Some(missing)) => format!("缺（{}）", missing.message),
        (None, None) => "缺".to_owned(),
    };
    format!("{}\t{}\t{value}\t{}", figure.indicator, figure.name, figure.grade_name)
}
