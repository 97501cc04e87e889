//! Whether a draft may be issued: what still has to be decided, what was issued before, and what has moved since.

use kernel::{IndicatorId, Problem};
use report::{Difference, Document, Point, differences, points::points};
use rules::access::Actor;

use super::{
    Build, build,
    versions::{Version, latest, of, versions_of},
};
use crate::{Service, World};

/// How a draft stands.
#[derive(Clone, PartialEq, Debug)]
pub struct Readiness {
    /// The draft itself; issue it as of its cut, so that what was looked at is what is issued.
    pub document: Document,
    /// What somebody must decide.
    pub points: Vec<Point>,
    /// The number the next version will have.
    pub next: u32,
    /// The newest version that was not withdrawn.
    pub latest: Option<Version>,
    /// What the draft prints otherwise than that version.
    pub moved: Vec<Difference>,
}

/// How the draft of a report stands.
pub async fn readiness(service: &Service, actor: &Actor, wanted: Build) -> Result<Readiness, Problem> {
    let world = service.world().await?;
    let document = build(service, actor, wanted).await?;
    let versions = versions_of(service, actor, &of(&document)).await?;
    let latest = latest(&versions);
    let moved = latest.map(|(_, frozen)| frozen.as_ref().map(|frozen| differences(&frozen.document, &document)));
    Ok(Readiness {
        points: points(&document, &|indicator| is_personal(&world, indicator)),
        next: u32::try_from(versions.len()).unwrap_or(u32::MAX).saturating_add(1),
        moved: moved.flatten().unwrap_or_default(),
        latest: latest.map(|(version, _)| version.clone()),
        document,
    })
}

/// Whether an indicator counts personal matters.
pub(super) fn is_personal(world: &World, indicator: &IndicatorId) -> bool {
    world.pack.indicator(indicator.as_str()).is_some_and(|indicator| indicator.personal)
}
