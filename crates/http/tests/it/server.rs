//! A server without a port: requests go straight into the router.

use std::sync::Arc;

use app::{Options, Service};
use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, header},
};
use http::{call::Call, router::router, start::Gate};
use kernel::{Instant, world::CountingIds, world::StoppedClock};
use serde_json::{Value as Json, json};
use store::{Keys, RepeatableRandom};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// 2022-12-31, noon in Shanghai.
const NOON: i64 = 1_672_459_200_000;

/// The sample pack in an empty store.
pub struct Server {
    router: axum::Router,
    folder: Option<TempDir>,
}

impl Server {
    pub async fn start() -> Self {
        Self::with(pack::sample::pack()).await
    }

    /// Another pack in an empty store.
    pub async fn with(pack: pack::model::Pack) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let random = Arc::new(RepeatableRandom::new(7));
        let options = Options {
            home: store::Home::Folder(folder.path().to_path_buf()),
            keys: Keys::generate(random.as_ref()),
            random,
            files: folder.path().join("files"),
            clock: Arc::new(StoppedClock(Instant::from_millis(NOON))),
            ids: Arc::new(CountingIds::new("r")),
            pack: Some(Arc::new(pack)),
            shelf: Arc::new(app::packs::LooseShelf::default()),
        };
        let service = Service::open(options).await.expect("it opens");
        Self { router: router(Gate::open(Call::local(service))), folder: Some(folder) }
    }

    /// Any router, asked the same way.
    pub fn over(router: axum::Router) -> Self {
        Self { router, folder: None }
    }

    /// Where it keeps what it keeps.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.as_ref().expect("a folder of its own").path()
    }

    /// The answer with its headers.
    pub async fn answer(&self, request: Request<Body>) -> axum::response::Response {
        self.router.clone().oneshot(request).await.expect("an answer")
    }

    pub async fn send(&self, request: Request<Body>) -> (StatusCode, String, Vec<u8>) {
        let response = self.answer(request).await;
        let status = response.status();
        let kind = response.headers().get(header::CONTENT_TYPE).map(|kind| kind.to_str().expect("text").to_owned());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        (status, kind.unwrap_or_default(), bytes.to_vec())
    }

    pub async fn call(&self, method: &str, path: &str, body: Option<Json>) -> (u16, Json) {
        let mut request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8630");
        if body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let body = body.map_or_else(Body::empty, |json| Body::from(json.to_string()));
        let (status, _, bytes) = self.send(request.body(body).expect("a request")).await;
        (status.as_u16(), serde_json::from_slice(&bytes).unwrap_or_else(|_| json!(String::from_utf8_lossy(&bytes))))
    }

    /// A spreadsheet in a form.
    pub async fn hand(&self, ledger: &str, name: &str, file: &str, options: Json) -> (u16, Json) {
        let part =
            |head: &str, body: &str| format!("--part\r\ncontent-disposition: form-data; {head}\r\n\r\n{body}\r\n");
        let file = part(&format!("name=\"file\"; filename=\"{name}\""), file);
        let form = format!("{file}{}--part--\r\n", part("name=\"options\"", &options.to_string()));
        let request = Request::builder().method("POST").uri(format!("/api/imports/{ledger}"));
        let request = request.header(header::HOST, "127.0.0.1:8630");
        let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=part");
        let (status, _, bytes) = self.send(request.body(Body::from(form)).expect("a request")).await;
        (status.as_u16(), serde_json::from_slice(&bytes).unwrap_or_else(|_| json!(String::from_utf8_lossy(&bytes))))
    }

    pub async fn get(&self, path: &str) -> Json {
        let (status, body) = self.call("GET", path, None).await;
        assert_eq!(status, 200, "GET {path}: {body}");
        body
    }
}
