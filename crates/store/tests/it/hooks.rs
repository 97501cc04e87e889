//! Programs that are told of Changes, on both databases.

use kernel::{Instant, LedgerId, Seq};
use store::hooks::{NewHook, Told};

use crate::ground::*;

on_both! {
    one_is_told_by_one_server_at_a_time,
    its_place_moves_only_forwards,
    one_that_does_not_answer_waits_and_goes_on_where_it_was,
    a_pause_holds_whatever_the_message_under_way_comes_to,
    after_a_restore_all_are_held_back_and_count_along_another_line,
    its_secret_opens_for_it_alone_and_goes_with_it,
    news_say_what_was_touched_and_no_more,
}

fn at(second: i64) -> Instant {
    Instant::from_millis(second * 1_000)
}

fn new(id: &str, at: i64) -> NewHook {
    NewHook {
        id: id.to_owned(),
        name: "平台".to_owned(),
        url: "https://oa.example.cn/".to_owned(),
        ledgers: Some(vec!["home".into(), "payment".into()]),
        at: self::at(at),
        by: "system".to_owned(),
        places: cut(2),
    }
}

async fn claims(ground: &Ground, runner: &str, second: i64) -> bool {
    ground.store.claim_hook("h", runner, at(second), at(second + 100)).await.expect("answers")
}

async fn tells(ground: &Ground, runner: &str, second: i64, told: Told) -> bool {
    ground.store.told_hook("h", runner, at(second), &told, "已收到").await.expect("answers")
}

fn answered(seq: u64) -> Told {
    Told::Answered { book: book(), seq: Seq(seq) }
}

async fn place(ground: &Ground) -> u64 {
    ground.store.hooks().await.expect("hooks").remove(0).places.at("b").0
}

async fn one_is_told_by_one_server_at_a_time(on: On) {
    let ground = open_fresh(on).await;
    ground.store.make_hook(&new("h", 0)).await.expect("made");
    let names: Vec<String> = (0..8).map(|n| format!("r{n}")).collect();
    let claimed = join(names.iter().map(|name| claims(&ground, name, 1))).await;
    assert_eq!(claimed.iter().filter(|claimed| **claimed).count(), 1, "{claimed:?}");
    assert!(!claims(&ground, "late", 100).await);
    assert!(claims(&ground, "later", 102).await, "whoever had it says nothing any more");
    let first = names.iter().zip(&claimed).find(|(_, claimed)| **claimed).expect("one").0;
    assert!(!tells(&ground, first, 103, answered(3)).await, "it is another's now");
    assert_eq!(place(&ground).await, 3, "what was answered was answered");
    assert!(tells(&ground, "later", 104, answered(3)).await);
    assert!(claims(&ground, "next", 105).await, "it was let go");
}

async fn its_place_moves_only_forwards(on: On) {
    let ground = open_fresh(on).await;
    ground.store.make_hook(&new("h", 0)).await.expect("made");
    assert_eq!(place(&ground).await, 2, "it is told of nothing before");
    for (seq, expect) in [(5, 5), (3, 5), (6, 6)] {
        assert!(claims(&ground, "r", 1).await);
        assert!(tells(&ground, "r", 1, Told::Passed { book: book(), seq: Seq(seq) }).await);
        assert_eq!(place(&ground).await, expect);
    }
    assert!(ground.store.end_hook("h").await.expect("ends"));
    tells(&ground, "r", 2, answered(9)).await;
    ground.store.make_hook(&new("h", 3)).await.expect("made");
    assert_eq!(place(&ground).await, 2, "nothing of the one before is left");
}

async fn one_that_does_not_answer_waits_and_goes_on_where_it_was(on: On) {
    let ground = open_fresh(on).await;
    ground.store.make_hook(&new("h", 0)).await.expect("made");
    assert!(claims(&ground, "r", 1).await);
    assert!(tells(&ground, "r", 1, Told::Missed { next_at: at(11), paused: None }).await);
    assert!(!claims(&ground, "r", 10).await, "not before its time");
    assert!(claims(&ground, "r", 11).await);
    assert!(tells(&ground, "r", 11, Told::Missed { next_at: at(11), paused: Some("试了很多次".to_owned()) }).await);
    assert!(!claims(&ground, "r", 9_999).await, "held back");
    let hook = ground.store.hooks().await.expect("hooks").remove(0);
    assert_eq!((hook.failed, hook.paused.as_deref(), hook.said.as_str()), (2, Some("试了很多次"), "已收到"));
    assert_eq!((hook.ledgers, hook.told_at), (new("h", 0).ledgers, None));
    assert!(ground.store.pause_hook("h", None, at(10_000)).await.expect("answers"));
    assert!(claims(&ground, "r", 10_000).await);
    assert!(tells(&ground, "r", 10_001, answered(3)).await);
    let hook = ground.store.hooks().await.expect("hooks").remove(0);
    assert_eq!((hook.failed, hook.told_at, hook.places), (0, Some(at(10_001)), cut(3)));
    assert!(!ground.store.pause_hook("none", None, at(1)).await.expect("answers"));
    assert!(!ground.store.end_hook("none").await.expect("answers"));
}

