//! One way in: whole or not at all, once, and never over somebody else's edit.

use kernel::{Instant, RecordAt, Value};
use rules::change::{Act, Change};

use crate::ground::*;

on_both! {
    a_change_is_kept_and_read_back_whole,
    private_sealed_and_dated_fields_read_back,
    a_retry_is_the_same_change,
    an_edit_names_the_version_it_edits,
    a_business_key_is_not_taken_twice,
    what_does_not_fit_the_ledger_is_refused,
    waiting_changes_share_a_commit_and_fail_alone,
    new_records_that_wait_are_written_together,
    a_large_import_is_one_change,
    a_large_change_is_whole_or_not_at_all,
    the_journal_tells_what_happened,
}

fn home(code: &str) -> Option<rules::change::Content> {
    content("v1", &[("code", text(code)), ("begins", date("2020-01-01"))])
}

fn there(record: &str) -> RecordAt {
    RecordAt { ledger: "home".into(), book: book(), record: record.into() }
}

async fn a_change_is_kept_and_read_back_whole(on: On) {
    let ground = open_fresh(on).await;
    let row = fields(&[("what", text("种子")), ("price", decimal("1.50"))]);
    let said = [
        ("on", date("2022-03-01")),
        ("amount", decimal("152.81")),
        ("kinds", Value::Codes(vec!["a".into(), "b".into()])),
        ("paid", Value::Bool(true)),
        ("note", text("甲'村\"")),
        ("items", Value::Rows(vec![row])),
    ];
    ground.keep("1", vec![edit("payment", "r1", None, content("v1", &said))]).await;
    let kept = ground.now("payment", "r1").await.expect("is there");
    assert_eq!(kept.fields, fields(&said));
    assert_eq!((kept.unit.as_str(), kept.from_seq.0, kept.to_seq, kept.state), ("v1", 1, None, None));
}

async fn private_sealed_and_dated_fields_read_back(on: On) {
    let ground = open_fresh(on).await;
    let said = [
        ("code", text("h1")),
        ("head", text("王二")),
        ("number", text("11010519491231002X")),
        (
            "class",
            spells(&[("2020-01-01", Some(text("low"))), ("2021-01-01", None), ("2022-01-01", Some(text("none")))]),
        ),
        ("area", spells(&[("2020-01-01", Some(decimal("3.50")))])),
    ];
    ground.keep("1", vec![edit("home", "h", None, content("v1", &said))]).await;
    assert_eq!(ground.now("home", "h").await.expect("is there").fields, fields(&said));
    if on == On::Postgres {
        return;
    }
    let file = std::fs::read(ground.folder.path().join("qianmo.db-wal")).expect("the log of the database");
    let holds = |what: &str| file.windows(what.len()).any(|window| window == what.as_bytes());
    assert!(holds("王二"), "a private field is kept readable");
    assert!(!holds("11010519491231002X"), "a sealed field is not");
}

async fn a_retry_is_the_same_change(on: On) {
    let ground = open_fresh(on).await;
    let first = ground.commit("same", vec![edit("home", "h", None, home("1"))]).await.expect("kept");
    let again = ground.commit("same", vec![edit("home", "h", None, home("1"))]).await.expect("kept");
    assert!(!first.repeated && again.repeated);
    assert_eq!((first.seq, first.at), (again.seq, again.at));
    ground.refuse("same", vec![edit("home", "h", None, home("2"))], "record.request_reused").await;
    ground.refuse("same", vec![edit("home", "h", Some(1), None)], "record.request_reused").await;
    assert_eq!(ground.store.heads().await.expect("heads").at("b").0, 1);
}

