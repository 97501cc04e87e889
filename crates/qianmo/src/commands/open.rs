//! Opens a figure: what is behind it.

use std::process::ExitCode;

use app::figures::{self, OpenFigure};
use http::{call::Call, wire};
use kernel::{Ask, Boundaries, Problem};

use super::Place;
use crate::{arguments::Scope, print};

/// Rows, operands, siblings or the source.
pub async fn run(call: &Call, indicator: &str, scope: &Scope, limit: u32, json: bool) -> Result<ExitCode, Problem> {
    let world = call.world().await?;
    let place = Place::read(scope, &world)?;
    let found = world.pack.indicator_named(indicator).ok_or_else(|| {
        Problem::not_found(format!("指标“{indicator}”")).hint("用 qianmo figures 查看全部指标的名称。")
    })?;
    let boundaries = if scope.now { Boundaries::Now } else { Boundaries::Then };
    let ask = Ask { indicator: found.id.clone(), unit: place.unit, period: place.period, boundaries };
    let wanted = OpenFigure { ask, as_of: place.as_of, after: None, limit: Some(limit) };
    let opened = figures::open(&call.service, &call.actor, wanted).await?;
    let evidence = http::figures::evidence(&opened, &world);
    if json {
        print::json(&evidence)?;
    } else {
        print::lines(lines(&evidence));
    }
    Ok(ExitCode::SUCCESS)
}

fn lines(evidence: &wire::Evidence) -> Vec<String> {
    let figure = &evidence.figure;
    let value = |figure: &wire::Figure| {
        figure.value.clone().map_or_else(|| "缺".to_owned(), |value| format!("{value}{}", figure.measure))
    };
    let mut lines =
        vec![format!("{} = {}（{}）", figure.name, value(figure), figure.grade_name), evidence.definition.clone()];
    for other in evidence.operands.iter().chain(&evidence.siblings).flatten() {
        lines.push(format!("  {} {} = {}", other.unit_name, other.name, value(other)));
    }
    if let Some(rows) = &evidence.rows {
        lines.push(format!("{}：共 {} 条", rows.ledger_name, rows.total));
        for row in &rows.rows {
            let contribution = row.contribution.as_deref().unwrap_or_default();
            lines.push(format!("  {}\t{}\t{}\t{contribution}", row.record, row.unit_name, row.title));
        }
        if rows.closed > 0 {
            lines.push(format!("  另有 {} 条不对您开放", rows.closed));
        }
        if rows.next.is_some() {
            lines.push("  还有更多，请加大 --limit。".to_owned());
        }
    }
    lines
}
