//! What the page 运行状态 shows: how the server is, what it holds, and what was slow.

use axum::{Extension, Json, extract::State};
use kernel::{Slow, SlowNote};

use super::{VERSION, deeds, health};
use crate::{session::Asking, start::Gate, watch::Noted, wire};

/// How the server is doing; to who administers, what is not well and what to do about it. Others have no use for the machine's
/// innards, and are told only whether to wait or to call somebody.
#[utoipa::path(get, path = "/api/status", operation_id = "show_status", responses((status = 200, body = wire::Status)))]
pub async fn status(State(gate): State<Gate>, asking: Option<Extension<Asking>>) -> Json<wire::Status> {
    let checks = health::checks(&gate).await;
    // Before there are books nobody is here but who begins them.
    let keeps = gate.service().is_none() || deeds::may(asking.as_deref());
    Json(wire::Status {
        status: health::worst(&checks).to_owned(),
        version: VERSION.to_owned(),
        now: gate.watched().clock.now().to_string(),
        details: if keeps { Some(details(&gate, checks).await) } else { None },
    })
}

async fn details(gate: &Gate, checks: Vec<wire::HealthCheck>) -> wire::StatusDetails {
    let (watched, sight) = (gate.watched(), gate.watched().machine.look());
    let mut notes = watched.watch.notes();
    let limits = watched.watch.limits();
    let mut told = wire::StatusDetails {
        checks,
        started: watched.started.to_string(),
        uptime_seconds: watched.uptime().as_secs(),
        memory_bytes: sight.memory,
        free_bytes: sight.free,
        disk_bytes: sight.disk,
        verified: sight.verified.as_ref().map(noted),
        backed_up: sight.backed_up.as_ref().map(noted),
        ..wire::StatusDetails::default()
    };
    if let Some(service) = gate.service() {
        let store = service.store();
        notes.extend(store.watch().notes());
        // The page shows what there is: a database that does not answer is told by its check.
        told.may_verify = true;
        told.may_back_up = watched.machine.back_up(&service).is_some();
        let jobs = app::jobs::told(&service).await.unwrap_or_default();
        told.jobs = jobs.into_iter().map(job).collect();
        told.store_bytes = store.size().await.ok().flatten();
        told.last_commit = store.last_commit().await.ok().flatten().map(|at| at.to_string());
        let (commits, columns) = (store.metered(), service.engine().metered().await);
        (told.commits, told.rows_written) = (commits.commits, commits.rows);
        (told.figures, told.column_rows) = (columns.figures, columns.columns.rows);
        told.column_bytes = columns.columns.bytes;
    }
    notes.sort_by_key(|note| std::cmp::Reverse(note.at));
    told.slow = notes.iter().map(slow).collect();
    told.slow_limits = Slow::ALL
        .iter()
        .map(|kind| wire::SlowLimit { kind: kind.name().to_owned(), millis: millis(limits.of(*kind)) })
        .collect();
    told
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
