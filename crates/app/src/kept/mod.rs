//! What the house keeps for people: lists they come back to, and what they see first. None of it is a record, and none
//! of it opens anything: a view is a question, a pin is a place, and both are asked anew by whoever looks. See ADR 0037.
//!
//! - [`views`], [`keep_view`], [`end_view`]: views of a ledger, one's own and shared ones
//! - [`home`], [`arrange_home`], [`end_home`]: one's own home page, that of a role at a unit, or the usual one
//! - [`may_arrange_at`]: the units that somebody arranges for

mod homes;
mod tiles;
mod usual;
mod views;

use kernel::{Finding, Problem, UnitId};
use rules::access::Actor;

pub use homes::{Home, Whose, arrange_home, end_home, home};
pub use tiles::{Span, Tile};
pub(crate) use usual::first_of;
pub use views::{KeepView, ViewOfList, end_view, keep_view, views};

use crate::{World, access};

/// The units that somebody shares with and arranges for, those below not named; of the local user the topmost.
pub fn may_arrange_at(world: &World, actor: &Actor) -> Vec<UnitId> {
    if actor.is_local() {
        return world.pack.root().map(|unit| unit.id.clone()).into_iter().collect();
    }
    actor.arranges.iter().filter(|unit| world.units.get(unit.as_str()).is_some()).cloned().collect()
}

/// Whose things are kept: those of an account, or of whoever sits at the machine while there are none.
fn owner(actor: &Actor) -> String {
    actor.user.as_ref().map_or_else(|| actor.name.clone(), ToString::to_string)
}

/// The name of an owner, for others.
fn called(owner: &str, world: &World) -> String {
    let user = world.people.user(&owner.into()).map(|user| user.name.clone());
    user.unwrap_or_else(|| if owner == Actor::LOCAL { "本机用户".to_owned() } else { "已注销的账号".to_owned() })
}

/// Whether somebody arranges for a unit.
fn arranges(actor: &Actor, world: &World, unit: &UnitId) -> bool {
    access::arrange(actor, world).is_some_and(|allowed| allowed.enters(unit.as_str()))
}

/// All that is wrong with what was to be kept, or nothing.
fn sound(code: &'static str, findings: Vec<Finding>) -> Result<(), Problem> {
    if findings.is_empty() {
        return Ok(());
    }
    Err(Problem::new(code, format!("有{}处需要修改，没有保存。", findings.len()))
        .hint("请按下面的提示修改后再存。")
        .findings(findings))
}

/// A name that people can read: trimmed, of so many characters at most.
fn name(text: &str, most: usize) -> Option<&str> {
    let text = text.trim();
    let fits = (1..=most).contains(&text.chars().count()) && !text.chars().any(char::is_control);
    fits.then_some(text)
}
