//! Processes that end in the middle, two at once, and packs that grow.

use std::{fs, path::Path, sync::Arc};

use kernel::Value;
use pack::model::{FieldType, Pack};
use sqlx::Connection as _;
use store::Home;
use tempfile::TempDir;

use crate::ground::*;

on_both! {
    a_second_process_is_refused,
    tables_grow_with_the_pack,
    a_field_never_changes_its_type,
    a_store_verifies_without_a_pack,
}

fn home(code: &str) -> Option<rules::change::Content> {
    content("v1", &[("code", text(code)), ("class", text("low"))])
}

async fn two_changes(on: On) -> Ground {
    let ground = open_fresh(on).await;
    ground.keep("1", vec![edit("home", "a", None, home("1"))]).await;
    ground.keep("2", vec![edit("home", "b", None, home("2"))]).await;
    ground
}

fn copy(from: &Path, names: &[&str], to: &Path) {
    for name in names {
        fs::copy(from.join(name), to.join(name)).expect(name);
    }
}

/// The store in a copy of the folder, as a process finds it that starts after another was killed.
async fn after_a_crash(folder: TempDir) -> Ground {
    open_in(Home::Folder(folder.path().to_owned()), folder).await
}

const DATABASE: [&str; 2] = ["qianmo.db", "qianmo.db-wal"];

async fn a_second_process_is_refused(on: On) {
    let ground = two_changes(on).await;
    let problem = open_at(&ground.home).await.err().expect("refused");
    assert_eq!(problem.code, "store.in_use");
    ground.store.close().await.expect("closes");
    let closed = ground.commit("3", vec![]).await.expect_err("closed");
    assert_eq!(closed.code, "store.closed");
    open_at(&ground.home).await.expect("opens after the first has closed");
}

#[tokio::test]
async fn what_was_not_committed_was_never_there() {
    let ground = two_changes(On::Sqlite).await;
    ground.store.close().await.expect("closes");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(ground.folder.path().join("qianmo.db"));
    let mut link = sqlx::SqliteConnection::connect_with(&options).await.expect("connects");
    let half = "PRAGMA cache_spill = 1; PRAGMA cache_size = 1; BEGIN;
        INSERT INTO journal (book, seq, at, actor, act, request, pack, mac) VALUES ('b', 3, 1, 'x', 'x', 'x', 'x', zeroblob(32));
        INSERT INTO l_home (book, record, from_seq, unit, f_code)
        WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 3000) SELECT 'b', 'r' || n, 3, 'v1', n FROM n";
    sqlx::raw_sql(half).execute(&mut link).await.expect("half a change");
    let folder = TempDir::new().expect("a folder");
    copy(ground.folder.path(), &["qianmo.db", "qianmo.db-wal", "heads.log"], folder.path());
    assert!(fs::metadata(folder.path().join("qianmo.db-wal")).expect("a log").len() > 100_000, "half of it is on disk");
    let ground = after_a_crash(folder).await;
    assert_eq!(ground.store.heads().await.expect("heads"), cut(2));
    assert_eq!(ground.codes().await, [""; 0]);
    ground.keep("3", vec![edit("home", "c", None, home("3"))]).await;
    assert_eq!(ground.codes().await, [""; 0]);
}

#[tokio::test]
async fn heads_may_lag_but_not_lead() {
    let ground = two_changes(On::Sqlite).await;
    let log = fs::read_to_string(ground.folder.path().join("heads.log")).expect("heads");
    assert_eq!(log.lines().count(), 2);
    let half = log.len() - 20;
    let lagging = TempDir::new().expect("a folder");
    copy(ground.folder.path(), &DATABASE, lagging.path());
    fs::write(lagging.path().join("heads.log"), &log[..half]).expect("half a line");
    let leading = TempDir::new().expect("a folder");
    copy(ground.folder.path(), &DATABASE, leading.path());
    ground.keep("3", vec![edit("home", "c", None, home("3"))]).await;
    copy(ground.folder.path(), &["heads.log"], leading.path());

    let lagging = after_a_crash(lagging).await;
    assert_eq!(lagging.codes().await, [""; 0]);
    assert_eq!(fs::read_to_string(lagging.folder.path().join("heads.log")).expect("heads"), log, "made good");
    assert_eq!(after_a_crash(leading).await.codes().await, ["verify.cut_tail"]);
}

