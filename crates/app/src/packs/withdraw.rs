//! A ledger that was made by mistake is taken back while nothing has ever been written to it.

use std::collections::BTreeMap;

use kernel::{LedgerId, Problem};
use pack::model::{FieldType, Ledger};
use rules::access::{Actor, Allowed};

use super::{Asking, Declared, declare};
use crate::{Service, access, world};

/// Takes an own ledger out of force, with its code lists and indicators. Problems: `access.denied`; `ledger.not_own`, also of
/// what others declared; `ledger.in_use`, `pack.wrong` where a report of one's own still names its figures.
pub async fn withdraw_ledger(service: &Service, actor: &Actor, ledger: &LedgerId) -> Result<Declared, Problem> {
    let world = service.world().await?;
    let allowed = access::declare(actor, &world)?;
    let (_, known) = access::write_ledger(actor, &world, ledger.as_str())?;
    if !access::declares_for(&allowed, known.only.as_ref(), &world) {
        return Err(not_own(known));
    }
    // Whoever declares for all that keep it may be told whether anybody wrote; units that have ended are looked at, too.
    let all = Allowed::of_the_house();
    if !world::all(service.store(), &all, ledger.as_str(), None, &world.cut).await?.is_empty() {
        return Err(Problem::new("ledger.in_use", format!("“{}”里已经有记录，不能删去。", known.name))
            .hint("请先撤销导入；已经用过的台账可以停用，不能当作没有过。"));
    }
    let asking = Asking { reason: format!("删去空台账“{}”", known.name), ..Asking::default() };
    declare(service, &allowed, asking, |_, overlay| take_out(known, overlay)).await
}

fn take_out(ledger: &Ledger, overlay: &mut BTreeMap<String, String>) -> Result<(), Problem> {
    let id = &ledger.id;
    let found = ["registers", "logs"].iter().find_map(|folder| overlay.remove(&format!("{folder}/{id}.toml")));
    if found.is_none() {
        return Err(not_own(ledger));
    }
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
