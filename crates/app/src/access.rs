//! Leave for a use case, as far as the actor's grants reach in the units of today.

use kernel::{BookId, Problem, UnitId};
use pack::model::Ledger;
use rules::{
    access::{Actor, Administer, Allowed, Arrange, Declare, Read, Write},
    office::{OPENED, Office, POSTS, USERS},
    only,
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
        return Err(Problem::new("report.frozen", "印发的报告和报出的表不能填写、更正、导入或当作记录撤回。")
            .hint("在报告页或上报表页上印发新的一版；错了的，撤回那一版并写明原因。"));
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

/// How a book's journal is read.
pub(crate) struct Journal {
    /// Leave to read.
    pub allowed: Allowed<Read>,
    /// Only those entries that touched records within reach, and of these only so much.
    pub in_part: bool,
}

/// Leave to read the journal of a book. An entry tells of any record the book keeps, so whoever reads all of it must reach all
/// ledgers of the unit that it belongs to; whoever reaches less is told what the histories of his records tell. The auditor
/// reads all, and of the root book, which tells of accounts, nobody else.
pub(crate) fn journal(actor: &Actor, world: &World, book: &BookId) -> Result<Journal, Problem> {
    let allowed = read(actor, world)?;
    // What the unit does not keep, no entry of its book tells of.
    let kept = |ledger: &&Ledger| !ledger.is_system() && only::keeps(ledger, book.as_str(), &world.units, world.today);
    let mut ledgers = world.pack.ledgers.values().filter(kept);
    if actor.offices.contains(&Office::Audit) {
        return Ok(Journal { allowed, in_part: false });
    }
    if !actor.offices.is_empty() || world.root_book() == *book || !allowed.opens(book.as_str()) {
        return Err(Problem::not_found(format!("账本 {book}")));
    }
    let in_part = !ledgers.all(|ledger| allowed.reaches(ledger.id.as_str(), book.as_str()));
    Ok(Journal { allowed, in_part })
}

/// Leave to share with a unit, and to arrange its people's home pages; of whoever does so for none, nothing.
pub(crate) fn arrange(actor: &Actor, world: &World) -> Option<Allowed<Arrange>> {
    actor.may_arrange().map(|allowed| allowed.within(&world.units, world.today))
}

/// Leave to declare ledgers and reports.
pub(crate) fn declare(actor: &Actor, world: &World) -> Result<Allowed<Declare>, Problem> {
    actor.may_declare().map(|allowed| allowed.within(&world.units, world.today)).ok_or_else(denied)
}

/// For which unit something new is declared: the one that is named, else the first that somebody declares for. Nothing is
/// for all; so declares whoever sits at the machine and names no unit.
pub(crate) fn declared_for(
    allowed: &Allowed<Declare>,
    actor: &Actor,
    world: &World,
    named: Option<UnitId>,
) -> Result<Option<UnitId>, Problem> {
    let Some(unit) = named.or_else(|| actor.declares.first().cloned()) else { return Ok(None) };
    let known = world.unit(unit.as_str())?;
    if !allowed.enters(unit.as_str()) {
        return Err(Problem::new("access.unit", format!("您不能给“{}”建台账或存报告。", known.name))
            .hint("请换成您负责的单位，或请上级授权。"));
    }
    Ok(Some(unit).filter(|_| !known.is_root()))
}

/// Whether somebody declares for whomever something is declared for already: for its unit, and where it is for all, for
/// every unit that keeps a book of the work.
pub(crate) fn declares_for(allowed: &Allowed<Declare>, only: Option<&UnitId>, world: &World) -> bool {
    let office = world.pack.levels.iter().rev().find(|level| level.book).map(|level| &level.id);
    let offices = || world.units.iter().filter(|unit| Some(&unit.level) == office && unit.exists_on(world.today));
    match only {
        Some(unit) => {
            let holders = only::holders(unit, &world.units, world.today);
            !holders.is_empty() && holders.iter().all(|unit| allowed.enters(unit.as_str()))
        }
        None => offices().all(|unit| allowed.enters(unit.id.as_str())),
    }
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
