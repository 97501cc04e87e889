//! Pages of a list out of columns are those of the database, in every order, with every filter, now and at past cuts;
//! what one began the other continues.

use expr::{Schema, Type, compile_bool};
use figures::{Engine, Listed};
use kernel::{Cut, Date, FieldId, UnitId, Value};
use rules::access::{Actor, Allowed, Grant, Read};
use store::ListQuery;

use crate::world::{World, Write1, ask, block_on, fields, reading};

/// Ledgers, with an indicator that reads each, filters over it, and orders.
const LISTS: [(&str, &str, &[&str], &[&str]); 3] = [
    (
        "event",
        "events c 2022",
        &["kind == 'red'", "people > 3 && on < date('2022-09-01')", "!has(thing) || paid > due", "unit == 'v1'"],
        &["", "on", "-paid,kind", "unit,-people", "-thing,-number", "length"],
    ),
    (
        "thing",
        "things c 2022",
        &["color == 'red'", "watched && area > 200", "'old' in tags", "!has(ends)"],
        &["-area,color", "tags,-watched", "begins", "-unit,worth"],
    ),
    (
        "matter",
        "matters_found c 2022",
        &["state == 'closed'", "steps.close > date('2022-03-01')", "state != 'found' && level == 'red'"],
        &["state,-found_on", "-state", "level,state"],
    ),
];

fn schema(ledger: &str) -> Schema {
    let codes = || Type::code(["red", "green", "blue"].map(str::to_owned));
    let number = |scale| Type::Number(expr::Number { scale, quantity: None });
    let schema = Schema::new().column("unit", Type::text());
    match ledger {
        "event" => schema
            .column("kind", codes())
            .column("people", number(0))
            .column("on", Type::Date)
            .column("thing", Type::text())
            .column("paid", Type::MONEY)
            .column("due", Type::MONEY),
        "thing" => schema
            .column("color", codes())
            .column("watched", Type::Bool)
            .column("area", number(2))
            .column("tags", Type::Codes(None))
            .column("ends", Type::Date),
        _ => schema
            .column("state", Type::code(["found", "working", "closed"].map(str::to_owned)))
            .column("level", codes())
            .column("steps.close", Type::Date),
    }
}

/// Fields to be added up.
fn numbers(ledger: &str) -> Vec<FieldId> {
    let names: &[&str] = match ledger {
        "event" => &["people", "paid", "due"],
        "thing" => &["area", "worth"],
        _ => &[],
    };
    names.iter().copied().map(FieldId::from).collect()
}

fn sorted_by(text: &str) -> Vec<(FieldId, bool)> {
    let one = |part: &str| match part.strip_prefix('-') {
        Some(name) => (name.into(), true),
        None => (part.into(), false),
    };
    text.split(',').filter(|part| !part.is_empty()).map(one).collect()
}

fn query(ledger: &str, filter: Option<&str>, sort: &str, cut: Cut) -> ListQuery {
    ListQuery {
        filter: filter.map(|text| compile_bool(text, &schema(ledger)).expect(text)),
        sort: sorted_by(sort),
        limit: 3,
        counted: true,
        ..ListQuery::of(ledger.into(), cut)
    }
}

/// All pages, each asked of columns and of the database, from where either of them ended.
async fn check(
    w: &World,
    engine: &Engine,
    allowed: &Allowed<Read>,
    mut query: ListQuery,
    as_of: Option<&Cut>,
) -> usize {
    let mut records = 0;
    let sums = engine.sums(allowed, &query, None, numbers(query.ledger.as_str()), as_of).await.expect("our sums");
    let theirs = w.store.sums(allowed, &query, &numbers(query.ledger.as_str())).await.expect("their sums");
    assert_eq!(sums, theirs, "{query:?}");
    loop {
        let before = engine.metered().await;
        let ours: Listed = engine.list(allowed, &query, as_of).await.expect("ours");
        let by_columns = engine.metered().await.lists_by_columns - before.lists_by_columns;
        assert_eq!(by_columns, 1, "the columns answer {query:?}");
        let theirs = w.store.list(allowed, &query).await.expect("theirs");
        assert_eq!(ours.records, theirs.records, "{query:?}");
        assert_eq!((&ours.next, Some(ours.total)), (&theirs.next, theirs.total), "{query:?}");
        records += ours.records.len();
        query.after = ours.next;
        if query.after.is_none() {
            assert_eq!((records as u64, ours.total), (ours.total, sums.total));
            return records;
        }
    }
}

