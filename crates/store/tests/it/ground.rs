//! A small pack, an empty store on it, and short words to write tests with.

use std::{path::Path, sync::Arc};

use indexmap::IndexMap;
use kernel::{
    BookId, Clock, Cut, Date, Fields, Instant, LedgerId, Problem, RecordId, Seq, StepId, UnitId, Value,
    world::StoppedClock,
};
use pack::model::{Field, FieldType, Ledger, LedgerKind, Pack, Privacy, State, Step};
use rules::{
    access::{Actor, Administer, Allowed, Read, Write},
    change::{Act, Change, Content, Edit, StepTaken},
};
use store::{Home, Keys, Options, Receipt, Record, RepeatableRandom, Store};
use tempfile::TempDir;

use crate::postgres;

/// Which database a test runs on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum On {
    Sqlite,
    Postgres,
}

/// Makes of each test one on either database.
macro_rules! on_both {
    ($($test:ident),+ $(,)?) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $test() {
                super::$test(crate::ground::On::Sqlite).await;
            })+
        }
        mod postgres {
            $(#[tokio::test]
            async fn $test() {
                if !crate::postgres::left_out() {
                    super::$test(crate::ground::On::Postgres).await;
                }
            })+
        }
    };
}
pub(crate) use on_both;

/// A store, where it lives, and the folder of what is outside the database.
pub struct Ground {
    pub store: Store,
    pub home: Home,
    pub folder: TempDir,
}

/// An empty store on the small pack.
pub async fn open_fresh(on: On) -> Ground {
    let folder = TempDir::new().expect("a folder");
    let home = match on {
        On::Sqlite => Home::Folder(folder.path().to_owned()),
        On::Postgres => postgres::fresh(folder.path()).await,
    };
    open_in(home, folder).await
}

/// A store on the small pack, in a home that may hold something.
pub async fn open_in(home: Home, folder: TempDir) -> Ground {
    let store = open_at(&home).await.expect("opens");
    store.prepare(Arc::new(small_pack())).await.expect("prepares");
    Ground { store, home, folder }
}

pub async fn open_at(home: &Home) -> Result<Store, Problem> {
    let options = Options {
        home: home.clone(),
        keys: Keys::generate(&RepeatableRandom::new(7)),
        random: Arc::new(RepeatableRandom::new(8)),
        files: home.folder().join("files"),
    };
    Store::open(options, clock()).await
}

pub fn clock() -> Arc<dyn Clock> {
    Arc::new(StoppedClock(Instant::from_millis(1_000_000)))
}

pub fn read() -> Allowed<Read> {
    Actor::local().may_read().expect("reads")
}

pub fn write() -> Allowed<Write> {
    administer().writing()
}

pub fn administer() -> Allowed<Administer> {
    Actor::local().may_administer().expect("administers")
}

/// A register with a dated class, a private name and a sealed number; a log of payments; a case of three states.
pub fn small_pack() -> Pack {
    let home = [
        field("code", FieldType::Text),
        Field { privacy: Privacy::Personal, ..field("head", FieldType::Text) },
        Field { privacy: Privacy::Sensitive, sealed: true, ..field("number", FieldType::IdNumber) },
        Field { dated: true, ..field("class", FieldType::Choice("class".into())) },
        Field { dated: true, ..field("area", FieldType::Decimal { scale: 2, quantity: None }) },
        field("people", FieldType::Integer),
        field("begins", FieldType::Date),
        field("ends", FieldType::Date),
    ];
    let payment = [
        field("on", FieldType::Date),
        field("amount", FieldType::Money),
        field("kinds", FieldType::Choices("kind".into())),
        field("paid", FieldType::Bool),
        field("note", FieldType::Text),
        field("items", FieldType::Table(IndexMap::new())),
    ];
    let hazard = [field("found_on", FieldType::Date), field("place", FieldType::Text)];
    let shot = [field("on", FieldType::Date), field("photo", FieldType::Photo), field("paper", FieldType::File)];
    let ledgers = [
        ledger("home", LedgerKind::Register, "begins", &["code"], home.into()),
        ledger("payment", LedgerKind::Log, "on", &[], payment.into()),
        ledger("hazard", LedgerKind::Case, "found_on", &[], hazard.into()),
        ledger("shot", LedgerKind::Log, "on", &[], shot.into()),
    ];
    Pack {
        id: "small".into(),
        name: "小包".to_owned(),
        version: "1".to_owned(),
        digest: "digest".to_owned(),
        levels: Vec::new(),
        units: Vec::new(),
        roles: IndexMap::new(),
        parameters: IndexMap::new(),
        codes: IndexMap::new(),
        ledgers: ledgers.into_iter().map(|ledger| (ledger.id.clone(), ledger)).collect(),
        indicators: IndexMap::new(),
        duties: IndexMap::new(),
        scorecards: IndexMap::new(),
        targets: IndexMap::new(),
        reports: IndexMap::new(),
        forms: IndexMap::new(),
        coverage: Vec::new(),
    }
}

