//! The text of an own report, as its author wrote it, to be written on.

use kernel::Problem;
use rules::access::Actor;

use super::names::may_know;
use crate::{Service, access};

/// A report's text with its marks.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// What it is called.
    pub name: String,
    /// Everything behind the front matter.
    pub text: String,
    /// Whether it is the office's own, and may be saved anew under its name.
    pub own: bool,
}

/// The text of a report of the pack in force.
pub async fn source(service: &Service, actor: &Actor, report: &str) -> Result<Source, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    let known = world
        .pack
        .reports
        .get(report)
        .filter(|known| may_know(&world, &allowed, known))
        .ok_or_else(|| Problem::not_found(format!("报告“{report}”")).hint("请从报告列表里选。"))?;
    let own = service.shelf().in_force()?.overlay.contains_key(&format!("reports/{report}.md"));
    let body = known.text.splitn(3, "+++").nth(2).unwrap_or(&known.text);
    Ok(Source { name: known.name.clone(), text: body.trim().to_owned(), own })
}
