//! Pages that go on where they ended.

use expr::{Schema, Type, compile_bool};
use kernel::Value;
use store::{ListQuery, Page};

use crate::ground::*;

on_both! {
    pages_keep_their_order,
    lists_are_narrowed,
    lists_are_added_up,
    a_page_goes_on_whatever_was_written,
    what_cannot_be_sorted_or_continued_is_said,
}

/// Ten payments, 10 to 100 元 in pairs, every third without an amount; even ones in `v1`, odd ones in `v2`.
async fn payments(on: On) -> Ground {
    let ground = open_fresh(on).await;
    let edits = (0..10)
        .map(|n| {
            let mut said = vec![("on", date("2022-01-01")), ("paid", Value::Bool(n < 5))];
            if n % 3 != 2 {
                said.push(("amount", decimal(&format!("{}.00", (n / 2 + 1) * 10))));
            }
            edit("payment", &format!("p{n}"), None, content(if n % 2 == 0 { "v1" } else { "v2" }, &said))
        })
        .collect();
    ground.keep("1", edits).await;
    ground
}

fn query() -> ListQuery {
    ListQuery { limit: 100, counted: true, ..ListQuery::of("payment".into(), cut(1)) }
}

async fn page(ground: &Ground, query: &ListQuery) -> Page {
    ground.store.list(&read(), query).await.expect("lists")
}

fn ids(page: &Page) -> String {
    page.records.iter().map(|record| &record.record.as_str()[1..]).collect::<Vec<_>>().join("")
}

async fn check(ground: &Ground, query: ListQuery, expect: &str) {
    let whole = page(ground, &query).await;
    assert_eq!((ids(&whole).as_str(), whole.next.is_some()), (expect, false), "{:?}", query.sort);
    let there = expect.len() as u64;
    assert_eq!(whole.total, Some(there));
    for (than, more) in [(0, there > 0), (there.saturating_sub(1), there > 0), (there, false), (u64::MAX, false)] {
        assert_eq!(ground.store.holds_more(&read(), &query, than).await.expect("asks"), more, "{there} and {than}");
    }
    for limit in [1, 2, 3, 7] {
        let (mut seen, mut after) = (String::new(), None);
        loop {
            let part = page(ground, &ListQuery { limit, after, counted: false, ..query.clone() }).await;
            assert_eq!(part.total, None);
            seen += &ids(&part);
            after = part.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(seen, expect, "{:?} by {limit}", query.sort);
    }
}

async fn pages_keep_their_order(on: On) {
    let ground = payments(on).await;
    let sort = |sort: &[(&str, bool)]| sort.iter().map(|(field, desc)| ((*field).into(), *desc)).collect::<Vec<_>>();
    check(&ground, query(), "0123456789").await;
    check(&ground, ListQuery { sort: sort(&[("amount", false)]), ..query() }, "0134679258").await;
    check(&ground, ListQuery { sort: sort(&[("amount", true)]), ..query() }, "9674301258").await;
    check(&ground, ListQuery { sort: sort(&[("unit", true), ("amount", true)]), ..query() }, "9731564028").await;
}

async fn lists_are_narrowed(on: On) {
    let ground = payments(on).await;
    let schema = Schema::new().column("amount", Type::MONEY).column("paid", Type::Bool).column("unit", Type::text());
    let filter = |source: &str| Some(compile_bool(source, &schema).expect(source));
    check(&ground, ListQuery { units: Some(units(&["v2"])), ..query() }, "13579").await;
    check(&ground, ListQuery { units: Some(Vec::new()), ..query() }, "").await;
    check(&ground, ListQuery { filter: filter("amount >= 40"), ..query() }, "679").await;
    check(&ground, ListQuery { filter: filter("!has(amount)"), ..query() }, "258").await;
    check(&ground, ListQuery { filter: filter("paid && unit == 'v1'"), ..query() }, "024").await;
    check(&ground, ListQuery { cut: cut(0), ..query() }, "").await;
    let only = |names: &[&str]| Some(names.iter().map(|name| (book(), (*name).into())).collect());
    check(&ground, ListQuery { only: only(&["p7", "p3", "p7", "nothing"]), ..query() }, "37").await;
    check(&ground, ListQuery { only: only(&["p3"]), units: Some(units(&["v1"])), ..query() }, "").await;
    check(&ground, ListQuery { only: only(&[]), ..query() }, "").await;
}

async fn lists_are_added_up(on: On) {
    let ground = payments(on).await;
    let sums = async |query: ListQuery| {
        let sums = ground.store.sums(&read(), &query, &["amount".into()]).await.expect("sums");
        (sums.total, sums.sums[0].present, sums.sums[0].sum)
    };
    let all = sums(query()).await;
    assert_eq!((all.0, all.1), (10, 7));
    let (one, other) = (
        sums(ListQuery { units: Some(units(&["v1"])), ..query() }).await,
        sums(ListQuery { units: Some(units(&["v2"])), ..query() }).await,
    );
    assert_eq!((one.0 + other.0, one.1 + other.1, one.2 + other.2), (all.0, all.1, all.2));
    assert!(one.2 > 0 && other.2 > 0);
    assert_eq!(sums(ListQuery { units: Some(Vec::new()), ..query() }).await, (0, 0, 0));
    let closed = ground.store.sums(&read(), &ListQuery { ledger: "elsewhere".into(), ..query() }, &[]).await;
    assert_eq!(closed.expect_err("closed").code, "not_found");
}

async fn a_page_goes_on_whatever_was_written(on: On) {
    let ground = payments(on).await;
    let first = page(&ground, &ListQuery { limit: 3, ..query() }).await;
    ground
        .keep("2", vec![edit("payment", "p3", Some(1), None), edit("payment", "p00", None, content("v1", &[]))])
        .await;
    let second = page(&ground, &ListQuery { after: first.next.clone(), ..query() }).await;
    assert_eq!((ids(&first).as_str(), ids(&second).as_str()), ("012", "3456789"));
    let now = page(&ground, &ListQuery { after: first.next, cut: cut(2), ..query() }).await;
    assert_eq!((ids(&now).as_str(), now.total), ("456789", Some(10)));
}

async fn what_cannot_be_sorted_or_continued_is_said(on: On) {
    let ground = payments(on).await;
    for (query, code) in [
        (ListQuery { sort: vec![("items".into(), false)], ..query() }, "list.unknown_sort"),
        (ListQuery { sort: vec![("nothing".into(), false)], ..query() }, "list.unknown_sort"),
        (ListQuery { after: Some("zz".to_owned()), ..query() }, "list.bad_cursor"),
        (ListQuery { ledger: "elsewhere".into(), ..query() }, "not_found"),
    ] {
        assert_eq!(ground.store.list(&read(), &query).await.expect_err(code).code, code);
    }
}
