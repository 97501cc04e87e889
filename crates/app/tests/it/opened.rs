use app::{
    Actor, parameters,
    records::{self, Correct, Open, RecordRef, Undo},
};
use kernel::{BookId, LedgerId};
use pack::model::Privacy;
use rules::access::Grant;
use serde_json::json;

use crate::world::{Place, object, refer};

async fn beings() -> (Place, RecordRef) {
    let place = Place::new().await;
    let fields =
        json!({"name": "张三丰", "id_number": "11010519491231002X", "phone": "13812345678", "born": "1949-12-31"});
    let written = place.create("being", "v1", fields).await.expect("writes");
    let record = refer("being", &written);
    (place, record)
}

fn look(record: &RecordRef, request: &str, purpose: &str, note: Option<&str>) -> Open {
    let note = note.map(str::to_owned);
    Open { request: request.into(), record: record.clone(), purpose: purpose.to_owned(), note }
}

fn reader(unit: &str, clearance: Privacy) -> Actor {
    let grant = Grant { unit: Some(unit.into()), ledgers: None, write: false, administer: false, clearance };
    Actor::with("wang", vec![grant])
}

async fn looks(place: &Place) -> Vec<String> {
    place.shown("_opened", &["by", "purpose", "note", "ledger_name", "fields"]).await
}

#[tokio::test]
async fn what_is_shown_follows_the_clearance_and_every_look_is_kept() {
    let (place, record) = beings().await;
    let check = async |actor: &Actor, purpose: &str, note: Option<&str>, expect: &str| {
        let before = looks(&place).await.len();
        let request = format!("{}-{purpose}-{note:?}-{:?}", actor.name, actor.grants);
        let told = match records::open(&place.service, actor, look(&record, &request, purpose, note)).await {
            Ok(opened) => {
                let of = |id: &str| opened.view.shown.get(id).map_or("-", String::as_str).to_owned();
                let masked = opened.view.masked.iter().map(|id| id.as_str()).collect::<Vec<_>>().join(",");
                format!("{}|{}|{}|{masked}", opened.view.title, of("name"), of("id_number"))
            }
            Err(problem) => {
                let at = |f: &kernel::Finding| format!("@{}", f.place.field.as_deref().unwrap_or("-"));
                format!("{}{}", problem.code, problem.findings.iter().map(at).collect::<String>())
            }
        };
        assert_eq!(told, expect, "{purpose} {note:?}");
        let kept = looks(&place).await.len() - before;
        assert_eq!(kept, usize::from(told.contains('|')), "{purpose}: kept exactly where something was shown");
    };
    let (all, some, none) = (Actor::local(), reader("t1", Privacy::Personal), reader("t1", Privacy::Internal));
    check(&all, "contact", None, "张三丰|张三丰|11010519491231002X|").await;
    check(&some, "service", Some(" 通知领取 "), "张三丰|张三丰|110105********002X|id_number").await;
    check(&some, "", None, "record.no_purpose@purpose").await;
    check(&some, "curious", None, "record.no_purpose@purpose").await;
    check(&some, "other", Some("  "), "record.no_purpose@note").await;
    check(&some, "other", Some("换证"), "张三丰|张三丰|110105********002X|id_number").await;
    check(&none, "service", None, "record.nothing_to_open").await;
    check(&reader("t2", Privacy::Sensitive), "service", None, "not_found").await;

    assert_eq!(
        looks(&place).await,
        [
            "村甲 local 联系本人 - 人 姓名、身份证号、电话、出生日期".replace("村甲", &unit_name(&place).await),
            "村甲 wang 其他 换证 人 姓名、电话、出生日期".replace("村甲", &unit_name(&place).await),
            "村甲 wang 办理业务 通知领取 人 姓名、电话、出生日期".replace("村甲", &unit_name(&place).await),
        ]
    );
    let view = &place.list("being").await[0];
    assert_eq!(view.title, "张**", "lists stay masked");
    let newest = records::Changes { limit: Some(1), ..records::Changes::default() };
    let changes = records::changes(&place.service, &place.actor, &record.book, newest).await.expect("a journal");
    assert_eq!((changes[0].act_name, changes[0].entry.reason.as_deref()), ("查看", Some("其他：换证")));
}