fn grown() -> Pack {
    let mut pack = small_pack();
    let home = pack.ledgers.get_mut("home").expect("home");
    home.fields.insert("phone".into(), field("phone", FieldType::Phone));
    home.fields.get_mut("people").expect("people").dated = true;
    home.key = vec!["code".into(), "people".into()];
    let hazard = pack.ledgers.get_mut("hazard").expect("hazard");
    hazard.date = "noted_on".into();
    hazard.fields.insert("noted_on".into(), field("noted_on", FieldType::Date));
    pack
}

async fn tables_grow_with_the_pack(on: On) {
    let ground = open_fresh(on).await;
    let said = [("code", text("1")), ("people", Value::Integer(3)), ("class", text("low"))];
    ground.keep("1", vec![edit("home", "a", None, content("v1", &said))]).await;
    ground.keep("2", vec![edit("hazard", "z", None, content("v1", &[("found_on", date("2022-01-01"))]))]).await;
    ground.store.prepare(Arc::new(grown())).await.expect("grows");
    assert_eq!(ground.now("home", "a").await.expect("is there").fields, fields(&said));
    assert_eq!(ground.codes().await, [""; 0], "what is derived was derived anew");
    let versions = ground.store.versions(&read(), &"home".into(), &Default::default()).await.expect("versions");
    let people = versions.dated.iter().position(|field| field.as_str() == "people").expect("dated");
    assert_eq!(versions.rows[0].spells.len(), 1);
    assert_eq!(versions.rows[0].spells[0].values[people], Some(Value::Integer(3)), "a value from before holds always");
    let dated = spells(&[("2022-01-01", Some(Value::Integer(4)))]);
    let said = [("code", text("1")), ("people", dated), ("phone", text("13800000000"))];
    ground.keep("3", vec![edit("home", "b", None, content("v1", &said))]).await;
    assert_eq!(ground.now("home", "b").await.expect("is there").fields, fields(&said));
    assert_eq!(ground.codes().await, [""; 0]);
}

async fn a_field_never_changes_its_type(on: On) {
    let ground = two_changes(on).await;
    let mut pack = grown();
    let home = pack.ledgers.get_mut("home").expect("home");
    home.fields.get_mut("people").expect("people").ty = FieldType::Text;
    home.fields.get_mut("area").expect("area").ty = FieldType::Decimal { scale: 3, quantity: None };
    let problem = ground.store.prepare(Arc::new(pack)).await.expect_err("refused");
    assert_eq!((problem.code.as_str(), problem.findings.len()), ("pack.type_changed", 2));
    ground.keep("3", vec![edit("home", "c", None, home_of())]).await;
    assert_eq!(ground.codes().await, [""; 0]);
}

fn home_of() -> Option<rules::change::Content> {
    home("3")
}

async fn a_store_verifies_without_a_pack(on: On) {
    let ground = two_changes(on).await;
    ground.store.close().await.expect("closes");
    let store = open_at(&ground.home).await.expect("opens");
    assert_eq!(store.verify(&administer()).await.expect("verifies"), []);
}

#[tokio::test]
async fn a_database_that_is_gone_is_not_begun_anew() {
    let ground = two_changes(On::Sqlite).await;
    ground.store.close().await.expect("closes");
    for name in DATABASE {
        let _ = fs::remove_file(ground.folder.path().join(name));
    }
    let problem = open_at(&ground.home).await.err().expect("refused");
    assert_eq!(problem.code, "store.lost");
}