async fn an_edit_names_the_version_it_edits(on: On) {
    let ground = open_fresh(on).await;
    ground.keep("1", vec![edit("home", "h", None, home("1"))]).await;
    ground.refuse("2", vec![edit("home", "h", None, home("2"))], "record.conflict").await;
    ground.refuse("3", vec![edit("home", "h", Some(7), home("2"))], "record.conflict").await;
    ground.refuse("4", vec![edit("home", "x", Some(1), home("2"))], "record.conflict").await;
    ground.refuse("5", vec![edit("home", "x", None, None)], "record.conflict").await;
    assert_eq!(ground.keep("6", vec![edit("home", "h", Some(1), home("2"))]).await, 2);
    let problem = ground
        .refuse("7", vec![edit("home", "n", None, home("9")), edit("home", "h", Some(1), None)], "record.conflict")
        .await;
    assert_eq!(problem.findings[0].place.line, Some(2));
    assert_eq!(ground.now("home", "n").await, None, "nothing of a refused change is kept");
    ground.keep("8", vec![edit("home", "h", Some(2), None)]).await;
    assert_eq!(ground.now("home", "h").await, None);
    assert_eq!(ground.at("home", "h", 2).await.expect("was there").fields["code"], text("2"));
    assert_eq!(ground.at("home", "h", 1).await.expect("was there").fields["code"], text("1"));
    ground.keep("9", vec![edit("home", "h", None, home("3"))]).await;
    assert_eq!(ground.codes().await, [""; 0]);
}

async fn a_business_key_is_not_taken_twice(on: On) {
    let ground = open_fresh(on).await;
    ground.keep("1", vec![edit("home", "h1", None, home("1"))]).await;
    let problem = ground
        .refuse(
            "2",
            vec![edit("home", "n", None, home("0")), edit("home", "h2", None, home("1"))],
            "record.duplicate_key",
        )
        .await;
    assert_eq!(problem.findings[0].place.line, Some(2));
    assert_eq!(problem.findings[0].there, Some(there("h1")));
    ground
        .refuse(
            "3",
            vec![edit("home", "a", None, home("5")), edit("home", "b", None, home("5"))],
            "record.duplicate_key",
        )
        .await;
    // In another unit, of another book, or without a key, it is another thing; and a key that was given up is free.
    ground.keep("4", vec![edit("home", "h2", None, content("v2", &[("code", text("1"))]))]).await;
    let other = Change { book: "c".into(), ..change("5", vec![edit("home", "h1", None, home("1"))]) };
    ground.store.commit(&write(), other).await.expect("kept");
    ground
        .keep("6", vec![edit("home", "h3", None, content("v1", &[])), edit("home", "h4", None, content("v1", &[]))])
        .await;
    ground.keep("7", vec![edit("home", "h1", Some(1), home("9")), edit("home", "h5", None, home("1"))]).await;
    let asked =
        [("v1", "9"), ("v1", "1"), ("v2", "1"), ("v2", "9")].map(|(unit, code)| (unit.into(), vec![text(code)]));
    let mut found = ground.store.find_by_keys(&read(), &book(), &"home".into(), &asked).await.expect("looks");
    found.sort();
    assert_eq!(found, [(0, "h1".into()), (1, "h5".into()), (2, "h2".into())]);
    // What no record can have is not found, and not an error either.
    let wrong = [("v1".into(), vec![]), ("v1".into(), vec![Value::Integer(1)]), ("v9".into(), vec![text("1")])];
    assert_eq!(ground.store.find_by_keys(&read(), &book(), &"home".into(), &wrong).await.expect("looks"), []);
}

async fn what_does_not_fit_the_ledger_is_refused(on: On) {
    let ground = open_fresh(on).await;
    for (said, code) in [
        (("nothing", text("x")), "store.malformed_change"),
        (("people", text("x")), "store.malformed_change"),
        (("code", spells(&[])), "store.malformed_change"),
    ] {
        ground.refuse("1", vec![edit("home", "h", None, content("v1", &[said]))], code).await;
    }
    for edits in [
        vec![edit("home", "h", None, content("v1", &[("code", text("a\0b"))]))],
        vec![edit("home", "h\0", None, home("1"))],
        vec![edit("home", "h", None, content("v\u{0}1", &[]))],
    ] {
        ground.refuse("1", edits, "store.not_a_text").await;
    }
    ground.refuse("1", vec![edit("elsewhere", "h", None, content("v1", &[]))], "not_found").await;
    let twice = vec![edit("home", "h", None, home("1")), edit("home", "h", None, home("2"))];
    ground.refuse("1", twice, "store.malformed_change").await;
}

