//! A small county on the sample pack, and a hand to write records with.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use figures::{Engine, Evidence, Page};
use kernel::{
    Ask, BookId, Boundaries, Cut, Date, Decimal, Fields, Figure, Instant, LedgerId, Period, RecordId, Seq, UnitId,
    Value, world::StoppedClock,
};
use pack::model::Pack;
use rules::{
    access::{Actor, Allowed, Read, Write},
    change::{Act, Change, Content, Edit, StepTaken},
};
use store::{Home, Keys, Options, RepeatableRandom, Store};
use tempfile::TempDir;

pub const TODAY: &str = "2024-06-01";

/// A record by book, ledger and id.
type Place = (BookId, LedgerId, RecordId);

pub struct World {
    pub store: Store,
    pub engine: Engine,
    pub pack: Arc<Pack>,
    pub clock: Arc<StoppedClock>,
    open: Mutex<BTreeMap<Place, Seq>>,
    requests: Mutex<u64>,
    _folder: TempDir,
}

/// One record to be written, or taken back.
#[derive(Clone, Debug)]
pub struct Write1 {
    pub ledger: &'static str,
    pub record: String,
    pub unit: String,
    pub to: Option<(Fields, Vec<StepTaken>)>,
}

impl World {
    /// The sample's units and parameters, and nothing else.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        Self::in_home(Home::Folder(folder.path().to_owned()), folder).await
    }

    /// The same on PostgreSQL; nothing where somebody asked to do without it.
    pub async fn on_postgres() -> Option<Self> {
        if crate::postgres::left_out() {
            return None;
        }
        let folder = tempfile::tempdir().expect("a folder");
        Some(Self::in_home(crate::postgres::fresh(folder.path()).await, folder).await)
    }

    async fn in_home(home: Home, folder: TempDir) -> Self {
        let today: Date = TODAY.parse().expect("a day");
        let clock = Arc::new(StoppedClock(Instant::from_millis(i64::from(today.days()) * 86_400_000)));
        let random = Arc::new(RepeatableRandom::new(7));
        let keys = Keys::generate(&*random);
        let files = home.folder().join("files");
        let options = Options { home, keys, random, files };
        let store = Store::open(options, clock.clone()).await.expect("a store");
        let pack = Arc::new(crate::filtered::pack());
        store.prepare(pack.clone()).await.expect("tables");
        let engine = Engine::new(store.clone(), clock.clone());
        let (open, requests) = (Mutex::default(), Mutex::default());
        let world = Self { store, engine, pack, clock, open, requests, _folder: folder };
        let mut writes = Vec::new();
        for unit in &world.pack.units {
            let parents =
                unit.parents.iter().map(|(since, parent)| (*since, Some(Box::new(Value::text(parent.as_str())))));
            let mut fields = fields(&[("begins", Value::Date(unit.begins))]);
            fields.insert("parent".into(), Value::Spells(parents.collect()));
            for (name, text) in [("code", unit.id.as_str()), ("name", &unit.name), ("level", unit.level.as_str())] {
                fields.insert(name.into(), Value::text(text));
            }
            fields.insert("book".into(), Value::text(unit.book.as_str()));
            let successors: Vec<&str> = unit.successors.iter().map(|unit| unit.as_str()).collect();
            fields.insert("successors".into(), Value::text(successors.join(",")));
            fields.extend(unit.ends.map(|ends| ("ends".into(), Value::Date(ends))));
            writes.push(("_unit", unit.id.to_string(), fields));
        }
        for (id, parameter) in &world.pack.parameters {
            for (number, value) in parameter.values.iter().enumerate() {
                let mut fields = fields(&[
                    ("parameter", Value::text(id.as_str())),
                    ("value", Value::text(value.value.to_string())),
                    ("basis", Value::text(&value.basis)),
                    ("begins", Value::Date(value.from)),
                ]);
                fields.extend(value.to.map(|to| ("ends".into(), Value::Date(to))));
                writes.push(("_parameter", format!("{id}-{number}"), fields));
            }
        }
        let writes = writes.into_iter().map(|(ledger, record, fields)| Write1 {
            ledger,
            record,
            unit: "c".into(),
            to: Some((fields, Vec::new())),
        });
        world.write("c", writes.collect()).await;
        world
    }

    /// One Change in a book. What is taken back and was not there is passed over.
    pub async fn write(&self, book: &str, writes: Vec<Write1>) -> Seq {
        let book = BookId::from(book);
        let mut edits = Vec::new();
        let mut places = Vec::new();
        for write in writes {
            let place = (book.clone(), LedgerId::from(write.ledger), RecordId::from(write.record));
            let expects = self.open.lock().expect("open").get(&place).copied();
            if write.to.is_none() && expects.is_none() || places.iter().any(|(other, _)| *other == place) {
                continue;
            }
            places.push((place.clone(), write.to.is_some()));
            let unit = UnitId::from(write.unit);
            let to = write.to.map(|(fields, steps)| Content { unit, fields, steps });
            edits.push(Edit { ledger: place.1, record: place.2, expects, to });
        }
        if edits.is_empty() {
            return Seq(0);
        }
        let number = {
            let mut requests = self.requests.lock().expect("requests");
            *requests += 1;
            *requests
        };
        let change = Change {
            book,
            request: format!("request-{number}").into(),
            asked: String::new(),
            act: Act::Import,
            at: self.clock.0,
            reason: None,
            told: None,
            pack: self.pack.digest.clone(),
            edits,
            many: None,
        };
        let receipt = self.store.commit(&writing(), change).await.expect("a Change");
        let mut open = self.open.lock().expect("open");
        for (place, is_there) in places {
            if is_there {
                open.insert(place, receipt.seq);
            } else {
                open.remove(&place);
            }
        }
        receipt.seq
    }

    /// One record, in the book of its unit.
    pub async fn put(&self, ledger: &'static str, record: &str, unit: &str, values: &[(&str, Value)]) -> Seq {
        self.put_case(ledger, record, unit, values, &[]).await
    }

    /// One case with its steps.
    pub async fn put_case(
        &self,
        ledger: &'static str,
        record: &str,
        unit: &str,
        values: &[(&str, Value)],
        steps: &[(&str, &str, &str)],
    ) -> Seq {
        let steps = steps.iter().map(|(id, to, on)| step(id, to, on.parse().expect("a day"))).collect();
        let to = Some((fields(values), steps));
        let write = Write1 { ledger, record: record.to_owned(), unit: unit.to_owned(), to };
        self.write(self.book(unit), vec![write]).await
    }

    /// Takes a record back.
    pub async fn withdraw(&self, ledger: &'static str, record: &str, unit: &str) -> Seq {
        let write = Write1 { ledger, record: record.to_owned(), unit: unit.to_owned(), to: None };
        self.write(self.book(unit), vec![write]).await
    }

    /// The book of a unit.
    pub fn book(&self, unit: &str) -> &str {
        let unit = self.pack.units.iter().find(|known| known.id.as_str() == unit).expect("a unit of the sample");
        unit.book.as_str()
    }

    pub async fn figure(&self, ask: &Ask, as_of: Option<Cut>) -> Figure {
        let figures = self.engine.figures(&reading(), std::slice::from_ref(ask), as_of).await.expect("a figure");
        figures.into_iter().next().expect("one figure")
    }

    pub async fn open(&self, ask: &Ask, as_of: Option<Cut>) -> Evidence {
        let page = Page { after: None, limit: usize::MAX };
        self.engine.open(&reading(), ask, as_of, &page).await.expect("evidence")
    }

    /// A figure as text: its value as it is shown, or why there is none.
    pub async fn text(&self, ask: &Ask) -> String {
        told(&self.figure(ask, None).await)
    }
}