async fn unit_name(place: &Place) -> String {
    place.list("being").await[0].unit_name.clone()
}

#[tokio::test]
async fn a_key_used_again_shows_nothing_that_came_later() {
    let (place, record) = beings().await;
    let first = records::open(&place.service, &place.actor, look(&record, "o1", "check", None)).await.expect("opens");
    let correct = Correct {
        request: "c1".into(),
        record: record.clone(),
        expects: first.view.from_seq,
        fields: object(json!({"name": "张君宝"})),
        unit: None,
        reason: Some("改名".to_owned()),
        told: None,
    };
    records::correct(&place.service, &place.actor, correct).await.expect("corrects");
    let again = records::open(&place.service, &place.actor, look(&record, "o1", "check", None)).await.expect("answers");
    assert_eq!((again.receipt.seq, again.receipt.repeated), (first.receipt.seq, true));
    assert_eq!(again.view.shown["name"], "张三丰");
    let other = records::open(&place.service, &place.actor, look(&record, "o1", "service", None)).await;
    assert_eq!(other.expect_err("another purpose").code, "record.request_reused");
    // Whoever finds the key of somebody else looks under no name but his own.
    for clearance in [Privacy::Personal, Privacy::Sensitive] {
        let stolen = records::open(&place.service, &reader("t1", clearance), look(&record, "o1", "check", None)).await;
        assert_eq!(stolen.expect_err("somebody else's").code, "record.request_reused");
    }
}

#[tokio::test]
async fn a_name_that_is_masked_where_it_is_referred_to_is_opened_too() {
    let (place, being) = beings().await;
    let thing = json!({"code": "A1", "begins": "2022-01-01", "keeper": being.record.as_str()});
    let thing = refer("thing", &place.create("thing", "v1", thing).await.expect("writes"));
    let show = async |actor: &Actor, request: &str| {
        let opened = records::open(&place.service, actor, look(&thing, request, "contact", None)).await;
        opened.map_or_else(|problem| problem.code.to_string(), |opened| opened.view.shown["keeper"].clone())
    };
    assert_eq!(place.list("thing").await[0].shown["keeper"], "张**");
    assert_eq!(show(&place.actor, "k1").await, "张三丰");
    assert_eq!(show(&reader("t1", Privacy::Personal), "k2").await, "张三丰");
    assert_eq!(show(&reader("t1", Privacy::Internal), "k3").await, "record.nothing_to_open");
}

#[tokio::test]
async fn one_record_is_opened_and_not_those_that_refer_to_it() {
    let (place, being) = beings().await;
    let thing = json!({"code": "A1", "begins": "2022-01-01", "keeper": being.record.as_str()});
    place.create("thing", "v1", thing).await.expect("writes");
    let opened = records::open(&place.service, &place.actor, look(&being, "o", "check", None)).await.expect("opens");
    assert_eq!(opened.links.len(), 1);
    assert_eq!(opened.links[0].records[0].shown["keeper"], "张**");
    let long = "长".repeat(201);
    let refused = records::open(&place.service, &place.actor, look(&being, "p", "check", Some(&long))).await;
    assert_eq!(refused.expect_err("an essay").code, "record.no_purpose");
}

#[tokio::test]
async fn what_is_masked_is_not_guessed_at_by_searching() {
    let (place, _) = beings().await;
    let found = async |actor: &Actor, words: &str| {
        let asked = records::List { find: Some(words.to_owned()), ..records::List::default() };
        records::list(&place.service, actor, &"being".into(), asked).await.expect("lists").total
    };
    let cleared = reader("t1", Privacy::Sensitive);
    assert_eq!(found(&cleared, "张三丰").await, 1, "by name whoever may read it finds");
    assert_eq!(found(&cleared, "138").await, 1, "what the mask leaves is no secret");
    assert_eq!(found(&cleared, "13812").await, 0);
    assert_eq!(found(&cleared, "13812345678").await, 0);
    assert_eq!(found(&reader("t1", Privacy::Internal), "张三").await, 0);
}

