//! Columns and database agree, evidence folds back, parts sum to the whole: on random records with random histories,
//! now and at past cuts, by boundaries of then and of now.

use figures::{Engine, EvidenceKind, refold};
use kernel::{Ask, Boundaries, Cut, Date, Decimal, Figure, Period, Spread, Value};
use pack::model::{Aggregate, Kind, Moment};
use proptest::{collection::vec, option, prelude::*, sample::select, test_runner::Config};

use crate::world::{World, Write1, block_on, fields, reading, step};

const UNITS: [&str; 9] = ["c", "t1", "t2", "v1", "v2", "v3", "v3a", "v3b", "v4"];
const VILLAGES: [&str; 6] = ["v1", "v2", "v3", "v3a", "v3b", "v4"];
const PERIODS: [&str; 5] = ["2022", "2022-Q3", "2022-H1", "2023", "2021-12-01..2022-07-01"];

fn a_day() -> impl Strategy<Value = Date> {
    (18_900i32..19_700).prop_map(Date::from_days)
}

fn money() -> impl Strategy<Value = Value> {
    prop_oneof![
        8 => (-5_000_000i64..50_000_000).prop_map(|cents| Value::Decimal(Decimal::new(cents, 2))),
        1 => Just(Value::Decimal(Decimal::new(i64::MAX, 2))),
    ]
}

fn code() -> impl Strategy<Value = Value> {
    select(vec!["red", "green", "blue"]).prop_map(Value::text)
}

fn spells(of: BoxedStrategy<Value>) -> impl Strategy<Value = Value> {
    vec((a_day(), option::of(of)), 1..4).prop_map(|mut spells| {
        spells.sort_by_key(|(since, _)| *since);
        spells.dedup_by_key(|(since, _)| *since);
        Value::Spells(spells.into_iter().map(|(since, value)| (since, value.map(Box::new))).collect())
    })
}

fn event() -> impl Strategy<Value = Write1> {
    let small = option::of((-50i64..50).prop_map(Value::Integer));
    let thing = option::of(select(vec!["a", "b", "c"]).prop_map(Value::text));
    let length = option::of((0i64..9_999_999).prop_map(|metres| Value::Decimal(Decimal::new(metres, 3))));
    (
        0..9u8,
        select(VILLAGES.to_vec()),
        a_day(),
        option::of(code()),
        option::of(money()),
        option::of(money()),
        small,
        thing,
        length,
    )
        .prop_map(|(record, unit, on, kind, due, paid, people, thing, length)| {
            let mut all = fields(&[("number", Value::text(record.to_string())), ("on", Value::Date(on))]);
            let more = [
                ("kind", kind),
                ("due", due),
                ("paid", paid),
                ("people", people),
                ("thing", thing),
                ("length", length),
            ];
            all.extend(more.into_iter().filter_map(|(name, value)| Some((name.into(), value?))));
            Write1 { ledger: "event", record: format!("e{record}"), unit: unit.to_owned(), to: Some((all, Vec::new())) }
        })
}

fn thing() -> impl Strategy<Value = Write1> {
    let area = (0i64..100_000).prop_map(|of| Value::Decimal(Decimal::new(of, 2))).boxed();
    let keeper = option::of(select(vec!["p1", "p2", "p3"]).prop_map(Value::text));
    (
        0..9u8,
        select(VILLAGES.to_vec()),
        a_day(),
        option::of(a_day()),
        option::of(spells(code().boxed())),
        option::of(spells(area)),
        option::of(money()),
        keeper,
        option::of(any::<bool>().prop_map(Value::Bool)),
        option::of(
            select(vec!["old", "big", "old,far"])
                .prop_map(|tags| Value::Codes(tags.split(',').map(str::to_owned).collect())),
        ),
    )
        .prop_map(|(record, unit, begins, ends, color, area, worth, keeper, watched, tags)| {
            let mut all = fields(&[("code", Value::text(record.to_string())), ("begins", Value::Date(begins))]);
            let ends = ends.map(|ends| Value::Date(ends.max(begins)));
            let more = [("ends", ends), ("color", color), ("area", area), ("worth", worth), ("keeper", keeper)];
            all.extend(more.into_iter().filter_map(|(name, value)| Some((name.into(), value?))));
            let more = [("watched", watched), ("tags", tags)];
            all.extend(more.into_iter().filter_map(|(name, value)| Some((name.into(), value?))));
            Write1 { ledger: "thing", record: format!("t{record}"), unit: unit.to_owned(), to: Some((all, Vec::new())) }
        })
}

