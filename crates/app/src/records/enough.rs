//! Whether somebody may open another record today (ADR 0030): counted from the log of what was opened, before anything is shown.

use kernel::{Decimal, Instant, Problem, Value, number};
use pack::model::Ledger;
use rules::{
    access::{Actor, Allowed},
    opening::{Look, OPENED_A_DAY, may_look},
};
use store::{ListQuery, Record};

use super::{List, list::question};
use crate::{
    Service, World,
    accounts::{OPENED_ENOUGH, note},
};

/// Nobody looks so often on a day, not even at the same records.
const MANY: u32 = 10_000;
/// Lines of the security log that are looked through for the one of today.
const LINES: u32 = 2_000;

/// Refuses what is more than one person may open on a day; the security log tells of it once. `log` is the ledger of what was
/// opened. Ask while nobody else opens. Problem: `record.opened_enough`.
pub(super) async fn not_enough_yet(
    service: &Service,
    world: &World,
    actor: &Actor,
    log: &Ledger,
    record: (&str, &str),
) -> Result<(), Problem> {
    let Some(most) = world.parameter(OPENED_A_DAY) else { return Ok(()) };
    let todays = format!("on == today && by == {:?}", actor.name);
    let asked = List { filter: Some(todays), limit: Some(MANY), ..List::default() };
    let query = ListQuery { cut: service.heads().await?, ..question(world, log, &asked)? };
    // How many there are, and nothing of what they say.
    let found = service.engine().list(&Allowed::of_the_house(), &query, None).await?;
    let looks: Vec<Look<'_>> = found.records.iter().filter_map(look).collect();
    let next = Look { on: world.today, by: &actor.name, record };
    if found.next.is_none() && may_look(&looks, &next, most) {
        return Ok(());
    }
    tell_once(service, world, actor).await?;
    Err(enough(most))
}

fn look(record: &Record) -> Option<Look<'_>> {
    let text = |id: &str| record.fields.get(id).and_then(Value::as_text);
    let on = record.fields.get("on").and_then(Value::as_date)?;
    Some(Look { on, by: text("by")?, record: (text("ledger")?, text("record")?) })
}

async fn tell_once(service: &Service, world: &World, actor: &Actor) -> Result<(), Problem> {
    let since = Instant::of_day(world.today);
    let lines = service.store().account_events(LINES).await?;
    let mut todays = lines.iter().filter(|line| line.kind == OPENED_ENOUGH && line.at >= since);
    if todays.any(|line| line.account == actor.user) {
        return Ok(());
    }
    let line = note(service.clock().now(), OPENED_ENOUGH, actor.user.as_ref(), "");
    service.store().do_deeds(vec![line]).await
}

fn enough(most: Decimal) -> Problem {
    let message = format!("每人每天最多查看{}条记录里隐去的内容，今天已经到了，这一条没有显示。", number::plain(most));
    let hint = "今天看过的还可以再看。确实要办的，请本单位负责人安排别人分担；上限不够用的，请系统管理员依据文件在“参数”里改。";
    Problem::new("record.opened_enough", message).hint(hint)
}
