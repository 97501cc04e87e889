//! How the latest runs stand.

use kernel::{Date, Instant, Problem};
use store::jobs::JobRun;

use super::name_of;
use crate::Service;

/// How a run stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum How {
    /// It is being worked at.
    Running,
    /// It was done.
    Done,
    /// It failed.
    Failed,
    /// Whoever worked at it says nothing any more; the next look begins it anew.
    Lost,
}

/// The latest run of a job.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct JobView {
    /// The job.
    pub id: String,
    /// The word people see.
    pub name: String,
    /// The day it is for.
    pub slot: Date,
    /// How it stands.
    pub how: How,
    /// When it ended, or was begun where it has not.
    pub at: Instant,
    /// What there is to say.
    pub said: String,
    /// How often it was begun.
    pub tries: u32,
}

impl How {
    /// As it travels.
    pub fn code(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Lost => "lost",
        }
    }

    fn of(run: &JobRun, now: Instant) -> Self {
        match (run.ended_at, &run.failed) {
            (Some(_), None) => Self::Done,
            (Some(_), Some(_)) => Self::Failed,
            (None, _) if run.until < now => Self::Lost,
            (None, _) => Self::Running,
        }
    }
}

/// The latest run of every job that ever ran.
pub async fn told(service: &Service) -> Result<Vec<JobView>, Problem> {
    let now = service.clock().now();
    let view = |run: JobRun| JobView {
        how: How::of(&run, now),
        at: run.ended_at.unwrap_or(run.began_at),
        name: name_of(&run.job).to_owned(),
        id: run.job,
        slot: run.slot,
        said: run.said,
        tries: run.tries,
    };
    Ok(service.store().latest_jobs().await?.into_iter().map(view).collect())
}
