//! What the page 运行状态 shows: how the server is, what it holds, and what was slow.

use axum::{Extension, Json, extract::State};
use kernel::{Slow, SlowNote};

use super::{VERSION, deeds, health};
use crate::{session::Asking, start::Gate, watch::Noted, wire};

/// How the server is doing, with what to do about what is not well.
#[utoipa::path(get, path = "/api/status", operation_id = "show_status", responses((status = 200, body = wire::Status)))]
pub async fn status(State(gate): State<Gate>, asking: Option<Extension<Asking>>) -> Json<wire::Status> {
    let (watched, sight) = (gate.watched(), gate.watched().machine.look());
    let checks = health::checks(&gate).await;
    let mut notes = watched.watch.notes();
    let limits = watched.watch.limits();
    let mut status = wire::Status {
        status: health::worst(&checks).to_owned(),
        checks,
        version: VERSION.to_owned(),
        started: watched.started.to_string(),
        now: watched.clock.now().to_string(),
        uptime_seconds: watched.uptime().as_secs(),
        memory_bytes: sight.memory,
        free_bytes: sight.free,
        disk_bytes: sight.disk,
        verified: sight.verified.as_ref().map(noted),
        backed_up: sight.backed_up.as_ref().map(noted),
        ..wire::Status::default()
    };
    if let Some(service) = gate.service() {
        let store = service.store();
        notes.extend(store.watch().notes());
        // The page shows what there is: a database that does not answer is told by its check.
        status.may_verify = deeds::may(asking.as_deref());
        status.may_back_up = status.may_verify && watched.machine.back_up(&service).is_some();
        let jobs = app::jobs::told(&service).await.unwrap_or_default();
        status.jobs = jobs.into_iter().map(job).collect();
        status.store_bytes = store.size().await.ok().flatten();
        status.last_commit = store.last_commit().await.ok().flatten().map(|at| at.to_string());
        let (commits, columns) = (store.metered(), service.engine().metered().await);
        (status.commits, status.rows_written) = (commits.commits, commits.rows);
        (status.figures, status.column_rows) = (columns.figures, columns.columns.rows);
        status.column_bytes = columns.columns.bytes;
    }
    notes.sort_by_key(|note| std::cmp::Reverse(note.at));
    status.slow = notes.iter().map(slow).collect();
    status.slow_limits = Slow::ALL
        .iter()
        .map(|kind| wire::SlowLimit { kind: kind.name().to_owned(), millis: millis(limits.of(*kind)) })
        .collect();
    Json(status)
}

fn noted(noted: &Noted) -> wire::StatusNoted {
    wire::StatusNoted { at: noted.at.clone(), findings: noted.findings }
}

fn job(view: app::jobs::JobView) -> wire::StatusJob {
    wire::StatusJob {
        id: view.id,
        name: view.name,
        slot: view.slot.to_string(),
        how: view.how.code().to_owned(),
        at: view.at.to_string(),
        said: view.said,
    }
}

fn slow(note: &SlowNote) -> wire::SlowNote {
    wire::SlowNote {
        at: note.at.to_string(),
        kind: note.kind.name().to_owned(),
        millis: millis(note.took),
        what: note.what.clone(),
        table: note.table.clone(),
        rows: note.rows,
        asked_by: note.asked_by.clone(),
    }
}

fn millis(took: std::time::Duration) -> u64 {
    u64::try_from(took.as_millis()).unwrap_or(u64::MAX)
}
