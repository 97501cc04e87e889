//! Whether the server lives, and whether it can do its work. Each check says what it found and what to do.

use std::time::Duration;

use app::{Service, jobs::How};
use axum::{
    Json,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use kernel::Problem;
use rules::jobs::TRIES;

use crate::{start::Gate, wire};

/// Less room than this, and a Change may not be kept.
pub const LEAST_ROOM: u64 = 200 * 1024 * 1024;
/// Less than this, and somebody should see to it.
pub const LITTLE_ROOM: u64 = 2 * 1024 * 1024 * 1024;
/// A database that has not answered by then does not answer.
const PATIENCE: Duration = Duration::from_secs(3);
/// More Changes than this waiting, and the writer stands still.
const MANY_WAITING: u64 = 900;

/// The process is there and answers.
#[utoipa::path(get, path = "/health/live", operation_id = "check_live", responses((status = 200, body = wire::Health)))]
pub async fn live() -> Json<wire::Health> {
    Json(wire::Health { status: "ok".to_owned(), checks: Vec::new() })
}

/// Records can be read and written: the database answers, a pack is in force, there is room, the writer works.
#[utoipa::path(get, path = "/health/ready", operation_id = "check_ready",
    responses((status = 200, body = wire::Health), (status = 503, body = wire::Health)))]
pub async fn ready(State(gate): State<Gate>) -> Response {
    let checks = checks(&gate).await;
    let status = worst(&checks);
    let answer = if status == "wrong" { StatusCode::SERVICE_UNAVAILABLE } else { StatusCode::OK };
    (answer, Json(wire::Health { status: status.to_owned(), checks })).into_response()
}

/// The gravest of all.
pub(super) fn worst(checks: &[wire::HealthCheck]) -> &'static str {
    ["wrong", "warn"].into_iter().find(|bad| checks.iter().any(|check| check.status == *bad)).unwrap_or("ok")
}

/// Every check, in the order in which a person would look.
pub(super) async fn checks(gate: &Gate) -> Vec<wire::HealthCheck> {
    let room = room(gate.watched().machine.look().free);
    let Some(service) = gate.service() else {
        let said = check("pack", "warn", "这里还没有建账。", Some("请在首页建账，或先看示范乡镇。"));
        return vec![said, room];
    };
    vec![database(&service).await, pack(&service), writer(&service), jobs(&service).await, room]
}

async fn database(service: &Service) -> wire::HealthCheck {
    match tokio::time::timeout(PATIENCE, service.heads()).await {
        Ok(Ok(heads)) => check("database", "ok", &format!("数据库有应答，{} 个账本。", heads.0.len()), None),
        Ok(Err(Problem { message, hint, .. })) => check("database", "wrong", &message, hint.as_deref()),
        Err(_) => check("database", "wrong", "数据库三秒没有应答。", Some("请检查数据库是否在运行、机器是否过忙。")),
    }
}

fn pack(service: &Service) -> wire::HealthCheck {
    let pack = service.pack();
    if pack.ledgers.values().all(pack::model::Ledger::is_system) {
        return check("pack", "wrong", "没有正在使用的口径包。", Some("请运行 qianmo doctor 查看原因。"));
    }
    check("pack", "ok", &format!("口径包“{}”{} 正在使用。", pack.name, pack.version), None)
}

fn writer(service: &Service) -> wire::HealthCheck {
    let metered = service.store().metered();
    if !metered.is_writing {
        return check(
            "writer",
            "wrong",
            "写入的环节已经停了，新的内容存不进去。",
            Some("请重新启动阡陌，并把日志交给管理员。"),
        );
    }
    if metered.waiting >= MANY_WAITING {
        let said = format!("有 {} 次变更在排队，写入跟不上。", metered.waiting);
        return check("writer", "wrong", &said, Some("请看磁盘是否很慢，或是否有很大的导入在进行。"));
    }
    check("writer", "ok", &format!("可以写入，{} 次变更在排队。", metered.waiting), None)
}

/// A job that failed needs somebody, but the server can do its work.
async fn jobs(service: &Service) -> wire::HealthCheck {
    let told = tokio::time::timeout(PATIENCE, app::jobs::told(service)).await;
    let Ok(Ok(runs)) = told else { return check("jobs", "ok", "定时任务的情况暂时看不到。", None) };
    let failed: Vec<_> = runs.iter().filter(|run| run.how == How::Failed).collect();
    match failed.as_slice() {
        [] => check("jobs", "ok", "定时任务没有失败的。", None),
        [first, ..] => {
            let names: Vec<&str> = failed.iter().map(|run| run.name.as_str()).collect();
            let said = format!("{}没有做成：{}", names.join("、"), first.said);
            let hint = match failed.iter().any(|run| run.tries < TRIES) {
                true => "半小时后会再试；请先按这句话去办，例如清理磁盘、换一个目录。",
                false => "今天不再试，明天再做；请先按这句话去办，例如清理磁盘、换一个目录。",
            };
            check("jobs", "warn", &said, Some(hint))
        }
    }
}

fn room(free: Option<u64>) -> wire::HealthCheck {
    match free {
        None => check("room", "ok", "这台机器不告诉还剩多少空间。", None),
        Some(free) if free < LEAST_ROOM => check(
            "room",
            "wrong",
            &format!("磁盘只剩 {}，可能存不下新的内容。", size(free)),
            Some("请马上清理磁盘，或把数据目录搬到大一些的盘。"),
        ),
        Some(free) if free < LITTLE_ROOM => {
            check("room", "warn", &format!("磁盘还剩 {}，不多了。", size(free)), Some("请安排清理磁盘。"))
        }
        Some(free) => check("room", "ok", &format!("磁盘还剩 {}。", size(free)), None),
    }
}

fn check(name: &str, status: &str, message: &str, hint: Option<&str>) -> wire::HealthCheck {
    let [name, status, message] = [name, status, message].map(str::to_owned);
    wire::HealthCheck { name, status, message, hint: hint.map(str::to_owned) }
}

/// Bytes as a person reads them.
pub fn size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 3] = [("GB", 1 << 30), ("MB", 1 << 20), ("KB", 1 << 10)];
    match UNITS.iter().find(|(_, unit)| bytes >= *unit) {
        Some((name, unit)) => format!("{}.{} {name}", bytes / unit, bytes % unit * 10 / unit),
        None => format!("{bytes} B"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_told_before_it_is_gone() {
        let check = |free: Option<u64>, expect: &str| assert_eq!(room(free).status, expect, "{free:?}");
        check(None, "ok");
        check(Some(LITTLE_ROOM), "ok");
        check(Some(LITTLE_ROOM - 1), "warn");
        check(Some(LEAST_ROOM - 1), "wrong");
        assert_eq!((size(1_610_612_736), size(900)), ("1.5 GB".to_owned(), "900 B".to_owned()));
    }

    #[test]
    fn the_gravest_decides() {
        let all = |statuses: &[&str]| {
            let checks: Vec<_> = statuses.iter().map(|status| check("a", status, "", None)).collect();
            worst(&checks)
        };
        assert_eq!((all(&[]), all(&["ok", "warn"]), all(&["warn", "wrong", "ok"])), ("ok", "warn", "wrong"));
    }
}