async fn waiting_changes_share_a_commit_and_fail_alone(on: On) {
    let ground = open_fresh(on).await;
    let mut waiting = Vec::new();
    for n in 0..60u32 {
        let store = ground.store.clone();
        // Every third takes a key that an earlier one has.
        let code = if n % 3 == 2 { "0".to_owned() } else { n.to_string() };
        let edits = vec![edit("home", &format!("h{n}"), None, home(&code))];
        waiting.push(tokio::spawn(async move { store.commit(&write(), change(&n.to_string(), edits)).await }));
    }
    let mut seqs = Vec::new();
    for answer in waiting {
        match answer.await.expect("answers") {
            Ok(receipt) => seqs.push(receipt.seq.0),
            Err(problem) => assert_eq!(problem.code, "record.duplicate_key"),
        }
    }
    seqs.sort_unstable();
    assert_eq!(seqs, (1..=seqs.len() as u64).collect::<Vec<_>>());
    assert!((40..=41).contains(&seqs.len()), "{}", seqs.len());
    assert_eq!(ground.codes().await, [""; 0]);
}

async fn new_records_that_wait_are_written_together(on: On) {
    let ground = open_fresh(on).await;
    let before = ground.store.metered().statements;
    for wave in 0..4 {
        let mut waiting = Vec::new();
        for n in wave * 50..wave * 50 + 50 {
            let store = ground.store.clone();
            let paid = content("v2", &[("on", date("2022-03-01")), ("amount", decimal("1.50"))]);
            let edits = match n % 3 {
                0 => vec![edit("home", &format!("h{n:04}"), None, home(&n.to_string()))],
                1 => vec![edit("payment", &format!("p{n:04}"), None, paid)],
                _ => vec![
                    edit("payment", &format!("p{n:04}"), None, paid),
                    edit("home", &format!("h{n:04}"), None, home(&n.to_string())),
                ],
            };
            // In the last wave, what another has asked for before: by the same request, and under another.
            let request = if wave == 3 && n % 10 == 0 { n - 150 } else { n };
            waiting
                .push(tokio::spawn(async move { store.commit(&write(), change(&request.to_string(), edits)).await }));
        }
        for (n, answer) in (wave * 50..).zip(waiting) {
            match answer.await.expect("answers") {
                Ok(receipt) => assert!(!receipt.repeated, "{n}"),
                Err(problem) => assert_eq!((problem.code.as_str(), n % 10), ("record.request_reused", 0)),
            }
        }
    }
    let statements = ground.store.metered().statements - before;
    assert!(statements < 195 * 4, "{statements} statements for 195 Changes");
    let heads = ground.store.heads().await.expect("heads");
    assert_eq!(heads, cut(195));
    assert_eq!(ground.store.journal(&read(), &book(), None, 500).await.expect("journal").len(), 195);
    let kept = ground.now("payment", "p0050").await.expect("is there");
    assert_eq!(kept.fields["amount"], decimal("1.50"));
    assert_eq!(ground.codes().await, [""; 0]);
    // A key that is taken is refused alone, and the others of its group stay.
    let mut waiting = Vec::new();
    for n in 300..310 {
        let store = ground.store.clone();
        let code = if n == 305 { "0".to_owned() } else { n.to_string() };
        let edits = vec![edit("home", &format!("h{n:04}"), None, home(&code))];
        waiting.push(tokio::spawn(async move { store.commit(&write(), change(&n.to_string(), edits)).await }));
    }
    for (n, answer) in (300..).zip(waiting) {
        let answer = answer.await.expect("answers").map(|_| ()).map_err(|problem| problem.code);
        assert_eq!(answer, if n == 305 { Err("record.duplicate_key".to_owned()) } else { Ok(()) });
    }
    assert_eq!(ground.codes().await, [""; 0]);
}