fn matter() -> impl Strategy<Value = Write1> {
    let some = (0..9u8, select(VILLAGES.to_vec()), a_day(), vec(0i32..200, 0..4), option::of(code()));
    some.prop_map(|(record, unit, found, waits, level)| {
        let mut all = fields(&[("number", Value::text(record.to_string())), ("found_on", Value::Date(found))]);
        all.extend(level.map(|level| ("level".into(), level)));
        let road = [("assign", "working"), ("close", "closed"), ("reopen", "working"), ("close", "closed")];
        let mut on = found;
        let mut steps = Vec::new();
        for ((id, to), wait) in road.iter().zip(waits) {
            on = on.plus(wait);
            steps.push(step(id, to, on));
        }
        Write1 { ledger: "matter", record: format!("m{record}"), unit: unit.to_owned(), to: Some((all, steps)) }
    })
}

fn write() -> impl Strategy<Value = Write1> {
    let any = prop_oneof![event(), thing(), matter()];
    (any, 0..6u8).prop_map(|(write, chance)| if chance == 0 { Write1 { to: None, ..write } } else { write })
}

/// Several Changes; each goes to the books of the units it writes for.
fn history() -> impl Strategy<Value = Vec<Vec<Write1>>> {
    vec(vec(write(), 1..9), 1..9)
}

/// Which of all questions are asked this time.
type Chosen = (Vec<&'static str>, Vec<&'static str>, usize);

fn chosen() -> impl Strategy<Value = Chosen> {
    (vec(select(UNITS.to_vec()), 2), vec(select(PERIODS.to_vec()), 2), 0..8usize)
}

async fn agree(w: World, history: Vec<Vec<Write1>>, (units, periods, past): Chosen) {
    keep_values(&w).await;
    let mut cuts: Vec<Cut> = Vec::new();
    for (number, change) in history.into_iter().enumerate() {
        for book in ["t1", "t2"] {
            w.write(book, change.iter().filter(|write| w.book(&write.unit) == book).cloned().collect()).await;
        }
        cuts.push(w.store.heads().await.expect("heads"));
        // The engine that has followed along must be no different from one that reads everything at the end.
        if number % 3 == 0 {
            w.figure(&crate::world::ask("events c 2022"), None).await;
            w.figure(&crate::world::ask("matters_found c 2022"), None).await;
            crate::lists::agree(&w, None).await;
        }
    }
    let mut asks: Vec<Ask> = Vec::new();
    for indicator in w.pack.indicators.keys() {
        for (unit, period) in units.iter().zip(&periods) {
            for boundaries in [Boundaries::Then, Boundaries::Now] {
                let period: Period = period.parse().expect("a period");
                asks.push(Ask { indicator: indicator.clone(), unit: (*unit).into(), period, boundaries });
            }
        }
    }
    for cut in [None, Some(&cuts[past % cuts.len()])] {
        crate::lists::agree(&w, cut).await;
    }
    let fresh = Engine::new(w.store.clone(), w.clock.clone());
    for cut in [None, Some(cuts[past % cuts.len()].clone())] {
        let before = w.engine.folds_by_cube();
        let ours = w.engine.figures(&reading(), &asks, cut.clone()).await.expect("ours");
        // By two boundaries 10 filtered figures of events, 6 of things and 4 of matters, at the least. Alone, further
        // below, each is answered by its bitmap.
        let by_cube = w.engine.folds_by_cube() - before;
        assert!(by_cube >= 40, "only {by_cube} folds by cube");
        let again = fresh.figures(&reading(), &asks, cut.clone()).await.expect("from nothing");
        assert_eq!(ours, again);
        let theirs = w.engine.figures_in_database(&reading(), &asks, cut.clone()).await.expect("theirs");
        for (ours, theirs) in ours.iter().zip(&theirs) {
            assert_eq!(ours, theirs, "columns and database");
        }
        for (ask, figure) in asks.iter().zip(&ours) {
            let evidence = w.open(ask, cut.clone()).await;
            assert_eq!(evidence.figure, *figure, "alone and together");
            assert_eq!(evidence.fold, figure.value, "evidence of {ask:?}");
            assert_eq!(refold(&w.pack, &evidence), figure.value, "evidence as shown of {ask:?}");
            if let EvidenceKind::Rows { rows, .. } = &evidence.kind {
                assert_eq!(Some(rows.len() as u64), figure.rows, "rows of {ask:?}");
            }
            sums_up(&w, ask, figure, cut.clone()).await;
        }
    }
}