async fn a_pause_holds_whatever_the_message_under_way_comes_to(on: On) {
    let ground = open_fresh(on).await;
    ground.store.make_hook(&new("h", 0)).await.expect("made");
    assert!(claims(&ground, "r", 1).await);
    assert!(ground.store.pause_hook("h", Some("停用"), at(2)).await.expect("answers"));
    assert!(tells(&ground, "r", 3, Told::Missed { next_at: at(13), paused: None }).await);
    assert!(!claims(&ground, "r", 99).await);
    assert_eq!(ground.store.hooks().await.expect("hooks").remove(0).paused.as_deref(), Some("停用"));
}

async fn after_a_restore_all_are_held_back_and_count_along_another_line(on: On) {
    let ground = open_fresh(on).await;
    for id in ["h", "i"] {
        ground.store.make_hook(&new(id, 0)).await.expect("made");
    }
    assert!(claims(&ground, "r", 1).await);
    assert!(ground.store.pause_hook("i", Some("停用"), at(1)).await.expect("answers"));
    let before = ground.store.hooks().await.expect("hooks");
    assert_ne!(before[0].line, before[1].line);
    ground.store.rest_hooks("恢复").await.expect("rests");
    let after = ground.store.hooks().await.expect("hooks");
    assert!(before.iter().zip(&after).all(|(before, after)| before.line != after.line));
    assert_eq!([after[0].paused.as_deref(), after[1].paused.as_deref()], [Some("恢复"), Some("停用")]);
}

async fn its_secret_opens_for_it_alone_and_goes_with_it(on: On) {
    let mut ground = open_fresh(on).await;
    let (h, i) = (new("h", 0), new("i", 1));
    let (first, second) =
        (ground.store.make_hook(&h).await.expect("made"), ground.store.make_hook(&i).await.expect("made"));
    assert_ne!(first, second);
    assert_eq!(ground.store.hook_secret("h").await.expect("reads"), Some(first));
    assert_eq!(ground.store.hook_secret("none").await.expect("reads"), None);
    ground.meddle("UPDATE hook SET secret = (SELECT secret FROM hook WHERE id = 'h') WHERE id = 'i'").await;
    assert_eq!(ground.store.hook_secret("i").await.expect_err("another's").code, "store.damaged");
}

async fn news_say_what_was_touched_and_no_more(on: On) {
    let ground = open_fresh(on).await;
    let home = |record: &str, code: &str| edit("home", record, None, content("v1", &[("code", text(code))]));
    let paid = |record: String| edit("payment", &record, None, content("v1", &[("on", date("2022-01-01"))]));
    ground.keep("1", vec![home("a", "1")]).await;
    ground.keep("2", vec![home("b", "2"), paid("p".to_owned())]).await;
    ground.keep("3", (0..30).map(|n| paid(format!("q{n}"))).collect()).await;
    let said = |after: u64, most: u32| {
        let ground = &ground;
        async move {
            let news = ground.store.news(&read(), &book(), Seq(after), most).await.expect("news");
            let one = |(ledger, touches): (&LedgerId, &store::hooks::Touches)| {
                let named: Vec<&str> = touches.named.iter().map(kernel::RecordId::as_str).collect();
                format!("{ledger}×{} {}", touches.records, named.join(","))
            };
            let change = |change: &store::hooks::News| {
                format!(
                    "{} {}: {}",
                    change.seq,
                    change.act,
                    change.touches.iter().map(one).collect::<Vec<_>>().join("; ")
                )
            };
            news.iter().map(change).collect::<Vec<_>>()
        }
    };
    ground.keep("4", (0..30).map(|n| paid(format!("r{n}"))).chain([home("c", "3")]).collect()).await;
    let last = "4 create: home×1 c; payment×30 ";
    let all = ["1 create: home×1 a", "2 create: home×1 b; payment×1 p", "3 create: payment×30 ", last];
    assert_eq!(said(0, 100).await, all);
    assert_eq!(said(1, 1).await, &all[1..2]);
    assert_eq!(said(4, 100).await, [""; 0]);
}