async fn a_large_import_is_one_change(on: On) {
    let ground = open_fresh(on).await;
    let edits = (0..50_000).map(|n| edit("home", &format!("h{n:05}"), None, home(&n.to_string()))).collect();
    assert_eq!(ground.keep("1", edits).await, 1);
    let asked: Vec<_> = (49_990..50_010).map(|n| ("v1".into(), vec![text(&n.to_string())])).collect();
    let mut found = ground.store.find_by_keys(&read(), &book(), &"home".into(), &asked).await.expect("looks");
    found.sort();
    let expect: Vec<_> = (0..10).map(|place| (place, format!("h{}", 49_990 + place).as_str().into())).collect();
    assert_eq!(found, expect);
    assert_eq!(ground.store.journal(&read(), &book(), None, 10).await.expect("journal")[0].rows, 50_000);
}

/// Its later rows are made ready while the first are written.
async fn a_large_change_is_whole_or_not_at_all(on: On) {
    let ground = open_fresh(on).await;
    let homes = |last: Option<rules::change::Content>| {
        let all = (0..9_000).map(|n| edit("home", &format!("h{n:05}"), None, home(&n.to_string())));
        all.chain([edit("home", "h9", None, last)]).collect::<Vec<_>>()
    };
    let wrong = content("v1", &[("code", Value::Integer(1)), ("begins", date("2020-01-01"))]);
    ground.refuse("1", homes(wrong), "store.malformed_change").await;
    let twice = ground.refuse("2", homes(home("17")), "record.duplicate_key").await;
    let lines: Vec<_> = twice.findings.iter().map(|finding| finding.place.line).collect();
    assert_eq!(lines, [Some(18), Some(9_001)]);
    assert!(ground.now("home", "h00000").await.is_none());
    assert_eq!(ground.keep("3", homes(home("9000"))).await, 1);
    assert_eq!(ground.now("home", "h9").await.expect("is there").fields["code"], text("9000"));
    let taken = ground.refuse("4", vec![edit("home", "i", None, home("8999"))], "record.duplicate_key").await;
    assert_eq!(taken.findings[0].there, Some(there("h08999")));
    assert_eq!(ground.codes().await, [""; 0]);
}

async fn the_journal_tells_what_happened(on: On) {
    let ground = open_fresh(on).await;
    ground.keep("1", vec![edit("home", "h", None, home("1"))]).await;
    let later = Change {
        at: Instant::from_millis(5_000),
        act: Act::Correct,
        ..change("2", vec![edit("home", "h", Some(1), home("2"))])
    };
    ground.store.commit(&write(), later).await.expect("kept");
    let earlier = Change { at: Instant::from_millis(10), ..change("3", vec![edit("home", "h", Some(2), None)]) };
    let receipt = ground.store.commit(&write(), earlier).await.expect("kept");
    assert_eq!(receipt.at.millis(), 5_000, "moments never go back");

    let journal = ground.store.journal(&read(), &book(), None, 2).await.expect("journal");
    assert_eq!(
        journal.iter().map(|entry| (entry.seq.0, entry.act.as_str())).collect::<Vec<_>>(),
        [(3, "create"), (2, "correct")]
    );
    let rest = ground.store.journal(&read(), &book(), Some(journal[1].seq), 2).await.expect("journal");
    assert_eq!((rest.len(), rest[0].seq.0, rest[0].reason.as_deref()), (1, 1, Some("试")));
    let touched = ground.store.touched(&read(), &book(), kernel::Seq(2)).await.expect("touched");
    assert_eq!((touched[0].record.as_str(), touched[0].opened, touched[0].closed), ("h", true, Some(kernel::Seq(1))));
    for (at, expect) in [(999, None), (1_000, Some(1)), (4_999, Some(1)), (5_000, Some(3))] {
        let cut = ground.store.cut_at(Instant::from_millis(at)).await.expect("cut");
        assert_eq!(cut.0.get("b").map(|seq| seq.0), expect, "{at}");
    }
    let history = ground.store.history(&read(), &book(), &"home".into(), &"h".into()).await.expect("history");
    let told: Vec<_> = history.iter().map(|v| (v.entry.seq.0, v.ended_by.as_ref().map(|entry| entry.seq.0))).collect();
    assert_eq!(told, [(1, Some(2)), (2, Some(3))]);
}