/// Some targets and values with a source, so that what is made of them has something to say.
async fn keep_values(w: &World) {
    for (number, unit) in ["c", "t1", "v1"].into_iter().enumerate() {
        for (ledger, indicator, grade) in [
            ("_target", "events_paid", None),
            ("_value", "population", Some("attested")),
            ("_value", "harvest_forecast", None),
            ("_value", "events", Some("external")),
        ] {
            let days = (Value::Date(Period::Year(2022).first()), Value::Date(Period::Year(2022).last()));
            let mut all = vec![
                ("indicator", Value::text(indicator)),
                ("first", days.0),
                ("last", days.1),
                ("value", Value::Decimal(Decimal::new(123_456 + number as i64, 2))),
            ];
            all.extend(grade.map(|grade| ("grade", Value::text(grade))));
            w.put(ledger, &format!("{indicator}-{number}"), unit, &all).await;
        }
    }
}

/// Counts and sums by village, what is undecided included, come to the whole.
async fn sums_up(w: &World, ask: &Ask, whole: &Figure, cut: Option<Cut>) {
    let Kind::Fold(fold) = &w.pack.indicator(ask.indicator.as_str()).expect("an indicator").kind else { return };
    let rounded = w.pack.indicator(ask.indicator.as_str()).is_some_and(|indicator| indicator.places.is_some());
    let adds = matches!(fold.aggregate, Aggregate::Count | Aggregate::Sum(_)) && !rounded;
    // A village that moved within the period stands in both townships with all it has.
    let moved: Date = "2022-07-01".parse().expect("a day");
    let settled = ask.boundaries == Boundaries::Now
        || fold.moment == Moment::OnLastDay
        || ask.period.last() < moved
        || moved <= ask.period.first();
    let whole_county = ask.unit.as_str() == "c";
    if !adds || !(whole_county || settled && ["t1", "t2"].contains(&ask.unit.as_str())) {
        return;
    }
    let spread = Spread { ask: ask.clone(), level: Some("village".into()), every: None };
    let rows = w.engine.spread(&reading(), &spread, cut).await.expect("a spread");
    // A value with a source that stands in for records owes nothing to its parts.
    if whole.rows.is_none() || rows.iter().any(|(_, _, figure)| figure.rows.is_none()) {
        return;
    }
    let sum: Decimal = rows.iter().filter_map(|(_, _, figure)| figure.value).sum();
    assert_eq!(whole.value.unwrap_or_default(), sum, "by village: {ask:?}");
}

#[test]
fn over_several_chunks() {
    block_on(async { several_chunks(World::new().await).await });
}

#[test]
fn over_several_chunks_on_postgres() {
    block_on(async {
        if let Some(w) = World::on_postgres().await {
            several_chunks(w).await;
        }
    });
}

async fn several_chunks(w: World) {
    let first: Date = "2022-01-01".parse().expect("a day");
    let row = |number: i32, people: i64| {
        let kind = ["red", "green", "blue"][number as usize % 3];
        let all = fields(&[
            ("number", Value::text(number.to_string())),
            ("on", Value::Date(first.plus(number % 400))),
            ("kind", Value::text(kind)),
            ("people", Value::Integer(people)),
        ]);
        let unit = ["v1", "v2"][number as usize % 2].to_owned();
        Write1 { ledger: "event", record: format!("e{number}"), unit, to: Some((all, Vec::new())) }
    };
    w.write("t1", (0..2500).map(|number| row(number, 1)).collect()).await;
    let before = w.store.heads().await.expect("heads");
    assert_eq!(w.text(&crate::world::ask("events c 2022")).await, "2290");
    w.write("t1", (900..1300).map(|number| row(number, 5_000_000_000)).collect()).await;
    let asks =
        ["events c 2022", "red_events c 2022", "latest_people t2 2022", "average_people t1 2022", "most_people c 2023"];
    let asks: Vec<Ask> = asks.iter().map(|text| crate::world::ask(text)).collect();
    for cut in [None, Some(before)] {
        let ours = w.engine.figures(&reading(), &asks, cut.clone()).await.expect("ours");
        let theirs = w.engine.figures_in_database(&reading(), &asks, cut.clone()).await.expect("theirs");
        assert_eq!(ours, theirs);
        for (ask, figure) in asks.iter().zip(&ours) {
            assert_eq!(w.open(ask, cut.clone()).await.fold, figure.value, "{ask:?}");
        }
    }
}

#[test]
fn on_random_records_and_histories() {
    on_random(24, async || Some(World::new().await));
}

#[test]
fn on_random_records_and_histories_on_postgres() {
    on_random(4, World::on_postgres);
}

fn on_random(cases: u32, world: impl AsyncFn() -> Option<World>) {
    let mut runner =
        proptest::test_runner::TestRunner::new(Config { cases, failure_persistence: None, ..Config::default() });
    runner
        .run(&(history(), chosen()), |(history, chosen)| {
            block_on(async {
                if let Some(w) = world().await {
                    agree(w, history, chosen).await;
                }
            });
            Ok(())
        })
        .expect("columns, database and evidence agree");
}
