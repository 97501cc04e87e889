//! An office with the sample pack, kept for the whole run: spreadsheets as imports that write nothing, requests to its router.

use std::{
    io::Write as _,
    sync::{Arc, OnceLock},
};

use app::{Actor, Options, Service, imports};
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use http::{call::Call, router::router, start::Gate};
use kernel::{Instant, world::CountingIds, world::StoppedClock};
use store::{Keys, RepeatableRandom};
use tempfile::TempDir;
use tower::ServiceExt as _;

/// 2022-12-31, noon in Shanghai.
const NOON: i64 = 1_672_459_200_000;
/// What a request may touch; the rest of the path is free.
const METHODS: [&str; 4] = ["GET", "POST", "PATCH", "DELETE"];

struct Office {
    runtime: tokio::runtime::Runtime,
    service: Service,
    router: Router,
    _folder: TempDir,
}

/// A text as a spreadsheet.
pub fn csv(bytes: &[u8]) {
    take_in("fuzzed.csv", bytes);
}

/// A workbook: as it is where it begins as one does; else parts of one, each after a line `//- path`, which are packed.
pub fn xlsx(bytes: &[u8]) {
    if bytes.starts_with(b"PK") || bytes.starts_with(&[0xd0, 0xcf]) {
        return take_in("fuzzed.xlsx", bytes);
    }
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (path, part) in pack::sample::files(text) {
        if archive
            .start_file(path, stored)
            .and_then(|()| archive.write_all(part.as_bytes()).map_err(Into::into))
            .is_err()
        {
            return;
        }
    }
    if let Ok(packed) = archive.finish() {
        take_in("fuzzed.xlsx", &packed.into_inner());
    }
}

fn take_in(name: &str, bytes: &[u8]) {
    let office = office();
    let actor = Actor::local();
    for ledger in ["event", "being"] {
        let options = imports::ImportOptions { dry_run: true, ..imports::ImportOptions::default() };
        let ledger = ledger.into();
        let wanted = imports::import(&office.service, &actor, &ledger, name, bytes.to_vec().into(), options);
        if let Ok(report) = office.runtime.block_on(wanted) {
            assert!(report.receipts.is_empty(), "a look wrote");
            let _ = imports::mark(bytes, name, &report);
        }
    }
    let _ = office.runtime.block_on(imports::propose(&office.service, &actor, name, bytes.to_vec().into(), None));
}

/// A line `METHOD /path`, and a body of JSON after it.
pub fn bodies(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (line, body) = text.split_once('\n').unwrap_or((text, ""));
    let Some((method, path)) = line.split_once(' ').filter(|(method, _)| METHODS.contains(method)) else { return };
    let request = Request::builder().method(method).uri(path).header(header::HOST, "127.0.0.1:8630");
    let request = request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_owned()));
    let Ok(request) = request else { return };
    let office = office();
    let (status, said) = office.runtime.block_on(async {
        let response = office.router.clone().oneshot(request).await.expect("an answer");
        let status = response.status();
        (status, to_bytes(response.into_body(), usize::MAX).await.expect("a body"))
    });
    assert!(!status.is_server_error(), "{line}: {status} {}", String::from_utf8_lossy(&said));
    if status.is_client_error() {
        let problem: serde_json::Value = serde_json::from_slice(&said).expect("a problem");
        assert!(problem["code"].is_string() && problem["message"].is_string(), "{line}: {status} {problem}");
    }
}

fn office() -> &'static Office {
    static OFFICE: OnceLock<Office> = OnceLock::new();
    OFFICE.get_or_init(|| {
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let folder = tempfile::tempdir().expect("a folder");
        let random = Arc::new(RepeatableRandom::new(7));
        let options = Options {
            home: store::Home::Folder(folder.path().to_path_buf()),
            keys: Keys::generate(random.as_ref()),
            random,
            files: folder.path().join("files"),
            clock: Arc::new(StoppedClock(Instant::from_millis(NOON))),
            ids: Arc::new(CountingIds::new("r")),
            pack: Some(Arc::new(pack::sample::pack())),
            shelf: Arc::new(app::packs::LooseShelf::default()),
        };
        let service = runtime.block_on(Service::open(options)).expect("it opens");
        let router = router(Gate::open(Call::local(service.clone())));
        Office { runtime, service, router, _folder: folder }
    })
}
