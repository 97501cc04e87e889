//! Numbers that the house gives: one after another, each once, whoever writes.

use std::{collections::BTreeSet, sync::Arc};

use kernel::Seq;
use pack::model::{NumberPart, NumberedPer, Numbering, Pack};
use rules::change::{Act, Change, Content, ManyEdits};
use store::Home;
use tempfile::TempDir;

use crate::{ground::*, postgres::left_out};

on_both! {
    numbers_run_on_and_typed_ones_are_kept,
    what_was_given_is_not_given_again,
    a_year_and_a_unit_have_numbers_of_their_own,
    what_was_typed_before_is_gone_on_from,
    sixteen_writers_get_sixteen_numbers,
    a_list_is_numbered_in_its_order,
    a_series_comes_to_its_end,
}

/// The small pack, its homes numbered.
fn numbered(per: NumberedPer, digits: u32) -> Pack {
    let mut pack = small_pack();
    let code = pack.ledgers.get_mut("home").and_then(|home| home.fields.get_mut("code")).expect("a code");
    let before = vec![NumberPart::Text("户".to_owned()), NumberPart::Year, NumberPart::Text("-".to_owned())];
    code.number = Some(Numbering { before, digits, per });
    pack
}

async fn open_numbered(on: On, per: NumberedPer, digits: u32) -> Ground {
    let ground = open_fresh(on).await;
    ground.store.prepare(Arc::new(numbered(per, digits))).await.expect("prepares");
    ground
}

fn of(unit: &str, year: i32, code: Option<&str>) -> Option<Content> {
    let mut said = vec![("begins", date(&format!("{year}-03-01")))];
    said.extend(code.map(|code| ("code", text(code))));
    content(unit, &said)
}

fn home(code: Option<&str>) -> Option<Content> {
    of("v1", 2022, code)
}

impl Ground {
    /// Writes a new home; answers its number.
    async fn give(&self, record: &str, content: Option<Content>) -> String {
        self.keep(record, vec![edit("home", record, None, content)]).await;
        self.code(record).await
    }

    async fn code(&self, record: &str) -> String {
        let record = self.now("home", record).await.expect("is there");
        record.fields["code"].as_text().expect("a text").to_owned()
    }
}

async fn numbers_run_on_and_typed_ones_are_kept(on: On) {
    let ground = open_numbered(on, NumberedPer::Book, 3).await;
    assert_eq!(ground.give("a", home(None)).await, "户2022-001");
    assert_eq!(ground.give("b", home(Some("旧-7"))).await, "旧-7");
    assert_eq!(ground.give("c", home(None)).await, "户2022-002");
    assert_eq!(ground.give("d", home(Some("户2022-009"))).await, "户2022-009");
    assert_eq!(ground.give("e", home(None)).await, "户2022-010");
    // What only looks like one does not carry the others away.
    assert_eq!(ground.give("f", home(Some("户2022-20220101"))).await, "户2022-20220101");
    assert_eq!(ground.give("g", home(Some("户2022-补1"))).await, "户2022-补1");
    assert_eq!(ground.give("h", home(None)).await, "户2022-011");
    // A retry is the same Change and has the same number.
    assert!(ground.commit("h", vec![edit("home", "h", None, home(None))]).await.expect("answered").repeated);
    assert_eq!(ground.code("h").await, "户2022-011");
    // A refused Change leaves no gap.
    let twice = vec![edit("home", "i", None, home(None)), edit("home", "j", None, home(Some("旧-7")))];
    ground.refuse("i", twice, "record.duplicate_key").await;
    assert_eq!(ground.give("k", home(None)).await, "户2022-012");
    assert_eq!(ground.codes().await, [""; 0]);
}

async fn what_was_given_is_not_given_again(on: On) {
    let ground = open_numbered(on, NumberedPer::Book, 3).await;
    assert_eq!(ground.give("a", home(None)).await, "户2022-001");
    let mut withdrawal = change("w", vec![edit("home", "a", Some(1), None)]);
    withdrawal.act = Act::Withdraw;
    ground.store.commit(&write(), withdrawal).await.expect("withdrawn");
    assert_eq!(ground.give("b", home(None)).await, "户2022-002");
    // Corrected to another number: the first stays given.
    ground.keep("c", vec![edit("home", "b", Some(3), home(Some("改")))]).await;
    assert_eq!(ground.give("d", home(None)).await, "户2022-003");
    // Undone: what came back has its own number, and the one undone is not given to another.
    ground.store.undo(&write(), &book(), Seq(2), "u".into(), None).await.expect("undone");
    assert_eq!(ground.code("a").await, "户2022-001");
    ground.store.undo(&write(), &book(), Seq(5), "v".into(), None).await.expect("undone");
    assert!(ground.now("home", "d").await.is_none());
    assert_eq!(ground.give("e", home(None)).await, "户2022-004");
    assert_eq!(ground.codes().await, [""; 0]);
}

