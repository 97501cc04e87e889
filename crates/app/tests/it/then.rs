//! A record as it stood after each of its Changes, named as things were called then.

use app::records::{self, Correct, Withdraw, show, then};
use kernel::{Problem, Seq};
use serde_json::{Value as Json, json};

use crate::world::{Place, object, refer};

async fn correct(
    place: &Place,
    ledger: &str,
    of: &records::Written,
    expects: Seq,
    fields: Json,
    unit: Option<&str>,
) -> Seq {
    let correct = Correct {
        request: format!("c{expects}{fields}").into(),
        record: refer(ledger, of),
        expects,
        fields: object(fields),
        unit: unit.map(Into::into),
        reason: Some("核对".to_owned()),
        told: None,
    };
    records::correct(&place.service, &place.actor, correct).await.expect("corrects").receipt.seq
}

#[tokio::test]
async fn a_record_is_shown_as_each_change_left_it() {
    let place = Place::new().await;
    let keeper = place.create("being", "v1", json!({"name": "张三"})).await.expect("writes");
    let fields = json!({"code": "A1", "begins": "2022-01-01", "worth": "1万元", "keeper": keeper.record.as_str()});
    let thing = place.create("thing", "v1", fields).await.expect("writes");
    let first = thing.receipt.seq;
    let second = correct(&place, "thing", &thing, first, json!({"worth": "2万元"}), None).await;
    let third = correct(&place, "thing", &thing, second, json!({"worth": "3万元"}), Some("v2")).await;
    // What it refers to is called otherwise since.
    correct(&place, "being", &keeper, keeper.receipt.seq, json!({"name": "李四"}), None).await;

    let of = refer("thing", &thing);
    let check = async |written_by: Seq, expect: Result<(&str, &str, &str), &str>| {
        let said = then(&place.service, &place.actor, &of, written_by).await;
        let words =
            |view: &records::View| (view.shown["worth"].clone(), view.unit.to_string(), view.shown["keeper"].clone());
        let said = said.as_ref().map(words).map_err(|problem: &Problem| problem.code.as_str());
        let expect = expect.map(|(worth, unit, keeper)| (worth.to_owned(), unit.to_owned(), keeper.to_owned()));
        assert_eq!(said, expect, "{written_by}");
    };
    check(first, Ok(("1万元", "v1", "张*"))).await;
    check(second, Ok(("2万元", "v1", "张*"))).await;
    check(third, Ok(("3万元", "v2", "张*"))).await;
    check(keeper.receipt.seq, Err("not_found")).await;
    check(Seq(99), Err("not_found")).await;
    let now = show(&place.service, &place.actor, &of, None).await.expect("shows");
    assert_eq!(now.shown["keeper"], "李*");

    let gone =
        Withdraw { request: "w".into(), record: of.clone(), expects: third, reason: Some("误登".into()), told: None };
    records::withdraw(&place.service, &place.actor, gone).await.expect("withdraws");
    check(second, Ok(("2万元", "v1", "张*"))).await;
}
