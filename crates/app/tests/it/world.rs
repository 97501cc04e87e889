//! A service on a folder of its own, a clock that stands still on 2022-12-31, and sheets made on the spot.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use app::{
    Actor, Options, Service,
    imports::{ImportOptions, ImportReport, import},
    records::{self, Create, List, RecordRef, View, Written},
};
use kernel::{
    Clock, Finding, Problem, Seq,
    date::Instant,
    world::{CountingIds, StoppedClock},
};
use pack::model::Pack;
use rust_xlsxwriter::{Workbook, Worksheet};
use serde_json::{Map, Value as Json};
use store::{Keys, RepeatableRandom};

/// 2022-12-31T12:00 in Shanghai.
const NOW: Instant = Instant::from_millis(1_672_459_200_000);

/// A service and the folder it lives in.
pub struct Place {
    pub service: Service,
    pub actor: Actor,
    folder: tempfile::TempDir,
}

/// A clock that tests move.
pub struct Hand(AtomicI64);

impl Hand {
    pub fn pass_hours(&self, hours: i64) {
        self.0.fetch_add(hours * 3_600_000, Ordering::Relaxed);
    }
}

impl Clock for Hand {
    fn now(&self) -> Instant {
        Instant::from_millis(self.0.load(Ordering::Relaxed))
    }
}

impl Place {
    /// One whose clock, which stands at noon, is moved by hand.
    pub async fn with_hand() -> (Self, Arc<Hand>) {
        let folder = tempfile::tempdir().expect("a folder");
        let clock = Arc::new(Hand(AtomicI64::new(NOW.millis())));
        let home = store::Home::Folder(folder.path().join("data"));
        let service = open_by(home, pack::sample::pack(), clock.clone()).await;
        (Self { service, actor: Actor::local(), folder }, clock)
    }

    pub async fn new() -> Self {
        Self::with(pack::sample::pack()).await
    }

    pub async fn with(pack: Pack) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let service = open(&folder, pack).await;
        Self { service, actor: Actor::local(), folder }
    }

    /// The same with its books in PostgreSQL.
    pub async fn on_postgres() -> Self {
        Self::on_postgres_with(pack::sample::pack()).await
    }

    pub async fn on_postgres_with(pack: Pack) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let home = crate::postgres::fresh(folder.path()).await;
        let service = open_at(home, pack).await;
        Self { service, actor: Actor::local(), folder }
    }

    /// The files of the pack in force.
    pub fn files(&self) -> app::packs::Files {
        self.service.shelf().in_force().expect("its files")
    }

    /// Closed and opened again, with another pack.
    pub async fn reopened(self, pack: Pack) -> Self {
        self.service.close().await.expect("closes");
        let service = open(&self.folder, pack).await;
        Self { service, ..self }
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    pub async fn create(&self, ledger: &str, unit: &str, fields: Json) -> Result<Written, Problem> {
        let request = self.service.new_request();
        let fields = object(fields);
        let new = Create { request, ledger: ledger.into(), unit: unit.into(), fields, reason: None, told: None };
        records::create(&self.service, &self.actor, new).await
    }

    pub async fn list(&self, ledger: &str) -> Vec<View> {
        let sorted = List { limit: Some(500), ..List::default() };
        records::list(&self.service, &self.actor, &ledger.into(), sorted).await.expect("lists").records
    }

    /// Records as `title: field=shown …`, in order.
    pub async fn shown(&self, ledger: &str, fields: &[&str]) -> Vec<String> {
        let line = |view: View| {
            let of = |id: &&str| view.shown.get(*id).map_or("-".to_owned(), Clone::clone);
            format!("{} {}", view.unit_name, fields.iter().map(of).collect::<Vec<_>>().join(" "))
        };
        let mut lines: Vec<String> = self.list(ledger).await.into_iter().map(line).collect();
        lines.sort();
        lines
    }

    pub async fn import(&self, ledger: &str, file: &str, bytes: &[u8], options: ImportOptions) -> ImportReport {
        let bytes = bytes.to_vec().into();
        import(&self.service, &self.actor, &ledger.into(), file, bytes, options).await.expect("the file is looked at")
    }

    pub async fn import_rows(&self, ledger: &str, rows: &[&[&str]]) -> ImportReport {
        self.import(ledger, "表.xlsx", &xlsx(rows), ImportOptions::default()).await
    }
}

pub fn refer(ledger: &str, written: &Written) -> RecordRef {
    RecordRef { ledger: ledger.into(), book: written.receipt.book.clone(), record: written.record.clone() }
}

pub fn object(json: Json) -> Map<String, Json> {
    json.as_object().cloned().expect("an object")
}

/// What an import came to: new/changed/same/wrong.
pub fn counts(report: &ImportReport) -> (u64, u64, u64, u64) {
    (report.new, report.changed, report.same, report.wrong)
}

/// Findings as `code@row:column`, in order.
pub fn codes(findings: &[Finding]) -> Vec<String> {
    let one = |finding: &Finding| {
        let number = |n: Option<u32>| n.map_or("-".to_owned(), |n| n.to_string());
        format!("{}@{}:{}", finding.code, number(finding.place.line), number(finding.place.column))
    };
    findings.iter().map(one).collect()
}

/// A workbook of one sheet; all cells are text.
pub fn xlsx(rows: &[&[&str]]) -> Vec<u8> {
    sheet("表", |sheet| write(sheet, rows))
}

pub fn sheet(name: &str, fill: impl FnOnce(&mut Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name(name).expect("a name");
    fill(sheet);
    book.save_to_buffer().expect("a workbook")
}

pub fn write(sheet: &mut Worksheet, rows: &[&[&str]]) {
    for (row, cells) in (0u32..).zip(rows) {
        for (column, text) in (0u16..).zip(*cells) {
            if !text.is_empty() {
                sheet.write_string(row, column, *text).expect("a cell");
            }
        }
    }
}

pub fn seq(n: u64) -> Seq {
    Seq(n)
}

async fn open(folder: &tempfile::TempDir, pack: Pack) -> Service {
    open_at(store::Home::Folder(folder.path().join("data")), pack).await
}

async fn open_at(home: store::Home, pack: Pack) -> Service {
    open_by(home, pack, Arc::new(StoppedClock(NOW))).await
}

async fn open_by(home: store::Home, pack: Pack, clock: Arc<dyn Clock>) -> Service {
    let random = Arc::new(RepeatableRandom::new(7));
    // Ids must not repeat when a folder is opened again.
    let ids = CountingIds::new(format!("{}-", &pack.digest[..8]));
    let files = app::packs::Files { base: pack::sample::files(pack::sample::FILES), ..Default::default() };
    let options = Options {
        files: home.folder().join("files"),
        home,
        keys: Keys::generate(&RepeatableRandom::new(1)),
        random,
        clock,
        ids: Arc::new(ids),
        pack: Some(Arc::new(pack)),
        shelf: Arc::new(app::packs::LooseShelf::of(files)),
    };
    Service::open(options).await.expect("opens")
}
