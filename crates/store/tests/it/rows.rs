//! A list read from end to end says what its pages say, whatever is written meanwhile.

use expr::{Schema, Type, compile_bool};
use kernel::{FieldId, Value};
use rules::change::Content;
use store::{ListQuery, ListRow, Record, Rows};

use crate::ground::*;

on_both! {
    rows_are_those_of_the_list,
    rows_of_all_kinds_of_fields,
    what_is_written_meanwhile_does_not_show,
    nobody_need_take_them_all,
    what_cannot_be_sorted_is_said,
}

fn query(ledger: &str, at: u64) -> ListQuery {
    ListQuery { limit: 10_000, counted: true, ..ListQuery::of(ledger.into(), cut(at)) }
}

/// Sixty payments in three Changes of one book, some without an amount, some corrected, some withdrawn.
async fn payments(on: On) -> Ground {
    let ground = open_fresh(on).await;
    let said = |n: u64, more: u64| {
        let mut said = vec![("on", date("2022-01-01")), ("note", text(&format!("第{n}条")))];
        if n % 3 != 2 {
            said.push(("amount", decimal(&format!("{}.50", n % 7 + more))));
        }
        said
    };
    let unit = |n: u64| if n.is_multiple_of(2) { "v1" } else { "v2" };
    let new = |n: u64| edit("payment", &format!("p{n:03}"), None, content(unit(n), &said(n, 0)));
    ground.keep("1", (0..60).map(new).collect()).await;
    let corrected = |n: u64| edit("payment", &format!("p{n:03}"), Some(1), content(unit(n + 1), &said(n, 10)));
    ground.keep("2", (0..60).step_by(5).map(corrected).collect()).await;
    ground.keep("3", vec![edit("payment", "p001", Some(1), None), edit("payment", "p005", Some(2), None)]).await;
    ground
}

async fn all(mut rows: Rows) -> Vec<ListRow> {
    let mut all = Vec::new();
    while let Some(page) = rows.next_page().await.expect("a page") {
        all.extend(page);
    }
    assert_eq!(all.len() as u64, rows.total());
    all
}

fn of(record: &Record, fields: &[FieldId]) -> ListRow {
    let values = fields.iter().map(|field| record.fields.get(field).cloned()).collect();
    let day = |id: &str| record.steps.iter().filter(|taken| taken.step.as_str() == id).map(|taken| taken.on).max();
    let steps = if record.ledger.as_str() == "hazard" { vec![day("assign"), day("close")] } else { Vec::new() };
    ListRow {
        book: record.book.clone(),
        record: record.record.clone(),
        unit: record.unit.clone(),
        state: record.state.clone(),
        values,
        steps,
    }
}

/// Whole, and in pages of several sizes.
async fn check(ground: &Ground, query: ListQuery, fields: &[&str]) -> usize {
    let fields: Vec<FieldId> = fields.iter().map(|field| (*field).into()).collect();
    let page = ground.store.list(&read(), &query).await.expect("lists");
    let expect: Vec<ListRow> = page.records.iter().map(|record| of(record, &fields)).collect();
    for limit in [1, 7, 10_000] {
        let asked = ListQuery { limit, ..query.clone() };
        let rows = ground.store.rows(&read(), asked, fields.clone()).await.expect("rows");
        assert_eq!(all(rows).await, expect, "{:?} by {limit}", query.sort);
    }
    expect.len()
}

async fn rows_are_those_of_the_list(on: On) {
    let ground = payments(on).await;
    let sort = |sort: &[(&str, bool)]| sort.iter().map(|(field, desc)| ((*field).into(), *desc)).collect::<Vec<_>>();
    let schema = Schema::new().column("amount", Type::MONEY).column("note", Type::text());
    let filter = |source: &str| Some(compile_bool(source, &schema).expect(source));
    let fields = ["amount", "note", "nothing", "on"];
    for at in [0, 1, 2, 3] {
        let expect = [0, 60, 60, 58][at as usize];
        assert_eq!(check(&ground, query("payment", at), &fields).await, expect);
        for sort in [sort(&[("amount", false)]), sort(&[("amount", true)]), sort(&[("unit", true), ("note", false)])] {
            assert_eq!(check(&ground, ListQuery { sort, ..query("payment", at) }, &fields).await, expect);
        }
    }
    let narrowed = ListQuery { units: Some(units(&["v2"])), filter: filter("amount >= 3"), ..query("payment", 3) };
    let sorted = ListQuery { sort: sort(&[("note", true)]), ..narrowed.clone() };
    let (some, same) = (check(&ground, narrowed, &fields).await, check(&ground, sorted, &[]).await);
    assert!(some == same && (1..58).contains(&some), "{some} {same}");
    assert_eq!(check(&ground, ListQuery { units: Some(Vec::new()), ..query("payment", 3) }, &fields).await, 0);
}

