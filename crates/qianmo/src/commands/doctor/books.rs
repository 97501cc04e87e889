//! The database, the journal against what was noted outside, the clock, and the pack in force.

use std::{fs, time::Duration};

use kernel::{Clock as _, Finding, Instant, Problem};
use pack::model::Pack;
use store::Examined;

use super::Line;
use crate::{
    installation::{Done, Installation},
    world::SystemClock,
};

/// A database that has not answered by then does not answer.
const PATIENCE: Duration = Duration::from_secs(20);
/// 2024-01-01: no clock that is right is before it.
const EARLIEST: Instant = Instant::from_millis(1_704_038_400_000);
/// Longer ago than this, and it is time again.
const VERIFY_DAYS: i64 = 35;

/// What was found, in the order in which a person would look.
pub async fn look(at: &Installation) -> Vec<Line> {
    let now = SystemClock.now();
    let home = at.home();
    let noted = fs::metadata(home.folder().join("heads.log")).is_ok_and(|meta| meta.len() > 0);
    let file = home.folder().join("qianmo.db");
    if !home.is_shared() && !file.exists() {
        let said = if noted { gone() } else { unfounded() };
        return vec![said, clock(now, None)];
    }
    match tokio::time::timeout(PATIENCE, store::examine(&home)).await {
        Ok(Ok(seen)) => {
            let mut lines = database(&seen);
            lines.push(clock(now, seen.last_commit));
            lines.extend(pack(at));
            lines.push(verified(at, now));
            lines
        }
        Ok(Err(problem)) if problem.code == "store.lost" && !noted => vec![unfounded(), clock(now, None)],
        Ok(Err(problem)) => [vec![Line::problem("database", problem), clock(now, None)], pack(at)].concat(),
        Err(_) => {
            let said = Line::wrong("database", "数据库很久没有应答。", "请检查数据库是否在运行、机器是否过忙。");
            [vec![said, clock(now, None)], pack(at)].concat()
        }
    }
}

fn database(seen: &Examined) -> Vec<Line> {
    let mut lines = Vec::new();
    let books = seen.heads.0.len();
    match seen.broken {
        Some(broken) if broken > 0 => {
            let said = format!("{} 数据库文件有 {broken} 处以上不完整。", seen.engine);
            lines.push(Line::wrong("database", said, "请停止写入，保留现场，从最近的备份恢复。"));
        }
        Some(_) => lines.push(Line::ok("database", format!("{}，文件完好，{books} 个账本。", seen.engine))),
        None => lines.push(Line::ok("database", format!("{}，有应答，{books} 个账本。", seen.engine))),
    }
    let told = |finding: &Finding| {
        Line::wrong("journal", finding.message.clone(), finding.hint.as_deref().unwrap_or_default())
    };
    if seen.findings.is_empty() {
        lines.push(Line::ok("journal", format!("账本与 heads.log 相符，写到 {}。", seen.heads)));
    }
    lines.extend(seen.findings.iter().map(told));
    lines
}

/// Moments of a journal never go back: a clock that does writes days that are not.
fn clock(now: Instant, last: Option<Instant>) -> Line {
    const HINT: &str = "请校准这台机器的时间（timedatectl set-ntp true）。";
    if now < EARLIEST {
        return Line::wrong("clock", format!("这台机器的时间是 {now}，显然不对。"), HINT);
    }
    match last {
        Some(last) if now < last => {
            Line::wrong("clock", format!("这台机器的时间是 {now}，比最后一次变更（{last}）还早。"), HINT)
        }
        Some(last) => Line::ok("clock", format!("时间是 {now}，最后一次变更在 {last}。")),
        None => Line::ok("clock", format!("时间是 {now}。")),
    }
}

fn pack(at: &Installation) -> Vec<Line> {
    match at.active_pack() {
        Ok(pack) => {
            let own = pack.ledgers.values().filter(|ledger| !ledger.is_system()).count();
            let said = format!("口径包“{}”{} 可以读，{own} 本台账。", pack.name, pack.version);
            [Line::ok("pack", said)].into_iter().chain(nobody_declares(&pack)).collect()
        }
        Err(Problem { code, message, hint, findings, .. }) => {
            let more = if findings.is_empty() { String::new() } else { format!("（{} 处问题）", findings.len()) };
            let hint = hint.unwrap_or_else(|| "请从备份恢复 packs 目录。".to_owned());
            vec![Line::wrong("pack", format!("[{code}] {message}{more}"), &hint)]
        }
    }
}

/// A pack from before roles said who declares (ADR 0044): with accounts nobody makes a ledger in the browser any more.
fn nobody_declares(pack: &Pack) -> Option<Line> {
    let nobody = !pack.roles.is_empty() && pack.roles.values().all(|role| !role.declares);
    nobody.then(|| {
        let said = "口径包里没有哪个岗位能拿表建账、存报告；设了账号以后，没有人能在网页上建。";
        let hint = "请用 qianmo activate 换上新版口径包，或在 roles.toml 里给一个乡镇级的岗位写 declares = true 再启用（docs/operations/changing-the-pack.md）。";
        Line::warn("declares", said, hint)
    })
}

fn verified(at: &Installation, now: Instant) -> Line {
    const HINT: &str = "请找个空闲时间停下服务，运行 qianmo verify。";
    let Some(noted) = at.noted(Done::Verified) else {
        return Line::warn("verified", "还没有核验过账本。", HINT);
    };
    if noted.findings > 0 {
        let said = format!("上次核验（{}）发现 {} 处问题。", noted.at, noted.findings);
        return Line::wrong("verified", said, "请停止写入，保留现场，用最近的备份核对并恢复。");
    }
    let day = noted.at.get(..10).and_then(|day| day.parse().ok());
    let ago = day.map(|day: kernel::Date| i64::from(now.date().days() - day.days()));
    match ago {
        Some(ago) if ago <= VERIFY_DAYS => Line::ok("verified", format!("上次核验在 {}，账本完好。", noted.at)),
        _ => Line::warn("verified", format!("上次核验在 {}，有些日子了。", noted.at), HINT),
    }
}

fn gone() -> Line {
    let hint = "请不要启动新的账，从最近的备份恢复 store 目录；heads.log 里记着账本到过哪里。";
    Line::wrong("database", "这里记过账，但数据库文件不见了。", hint)
}

fn unfounded() -> Line {
    Line::warn("database", "这里还没有建账。", "启动后在浏览器里建账，或运行 qianmo demo 看示范乡镇。")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pack_in_which_nobody_declares_is_told() {
        let mut pack = pack::sample::pack();
        assert_eq!(nobody_declares(&pack).map(|line| line.name), Some("declares"));
        for role in pack.roles.values_mut().take(1) {
            role.declares = true;
        }
        assert!(nobody_declares(&pack).is_none());
        // Where there is no role nobody has a post, and this is not what is missing.
        pack.roles.clear();
        assert!(nobody_declares(&pack).is_none());
    }
}