pub fn field(id: &str, ty: FieldType) -> Field {
    Field {
        id: id.into(),
        name: id.to_owned(),
        ty,
        required: false,
        required_if: None,
        show_if: None,
        check: None,
        aliases: Vec::new(),
        privacy: Privacy::Internal,
        sealed: false,
        dated: false,
        measure: None,
        default: None,
        prefill: None,
        number: None,
        help: None,
        replaces: None,
    }
}

fn ledger(id: &str, kind: LedgerKind, date: &str, key: &[&str], fields: Vec<Field>) -> Ledger {
    let states = if kind == LedgerKind::Case { vec!["found", "fixing", "closed"] } else { Vec::new() };
    let state = |id: &str| State { id: id.into(), name: id.to_owned(), last: id == "closed", becomes: None };
    let step = |id: &str, to: &str| Step {
        id: id.into(),
        name: id.to_owned(),
        from: Vec::new(),
        to: to.into(),
        by: None,
        within: None,
        guard: None,
    };
    let steps =
        if kind == LedgerKind::Case { vec![step("assign", "fixing"), step("close", "closed")] } else { Vec::new() };
    Ledger {
        id: id.into(),
        name: id.to_owned(),
        kind,
        mandate: "test".to_owned(),
        about: None,
        unit: Vec::new(),
        only: None,
        unit_aliases: Vec::new(),
        date: date.into(),
        key: key.iter().map(|key| (*key).into()).collect(),
        title: Vec::new(),
        identity: false,
        hidden: false,
        totals: false,
        fields: fields.into_iter().map(|field| (field.id.clone(), field)).collect(),
        checks: Vec::new(),
        states: states.into_iter().map(|id| (id.into(), state(id))).collect(),
        steps: steps.into_iter().map(|step| (step.id.clone(), step)).collect(),
        help: None,
    }
}

pub fn day(text: &str) -> Date {
    text.parse().expect(text)
}

pub fn date(text: &str) -> Value {
    Value::Date(day(text))
}

pub fn decimal(text: &str) -> Value {
    Value::Decimal(text.parse().expect(text))
}

pub fn text(text: &str) -> Value {
    Value::text(text)
}

pub fn spells(spells: &[(&str, Option<Value>)]) -> Value {
    Value::Spells(spells.iter().map(|(since, value)| (day(since), value.clone().map(Box::new))).collect())
}

pub fn fields(fields: &[(&str, Value)]) -> Fields {
    fields.iter().map(|(id, value)| ((*id).into(), value.clone())).collect()
}

pub fn step(id: &str, to: &str, on: &str) -> StepTaken {
    StepTaken { step: StepId::from(id), to: to.into(), on: day(on), by: Some("张".to_owned()), note: None }
}

pub fn edit(ledger: &str, record: &str, expects: Option<u64>, to: Option<Content>) -> Edit {
    Edit { ledger: ledger.into(), record: record.into(), expects: expects.map(Seq), to }
}

pub fn content(unit: &str, of: &[(&str, Value)]) -> Option<Content> {
    Some(Content { unit: unit.into(), fields: fields(of), steps: Vec::new() })
}

