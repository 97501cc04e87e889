//! What the house does by itself every day, once for all servers of a county (ADR 0028).
//!
//! - [`Job`]: what is done, and from which hour on
//! - [`run_due`]: does one that is due, unless another server has it in hand
//! - [`look_after`]: asks that for all of them, every minute, as long as the server runs
//! - [`forget`], [`crate::files::forget_unused`]: the jobs every server has; what needs more than the books (a backup) is handed in from outside
//! - [`told`]: how the latest runs stand, for the page

mod forget;
mod run;
mod told;

use std::{pin::Pin, sync::Arc};

use kernel::Problem;

pub use forget::forget;
pub use run::{look_after, run_due};
pub use told::{How, JobView, told};

use crate::Service;

/// What a job did, in a sentence for the page, or why not.
pub type Outcome = Pin<Box<dyn Future<Output = Result<String, Problem>> + Send>>;

/// Work of every day.
#[derive(Clone)]
pub struct Job {
    /// Its id, as the runs are kept by.
    pub id: &'static str,
    /// The word people see.
    pub name: &'static str,
    /// From so many minutes past midnight on, in Asia/Shanghai.
    pub from: i64,
    /// Does it.
    pub work: Arc<dyn Fn(Service) -> Outcome + Send + Sync>,
}

/// The words for all jobs there are, whichever this server was given.
pub const NAMES: [(&str, &str); 3] =
    [("forget", "清理过期登录和旧日志"), ("backup", "每日备份"), ("files", "清理没有用上的照片和文件")];

/// A job of [`NAMES`].
pub fn job(id: &'static str, from: i64, work: impl Fn(Service) -> Outcome + Send + Sync + 'static) -> Job {
    Job { id, name: name_of(id), from, work: Arc::new(work) }
}

fn name_of(id: &str) -> &str {
    NAMES.iter().find(|(known, _)| *known == id).map_or(id, |(_, name)| name)
}