#[tokio::test]
async fn the_log_is_written_by_nobody_else() {
    let (place, record) = beings().await;
    let opened = records::open(&place.service, &place.actor, look(&record, "o1", "check", None)).await.expect("opens");
    let forged = place.create("_opened", "v1", json!({"on": "2022-01-01", "by": "别人"})).await;
    assert_eq!(forged.expect_err("refused").code, "record.written_by_system");
    let undo = Undo {
        request: "u1".into(),
        book: BookId::from(opened.receipt.book.as_str()),
        seq: opened.receipt.seq,
        reason: "不想让人知道".to_owned(),
    };
    let undone = records::undo(&place.service, &place.actor, undo).await;
    assert_eq!(undone.expect_err("refused").code, "record.written_by_system");
    let purposes = |actor: &Actor| {
        let (place, actor) = (&place, actor.clone());
        async move {
            let world = place.service.world().await.expect("a world");
            let ledger = world.pack.ledger(LedgerId::from("being").as_str()).expect("a ledger");
            records::purposes(&world, &actor, ledger).len()
        }
    };
    assert_eq!(purposes(&place.actor).await, 5);
    assert_eq!(purposes(&reader("t1", Privacy::Internal)).await, 0);
}

#[tokio::test]
async fn one_person_opens_so_many_different_records_on_a_day() {
    let (place, clock) = Place::with_hand().await;
    let mut beings = Vec::new();
    for (name, number) in
        [("张三", "110105194912310011"), ("李四", "110105194912310038"), ("王五", "110105194912310054")]
    {
        let written = place.create("being", "v1", json!({ "name": name, "id_number": number })).await.expect("writes");
        beings.push(refer("being", &written));
    }
    let known = parameters::list(&place.service, &place.actor).await.expect("lists");
    let most = known.iter().find(|one| one.id == "_opened_a_day").expect("the house has it");
    assert_eq!((most.today.map(|value| value.to_string()).as_deref(), most.is_local), (Some("200"), true));
    let two = parameters::Set {
        request: "p".into(),
        parameter: most.id.clone(),
        value: "2".to_owned(),
        begins: "2022-06-01".parse().expect("a day"),
        basis: "县政办〔2022〕3号".to_owned(),
    };
    parameters::set(&place.service, &place.actor, two).await.expect("sets");

    let wang = reader("t1", Privacy::Sensitive);
    let opens = async |actor: &Actor, being: usize, request: &str| {
        let opened = records::open(&place.service, actor, look(&beings[being], request, "check", None)).await;
        opened.map_or_else(|problem| problem.code.to_string(), |_| "shown".to_owned())
    };
    let told = async || {
        let lines = place.service.store().account_events(100).await.expect("a log");
        lines.into_iter().filter(|line| line.kind == "opened_enough").count()
    };
    assert_eq!(opens(&wang, 0, "a").await, "shown");
    assert_eq!(opens(&wang, 1, "b").await, "shown");
    assert_eq!(opens(&wang, 0, "c").await, "shown", "the same record is not another");
    assert_eq!(told().await, 0);
    let kept = looks(&place).await.len();
    assert_eq!(opens(&wang, 2, "d").await, "record.opened_enough");
    assert_eq!(opens(&wang, 2, "e").await, "record.opened_enough");
    assert_eq!((looks(&place).await.len(), told().await), (kept, 1), "nothing was shown, and it is told once");
    assert_eq!(opens(&wang, 1, "f").await, "shown", "what was seen may be seen again");
    assert_eq!(opens(&place.actor, 2, "g").await, "shown", "another person has a day of his own");

    // Noon and twelve hours: the next day.
    clock.pass_hours(11);
    assert_eq!(opens(&wang, 2, "h").await, "record.opened_enough");
    clock.pass_hours(1);
    assert_eq!(opens(&wang, 2, "i").await, "shown");
    assert_eq!(opens(&wang, 0, "a").await, "shown", "a retry of yesterday's look");
    assert_eq!(opens(&wang, 1, "j").await, "shown");
    assert_eq!(opens(&wang, 0, "k").await, "record.opened_enough");
    assert_eq!(told().await, 2, "once each day");
}
