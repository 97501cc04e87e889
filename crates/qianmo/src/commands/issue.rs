//! Issues a report, or says what still has to be decided.

use std::process::ExitCode;

use app::reports::{self, Build, Decided, Issue, Point, PointKind};
use http::{call::Call, reports as wire};
use kernel::Problem;

use super::Place;
use crate::{arguments::Scope, print};

/// What is to be issued, and what was decided.
pub struct Wanted {
    /// The report.
    pub name: String,
    /// Forecasts confirmed, each with its reason.
    pub confirm: Vec<(String, String)>,
    /// Missing figures accepted, each with its reason.
    pub accept: Vec<(String, String)>,
    /// What is printed in place of a missing figure.
    pub say: Vec<(String, String)>,
    /// Small counts seen, each with its reason.
    pub seen: Vec<(String, String)>,
    /// Who sees to it.
    pub by: Option<String>,
    /// A word on it.
    pub note: Option<String>,
    /// Only look.
    pub dry_run: bool,
    /// As JSON.
    pub json: bool,
}

/// Issues it; everything that is still open is said at once.
pub async fn run(call: &Call, wanted: Wanted, scope: &Scope) -> Result<ExitCode, Problem> {
    let world = call.world().await?;
    let place = Place::read(scope, &world)?;
    if wanted.dry_run {
        return look(call, wanted, place).await;
    }
    let decisions = decisions(&wanted)?;
    let issue = Issue {
        request: call.service.new_request(),
        report: wanted.name,
        unit: place.unit,
        period: place.period,
        as_of: place.as_of,
        by: wanted.by,
        note: wanted.note,
        decisions,
    };
    let version = reports::issue(&call.service, &call.actor, issue).await?;
    if wanted.json {
        print::json(&wire::version_on_wire(&version))?;
    } else {
        let issued = &version.issued;
        print::lines([format!("已印发：《{}》第{}版，数据截至 {}。", issued.name, issued.number, issued.as_of)]);
    }
    Ok(ExitCode::SUCCESS)
}

async fn look(call: &Call, wanted: Wanted, place: Place) -> Result<ExitCode, Problem> {
    let build = Build { report: wanted.name, unit: place.unit, period: place.period, as_of: place.as_of };
    let ready = reports::readiness(&call.service, &call.actor, build).await?;
    if wanted.json {
        print::json(&ready.points.iter().map(wire::point).collect::<Vec<_>>())?;
    } else {
        let line = |point: &Point| {
            let way = match point.kind {
                PointKind::Forecast => "确认预计数 --confirm",
                PointKind::Missing => "说明缺数 --accept",
                PointKind::Small => "看过 --seen",
            };
            format!("  {way} {}=…　{} {}", point.key(), point.name, point.text)
        };
        print::lines([format!("下一版是第{}版，还有{}处要处理。", ready.next, ready.points.len())]);
        print::lines(ready.points.iter().map(line));
    }
    Ok(if ready.points.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn decisions(wanted: &Wanted) -> Result<Vec<Decided>, Problem> {
    let said = |key: &str| wanted.say.iter().find(|(of, _)| of == key).map(|(_, words)| words.clone());
    let of = |kind: PointKind, list: &[(String, String)]| {
        list.iter().map(|(key, why)| decided(kind, key, why, said(key))).collect::<Result<Vec<_>, _>>()
    };
    let mut all = of(PointKind::Forecast, &wanted.confirm)?;
    all.extend(of(PointKind::Missing, &wanted.accept)?);
    all.extend(of(PointKind::Small, &wanted.seen)?);
    Ok(all)
}

/// `指标`, or `指标@单位@期间`.
fn decided(kind: PointKind, key: &str, why: &str, say: Option<String>) -> Result<Decided, Problem> {
    let mut parts = key.split('@');
    let indicator = parts.next().unwrap_or_default().to_owned();
    let unit = parts.next().map(Into::into);
    let period = parts.next().map(http::call::period).transpose()?;
    let say = say.filter(|_| kind == PointKind::Missing);
    Ok(Decided { kind, indicator, unit, period, why: why.to_owned(), say })
}
