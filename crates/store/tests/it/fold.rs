//! The plan of a figure as SQL.

use expr::{Constants, Schema, Type, compile_bool};
use kernel::{Date, Period, Value};
use pack::model::{Aggregate, DateOf, Fold, Moment};
use rules::change::Content;
use store::{FoldQuery, FoldValue, PlaceSpell};

use crate::ground::*;

on_both! {
    every_fold_of_a_log,
    a_sum_is_exact_beyond_the_integers_of_a_database,
    a_stock_is_what_exists_on_the_last_day_as_it_was_then,
    a_case_is_placed_by_its_steps_and_read_on_the_last_day,
    units_change_groups_on_days,
    sealed_values_are_counted_apart_without_being_read,
}

fn always(unit: &str, group: u32) -> PlaceSpell {
    PlaceSpell { unit: unit.into(), since: Date::MIN, until: Date::MAX, group }
}

fn fold(ledger: &str, aggregate: Aggregate, moment: Moment, filter: Option<&str>) -> Fold {
    let schema = Schema::new()
        .column("paid", Type::Bool)
        .column("class", Type::text())
        .column("state", Type::text())
        .column("steps.close", Type::Date)
        .column("people", Type::INTEGER)
        .column("number", Type::text())
        .constant("period.last", Type::Date);
    let filter = filter.map(|source| compile_bool(source, &schema).expect(source));
    Fold { ledger: ledger.into(), filter, aggregate, moment }
}

fn when(field: &str) -> Moment {
    Moment::InPeriod(DateOf::Field(field.into()))
}

async fn check(ground: &Ground, fold: &Fold, period: &str, seq: u64, expect: &[(u32, FoldValue)]) {
    let placement = [always("v1", 1), always("v2", 2), always("v1", 9), always("v2", 9)];
    let period: Period = period.parse().expect(period);
    let query = FoldQuery { fold, period, cut: cut(seq), placement: &placement, constants: Constants::new() };
    let found =
        ground.store.fold(&read(), &query).await.unwrap_or_else(|problem| panic!("{problem} {:?}", problem.detail));
    assert_eq!(found, expect, "{fold:?} {period:?}");
}

fn value(rows: u64, present: u64) -> FoldValue {
    FoldValue { rows, present, ..FoldValue::default() }
}

async fn payments(on: On) -> Ground {
    let ground = open_fresh(on).await;
    let pay = |on: &str, amount: Option<&str>, note: &str, paid: bool| {
        let mut said = vec![("on", date(on)), ("note", text(note)), ("paid", Value::Bool(paid))];
        said.extend(amount.map(|amount| ("amount", decimal(amount))));
        said
    };
    let edits = vec![
        edit("payment", "a", None, content("v1", &pay("2021-12-31", Some("1.00"), "x", true))),
        edit("payment", "b", None, content("v1", &pay("2022-01-01", Some("-2.50"), "x", true))),
        edit("payment", "c", None, content("v1", &pay("2022-12-31", Some("10.00"), "y", false))),
        edit("payment", "d", None, content("v1", &pay("2022-12-31", None, "y", true))),
        edit("payment", "e", None, content("v2", &pay("2022-06-01", Some("7.00"), "y", true))),
        edit("payment", "f", None, content("v2", &pay("2023-01-01", Some("9.00"), "z", true))),
        edit("payment", "g", None, content("v3", &pay("2022-06-01", Some("99.00"), "z", true))),
    ];
    ground.keep("1", edits).await;
    ground
}

