//! What the names in a template mean: the pack's indicators and levels.

use kernel::{Finding, IndicatorId, Problem, ReportId, units::Unit};
use pack::model::{Indicator, Pack, Report};
use report::{Candidate, Coverage, NameTable, Template};
use rules::{
    access::{Allowed, Read},
    only,
};

use crate::World;

/// A template of the pack, read; all that is wrong with it is `report.bad_template`.
pub(super) fn template(pack: &Pack, declared: &Report) -> Result<Template, Problem> {
    let (template, findings) = Template::parse(declared.id.clone(), &declared.file, &declared.text, &names(pack));
    template.ok_or_else(|| {
        let wrong = findings.iter().filter(|finding| finding.is_error()).count();
        Problem::new("report.bad_template", format!("报告模板《{}》有{wrong}处错误，不能使用。", declared.name))
            .hint("请按下面的行号修改模板。")
            .findings(findings)
    })
}

/// Whether somebody may know of a report: of what one unit keeps for itself, whoever reaches that unit or one below it.
pub(super) fn may_know(world: &World, allowed: &Allowed<Read>, declared: &Report) -> bool {
    let Some(only) = &declared.only else { return true };
    let uses = |unit: &Unit| only::is_of(only, unit.id.as_str(), &world.units, world.today);
    world.units.iter().any(|unit| allowed.enters(unit.id.as_str()) && uses(unit))
}

/// The indicators that a report speaks of, in its order; none where there is no such report, or its template is wrong.
pub(crate) fn speaks_of(pack: &Pack, report: &ReportId) -> Vec<IndicatorId> {
    let template = pack.reports.get(report).and_then(|declared| self::template(pack, declared).ok());
    template.map(|template| template.speaks_of()).unwrap_or_default()
}

/// All that is wrong with the pack's templates.
pub(super) fn findings(pack: &Pack, declared: &Report) -> Vec<Finding> {
    Template::parse(declared.id.clone(), &declared.file, &declared.text, &names(pack)).1
}

/// Which figures of real reports the pack's indicators answer.
pub(super) fn coverage(pack: &Pack) -> Coverage {
    let rows = pack.coverage.iter();
    Coverage::new(rows.map(|row| (row.figure.clone(), row.indicator.clone(), row.unit.clone(), row.period)))
}

/// The pack's indicators and levels by name.
pub(super) fn names(pack: &Pack) -> NameTable {
    among(pack, pack.indicators.values())
}

/// The pack's levels and these of its indicators by name: what somebody may know, where he is told what he wrote wrong.
pub(super) fn among<'a>(pack: &Pack, indicators: impl IntoIterator<Item = &'a Indicator>) -> NameTable {
    let levels = pack.levels.iter().map(|level| (level.id.clone(), level.name.clone())).collect();
    indicators.into_iter().fold(NameTable::new(levels), |table, indicator| {
        let candidate = Candidate {
            indicator: indicator.id.clone(),
            name: indicator.name.clone(),
            measure: indicator.measure.clone(),
        };
        table.indicator(candidate, indicator.aliases.clone())
    })
}
