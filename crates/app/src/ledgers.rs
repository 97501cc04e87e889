//! The ledgers an actor may know of.

use kernel::Problem;
use pack::model::Ledger;
use rules::access::{Actor, Allowed, Read};

use crate::{Service, World, access};

/// Reserved ledgers that people keep by hand: values with a source, and what was promised.
const KEPT_BY_HAND: [&str; 2] = ["_value", "_target"];

/// The ledgers people keep, in the pack's order.
pub async fn list(service: &Service, actor: &Actor) -> Result<Vec<Ledger>, Problem> {
    let world = service.world().await?;
    let allowed = access::read(actor, &world)?;
    Ok(kept(&world, &allowed).cloned().collect())
}

/// The same, where leave was given already.
pub(crate) fn kept<'a>(world: &'a World, allowed: &'a Allowed<Read>) -> impl Iterator<Item = &'a Ledger> {
    let kept = |ledger: &&Ledger| !ledger.is_system() || KEPT_BY_HAND.contains(&ledger.id.as_str());
    world.pack.ledgers.values().filter(kept).filter(|ledger| allowed.covers(ledger.id.as_str()))
}

/// One ledger; not found also where the actor may not know that it exists.
pub async fn show(service: &Service, actor: &Actor, ledger: &str) -> Result<Ledger, Problem> {
    let world = service.world().await?;
    access::read_ledger(actor, &world, ledger).map(|(_, ledger)| ledger.clone())
}