async fn every_fold_of_a_log(on: On) {
    let ground = payments(on).await;
    let amount = || "amount".into();
    let cases = [
        (Aggregate::Count, [value(3, 3), value(1, 1), value(4, 4)]),
        (
            Aggregate::Sum(amount()),
            [(3, 2, 750), (1, 1, 700), (4, 3, 1450)].map(|(r, p, sum)| FoldValue { sum, ..value(r, p) }),
        ),
        (
            Aggregate::Avg(amount()),
            [(3, 2, 750), (1, 1, 700), (4, 3, 1450)].map(|(r, p, sum)| FoldValue { sum, ..value(r, p) }),
        ),
        (
            Aggregate::Min(amount()),
            [(3, 2, -250), (1, 1, 700), (4, 3, -250)].map(|(r, p, min)| FoldValue { min: Some(min), ..value(r, p) }),
        ),
        (
            Aggregate::Max(amount()),
            [(3, 2, 1000), (1, 1, 700), (4, 3, 1000)].map(|(r, p, max)| FoldValue { max: Some(max), ..value(r, p) }),
        ),
        (
            Aggregate::Distinct("note".into()),
            [(3, 3, 2), (1, 1, 1), (4, 4, 2)].map(|(r, p, distinct)| FoldValue { distinct, ..value(r, p) }),
        ),
        // `d` is later by its id, but has no amount.
        (
            Aggregate::Latest(amount()),
            [(3, 2, 1000), (1, 1, 700), (4, 3, 1000)]
                .map(|(r, p, latest)| FoldValue { latest: Some(latest), ..value(r, p) }),
        ),
    ];
    for (aggregate, [one, two, all]) in cases {
        check(&ground, &fold("payment", aggregate, when("on"), None), "2022", 1, &[(1, one), (2, two), (9, all)]).await;
    }
    check(
        &ground,
        &fold("payment", Aggregate::Count, when("on"), Some("paid")),
        "2022",
        1,
        &[(1, value(2, 2)), (2, value(1, 1)), (9, value(3, 3))],
    )
    .await;
    check(&ground, &fold("payment", Aggregate::Count, when("on"), None), "2022", 0, &[]).await;
}

async fn a_sum_is_exact_beyond_the_integers_of_a_database(on: On) {
    let ground = open_fresh(on).await;
    let most = [("on", date("2022-01-01")), ("amount", decimal("92233720368547758.07"))];
    let least = [("on", date("2022-01-01")), ("amount", decimal("-92233720368547758.07"))];
    let mut edits: Vec<_> = (0..5).map(|n| edit("payment", &format!("a{n}"), None, content("v1", &most))).collect();
    edits.extend((0..3).map(|n| edit("payment", &format!("b{n}"), None, content("v2", &least))));
    ground.keep("1", edits).await;
    let max = i128::from(i64::MAX);
    let sum = |rows, sum| FoldValue { sum, ..value(rows, rows) };
    check(
        &ground,
        &fold("payment", Aggregate::Sum("amount".into()), when("on"), None),
        "2022",
        1,
        &[(1, sum(5, 5 * max)), (2, sum(3, -3 * max)), (9, sum(8, 2 * max))],
    )
    .await;
}

async fn a_stock_is_what_exists_on_the_last_day_as_it_was_then(on: On) {
    let ground = open_fresh(on).await;
    let home = |class: &[(&str, Option<Value>)], begins: Option<&str>, ends: Option<&str>, people: i64| {
        let mut said = vec![("class", spells(class)), ("people", Value::Integer(people))];
        said.extend(begins.map(|day| ("begins", date(day))));
        said.extend(ends.map(|day| ("ends", date(day))));
        said
    };
    let low = || Some(text("low"));
    let edits = vec![
        edit(
            "home",
            "a",
            None,
            content("v1", &home(&[("2020-01-01", low()), ("2022-07-01", None)], Some("2020-01-01"), None, 3)),
        ),
        edit(
            "home",
            "b",
            None,
            content("v1", &home(&[("2022-12-31", low())], Some("2020-01-01"), Some("2023-01-01"), 4)),
        ),
        edit("home", "c", None, content("v2", &home(&[("2020-01-01", low())], None, Some("2022-12-31"), 5))),
        edit("home", "d", None, content("v2", &home(&[("2020-01-01", low())], Some("2022-12-31"), None, 6))),
    ];
    ground.keep("1", edits).await;
    let homes = |filter| fold("home", Aggregate::Sum("people".into()), Moment::OnLastDay, filter);
    let sum = |rows, sum| FoldValue { sum, ..value(rows, rows) };
    check(&ground, &homes(None), "2022", 1, &[(1, sum(2, 7)), (2, sum(1, 6)), (9, sum(3, 13))]).await;
    check(&ground, &homes(None), "2021", 1, &[(1, sum(2, 7)), (2, sum(1, 5)), (9, sum(3, 12))]).await;
    check(&ground, &homes(None), "2023", 1, &[(1, sum(1, 3)), (2, sum(1, 6)), (9, sum(2, 9))]).await;
    check(&ground, &homes(Some("class == 'low'")), "2022", 1, &[(1, sum(1, 4)), (2, sum(1, 6)), (9, sum(2, 10))]).await;
    check(&ground, &homes(Some("class == 'low'")), "2021", 1, &[(1, sum(1, 3)), (2, sum(1, 5)), (9, sum(2, 8))]).await;
    check(&ground, &homes(Some("!has(class)")), "2022-Q3", 1, &[(1, sum(2, 7)), (9, sum(2, 7))]).await;
}

