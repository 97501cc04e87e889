//! How far an import is, for the page that waits for it; and a way to stop it before anything is written.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering::Relaxed},
    },
};

use app::imports::{Progress, Stage};
use axum::{Json, extract::Path};
use kernel::Problem;

use crate::{call::Call, problem::Refusal, wire};

/// Imports on their way, by who handed them in and the key of the client. Nothing of them is kept afterwards.
#[derive(Clone, Default)]
pub struct Underway {
    by_key: Arc<Mutex<BTreeMap<Key, Progress>>>,
    running: Arc<AtomicUsize>,
}

/// Takes the import off the list when its answer is there, or nobody waits for it any more.
pub struct Listed {
    underway: Underway,
    key: Option<Key>,
}

/// Whose it is, and its request.
type Key = (String, String);

impl Underway {
    /// Puts an import on the list, where its client wants to look on.
    pub fn list(&self, actor: &str, request: Option<String>, progress: &Progress) -> Listed {
        let key = request.map(|request| (actor.to_owned(), request));
        if let Some(key) = &key {
            self.lock().insert(key.clone(), progress.clone());
        }
        self.running.fetch_add(1, Relaxed);
        Listed { underway: self.clone(), key }
    }

    /// How many there are, also those that nobody looks on at.
    pub fn len(&self) -> usize {
        self.running.load(Relaxed)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn find(&self, call: &Call, request: String) -> Result<Progress, Problem> {
        self.lock()
            .get(&(call.actor.name.clone(), request))
            .cloned()
            .ok_or_else(|| Problem::not_found("正在进行的这次导入"))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<Key, Progress>> {
        self.by_key.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Listed {
    fn drop(&mut self) {
        self.underway.running.fetch_sub(1, Relaxed);
        if let Some(key) = &self.key {
            self.underway.lock().remove(key);
        }
    }
}

/// How far an import is; 404 when it is over.
#[utoipa::path(get, path = "/api/imports/progress/{request}", operation_id = "show_import_progress",
    params(("request" = String, Path, description = "The key the import was handed in with")),
    responses((status = 200, body = wire::ImportProgress), (status = 404, body = crate::problem::WireProblem)))]
pub async fn progress(call: Call, Path(request): Path<String>) -> Result<Json<wire::ImportProgress>, Refusal> {
    Ok(Json(told(&call.underway.find(&call, request)?)))
}

/// Stops an import, as long as it is not being written; what is being written is written whole.
#[utoipa::path(delete, path = "/api/imports/progress/{request}", operation_id = "stop_import",
    params(("request" = String, Path)),
    responses((status = 200, body = wire::ImportProgress), (status = 404, body = crate::problem::WireProblem)))]
pub async fn stop(call: Call, Path(request): Path<String>) -> Result<Json<wire::ImportProgress>, Refusal> {
    let progress = call.underway.find(&call, request)?;
    progress.stop();
    Ok(Json(told(&progress)))
}

fn told(progress: &Progress) -> wire::ImportProgress {
    let (stage, done, of) = progress.now();
    let stage = match stage {
        Stage::Opening => "opening",
        Stage::Reading => "reading",
        Stage::Checking => "checking",
        Stage::Writing => "writing",
        Stage::Done => "done",
    };
    wire::ImportProgress { stage: stage.to_owned(), done, of }
}
