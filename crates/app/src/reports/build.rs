//! Builds a report: one pass to learn what it asks, one fused answer, one pass to write it.

use std::collections::BTreeMap;

use kernel::{Ask, Cut, Figure, Period, Problem, UnitId};
use pack::model::Report;
use report::{Document, Scope, UnitRef};
use rules::{
    access::{Actor, Allowed, Read},
    near,
};

use super::names;
use crate::{Service, World, access};

/// Which report, for whom, for when, as known at which cut.
#[derive(Clone, PartialEq, Debug)]
pub struct Build {
    /// Its id or name.
    pub report: String,
    /// Its unit.
    pub unit: UnitId,
    /// Its period.
    pub period: Period,
    /// As known at; now where absent.
    pub as_of: Option<Cut>,
}

/// Builds a report. What has nothing behind it is listed in the document as missing.
pub async fn build(service: &Service, actor: &Actor, wanted: Build) -> Result<Document, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    let declared = declared(&world, &allowed, &wanted.report)?;
    let template = names::template(&world.pack, declared)?;
    let cut = wanted.as_of.unwrap_or_else(|| world.cut.clone());
    let scope = scope(&world, &wanted.unit, wanted.period, cut.clone())?;
    template.fits(&scope)?;
    let asks = template.asks(&scope);
    let figures = service.engine().figures(&allowed, &asks, Some(cut)).await?;
    let answers: BTreeMap<Ask, Figure> = asks.into_iter().zip(figures).collect();
    Ok(template.build(&scope, &answers, &names::coverage(&world.pack)))
}

/// A report of the pack by its id or name, as far as somebody may know of it.
pub(super) fn declared<'a>(world: &'a World, allowed: &Allowed<Read>, wanted: &str) -> Result<&'a Report, Problem> {
    let reports = || world.pack.reports.values().filter(|report| names::may_know(world, allowed, report));
    let by_name = || reports().find(|report| report.name == wanted);
    reports().find(|report| report.id.as_str() == wanted).or_else(by_name).ok_or_else(|| {
        let hint = near::hint(wanted, reports().map(|report| report.name.as_str()), "请从报告列表里选。");
        Problem::not_found(format!("报告“{wanted}”")).hint(hint)
    })
}

/// The unit with everything below it on the period's last day.
pub(super) fn scope(world: &World, unit: &UnitId, period: Period, as_of: Cut) -> Result<Scope, Problem> {
    let own = world.unit(unit.as_str())?;
    let below = world.pack.levels.iter().skip_while(|level| level.id != own.level).skip(1);
    let children = below.map(|level| {
        let units = world.units.at_level(unit.as_str(), level.id.as_str(), period.last());
        (level.id.clone(), units.into_iter().map(|unit| UnitRef::new(unit.id.clone(), &unit.name)).collect())
    });
    let unit = UnitRef::new(own.id.clone(), &own.name);
    Ok(Scope { unit, children: children.collect(), period, as_of, today: world.today })
}
