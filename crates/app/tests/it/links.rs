use app::{
    Actor,
    records::{self, RecordRef},
};
use pack::model::Privacy;
use rules::access::Grant;
use serde_json::json;

use crate::world::{Place, refer};

async fn check(place: &Place, actor: &Actor, record: &RecordRef, expect: &[&str]) {
    let links = records::links(&place.service, actor, record).await;
    let told: Vec<String> = match links {
        Ok(links) => links
            .iter()
            .map(|link| {
                let sums: Vec<String> = link.sums.iter().map(|(name, shown)| format!(" {name}={shown}")).collect();
                let titles: Vec<&str> = link.records.iter().map(|record| record.title.as_str()).collect();
                format!(
                    "{}.{} {} [{}] {}{}",
                    link.ledger,
                    link.field,
                    link.total,
                    titles.join(","),
                    link.filter.is_some(),
                    sums.concat()
                )
            })
            .collect(),
        Err(problem) => vec![problem.code.to_string()],
    };
    assert_eq!(told, expect);
}

#[tokio::test]
async fn a_record_tells_what_refers_to_it_as_far_as_the_reader_may_know() {
    let place = Place::new().await;
    let being = refer("being", &place.create("being", "v1", json!({"name": "张三丰"})).await.expect("writes"));
    check(&place, &place.actor, &being, &[]).await;
    for n in 1..=7 {
        let thing = json!({"code": format!("A{n}"), "begins": format!("2022-01-0{n}"), "worth": format!("{n}000元"), "keeper": being.record.as_str()});
        place.create("thing", "v1", thing).await.expect("writes");
    }
    place.create("thing", "v1", json!({"code": "B", "begins": "2022-01-01"})).await.expect("writes");
    check(&place, &place.actor, &being, &["thing.keeper 7 [A7,A6,A5,A4,A3] true 价值=2.8万元"]).await;

    let grant = |unit: &str, ledgers: &[&str]| Grant {
        unit: Some(unit.into()),
        ledgers: Some(ledgers.iter().map(|ledger| (*ledger).into()).collect()),
        write: false,
        administer: false,
        clearance: Privacy::Internal,
    };
    check(&place, &Actor::with("a", vec![grant("t1", &["being"])]), &being, &[]).await;
    check(&place, &Actor::with("a", vec![grant("t2", &["being", "thing"])]), &being, &["not_found"]).await;
    check(&place, &Actor::with("a", vec![grant("t1", &["thing"])]), &being, &["not_found"]).await;

    let filter = Some(format!("keeper == \"{}\"", being.record));
    let asked = records::List { filter, ..records::List::default() };
    let all = records::list(&place.service, &place.actor, &"thing".into(), asked).await;
    assert_eq!(all.expect("the filter that is offered can be asked").total, 7);
}