async fn a_case_is_placed_by_its_steps_and_read_on_the_last_day(on: On) {
    let ground = open_fresh(on).await;
    let case = |found: &str, closed: Option<&str>| {
        let steps = closed.map(|on| step("close", "closed", on)).into_iter().collect();
        Some(Content { unit: "v1".into(), fields: fields(&[("found_on", date(found))]), steps })
    };
    let edits = vec![
        edit("hazard", "a", None, case("2022-01-01", Some("2022-02-01"))),
        edit("hazard", "b", None, case("2022-11-01", Some("2023-01-05"))),
        edit("hazard", "c", None, case("2022-12-01", None)),
    ];
    ground.keep("1", edits).await;
    let count = |moment, filter| fold("hazard", Aggregate::Count, moment, filter);
    let both = |rows| vec![(1, value(rows, rows)), (9, value(rows, rows))];
    check(&ground, &count(when("found_on"), None), "2022", 1, &both(3)).await;
    check(&ground, &count(when("found_on"), Some("state == 'closed'")), "2022", 1, &both(1)).await;
    check(&ground, &count(when("found_on"), Some("state == 'found'")), "2022", 1, &both(2)).await;
    let closed = || Moment::InPeriod(DateOf::Step("close".into()));
    check(&ground, &count(closed(), None), "2023", 1, &both(1)).await;
    check(&ground, &count(closed(), Some("steps.close <= period.last")), "2022", 1, &both(1)).await;
}

async fn units_change_groups_on_days(on: On) {
    let ground = payments(on).await;
    let fold = fold("payment", Aggregate::Count, when("on"), None);
    let spell = |since: Date, until: Date, group| PlaceSpell { unit: "v1".into(), since, until, group };
    let turn = day("2022-07-01");
    let placement = [spell(Date::MIN, turn, 1), spell(turn, Date::MAX, 2)];
    let query = FoldQuery {
        fold: &fold,
        period: Period::Year(2022),
        cut: cut(1),
        placement: &placement,
        constants: Constants::new(),
    };
    let found = ground.store.fold(&read(), &query).await.expect("folds");
    assert_eq!(found, [(1, value(1, 1)), (2, value(2, 2))]);
    let query = FoldQuery { placement: &[], ..query };
    assert_eq!(ground.store.fold(&read(), &query).await.expect("folds"), []);
}

async fn sealed_values_are_counted_apart_without_being_read(on: On) {
    let ground = open_fresh(on).await;
    let home = |number: &str| content("v1", &[("number", text(number))]);
    let edits = vec![
        edit("home", "a", None, home("X1")),
        edit("home", "b", None, home("X1")),
        edit("home", "c", None, home("X2")),
        edit("home", "d", None, content("v1", &[])),
    ];
    ground.keep("1", edits).await;
    let distinct = |filter| fold("home", Aggregate::Distinct("number".into()), Moment::OnLastDay, filter);
    let expect = |rows, present, distinct| {
        let value = FoldValue { distinct, ..value(rows, present) };
        [(1, value.clone()), (9, value)]
    };
    check(&ground, &distinct(None), "2022", 1, &expect(4, 3, 2)).await;
    check(&ground, &distinct(Some("has(number)")), "2022", 1, &expect(3, 3, 2)).await;
    check(&ground, &distinct(Some("number == 'X1'")), "2022", 1, &[]).await;
}