/// Every list of every ledger, as known at a cut.
pub async fn agree(w: &World, as_of: Option<&Cut>) {
    let now = w.store.heads().await.expect("heads");
    let cut = as_of.unwrap_or(&now);
    for (ledger, indicator, filters, sorts) in LISTS {
        w.figure(&ask(indicator), None).await;
        for filter in [None].into_iter().chain(filters.iter().copied().map(Some)) {
            for sort in sorts {
                check(w, &w.engine, &reading(), query(ledger, filter, sort, cut.clone()), as_of).await;
            }
        }
        let units: Vec<UnitId> = ["v1", "v3", "t2"].map(UnitId::from).to_vec();
        let some = ListQuery { units: Some(units), ..query(ledger, Some(filters[0]), sorts[0], cut.clone()) };
        check(w, &w.engine, &reading(), some.clone(), as_of).await;
        check(w, &w.engine, &of_one_village(), some, as_of).await;
    }
}

/// A reader who reaches one village.
fn of_one_village() -> Allowed<Read> {
    let grant = Grant {
        unit: Some("v1".into()),
        ledgers: None,
        write: false,
        administer: false,
        clearance: pack::model::Privacy::Internal,
    };
    Actor::with("v1", vec![grant]).may_read().expect("may read")
}

fn event(number: i32, people: i64) -> Write1 {
    let first: Date = "2022-01-01".parse().expect("a day");
    let mut all = fields(&[
        ("number", Value::text(format!("{}", number * 7_919 % 10_007))),
        ("on", Value::Date(first.plus(number % 400))),
        ("people", Value::Integer(people)),
    ]);
    if number % 5 > 0 {
        all.insert("kind".into(), Value::text(["red", "green", "blue"][number as usize % 3]));
    }
    let unit = ["v1", "v2"][number as usize % 2].to_owned();
    Write1 { ledger: "event", record: format!("e{}", (number * 31) % 10_000), unit, to: Some((all, Vec::new())) }
}

#[test]
fn long_lists_keep_their_order_while_rows_come_and_go() {
    block_on(async {
        let w = World::new().await;
        w.write("t1", (0..3_000).map(|number| event(number, 1)).collect()).await;
        w.figure(&ask("events c 2022"), None).await;
        let past = w.store.heads().await.expect("heads");
        let look = async |cut: Option<&Cut>| {
            let now = w.store.heads().await.expect("heads");
            for (filter, sort) in [(None, "-on"), (Some("kind == 'red'"), "kind,-number"), (Some("people > 3"), "unit")]
            {
                let query = ListQuery { limit: 500, ..query("event", filter, sort, cut.unwrap_or(&now).clone()) };
                check(&w, &w.engine, &reading(), query, cut).await;
            }
        };
        look(None).await;
        // Few, which are put in order by whoever asks; then more than that; some take the place of earlier ones.
        for numbers in [2_900..3_400, 3_300..7_000, 100..110] {
            w.write("t1", numbers.map(|number| event(number, 5)).collect()).await;
            look(None).await;
            look(Some(&past)).await;
        }
        w.withdraw("event", "e31", "v2").await;
        look(None).await;
        assert!(w.engine.metered().await.columns.bytes > 0);
    });
}

#[test]
fn what_columns_cannot_say_the_database_does() {
    block_on(async {
        let w = World::new().await;
        w.write("t1", (0..10).map(|number| event(number, 5_000_000_000_000_000_000)).collect()).await;
        let cut = w.store.heads().await.expect("heads");
        let list = async |query: &ListQuery| w.engine.list(&reading(), query, None).await;
        // Nobody has read the ledger yet.
        assert_eq!(list(&query("event", None, "on", cut.clone())).await.expect("a page").total, 10);
        assert_eq!(w.engine.metered().await.lists_by_columns, 0);
        let all = query("event", None, "", cut.clone());
        let sums = async || {
            let sums = w.engine.sums(&reading(), &all, None, numbers("event"), None).await.expect("sums");
            (sums.total, sums.sums[0].present, sums.sums[0].sum, sums.sums[1].present)
        };
        let beyond = (10, 10, 50_000_000_000_000_000_000, 0);
        assert_eq!(sums().await, beyond, "more than a number of 64 bits, by the database");
        w.figure(&ask("events c 2022"), None).await;
        assert_eq!(sums().await, beyond, "and by the columns");
        let unknown = list(&query("event", None, "nothing", cut.clone())).await.expect_err("no such field");
        assert_eq!(unknown.code, "list.unknown_sort");
        let bad = ListQuery { after: Some("zz".to_owned()), ..query("event", None, "on", cut.clone()) };
        assert_eq!(list(&bad).await.expect_err("no cursor").code, "list.bad_cursor");
        w.engine.list(&reading(), &query("being", None, "", cut.clone()), None).await.expect("a page");
        let sealed = list(&query("being", None, "id_number", cut)).await.expect_err("sealed");
        assert_eq!(sealed.code, "list.unknown_sort");
    });
}
