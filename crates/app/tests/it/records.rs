use app::records::{self, Correct, List, TakeStep, Withdraw, history, list, show};
use kernel::Problem;
use serde_json::{Value as Json, json};

use crate::world::{Place, object, refer};

fn code<T>(result: &Result<T, Problem>) -> String {
    let Err(problem) = result else { return "ok".to_owned() };
    let findings: Vec<String> =
        problem.findings.iter().map(|f| format!(" {}@{}", f.code, f.place.field.as_deref().unwrap_or("-"))).collect();
    format!("{}{}", problem.code, findings.concat())
}

#[tokio::test]
async fn a_record_is_written_or_all_its_faults_are_said() {
    let place = Place::new().await;
    let check = async |unit: &str, fields: Json, expect: &str| {
        assert_eq!(code(&place.create("thing", unit, fields.clone()).await), expect, "{unit} {fields}");
    };
    check("v1", json!({"code": "A1", "begins": "2022-01-01", "worth": "9.79万元", "color": "红"}), "ok").await;
    check("v1", json!({"worth": "多", "color": "紫"}), "record.invalid value.not_a_number@worth value.unknown_choice@color record.required@code record.required@begins").await;
    check("t1", json!({"code": "A2", "begins": "2022-01-01"}), "record.invalid unit.wrong_level@unit").await;
    check("v9", json!({"code": "A2", "begins": "2022-01-01"}), "not_found").await;
    check("v1", json!({"code": "A2", "begins": "2022-01-01", "wings": 2}), "record.invalid record.unknown_field@wings")
        .await;
    check(
        "v1",
        json!({"code": "A2", "begins": "2022-01-01", "keeper": "nobody"}),
        "record.invalid record.unknown_reference@keeper",
    )
    .await;
    check("v1", json!({"code": "A1", "begins": "2022-01-01"}), "record.duplicate_key record.duplicate_key@code").await;
    let view = &place.list("thing").await[0];
    assert_eq!((view.shown["worth"].as_str(), view.fields["worth"].to_json()), ("9.79万元", json!("97900.00")));
}

#[tokio::test]
async fn a_record_that_is_there_already_is_named() {
    let place = Place::new().await;
    let first = place.create("thing", "v1", json!({"code": "A1", "begins": "2022-01-01"})).await.expect("writes");
    let refused = place.create("thing", "v1", json!({"code": "A1", "begins": "2022-02-01"})).await.expect_err("twice");
    let there =
        |problem: &Problem| problem.findings[0].there.clone().map(|there| (there.ledger, there.book, there.record));
    let known = refer("thing", &first);
    assert_eq!(there(&refused), Some((known.ledger.clone(), known.book.clone(), known.record.clone())));
    assert!(refused.message.contains("“编号”") && !refused.message.contains(first.record.as_str()), "{refused}");
    assert!(refused.hint.is_some_and(|hint| hint.contains("“编号”")));
    let second = place.create("thing", "v1", json!({"code": "A2", "begins": "2022-01-01"})).await.expect("writes");
    let correction = Correct {
        request: "c".into(),
        record: refer("thing", &second),
        expects: second.receipt.seq,
        fields: object(json!({"code": "A1"})),
        unit: None,
        reason: Some("核对".to_owned()),
        told: None,
    };
    let refused = records::correct(&place.service, &place.actor, correction).await.expect_err("twice");
    assert_eq!(
        (code::<()>(&Err(refused.clone())), there(&refused).map(|(.., record)| record)),
        ("record.duplicate_key record.duplicate_key@code".to_owned(), Some(known.record))
    );
}

#[tokio::test]
async fn a_retry_is_the_same_record() {
    let place = Place::new().await;
    let new = records::Create {
        request: "r1".into(),
        ledger: "thing".into(),
        unit: "v1".into(),
        fields: object(json!({"code": "A1", "begins": "2022-01-01"})),
        reason: None,
        told: None,
    };
    let first = records::create(&place.service, &place.actor, new.clone()).await.expect("writes");
    let again = records::create(&place.service, &place.actor, new.clone()).await.expect("answers the same");
    assert_eq!((first.record, false, true), (again.record, first.receipt.repeated, again.receipt.repeated));
    let other = records::Create { fields: object(json!({"code": "A2", "begins": "2022-01-01"})), ..new };
    let reused = records::create(&place.service, &place.actor, other).await.expect_err("something else");
    assert_eq!(reused.code, "record.request_reused");
    assert_eq!(place.list("thing").await.len(), 1);
}

