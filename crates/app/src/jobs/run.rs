//! Runs what is due. The run is taken first; while it is worked at, it is said again and again that it is, and one that
//! fell to another server meanwhile is not said to be done.

use std::{sync::Arc, time::Duration};

use kernel::{Instant, Problem};
use rules::jobs::{TRIES, WORD_MINUTES, again_before, due, held_until};
use store::jobs::Claim;

use super::Job;
use crate::Service;

/// How often it is looked whether anything is due.
const EVERY: Duration = Duration::from_secs(60);

/// Does a job that is due, unless it is done or in hand; whether it was done here. Problems are those of the books; one of
/// the work itself is kept with the run.
pub async fn run_due(service: &Service, job: &Job) -> Result<bool, Problem> {
    let now = service.clock().now();
    let claim = Claim {
        job: job.id.to_owned(),
        slot: due(now, job.from),
        runner: service.ids().next(),
        at: now,
        until: held_until(now),
    };
    if !service.store().claim_job(&claim, TRIES, again_before(now)).await? {
        return Ok(false);
    }
    tracing::info!(job = job.id, slot = %claim.slot, "job.begun");
    let outcome = while_held(service, &claim, (job.work)(service.clone())).await?;
    let Some(outcome) = outcome else { return Ok(false) };
    let ended = service.clock().now();
    let kept = match &outcome {
        Ok(said) => service.store().end_job(&claim, ended, None, said).await?,
        Err(problem) => {
            let Problem { code, message, detail, .. } = problem;
            tracing::warn!(job = job.id, problem.code = code, problem.detail = detail, "job.failed");
            service.store().end_job(&claim, ended, Some(code), message).await?
        }
    };
    if kept && outcome.is_ok() {
        tracing::info!(job = job.id, took_ms = took(now, ended), "job.done");
    }
    Ok(kept && outcome.is_ok())
}

/// Looks after all of them until the future is dropped. `service` answers nothing while there are no books yet.
pub async fn look_after(service: impl Fn() -> Option<Service>, jobs: Vec<Job>) {
    let jobs = Arc::new(jobs);
    loop {
        if let Some(service) = service() {
            for job in jobs.iter() {
                if let Err(problem) = run_due(&service, job).await {
                    tracing::warn!(
                        job = job.id,
                        problem.code = problem.code,
                        problem.detail = problem.detail,
                        "job.books"
                    );
                }
            }
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// Works, and speaks for the run meanwhile; nothing where it is another's now.
async fn while_held<T>(service: &Service, claim: &Claim, work: impl Future<Output = T>) -> Result<Option<T>, Problem> {
    let word = Duration::from_secs(60 * u64::try_from(WORD_MINUTES).unwrap_or(1));
    tokio::pin!(work);
    loop {
        match tokio::time::timeout(word, &mut work).await {
            Ok(done) => return Ok(Some(done)),
            Err(_) if service.store().hold_job(claim, held_until(service.clock().now())).await? => {}
            Err(_) => {
                tracing::warn!(job = claim.job, slot = %claim.slot, "job.lost");
                return Ok(None);
            }
        }
    }
}

fn took(from: Instant, to: Instant) -> i64 {
    to.millis() - from.millis()
}
