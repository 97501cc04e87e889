//! The roles a post can be of, for officers: what each gives, in words.

use kernel::{LedgerId, Problem};
use pack::model::{Pack, Privacy, Role};
use rules::{access::Actor, office::Task};

use super::officer;
use crate::Service;

/// A role in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct RoleView {
    /// Its id in the pack.
    pub id: String,
    /// The word people see.
    pub name: String,
    /// The level of unit a post of it is at.
    pub level: String,
    /// The word for that level.
    pub level_name: String,
    /// The names of the ledgers it reads, those it writes among them; nothing is all.
    pub reads: Option<Vec<String>>,
    /// The names of the ledgers it writes; nothing is all.
    pub writes: Option<Vec<String>>,
    /// The most private fields it reads unmasked.
    pub clearance: Privacy,
    /// Whether it shares views with its unit and those below, and arranges their home pages.
    pub arranges: bool,
    /// Whether it makes ledgers and report templates for its unit.
    pub declares: bool,
}

/// The roles of the active pack, in its order.
pub async fn roles(service: &Service, actor: &Actor) -> Result<Vec<RoleView>, Problem> {
    officer(actor, Task::SeeAccounts, None)?;
    let world = service.world().await?;
    Ok(world.pack.roles.values().map(|role| view(role, &world.pack)).collect())
}

fn view(role: &Role, pack: &Pack) -> RoleView {
    let name = |id: &LedgerId| pack.ledger(id.as_str()).map_or_else(|| id.to_string(), |ledger| ledger.name.clone());
    let names = |ids: &Vec<LedgerId>| ids.iter().map(name).collect::<Vec<_>>();
    let (writes, mut reads) = (role.writes.as_ref().map(names), role.reads.as_ref().map(names));
    // Who may write to a ledger may also read it.
    if let Some(reads) = &mut reads {
        let more = writes.iter().flatten().filter(|name| !reads.contains(name)).cloned().collect::<Vec<_>>();
        reads.extend(more);
    }
    RoleView {
        id: role.id.to_string(),
        name: role.name.clone(),
        level: role.level.to_string(),
        level_name: pack.level(role.level.as_str()).map_or_else(|| role.level.to_string(), |level| level.name.clone()),
        reads: if role.writes.is_none() { None } else { reads },
        writes,
        clearance: role.clearance,
        arranges: role.arranges,
        declares: role.declares,
    }
}