#[tokio::test]
async fn corrections_keep_what_was_there() {
    let place = Place::new().await;
    let thing = json!({"code": "A1", "begins": "2020-01-01", "color": "red", "area": "3"});
    let written = place.create("thing", "v1", thing).await.expect("writes");
    let record = refer("thing", &written);
    let correct = |request: &str, expects, fields: Json| Correct {
        request: request.into(),
        record: record.clone(),
        expects,
        fields: object(fields),
        unit: None,
        reason: Some("核对".to_owned()),
        told: None,
    };
    let first = written.receipt.seq;
    let change = correct("c1", first, json!({"color": {"since": "2022-06-01", "value": "blue"}, "area": null}));
    let done = records::correct(&place.service, &place.actor, change.clone()).await.expect("corrects");
    let again = records::correct(&place.service, &place.actor, change).await.expect("a retry");
    assert_eq!((again.receipt.seq, again.receipt.repeated), (done.receipt.seq, true));
    let late = records::correct(&place.service, &place.actor, correct("c2", first, json!({"name": "磨"}))).await;
    assert_eq!(late.expect_err("somebody was faster").code, "record.conflict");

    let view = show(&place.service, &place.actor, &record, None).await.expect("shows");
    assert_eq!((view.shown["color"].as_str(), view.from_seq), ("蓝", done.receipt.seq));
    let story = history(&place.service, &place.actor, &record).await.expect("tells");
    let told: Vec<String> = story
        .iter()
        .map(|version| {
            let change = |c: &records::FieldChange| {
                format!("{}:{}→{}", c.name, c.before.as_deref().unwrap_or(""), c.after.as_deref().unwrap_or(""))
            };
            format!("{} {}", version.act_name, version.changes.iter().map(change).collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(told[1], "更正 颜色:自2020-01-01起：红→自2020-01-01起：红；自2022-06-01起：蓝 面积:自2020-01-01起：3亩→自2020-01-01起：3亩；自2020-01-01起：无".replace("自2020-01-01起：3亩→自2020-01-01起：3亩；自2020-01-01起：无", "自2020-01-01起：3亩→自2020-01-01起：无"));

    let gone =
        Withdraw { request: "w".into(), record: record.clone(), expects: done.receipt.seq, reason: None, told: None };
    records::withdraw(&place.service, &place.actor, gone).await.expect("withdraws");
    assert_eq!(show(&place.service, &place.actor, &record, None).await.expect_err("gone").code, "not_found");
    let story = history(&place.service, &place.actor, &record).await.expect("tells");
    assert_eq!(story.iter().map(|version| version.act_name).collect::<Vec<_>>(), ["登记", "更正", "撤回"]);
}

#[tokio::test]
async fn a_case_takes_its_steps() {
    let place = Place::new().await;
    let written = place.create("matter", "v1", json!({"number": "1", "found_on": "2022-03-01"})).await.expect("writes");
    let record = refer("matter", &written);
    let take = |expects, step: &str, on: &str| TakeStep {
        request: place.service.new_request(),
        record: record.clone(),
        expects,
        step: step.into(),
        on: on.parse().expect(on),
        note: None,
        person: Some("p".to_owned()),
        reason: None,
        told: None,
    };
    let first = written.receipt.seq;
    let refused = records::step(&place.service, &place.actor, take(first, "close", "2022-03-02")).await;
    assert_eq!(code(&refused), "step.refused step.wrong_state@steps.close");
    let early = records::step(&place.service, &place.actor, take(first, "assign", "2022-02-02")).await;
    assert_eq!(code(&early), "step.refused step.too_early@steps.assign");
    let done = records::step(&place.service, &place.actor, take(first, "assign", "2022-03-02")).await.expect("assigns");
    records::step(&place.service, &place.actor, take(done.receipt.seq, "close", "2022-03-05")).await.expect("closes");
    let view = show(&place.service, &place.actor, &record, None).await.expect("shows");
    assert_eq!(view.state_name.as_deref(), Some("已办结"));
    assert_eq!(view.next_steps.iter().map(|s| s.as_str()).collect::<Vec<_>>(), ["reopen"]);
}

#[tokio::test]
async fn lists_are_filtered_sorted_and_paged() {
    let place = Place::new().await;
    for (unit, code, worth) in [("v1", "A1", "3"), ("v2", "A2", "1"), ("v4", "A3", "2")] {
        let fields = json!({"code": code, "begins": "2022-01-01", "worth": worth});
        place.create("thing", unit, fields).await.expect("writes");
    }
    let ask = async |asked: List| {
        let listing =
            list(&place.service, &place.actor, &"thing".into(), asked).await.map_err(|problem| problem.code)?;
        let titles: Vec<String> = listing.records.iter().map(|view| view.title.clone()).collect();
        Ok::<_, String>((titles.join(" "), listing.total, listing.next))
    };
    let all = List { sort: Some("-worth".to_owned()), ..List::default() };
    assert_eq!(ask(all.clone()).await.map(|(titles, ..)| titles), Ok("A1 A3 A2".to_owned()));
    // v2 moved to the second township in July: today it is there.
    let town = List { unit: Some("t2".into()), ..all.clone() };
    assert_eq!(ask(town).await.map(|(titles, ..)| titles), Ok("A3 A2".to_owned()));
    let filtered = List { filter: Some("worth >= 2.0".to_owned()), ..all.clone() };
    assert_eq!(ask(filtered).await.map(|(titles, ..)| titles), Ok("A1 A3".to_owned()));
    let page = ask(List { limit: Some(2), ..all.clone() }).await.expect("a page");
    assert_eq!((page.0.as_str(), page.1), ("A1 A3", 3));
    let next = List { limit: Some(2), after: page.2, ..all.clone() };
    assert_eq!(ask(next).await.map(|(titles, _, next)| (titles, next)), Ok(("A2".to_owned(), None)));
    for (filter, sort, expect) in [("wings > 2", "", "list.bad_filter"), ("", "wings", "list.unknown_sort")] {
        let bad = List { filter: Some(filter.to_owned()), sort: Some(sort.to_owned()), ..List::default() };
        assert_eq!(ask(bad).await, Err(expect.to_owned()));
    }
}

#[tokio::test]
async fn personal_fields_are_masked() {
    let place = Place::new().await;
    let fields = json!({"name": "张三丰", "id_number": "11010519491231002X"});
    let written = place.create("being", "v1", fields).await.expect("writes");
    let record = refer("being", &written);
    let view = show(&place.service, &place.actor, &record, None).await.expect("shows");
    assert_eq!((view.title.as_str(), view.shown["id_number"].as_str()), ("张**", "110105********002X"));
    assert!(!view.fields.contains_key("name") && view.masked.len() == 2);
    let sorted = List { sort: Some("name".to_owned()), ..List::default() };
    let refused = list(&place.service, &place.actor, &"being".into(), sorted).await;
    assert_eq!(refused.expect_err("the order would tell").code, "list.unknown_sort");
}
