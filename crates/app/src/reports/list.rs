//! The reports of the pack.

use kernel::{Finding, Problem, ReportId};
use report::Front;
use rules::access::Actor;

use super::names::{self, may_know};
use crate::{Service, access};

/// A report that can be built, or what is wrong with its template.
#[derive(Clone, PartialEq, Debug)]
pub struct ReportView {
    /// Its id.
    pub id: ReportId,
    /// Its name.
    pub name: String,
    /// What its template says about itself; `None` where the template is wrong.
    pub front: Option<Front>,
    /// What is wrong with its template, or should be looked at.
    pub findings: Vec<Finding>,
}

/// All reports: those of the office's own, then the pack's, each in their order.
pub async fn list(service: &Service, actor: &Actor) -> Result<Vec<ReportView>, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    let view = |declared: &pack::model::Report| ReportView {
        id: declared.id.clone(),
        name: declared.name.clone(),
        front: names::template(&world.pack, declared).ok().map(|template| template.front().clone()),
        findings: names::findings(&world.pack, declared),
    };
    // What an office wrote itself it looks for first.
    let overlay = service.shelf().in_force().map(|files| files.overlay).unwrap_or_default();
    let is_own = |report: &&pack::model::Report| overlay.contains_key(&format!("reports/{}.md", report.id));
    let known = world.pack.reports.values().filter(|report| may_know(&world, &allowed, report));
    let (own, carried): (Vec<_>, Vec<_>) = known.partition(is_own);
    Ok(own.into_iter().chain(carried).map(view).collect())
}
