//! Figures by unit and by part of a period.

use kernel::{Boundaries, Every, Spread};

use crate::{
    indicators::small_county,
    world::{World, ask, block_on, reading, told},
};

async fn check(w: &World, question: &str, level: Option<&str>, every: Option<Every>, expect: &[(&str, &str, &str)]) {
    let spread = Spread { ask: ask(question), level: level.map(Into::into), every };
    let rows = w.engine.spread(&reading(), &spread, None).await.expect("a spread");
    let shown: Vec<(String, String, String)> = rows
        .iter()
        .map(|(unit, period, figure)| {
            (unit.as_ref().map_or("待划分".to_owned(), ToString::to_string), period.to_string(), told(figure))
        })
        .collect();
    let shown: Vec<(&str, &str, &str)> =
        shown.iter().map(|(unit, period, value)| (unit.as_str(), period.as_str(), value.as_str())).collect();
    assert_eq!(shown, expect, "{question}");
}

#[test]
fn by_unit_and_by_part() {
    block_on(async {
        let w = small_county().await;
        let (village, township) = (Some("village"), Some("township"));
        check(&w, "events t1 2022", village, None, &[("v1", "2022", "2"), ("v2", "2022", "2")]).await;
        let halves = [("c", "2022-Q1", "2"), ("c", "2022-Q2", "1"), ("c", "2022-Q3", "2"), ("c", "2022-Q4", "2")];
        check(&w, "events c 2022", None, Some(Every::Quarter), &halves).await;
        check(&w, "events c 2022", township, None, &[("t1", "2022", "4"), ("t2", "2022", "3")]).await;
        let now = [("v2", "2"), ("v3a", "1"), ("v3b", "0"), ("v4", "0"), ("待划分", "1")];
        check(&w, "events !t2 2022", village, None, &now.map(|(unit, value)| (unit, "2022", value))).await;
    });
}

#[test]
fn what_is_undecided_opens_under_the_unit_that_was_split() {
    block_on(async {
        let w = small_county().await;
        let spread = Spread { ask: ask("events !t2 2022"), level: Some("village".into()), every: None };
        let rows = w.engine.spread(&reading(), &spread, None).await.expect("a spread");
        let (_, _, figure) = rows.iter().find(|(unit, ..)| unit.is_none()).expect("待划分");
        assert_eq!((figure.ask.unit.as_str(), figure.ask.boundaries), ("v3", Boundaries::Now));
        assert_eq!(w.open(&figure.ask, None).await.fold, figure.value);
    });
}