async fn a_year_and_a_unit_have_numbers_of_their_own(on: On) {
    let ground = open_numbered(on, NumberedPer::Book, 3).await;
    assert_eq!(ground.give("a", of("v1", 2022, None)).await, "户2022-001");
    assert_eq!(ground.give("b", of("v2", 2022, None)).await, "户2022-002");
    assert_eq!(ground.give("c", of("v1", 2023, None)).await, "户2023-001");
    let other = Change { book: "c".into(), ..change("d", vec![edit("home", "d", None, home(None))]) };
    ground.store.commit(&write(), other).await.expect("kept");
    assert_eq!(ground.give("e", of("v1", 2022, None)).await, "户2022-003", "another book counts for itself");

    let ground = open_numbered(on, NumberedPer::Unit, 3).await;
    assert_eq!(ground.give("a", of("v1", 2022, None)).await, "户2022-001");
    assert_eq!(ground.give("b", of("v2", 2022, None)).await, "户2022-001");
    assert_eq!(ground.give("c", of("v1", 2022, None)).await, "户2022-002");
}

async fn what_was_typed_before_is_gone_on_from(on: On) {
    let ground = open_fresh(on).await;
    ground.keep("a", vec![edit("home", "a", None, home(Some("户2022-041")))]).await;
    ground.keep("b", vec![edit("home", "b", None, home(None))]).await;
    ground.store.prepare(Arc::new(numbered(NumberedPer::Book, 3))).await.expect("prepares");
    assert_eq!(ground.give("c", home(None)).await, "户2022-042");
    // What was there without a number is not numbered by a correction.
    ground.keep("d", vec![edit("home", "b", Some(2), of("v2", 2022, None))]).await;
    assert!(!ground.now("home", "b").await.expect("is there").fields.contains_key("code"));
}

async fn sixteen_writers_get_sixteen_numbers(on: On) {
    let ground = open_numbered(on, NumberedPer::Book, 2).await;
    let write_one = |n: usize| {
        let record = format!("r{n:02}");
        let edits = vec![edit("home", &record, None, of(&format!("v{n}"), 2022, None))];
        let store = ground.store.clone();
        async move { store.commit(&write(), change(&record, edits)).await.expect("kept") }
    };
    join((0..16).map(write_one)).await;
    let mut codes = BTreeSet::new();
    for n in 0..16 {
        codes.insert(ground.code(&format!("r{n:02}")).await);
    }
    let expect: BTreeSet<String> = (1..=16).map(|n| format!("户2022-{n:02}")).collect();
    assert_eq!(codes, expect, "each once, without a gap");
    assert_eq!(ground.codes().await, [""; 0]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_of_one_database_give_no_number_twice() {
    if left_out() {
        return;
    }
    let here = open_numbered(On::Postgres, NumberedPer::Book, 3).await;
    let folder = TempDir::new().expect("a folder");
    let Home::Postgres { url, .. } = &here.home else { panic!("not PostgreSQL") };
    let home_there = Home::Postgres { url: url.clone(), folder: folder.path().to_owned() };
    let there = Ground { store: open_at(&home_there).await.expect("opens"), home: home_there, folder };
    there.store.prepare(Arc::new(numbered(NumberedPer::Book, 3))).await.expect("prepares");
    let mut waiting = Vec::new();
    for n in 0..40 {
        let store = if n % 2 == 0 { here.store.clone() } else { there.store.clone() };
        let edits = vec![edit("home", &format!("h{n}"), None, home(None))];
        waiting.push(tokio::spawn(async move { store.commit(&write(), change(&format!("q{n}"), edits)).await }));
    }
    for answer in waiting {
        answer.await.expect("answers").expect("kept");
    }
    let mut codes = BTreeSet::new();
    for n in 0..40 {
        codes.insert(there.code(&format!("h{n}")).await);
    }
    let expect: BTreeSet<String> = (1..=40).map(|n| format!("户2022-{n:03}")).collect();
    assert_eq!(codes, expect, "without a gap");
}

/// More than are made ready at once, some of them typed.
async fn a_list_is_numbered_in_its_order(on: On) {
    let ground = open_numbered(on, NumberedPer::Book, 4).await;
    let mut many = ManyEdits::of("home".into());
    for n in 0..5_000 {
        let typed = (n == 10).then_some("户2022-0100");
        many.push(format!("r{n:05}").into(), None, of("v1", 2022, typed).expect("says something"));
    }
    let list = Change { act: Act::Import, many: Some(many), asked: "表".to_owned(), ..change("list", Vec::new()) };
    ground.store.commit(&write(), list).await.expect("kept");
    for (n, expect) in [(0, "0101"), (9, "0110"), (10, "0100"), (11, "0111"), (4_999, "5099")] {
        assert_eq!(ground.code(&format!("r{n:05}")).await, format!("户2022-{expect}"), "{n}");
    }
    assert_eq!(ground.give("s", home(None)).await, "户2022-5100");
    assert_eq!(ground.codes().await, [""; 0]);
}

async fn a_series_comes_to_its_end(on: On) {
    let ground = open_numbered(on, NumberedPer::Book, 1).await;
    assert_eq!(ground.give("a", home(Some("户2022-98"))).await, "户2022-98");
    assert_eq!(ground.give("b", home(None)).await, "户2022-99");
    ground.refuse("c", vec![edit("home", "c", None, home(None))], "record.number_used_up").await;
    assert_eq!(ground.give("d", home(Some("户2022-100"))).await, "户2022-100", "typed ones are still taken");
}
