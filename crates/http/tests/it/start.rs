//! Before there are books, and the moment there are.

use std::sync::Arc;

use app::{
    Options, Service,
    packs::{Files, LooseShelf, Shelf as _},
    start::{Wish, office},
};
use http::{
    router::router,
    start::{Founder, Founding, Gate},
};
use kernel::{Instant, Problem, world::CountingIds, world::StoppedClock};
use pack::model::Pack;
use serde_json::json;
use store::{Keys, RepeatableRandom};
use tempfile::TempDir;

use crate::server::Server;

/// Founds in a folder of its own, with the sample as what the binary carries.
struct Carried(TempDir);

impl Founder for Carried {
    fn pack(&self) -> Result<Arc<Pack>, Problem> {
        Ok(Arc::new(pack::sample::pack()))
    }

    fn found(&self, wish: Wish) -> Founding<'_> {
        Box::pin(async move {
            let Wish::Own(own) = wish else { return Err(Problem::new("demo.none", "没有示范。")) };
            let units = office(&pack::sample::pack().levels, &own)?;
            let mut base = pack::sample::files(pack::sample::FILES);
            base.retain(|path, _| path == "pack.toml" || path == "roles.toml");
            let mut files = Files { base, ..Files::default() };
            files.overlay.insert("units.toml".to_owned(), units);
            app::packs::card(&mut files.overlay, &files.base);
            let pack = Arc::new(files.load()?);
            let shelf = LooseShelf::default();
            shelf.keep(&files, &pack)?;
            shelf.make_active(&pack)?;
            let random = Arc::new(RepeatableRandom::new(7));
            Service::open(Options {
                home: store::Home::Folder(self.0.path().to_path_buf()),
                keys: Keys::generate(random.as_ref()),
                random,
                files: self.0.path().join("files"),
                clock: Arc::new(StoppedClock(Instant::from_millis(1_672_459_200_000))),
                ids: Arc::new(CountingIds::new("r")),
                pack: Some(pack),
                shelf: Arc::new(shelf),
            })
            .await
        })
    }
}

fn closed() -> Server {
    let folder = tempfile::tempdir().expect("a folder");
    let gate = Gate::closed(Arc::new(Carried(folder)));
    Server::over(router(gate))
}

#[tokio::test]
async fn an_empty_folder_waits_for_its_office_and_then_opens() {
    let server = closed();
    let start = server.get("/api/start").await;
    assert_eq!((start["founded"].clone(), start["office_level"].clone()), (json!(false), json!("township")));
    for path in ["/api/session", "/api/ledgers", "/api/openapi.json", "/api/nonsense"] {
        let (status, problem) = server.call("GET", path, None).await;
        assert_eq!((status, problem["code"].clone()), (409, json!("start.empty")), "{path}");
        assert!(problem["hint"].is_string());
    }
    let wrong = json!({ "kind": "own", "name": "白石镇", "villages": "甲村\n甲村" });
    let (status, problem) = server.call("POST", "/api/start", Some(wrong)).await;
    assert_eq!(
        (status, problem["code"].clone(), problem["findings"][0]["line"].clone()),
        (422, json!("start.invalid"), json!(2))
    );
    let own = json!({ "kind": "own", "name": "白石镇", "county": "某县", "villages": "甲村\n乙村" });
    let (status, start) = server.call("POST", "/api/start", Some(own.clone())).await;
    assert_eq!((status, start["founded"].clone()), (200, json!(true)));
    let session = server.get("/api/session").await;
    assert_eq!(session["unit"]["name"], "白石镇");
    let units = server.get("/api/units").await;
    let names: Vec<&str> = units.as_array().expect("units").iter().filter_map(|unit| unit["name"].as_str()).collect();
    assert_eq!(names, ["某县", "白石镇", "甲村", "乙村"]);
    let (status, problem) = server.call("POST", "/api/start", Some(own)).await;
    assert_eq!((status, problem["code"].clone()), (409, json!("start.founded")), "nobody founds twice");
}

#[tokio::test]
async fn founding_twice_at_once_is_founding_once() {
    let server = closed();
    let own = || Some(json!({ "kind": "own", "name": "白石镇", "villages": "甲村" }));
    let (one, other) = tokio::join!(server.call("POST", "/api/start", own()), server.call("POST", "/api/start", own()));
    let mut statuses = [one.0, other.0];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
}
