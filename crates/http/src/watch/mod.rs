//! How the server is doing, for machines and for people.
//!
//! - `layer`: one line in the log for every request, by the pattern of its route
//! - `requests`: how many, how long
//! - `metrics`: `GET /metrics`, in the text format of Prometheus
//! - `health`: `GET /health/live` and `/health/ready`, and the checks behind both and behind the page
//! - `deeds`: verifying and backing up at a click
//! - `status`: `GET /api/status`, what the page 运行状态 shows
//! - [`machine`]: what the operating system tells, as an argument
//!
//! Nothing here ever says what a record holds, who asked, or what was searched for. See ADR 0017.

mod deeds;
mod health;
mod layer;
pub mod machine;
mod metrics;
mod requests;
mod status;

use std::{sync::Arc, time::Duration};

use kernel::{Clock, IdGen, Instant, Watch};

pub use deeds::{__path_back_up, __path_verify, back_up, verify};
pub use health::{__path_live, __path_ready, LEAST_ROOM, LITTLE_ROOM, live, ready, size};
pub(crate) use layer::{name_role, name_route, watch};
pub use machine::{Machine, Noted, Unseen};
pub use metrics::{__path_metrics, metrics};
pub use status::{__path_status, status};

use requests::Requests;

/// What the server watches itself with.
pub struct Watched {
    pub(crate) watch: Watch,
    pub(crate) clock: Arc<dyn Clock>,
    ids: Box<dyn IdGen>,
    pub(crate) machine: Arc<dyn Machine>,
    pub(crate) requests: Requests,
    began: Duration,
    pub(crate) started: Instant,
    /// One deed over all of the books at a time.
    pub(crate) deeds: Arc<tokio::sync::Mutex<()>>,
}

/// The version of the product.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

impl Watched {
    /// Begins to watch, now.
    pub fn new(clock: Arc<dyn Clock>, ids: Box<dyn IdGen>, machine: Arc<dyn Machine>) -> Self {
        let (watch, began, started) = (Watch::new(clock.clone()), clock.ticks(), clock.now());
        Self { watch, clock, ids, machine, requests: Requests::default(), began, started, deeds: Arc::default() }
    }

    /// Where nobody looks on: nothing is seen of the machine, and no time passes.
    pub fn unseen() -> Self {
        let stopped = kernel::world::StoppedClock(Instant::from_millis(0));
        Self::new(Arc::new(stopped), Box::new(kernel::world::CountingIds::new("q")), Arc::new(Unseen))
    }

    /// From how long on requests, questions and statements are noted.
    pub fn keep_to(self, limits: kernel::Limits) -> Self {
        self.watch.keep_to(limits);
        self
    }

    pub(crate) fn uptime(&self) -> Duration {
        self.watch.since(self.began)
    }

    pub(crate) fn next_id(&self) -> String {
        self.ids.next()
    }
}
