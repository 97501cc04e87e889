//! A ledger that was made by mistake is taken back while there is nothing in it.

use std::collections::BTreeMap;

use kernel::{LedgerId, Problem};
use pack::model::{FieldType, Ledger};
use rules::access::{Actor, Allowed, Declare};
use store::ListQuery;

use super::{Asking, Declared, declare};
use crate::{Service, World, access};

/// Takes an own ledger out of force, with its code lists and indicators. Problems: `access.denied`; `ledger.not_own`, also of
/// what others declared; `ledger.in_use`, `pack.wrong` where a report of one's own still names its figures.
pub async fn withdraw_ledger(service: &Service, actor: &Actor, ledger: &LedgerId) -> Result<Declared, Problem> {
    let world = service.world().await?;
    let allowed = access::declare(actor, &world)?;
    let (_, known) = access::write_ledger(actor, &world, ledger.as_str())?;
    if let Some(problem) = hindrance(service, &allowed, known, &world).await? {
        return Err(problem);
    }
    let asking = Asking { reason: format!("删去空台账“{}”", known.name), ..Asking::default() };
    declare(service, &allowed, asking, |_, overlay| take_out(known, overlay)).await
}

/// Whether somebody may take a ledger back as it stands now. A report that names its figures is only found when it is tried.
pub async fn may_withdraw(service: &Service, actor: &Actor, ledger: &LedgerId) -> Result<bool, Problem> {
    let world = service.world().await?;
    // Most declare nothing, and cost no look at the shelf or the records.
    let Ok(allowed) = access::declare(actor, &world) else { return Ok(false) };
    let Ok((_, known)) = access::write_ledger(actor, &world, ledger.as_str()) else { return Ok(false) };
    Ok(hindrance(service, &allowed, known, &world).await?.is_none())
}

/// What keeps a ledger from being taken back.
async fn hindrance(
    service: &Service,
    allowed: &Allowed<Declare>,
    known: &Ledger,
    world: &World,
) -> Result<Option<Problem>, Problem> {
    let theirs = access::declares_for(allowed, known.only.as_ref(), world);
    if !theirs || file_of(known, &service.shelf().in_force()?.overlay).is_none() {
        return Ok(Some(not_own(known)));
    }
    // Whoever declares for all that keep it may be told whether anybody wrote; units that have ended are looked at, too.
    let one = ListQuery { limit: 1, ..ListQuery::of(known.id.clone(), world.cut.clone()) };
    let found = service.store().list(&Allowed::of_the_house(), &one).await?;
    Ok((!found.records.is_empty()).then(|| in_use(known)))
}

/// Where its file stands, if it is one of the office's own.
fn file_of(ledger: &Ledger, overlay: &BTreeMap<String, String>) -> Option<String> {
    let path = |folder: &str| format!("{folder}/{}.toml", ledger.id);
    ["registers", "logs"].into_iter().map(path).find(|path| overlay.contains_key(path))
}

fn take_out(ledger: &Ledger, overlay: &mut BTreeMap<String, String>) -> Result<(), Problem> {
    let id = &ledger.id;
    // Somebody may have taken it out since it was looked at.
    let file = file_of(ledger, overlay).ok_or_else(|| not_own(ledger))?;
    overlay.remove(&file);
    overlay.remove(&format!("indicators/{id}.toml"));
    for field in ledger.fields.values() {
        if let FieldType::Choice(list) = &field.ty
            && list.as_str().starts_with(id.as_str())
        {
            overlay.remove(&format!("codes/{list}.toml"));
        }
    }
    Ok(())
}

fn not_own(ledger: &Ledger) -> Problem {
    Problem::new("ledger.not_own", format!("“{}”不是您这里自己建的台账，不能在这里删去。", ledger.name))
        .hint("不用的台账可以放着；要改口径包，请找管理底包的单位。")
}

fn in_use(ledger: &Ledger) -> Problem {
    Problem::new("ledger.in_use", format!("“{}”里已经有记录，不能删去。", ledger.name))
        .hint("请先撤销导入；已经用过的台账可以停用，不能当作没有过。")
}
