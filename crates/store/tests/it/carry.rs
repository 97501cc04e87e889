//! A county moves from one home to another and is the same county.

use store::{Home, carry};
use tempfile::TempDir;

use crate::{
    ground::*,
    postgres::{fresh, left_out},
};

async fn a_county(on: On) -> Ground {
    let ground = open_fresh(on).await;
    let class = spells(&[("2020-01-01", Some(text("low"))), ("2021-06-01", None)]);
    let said = [("code", text("1")), ("head", text("王")), ("number", text("X1")), ("class", class)];
    ground.keep("1", vec![edit("home", "a", None, content("v1", &said))]).await;
    let many =
        (0..4_500).map(|n| edit("payment", &format!("p{n}"), None, content("v1", &[("on", date("2022-01-01"))])));
    ground.keep("2", many.collect()).await;
    ground.keep("3", vec![edit("home", "a", Some(1), content("v2", &said[..2]))]).await;
    ground
}

async fn moves(from: On, to: On) {
    if [from, to].contains(&On::Postgres) && left_out() {
        return;
    }
    let here = a_county(from).await;
    let now = here.now("home", "a").await;
    here.store.close().await.expect("closes");
    let folder = TempDir::new().expect("a folder");
    let home = match to {
        On::Sqlite => Home::Folder(folder.path().to_owned()),
        On::Postgres => fresh(folder.path()).await,
    };
    let cut = carry(&here.home, &home, None).await.expect("moves");
    assert_eq!(cut, crate::ground::cut(3));
    let there = open_in(home.clone(), folder).await;
    assert_eq!(there.codes().await, [""; 0]);
    assert_eq!(there.now("home", "a").await, now);
    assert_eq!(there.at("home", "a", 1).await.expect("was there").fields["number"], text("X1"), "seals open");
    let logs = [&here, &there].map(|ground| std::fs::read(ground.folder.path().join("heads.log")).expect("heads"));
    assert_eq!(logs[0], logs[1], "the same macs");
    there
        .refuse("x", vec![edit("home", "b", None, content("v2", &[("code", text("1"))]))], "record.duplicate_key")
        .await;
    there.keep("4", vec![edit("home", "a", Some(3), None)]).await;
    there.store.close().await.expect("closes");
    let again = carry(&here.home, &home, None).await.expect_err("refused");
    assert_eq!(again.code, "store.not_empty");
    let back = open_at(&here.home).await.expect("the first is as it was");
    assert_eq!(back.heads().await.expect("heads"), crate::ground::cut(3));
}

#[tokio::test]
async fn from_a_folder_to_postgresql() {
    moves(On::Sqlite, On::Postgres).await;
}

#[tokio::test]
async fn from_postgresql_to_a_folder() {
    moves(On::Postgres, On::Sqlite).await;
}

#[tokio::test]
async fn from_a_folder_to_a_folder() {
    moves(On::Sqlite, On::Sqlite).await;
}
