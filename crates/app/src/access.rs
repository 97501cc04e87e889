//! Leave for a use case, as far as the actor's grants reach in the units of today.

use kernel::{BookId, Problem};
use pack::model::Ledger;
use rules::{
    access::{Actor, Administer, Allowed, Arrange, Read, Write},
    office::{OPENED, Office, POSTS, USERS},
};

use crate::World;

/// Leave to read.
pub(crate) fn read(actor: &Actor, world: &World) -> Result<Allowed<Read>, Problem> {
    actor.may_read().map(|allowed| allowed.within(&world.units, world.today)).ok_or_else(denied)
}

/// Leave to read a ledger, and the ledger. Who may not read it may not know that it exists.
pub(crate) fn read_ledger<'a>(
    actor: &Actor,
    world: &'a World,
    ledger: &str,
) -> Result<(Allowed<Read>, &'a Ledger), Problem> {
    let allowed = read(actor, world)?;
    let found = world.pack.ledger(ledger).filter(|_| allowed.covers(ledger));
    Ok((allowed, found.ok_or_else(|| no_ledger(ledger))?))
}

/// Leave to write to a ledger, and the ledger.
pub(crate) fn write_ledger<'a>(
    actor: &Actor,
    world: &'a World,
    ledger: &str,
) -> Result<(Allowed<Write>, &'a Ledger), Problem> {
    let (_, found) = read_ledger(actor, world, ledger)?;
    if [USERS, POSTS].contains(&ledger) {
        return Err(Problem::new("account.own_door", "账号和任职不能像台账那样填写、导入或撤销。")
            .hint("请在“人员”里办，或用 qianmo account。"));
    }
    if ledger == OPENED {
        return Err(Problem::new(
            "record.written_by_system",
            "个人信息的查看记录由系统写下，不能填写、更正、导入或撤销。",
        )
        .hint("要查看隐去的内容，请在那条记录上点“查看隐去的内容”。"));
    }
    let allowed = actor.may_write(found).ok_or_else(denied)?;
    Ok((allowed.within(&world.units, world.today), found))
}

/// Leave to say what records of a ledger say, and the ledger. What was issued is written by issuing and never again.
pub(crate) fn fill_ledger<'a>(
    actor: &Actor,
    world: &'a World,
    ledger: &str,
) -> Result<(Allowed<Write>, &'a Ledger), Problem> {
    let (allowed, found) = write_ledger(actor, world, ledger)?;
    if ledger == crate::reports::ISSUES {
        return Err(Problem::new("report.frozen", "印发的报告不能填写、更正、导入或当作记录撤回。")
            .hint("在报告页上印发新的一版；印错了的，撤回那一版并写明原因。"));
    }
    Ok((allowed, found))
}

/// Leave to write to a ledger for a unit.
pub(crate) fn unit(allowed: &Allowed<Write>, ledger: &str, unit: &str, world: &World) -> Result<(), Problem> {
    if allowed.reaches(ledger, unit) {
        return Ok(());
    }
    let name = world.units.get(unit).map_or(unit, |unit| unit.name.as_str());
    Err(Problem::new("access.unit", format!("您不能填写“{name}”的记录。")).hint("请换成您负责的单位，或请上级授权。"))
}

/// Leave to read the journal of a book. An entry tells of any record the book keeps, so whoever works in it must reach all
/// ledgers of the unit that it belongs to; the auditor reads all, and of the root book, which tells of accounts, nobody else.
pub(crate) fn journal(actor: &Actor, world: &World, book: &BookId) -> Result<Allowed<Read>, Problem> {
    let allowed = read(actor, world)?;
    let mut ledgers = world.pack.ledgers.values().filter(|ledger| !ledger.is_system());
    let works_in_it = actor.offices.is_empty()
        && world.root_book() != *book
        && ledgers.all(|ledger| allowed.reaches(ledger.id.as_str(), book.as_str()));
    if actor.offices.contains(&Office::Audit) || works_in_it {
        return Ok(allowed);
    }
    Err(Problem::not_found(format!("账本 {book}")))
}

/// Leave to share with a unit, and to arrange its people's home pages; of whoever does so for none, nothing.
pub(crate) fn arrange(actor: &Actor, world: &World) -> Option<Allowed<Arrange>> {
    actor.may_arrange().map(|allowed| allowed.within(&world.units, world.today))
}

/// Leave to administer.
pub(crate) fn administer(actor: &Actor) -> Result<Allowed<Administer>, Problem> {
    actor.may_administer().ok_or_else(denied)
}

pub(crate) fn no_ledger(ledger: &str) -> Problem {
    Problem::not_found(format!("台账“{ledger}”"))
}

pub(crate) fn denied() -> Problem {
    Problem::new("access.denied", "您没有做这件事的权限。").hint("请联系管理员授权。")
}