pub fn told(figure: &Figure) -> String {
    let missing = || figure.missing.as_ref().map(|missing| missing.code.clone());
    figure.value.map(|value| value.to_string()).or_else(missing).unwrap_or_default()
}

pub fn reading() -> Allowed<Read> {
    Actor::local().may_read().expect("the local user may read")
}

fn writing() -> Allowed<Write> {
    Actor::local().may_administer().expect("the local user may administer").writing()
}

/// `indicator unit period`, with a `!` before the unit for today's boundaries.
pub fn ask(text: &str) -> Ask {
    let words: Vec<&str> = text.split(' ').collect();
    let [indicator, unit, period] = words.as_slice() else { panic!("not an ask: {text}") };
    let now = unit.strip_prefix('!');
    Ask {
        indicator: (*indicator).into(),
        unit: now.unwrap_or(unit).into(),
        period: period.parse::<Period>().expect("a period"),
        boundaries: if now.is_some() { Boundaries::Now } else { Boundaries::Then },
    }
}

pub fn fields(values: &[(&str, Value)]) -> Fields {
    values.iter().map(|(name, value)| ((*name).into(), value.clone())).collect()
}

pub fn step(id: &str, to: &str, on: Date) -> StepTaken {
    StepTaken { step: id.into(), to: to.into(), on, by: None, note: None }
}

pub fn text(text: &str) -> Value {
    Value::text(text)
}

pub fn day(text: &str) -> Value {
    Value::Date(text.parse().expect("a day"))
}

pub fn number(text: &str) -> Value {
    Value::Decimal(text.parse::<Decimal>().expect("a number"))
}

pub fn dated(spells: &[(&str, Option<Value>)]) -> Value {
    let spell = |(since, value): &(&str, Option<Value>)| (since.parse().expect("a day"), value.clone().map(Box::new));
    Value::Spells(spells.iter().map(spell).collect())
}

pub fn block_on<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime").block_on(work)
}
