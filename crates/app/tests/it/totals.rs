//! What the numbers of a list add up to, over all its pages, for whoever may read it.

use app::records::{List, totals};
use serde_json::json;

use crate::world::Place;

async fn things() -> Place {
    let place = Place::new().await;
    for (unit, said) in [
        (
            "v1",
            json!({"code": "A1", "name": "犁", "begins": "2020-01-01", "area": "3.5", "worth": "9.79万元", "count": 3}),
        ),
        ("v1", json!({"code": "A2", "name": "耙", "begins": "2020-01-01", "worth": "-0.01元"})),
        ("v2", json!({"code": "B1", "name": "犁", "begins": "2022-01-01", "area": "0.25"})),
    ] {
        place.create("thing", unit, said).await.expect("a thing");
    }
    place
}

/// How many there are, and of each number its sum and of how many.
async fn said(place: &Place, asked: List) -> String {
    let found = totals(&place.service, &place.actor, &"thing".into(), asked).await.expect("totals");
    let one = |one: &app::records::Total| match &one.sum {
        Some(sum) => format!("{} {sum} of {}", one.field, one.of),
        None => format!("{} nothing", one.field),
    };
    let sums: Vec<String> = found.sums.iter().map(one).collect();
    format!("{}: {}", found.total, sums.join(", "))
}

#[tokio::test]
async fn all_pages_are_added_up() {
    let place = things().await;
    let before = kernel::Cut::clone(&place.service.world().await.expect("a world").cut);
    let check = async |asked: List, expect: &str| assert_eq!(said(&place, asked.clone()).await, expect, "{asked:?}");
    let one = |filter: &str| List { filter: Some(filter.to_owned()), ..List::default() };
    let all = "3: area 3.75 of 2, worth 97899.99 of 2, count 3 of 1";
    check(List::default(), all).await;
    check(List { limit: Some(1), sort: Some("-code".to_owned()), ..List::default() }, all).await;
    check(List { unit: Some("v2".into()), ..List::default() }, "1: area 0.25 of 1, worth nothing, count nothing").await;
    check(one("worth < 0"), "1: area nothing, worth -0.01 of 1, count nothing").await;
    check(one("worth > 10000000"), "0: area nothing, worth nothing, count nothing").await;
    let words = List { find: Some("犁".to_owned()), ..List::default() };
    check(words, "2: area 3.75 of 2, worth 97900.00 of 1, count 3 of 1").await;

    let more = json!({"code": "A3", "name": "锄", "begins": "2020-01-01", "count": 4});
    place.create("thing", "v1", more).await.expect("a thing");
    check(List::default(), "4: area 3.75 of 2, worth 97899.99 of 2, count 7 of 2").await;
    check(List { as_of: Some(before), ..List::default() }, all).await;
}

#[tokio::test]
async fn what_cannot_be_added_up_is_said() {
    let place = things().await;
    for (ledger, asked, code) in [
        ("nothing", List::default(), "not_found"),
        ("thing", List { filter: Some("wings > 2".to_owned()), ..List::default() }, "list.bad_filter"),
        ("thing", List { unit: Some("v9".into()), ..List::default() }, "not_found"),
    ] {
        let refused = totals(&place.service, &place.actor, &ledger.into(), asked).await.expect_err(code);
        assert_eq!(refused.code, code);
    }
}