async fn rows_of_all_kinds_of_fields(on: On) {
    let ground = open_fresh(on).await;
    let class = spells(&[("2020-01-01", Some(text("a"))), ("2021-01-01", None), ("2022-01-01", Some(text("b")))]);
    let said = [
        ("code", text("甲\n\"1\"")),
        ("head", text("王二")),
        ("number", text("11010519491231002X")),
        ("class", class),
        ("area", spells(&[("2020-01-01", Some(decimal("152.81")))])),
        ("people", Value::Integer(-3)),
        ("begins", date("2020-01-01")),
    ];
    let bare = [("begins", date("1950-02-03"))];
    ground
        .keep("1", vec![edit("home", "a", None, content("v1", &said)), edit("home", "b", None, content("v2", &bare))])
        .await;
    let fields = ["number", "code", "head", "class", "area", "people", "begins", "ends"];
    assert_eq!(check(&ground, query("home", 1), &fields).await, 2);
    let kinds = [
        ("on", date("2022-01-01")),
        ("kinds", Value::Codes(vec!["x".into(), "y".into()])),
        ("paid", Value::Bool(true)),
        ("items", Value::Rows(vec![kernel::Fields::new()])),
        ("amount", decimal("-0.05")),
    ];
    ground.keep("2", vec![edit("payment", "p", None, content("v1", &kinds))]).await;
    assert_eq!(check(&ground, query("payment", 2), &["items", "kinds", "paid", "on", "amount"]).await, 1);
    let found = content("v1", &[("found_on", date("2022-03-01")), ("place", text("桥"))]);
    let found = found.map(|found| Content { steps: vec![step("assign", "fixing", "2022-03-04")], ..found });
    ground.keep("3", vec![edit("hazard", "h", None, found)]).await;
    assert_eq!(check(&ground, query("hazard", 3), &["place"]).await, 1);
}

async fn what_is_written_meanwhile_does_not_show(on: On) {
    let ground = payments(on).await;
    for sort in [vec![], vec![("note".into(), true)]] {
        let asked = ListQuery { limit: 4, sort, ..query("payment", 3) };
        let expect =
            ground.store.list(&read(), &ListQuery { limit: 100, ..asked.clone() }).await.expect("lists").records;
        let fields: Vec<FieldId> = vec!["amount".into()];
        let mut rows = ground.store.rows(&read(), asked, fields.clone()).await.expect("rows");
        let mut seen = rows.next_page().await.expect("a page").expect("the first");
        let head = ground.store.heads().await.expect("heads").at("b").0;
        let other = || content("v1", &[("amount", decimal("9999"))]);
        let again =
            ["p051", "p052", "p053"].map(|id| edit("payment", id, Some(if head == 3 { 1 } else { head }), other()));
        let new = edit("payment", &format!("p055x{head}"), None, other());
        ground.keep(&format!("later{head}"), again.into_iter().chain([new]).collect()).await;
        while let Some(page) = rows.next_page().await.expect("a page") {
            seen.extend(page);
        }
        assert_eq!(seen, expect.iter().map(|record| of(record, &fields)).collect::<Vec<_>>());
    }
}

async fn nobody_need_take_them_all(on: On) {
    let ground = payments(on).await;
    for _ in 0..20 {
        let asked = ListQuery { limit: 1, ..query("payment", 3) };
        let mut rows = ground.store.rows(&read(), asked, vec!["note".into()]).await.expect("rows");
        assert!(rows.next_page().await.expect("a page").is_some());
    }
    // Readers that were kept would be missing by now.
    assert_eq!(check(&ground, query("payment", 3), &["note"]).await, 58);
}

async fn what_cannot_be_sorted_is_said(on: On) {
    let ground = payments(on).await;
    let sorted = ListQuery { sort: vec![("items".into(), false)], ..query("payment", 3) };
    let elsewhere = query("elsewhere", 3);
    for (query, code) in [(sorted, "list.unknown_sort"), (elsewhere, "not_found")] {
        let refused = ground.store.rows(&read(), query, Vec::new()).await;
        assert_eq!(refused.err().map(|problem| problem.code).as_deref(), Some(code));
    }
}