pub fn change(request: &str, edits: Vec<Edit>) -> Change {
    Change {
        book: "b".into(),
        request: request.into(),
        act: Act::Create,
        asked: format!("{edits:?}"),
        at: Instant::from_millis(1_000),
        reason: Some("试".to_owned()),
        told: None,
        pack: "digest".to_owned(),
        edits,
        many: None,
    }
}

impl Ground {
    pub async fn commit(&self, request: &str, edits: Vec<Edit>) -> Result<Receipt, Problem> {
        self.store.commit(&write(), change(request, edits)).await
    }

    /// Commits and expects it to be kept.
    pub async fn keep(&self, request: &str, edits: Vec<Edit>) -> u64 {
        self.commit(request, edits).await.expect(request).seq.0
    }

    /// Commits and expects this problem.
    pub async fn refuse(&self, request: &str, edits: Vec<Edit>, code: &str) -> Problem {
        let problem = self.commit(request, edits).await.expect_err(request);
        assert_eq!(problem.code, code, "{problem} {:?}", problem.detail);
        problem
    }

    pub async fn at(&self, ledger: &str, record: &str, seq: u64) -> Option<Record> {
        let (ledger, record) = (LedgerId::from(ledger), RecordId::from(record));
        self.store.record(&read(), &book(), &ledger, &record, &cut(seq)).await.expect("reads")
    }

    /// The record as it is now.
    pub async fn now(&self, ledger: &str, record: &str) -> Option<Record> {
        let seq = self.store.heads().await.expect("heads").at("b").0;
        self.at(ledger, record, seq).await
    }

    pub async fn codes(&self) -> Vec<String> {
        let findings = self.store.verify(&administer()).await.expect("verifies");
        let mut codes: Vec<String> = findings.into_iter().map(|finding| finding.code).collect();
        codes.dedup();
        codes
    }

    /// Closes the store, lets somebody meddle with the database, and opens it again.
    pub async fn meddle(&mut self, sql: &str) {
        self.store.close().await.expect("closes");
        self.meddle_closed(sql).await;
        self.store = open_at(&self.home).await.expect("opens again");
        self.store.prepare(Arc::new(small_pack())).await.expect("prepares again");
    }

    /// Meddles with the database of a store that was closed.
    pub async fn meddle_closed(&self, sql: &str) {
        let touched = self.alter_closed(sql).await;
        assert!(touched > 0, "{sql}");
    }

    /// The same by a statement that touches no row; answers how many it touched.
    pub async fn alter_closed(&self, sql: &str) -> u64 {
        match &self.home {
            Home::Folder(folder) => meddle_with_file(folder, sql).await,
            Home::Postgres { url, .. } => postgres::run(url, sql).await,
        }
    }
}

async fn meddle_with_file(folder: &Path, sql: &str) -> u64 {
    use sqlx::Connection as _;
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.join("qianmo.db"));
    let mut link = sqlx::SqliteConnection::connect_with(&options).await.expect("connects");
    let done = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut link).await.expect(sql);
    link.close().await.expect("closes");
    done.rows_affected()
}

pub fn book() -> BookId {
    "b".into()
}

pub fn cut(seq: u64) -> Cut {
    Cut::of(book(), Seq(seq))
}

pub fn units(units: &[&str]) -> Vec<UnitId> {
    units.iter().map(|unit| UnitId::from(*unit)).collect()
}

/// All at the same time.
pub async fn join<T>(all: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut waiting: Vec<_> = all.map(Box::pin).collect();
    let mut done: Vec<Option<T>> = waiting.iter().map(|_| None).collect();
    std::future::poll_fn(|context| {
        for (one, done) in waiting.iter_mut().zip(&mut done).filter(|(_, done)| done.is_none()) {
            if let std::task::Poll::Ready(value) = one.as_mut().poll(context) {
                *done = Some(value);
            }
        }
        if done.iter().all(Option::is_some) { std::task::Poll::Ready(()) } else { std::task::Poll::Pending }
    })
    .await;
    done.into_iter().flatten().collect()
}
