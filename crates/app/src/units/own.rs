//! Whose unit somebody's own is.

use kernel::units::Unit;
use rules::access::Actor;

use crate::World;

/// Where somebody starts, and of which unit his figures are: the unit of the first post; without one the first unit of the
/// lowest level that keeps a book.
pub fn own<'w>(world: &'w World, actor: &Actor) -> Option<&'w Unit> {
    let post = actor.grants.iter().find_map(|grant| world.units.get(grant.unit.as_ref()?.as_str()));
    if post.is_some() {
        return post;
    }
    let level = world.pack.levels.iter().rev().find(|level| level.book)?;
    world.units.iter().find(|unit| unit.level == level.id && unit.exists_on(world.today))
}
