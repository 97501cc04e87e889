//! Who answers for what there: the posts of today, with whose they are. Names are told to whoever works there or above it,
//! as they are beside what a person wrote; accounts, logins and what a post may do are the officers' (`accounts`).

use kernel::{Date, UnitId};

use super::Look;
use crate::accounts::Post;

/// A post that somebody holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holder {
    /// The role's name.
    pub role_name: String,
    /// The line of work, where the role has several.
    pub chain: Option<String>,
    /// Where.
    pub unit: UnitId,
    /// Its name.
    pub unit_name: String,
    /// Whose.
    pub name: String,
    /// Whether he stands in for somebody.
    pub is_deputy: bool,
    /// Since when.
    pub since: Option<Date>,
}

impl Look<'_> {
    /// Posts at the unit; of one that keeps no book of its own also those below it, which are few. The unit's own first, in
    /// the order of the pack's roles.
    pub(super) fn posts(&self) -> Option<Vec<Holder>> {
        let (world, unit) = (self.world, self.unit);
        if world.people.is_empty() {
            return None;
        }
        let keeps_book = world.pack.level(unit.level.as_str()).is_some_and(|level| level.book);
        let is_here = |at: &UnitId| {
            *at == unit.id || !keeps_book && world.units.is_within(at.as_str(), unit.id.as_str(), world.today)
        };
        let today = |post: &&Post| post.is_held(world.today) && is_here(&post.at);
        let holder = |post: &Post| {
            let user = world.people.user(&post.user)?;
            let is_there = user.is_there(world.today) && user.offices.is_empty();
            let at = world.units.get(post.at.as_str()).filter(|_| is_there)?;
            let (place, _, role) = world.pack.roles.get_full(post.role.as_str())?;
            let holder = Holder {
                role_name: role.name.clone(),
                chain: post.chain().map(str::to_owned),
                unit: at.id.clone(),
                unit_name: at.name.clone(),
                name: user.name.clone(),
                is_deputy: post.deputy_of().is_some(),
                since: post.begins,
            };
            Some(((at.id != unit.id, at.id.clone(), place, holder.chain.clone(), holder.name.clone()), holder))
        };
        let mut held: Vec<_> = world.people.posts().filter(today).filter_map(holder).collect();
        held.sort_by(|(one, _), (other, _)| one.cmp(other));
        Some(held.into_iter().map(|(_, holder)| holder).collect())
    }
}
