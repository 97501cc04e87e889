use app::parameters::{Set, list, set};
use kernel::Date;

use crate::world::Place;

fn wanted(request: &str, value: &str, begins: &str, basis: &str) -> Set {
    let begins: Date = begins.parse().expect("a day");
    let parameter = "thing.low_line".to_owned();
    Set { request: request.into(), parameter, value: value.to_owned(), begins, basis: basis.to_owned() }
}

async fn told(place: &Place) -> (Option<String>, Vec<String>) {
    let all = list(&place.service, &place.actor).await.expect("lists");
    let one = all.into_iter().find(|one| one.id == "thing.low_line").expect("a parameter");
    let ends = |day: Option<Date>| day.map_or("-".to_owned(), |day| day.to_string());
    let value = |value: &app::parameters::ValueView| format!("{} {} {}", value.value, value.begins, ends(value.ends));
    (one.today.map(|value| value.to_string()), one.values.iter().map(value).collect())
}

#[tokio::test]
async fn a_value_holds_from_its_day_until_the_next_begins() {
    let place = Place::new().await;
    let (today, before) = told(&place).await;
    let receipt =
        set(&place.service, &place.actor, wanted("p1", " 2.50 ", "2022-06-01", "县政1号")).await.expect("sets");
    let again =
        set(&place.service, &place.actor, wanted("p1", " 2.50 ", "2022-06-01", "县政1号")).await.expect("a retry");
    assert_eq!((again.seq, again.repeated), (receipt.seq, true));
    let (now, after) = told(&place).await;
    assert_eq!((now.as_deref(), after[0].as_str(), after.len()), (Some("2.5"), "2.5 2022-06-01 -", before.len() + 1));
    assert!(after[1].ends_with("2022-06-01"), "{after:?}");
    assert_ne!(now, today);
    // One that is still to come changes nothing today; the same day again replaces what was said for it.
    set(&place.service, &place.actor, wanted("p2", "9", "2099-01-01", "县政2号")).await.expect("sets");
    set(&place.service, &place.actor, wanted("p3", "8", "2099-01-01", "县政3号")).await.expect("sets");
    let (now, after) = told(&place).await;
    assert_eq!((now.as_deref(), after[0].as_str(), after.len()), (Some("2.5"), "8 2099-01-01 -", before.len() + 2));
}

#[tokio::test]
async fn what_is_wrong_is_said_at_once() {
    let place = Place::new().await;
    let bad = Set { parameter: "thing.low_lin".to_owned(), ..wanted("p", "两万", "2022-06-01", " ") };
    let refused = set(&place.service, &place.actor, bad).await.expect_err("three mistakes");
    let codes: Vec<&str> = refused.findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(codes, ["parameter.unknown", "parameter.not_a_number", "parameter.no_basis"]);
}
