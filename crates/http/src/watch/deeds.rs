//! What is done to all of the books at a click: verified, backed up. Each reads everything there is, so one at a time; and what
//! was begun comes to its end though nobody waits for it any more. The security log says who clicked.

use std::sync::Arc;

use app::{Actor, Service, accounts::note_deed};
use axum::{Extension, Json, extract::State};
use kernel::Problem;
use tokio::sync::OwnedMutexGuard;

use super::Watched;
use crate::{
    problem::{Refusal, WireFinding},
    session::{self, Asking},
    start::Gate,
    wire,
};

/// Verifies journal, versions, seals and keys of all books; who administers may.
#[utoipa::path(post, path = "/api/verify", operation_id = "verify_books",
    responses((status = 200, body = wire::Verified), (status = 409, body = crate::problem::WireProblem)))]
pub async fn verify(
    State(gate): State<Gate>,
    asking: Option<Extension<Asking>>,
) -> Result<Json<wire::Verified>, Refusal> {
    let Deed { service, actor, watched, alone } = begin(&gate, asking)?;
    note_deed(&service, &actor, "verified").await;
    let findings = to_its_end(async move {
        let findings = service.verify(&actor).await?;
        watched.machine.note_verified(findings.iter().filter(|finding| finding.is_error()).count());
        drop(alone);
        Ok(findings)
    })
    .await?;
    Ok(Json(wire::Verified { findings: findings.iter().map(WireFinding::from).collect() }))
}

/// Backs everything up to the folder that backups of every day go to; who administers may.
#[utoipa::path(post, path = "/api/backups", operation_id = "make_backup",
    responses((status = 200, body = wire::BackedUp), (status = 409, body = crate::problem::WireProblem)))]
pub async fn back_up(
    State(gate): State<Gate>,
    asking: Option<Extension<Asking>>,
) -> Result<Json<wire::BackedUp>, Refusal> {
    let Deed { service, actor, watched, alone } = begin(&gate, asking)?;
    let work = watched.machine.back_up(&service).ok_or_else(|| {
        Problem::new("status.no_folder", "启动时没有写备份到哪个目录，不能在这里备份。")
            .hint("请在启动时加 --backup-to 目录，或在服务器上运行 qianmo backup。")
    })?;
    note_deed(&service, &actor, "backed_up").await;
    let said = to_its_end(async move {
        let said = work.await?;
        drop(alone);
        Ok(said)
    })
    .await?;
    Ok(Json(wire::BackedUp { said }))
}

/// Whether somebody may, once there are books.
pub(super) fn may(asking: Option<&Asking>) -> bool {
    asking.is_some_and(|asking| asking.actor.may_administer().is_some())
}

struct Deed {
    service: Service,
    actor: Arc<Actor>,
    watched: Arc<Watched>,
    alone: OwnedMutexGuard<()>,
}

fn begin(gate: &Gate, asking: Option<Extension<Asking>>) -> Result<Deed, Problem> {
    let service = gate.service().ok_or_else(crate::start::closed)?;
    let Extension(asking) = asking.ok_or_else(session::none)?;
    service.administers(&asking.actor)?;
    let watched = gate.watched_arc();
    let alone =
        watched.deeds.clone().try_lock_owned().map_err(|_| {
            Problem::new("status.busy", "正在核验或备份，还没有做完。").hint("请等它做完，再看这一页。")
        })?;
    Ok(Deed { service, actor: asking.actor, watched, alone })
}

async fn to_its_end<T: Send + 'static>(
    work: impl Future<Output = Result<T, Problem>> + Send + 'static,
) -> Result<T, Problem> {
    let done = tokio::spawn(work).await;
    done.unwrap_or_else(|error| Err(Problem::new("server.broken", "做到一半断了。").hint("请再做一次。").detail(error)))
}
