//! Photos and files beside the database, on both databases.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, Sender, channel},
    },
    time::Duration,
};

use kernel::{Instant, LedgerId, Problem};
use store::{
    Home, Keys, Options, Random, RepeatableRandom, Store, carry, copy,
    files::{FileInfo, NewFile},
};
use tempfile::TempDir;

use crate::{
    ground::*,
    postgres::{fresh, left_out},
};

on_both! {
    a_file_is_kept_sealed_and_given_back,
    one_content_under_one_name_is_one_file,
    nobody_is_told_of_a_file_of_another_ledger,
    what_no_version_names_is_forgotten_after_a_while,
    a_file_that_any_version_names_stays,
    ones_own_is_given_until_a_record_names_it,
    verify_names_files_that_are_missing_or_altered,
    a_copy_of_the_books_knows_the_files,
    a_disk_that_takes_nothing_leaves_nothing,
}

const DAY: i64 = 24 * 60 * 60 * 1_000;

fn at(day: i64) -> Instant {
    Instant::from_millis(day * DAY)
}

fn new(name: &str, content: &str) -> NewFile {
    NewFile { name: name.to_owned(), media_type: "text/plain; charset=utf-8".to_owned(), bytes: content.into() }
}

async fn put(ground: &Ground, field: &str, file: NewFile, day: i64) -> FileInfo {
    ground.store.keep_file(&write(), &"shot".into(), &field.into(), at(day), file).await.expect("keeps")
}

async fn given(ground: &Ground, ledger: &str, id: &str) -> Result<Option<(FileInfo, Vec<u8>)>, Problem> {
    ground.store.file(&read(), &ledger.into(), id).await
}

fn files_in(folder: &Path) -> Vec<PathBuf> {
    let below = |folder: &Path| fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        below(&folder.join("files")).flat_map(|folder| below(&folder).collect::<Vec<_>>()).collect();
    files.sort();
    files
}

fn holds(path: &Path, part: &[u8]) -> bool {
    fs::read(path).expect("a file").windows(part.len()).any(|window| window == part)
}

async fn a_file_is_kept_sealed_and_given_back(on: On) {
    let ground = open_fresh(on).await;
    let kept = put(&ground, "photo", new("整改前.txt", "何处何时何人"), 1).await;
    assert_eq!((kept.name.as_str(), kept.size), ("整改前.txt", 18));
    assert_eq!(given(&ground, "shot", &kept.id).await.expect("reads"), Some((kept.clone(), "何处何时何人".into())));
    let known = ground.store.files(&read(), &[kept.id.clone(), "0".repeat(64)].into()).await.expect("reads");
    assert_eq!(known.into_iter().collect::<Vec<_>>(), [(kept.id.clone(), kept.clone())]);
    let files = files_in(ground.folder.path());
    assert_eq!(files, [ground.folder.path().join("files").join(&kept.id[..2]).join(&kept.id)]);
    assert!(!holds(&files[0], "何处".as_bytes()));
    ground.store.close().await.expect("closes");
    if on == On::Sqlite {
        let database = ground.folder.path().join("qianmo.db");
        assert!(!holds(&database, "何处".as_bytes()) && !holds(&database, "整改前".as_bytes()), "not even its name");
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        assert_eq!(fs::metadata(&files[0]).expect("there").permissions().mode() & 0o077, 0, "for its owner alone");
    }
}

async fn one_content_under_one_name_is_one_file(on: On) {
    let ground = open_fresh(on).await;
    let first = put(&ground, "photo", new("a.txt", "x"), 1).await;
    let again = put(&ground, "paper", new("a.txt", "x"), 2).await;
    let renamed = put(&ground, "photo", new("b.txt", "x"), 1).await;
    let other = put(&ground, "photo", new("a.txt", "y"), 1).await;
    assert_eq!(first, again);
    assert!(renamed.id != first.id && other.id != first.id, "nobody learns what another called the same content");
    assert_eq!(files_in(ground.folder.path()).len(), 3);
}

async fn nobody_is_told_of_a_file_of_another_ledger(on: On) {
    let ground = open_fresh(on).await;
    let kept = put(&ground, "photo", new("a.txt", "x"), 1).await;
    assert_eq!(given(&ground, "payment", &kept.id).await.expect("answers"), None);
    for wrong in ["", "..", "../qianmo.db", &"0".repeat(64)] {
        assert_eq!(given(&ground, "shot", wrong).await.expect("answers"), None, "{wrong}");
    }
    let holds = async |ledger: &str, field: &str, id: &str| {
        ground.store.hold_file(&write(), &ledger.into(), &field.into(), id, at(1)).await.expect("answers")
    };
    assert!(holds("shot", "photo", &kept.id).await);
    assert!(!holds("shot", "paper", &kept.id).await, "for another field it was not handed in");
    assert!(!holds("payment", "photo", &kept.id).await);
    assert!(!holds("shot", "photo", &"0".repeat(64)).await);
    let own = ground.store.own_file(&write(), &"shot".into(), &kept.id, at(0)).await.expect("reads");
    assert_eq!(own.map(|(info, _)| info), Some(kept));
}

async fn what_no_version_names_is_forgotten_after_a_while(on: On) {
    let ground = open_fresh(on).await;
    let old = put(&ground, "photo", new("old.txt", "x"), 1).await;
    let held = put(&ground, "photo", new("held.txt", "x"), 1).await;
    let fresh = put(&ground, "photo", new("fresh.txt", "x"), 4).await;
    assert!(ground.store.hold_file(&write(), &"shot".into(), &"photo".into(), &held.id, at(4)).await.expect("holds"));
    // A server died while it wrote this.
    let part = ground.folder.path().join("files").join(&old.id[..2]).join("half.part");
    fs::write(&part, "half").expect("written");
    assert_eq!(ground.store.forget_files(at(3)).await.expect("forgets"), 1);
    assert_eq!(given(&ground, "shot", &old.id).await.expect("answers"), None);
    for kept in [&held, &fresh] {
        assert!(given(&ground, "shot", &kept.id).await.expect("answers").is_some(), "{}", kept.name);
    }
    assert_eq!(files_in(ground.folder.path()).len(), 2);
    assert_eq!(ground.store.forget_files(at(3)).await.expect("forgets"), 0, "twice is once");
    let back = put(&ground, "photo", new("old.txt", "x"), 5).await;
    assert_eq!(back, old);
    assert!(given(&ground, "shot", &back.id).await.expect("answers").is_some());
}

async fn a_file_that_any_version_names_stays(on: On) {
    let ground = open_fresh(on).await;
    let first = put(&ground, "photo", new("first.txt", "x"), 1).await;
    let second = put(&ground, "paper", new("second.txt", "x"), 1).await;
    let said = |photo: &FileInfo| content("v1", &[("on", date("2022-01-01")), ("photo", text(&photo.id))]);
    ground.keep("1", vec![edit("shot", "a", None, said(&first))]).await;
    ground.keep("2", vec![edit("shot", "b", None, content("v1", &[("paper", text(&second.id))]))]).await;
    // Neither what is corrected nor what is taken back is forgotten: history tells of it, and an undo brings it back.
    ground.keep("3", vec![edit("shot", "a", Some(1), content("v1", &[("on", date("2022-01-01"))]))]).await;
    ground.keep("4", vec![edit("shot", "b", Some(2), None)]).await;
    assert_eq!(ground.store.forget_files(at(99)).await.expect("forgets"), 0);
    for kept in [&first, &second] {
        assert!(given(&ground, "shot", &kept.id).await.expect("answers").is_some(), "{}", kept.name);
    }
}

async fn ones_own_is_given_until_a_record_names_it(on: On) {
    let ground = open_fresh(on).await;
    let kept = put(&ground, "photo", new("a.txt", "x"), 1).await;
    let own = async |since: i64| {
        let own = ground.store.own_file(&write(), &"shot".into(), &kept.id, at(since)).await.expect("answers");
        own.is_some()
    };
    assert!(own(1).await && own(9).await, "no record names it");
    ground.keep("1", vec![edit("shot", "a", None, content("v1", &[("photo", text(&kept.id))]))]).await;
    assert!(own(1).await && !own(2).await, "the form that saved it may still be open");
    ground.keep("2", vec![edit("shot", "a", Some(1), None)]).await;
    assert!(!own(2).await, "nor once the record is taken back");
}

async fn verify_names_files_that_are_missing_or_altered(on: On) {
    let mut ground = open_fresh(on).await;
    let [missing, altered, swapped, unused] = [("m", "1"), ("a", "2"), ("s", "3"), ("u", "4")];
    let mut kept = Vec::new();
    for (name, bytes) in [missing, altered, swapped, unused] {
        kept.push(put(&ground, "photo", new(&format!("{name}.txt"), bytes), 1).await);
    }
    for (n, file) in kept.iter().take(3).enumerate() {
        let said = content("v1", &[("photo", text(&file.id))]);
        ground.keep(&n.to_string(), vec![edit("shot", &n.to_string(), None, said)]).await;
    }
    assert_eq!(ground.codes().await, [""; 0]);
    let path = |file: &FileInfo| ground.folder.path().join("files").join(&file.id[..2]).join(&file.id);
    fs::remove_file(path(&kept[0])).expect("removed");
    let mut bytes = fs::read(path(&kept[1])).expect("there");
    *bytes.last_mut().expect("a byte") ^= 1;
    fs::write(path(&kept[1]), bytes).expect("written");
    fs::copy(path(&kept[3]), path(&kept[2])).expect("one put in the place of another");
    fs::remove_file(path(&kept[3])).expect("what nobody names is nobody's loss");
    let findings = ground.store.verify(&administer()).await.expect("verifies");
    let mut told: Vec<(String, String)> =
        findings.into_iter().map(|f| (f.place.field.unwrap_or_default(), f.code)).collect();
    told.sort();
    let mut expect = vec![
        (kept[0].id.clone(), "verify.missing_file".to_owned()),
        (kept[1].id.clone(), "verify.changed_file".to_owned()),
        (kept[2].id.clone(), "verify.changed_file".to_owned()),
    ];
    expect.sort();
    assert_eq!(told, expect);
    let problem = given(&ground, "shot", &kept[0].id).await.expect_err("is not there");
    assert_eq!(problem.code, "store.missing_file");
    assert_eq!(given(&ground, "shot", &kept[1].id).await.expect_err("is another").code, "store.damaged");
    ground.meddle(&format!("DELETE FROM file WHERE id = '{}'", kept[1].id)).await;
    assert_eq!(ground.store.verify(&administer()).await.expect("verifies").len(), 3, "a row that is gone is missed");
    ground.meddle(&format!("UPDATE file SET media_type = 'text/html' WHERE id = '{}'", kept[2].id)).await;
    assert_eq!(given(&ground, "shot", &kept[2].id).await.expect_err("is another").code, "store.damaged");
}

async fn a_copy_of_the_books_knows_the_files(on: On) {
    let ground = open_fresh(on).await;
    let kept = put(&ground, "photo", new("a.txt", "x"), 1).await;
    ground.keep("1", vec![edit("shot", "a", None, content("v1", &[("photo", text(&kept.id))]))]).await;
    let folder = TempDir::new().expect("a folder");
    copy(&ground.home, folder.path()).await.expect("copies");
    let path = ["files", &kept.id[..2]].iter().fold(folder.path().to_owned(), |path, part| path.join(part));
    fs::create_dir_all(&path).expect("a folder");
    fs::copy(&files_in(ground.folder.path())[0], path.join(&kept.id)).expect("copied");
    let there = open_in(Home::Folder(folder.path().to_owned()), folder).await;
    assert_eq!(there.codes().await, [""; 0]);
    assert_eq!(given(&there, "shot", &kept.id).await.expect("reads"), Some((kept, b"x".to_vec())));
}

async fn a_disk_that_takes_nothing_leaves_nothing(on: On) {
    let ground = open_fresh(on).await;
    // A file stands where the folder should be made.
    fs::write(ground.folder.path().join("files"), "").expect("written");
    let (ledger, field) = (LedgerId::from("shot"), "photo".into());
    let refused = ground.store.keep_file(&write(), &ledger, &field, at(1), new("a.txt", "x")).await;
    assert_eq!(refused.expect_err("is refused").code, "store.files");
    fs::remove_file(ground.folder.path().join("files")).expect("removed");
    assert_eq!(ground.store.forget_files(at(99)).await.expect("forgets"), 0, "and the database knows of none");
    assert!(ground.store.keep_file(&write(), &ledger, &field, at(1), new("a.txt", "x")).await.is_ok());
    assert_eq!(files_in(ground.folder.path()).len(), 1, "no half of one");
}

async fn moves(from: On, to: On) {
    if [from, to].contains(&On::Postgres) && left_out() {
        return;
    }
    let here = open_fresh(from).await;
    let kept = put(&here, "photo", new("a.txt", "x"), 1).await;
    here.keep("1", vec![edit("shot", "a", None, content("v1", &[("photo", text(&kept.id))]))]).await;
    here.store.close().await.expect("closes");
    let folder = TempDir::new().expect("a folder");
    let home = match to {
        On::Sqlite => Home::Folder(folder.path().to_owned()),
        On::Postgres => fresh(folder.path()).await,
    };
    carry(&here.home, &home, None).await.expect("moves");
    fs::rename(here.folder.path().join("files"), folder.path().join("files")).expect("goes along");
    let there = open_in(home, folder).await;
    assert_eq!(there.codes().await, [""; 0]);
    assert_eq!(given(&there, "shot", &kept.id).await.expect("reads"), Some((kept.clone(), b"x".to_vec())));
    assert!(there.store.hold_file(&write(), &"shot".into(), &"photo".into(), &kept.id, at(2)).await.expect("holds"));
}

#[tokio::test]
async fn files_move_to_postgresql() {
    moves(On::Sqlite, On::Postgres).await;
}

#[tokio::test]
async fn files_move_to_a_folder() {
    moves(On::Postgres, On::Sqlite).await;
}

/// Stops once where a file that is being written is given its first name, says so, and waits.
struct Gate(RepeatableRandom, Mutex<Option<(Sender<()>, Receiver<()>)>>);

impl Random for Gate {
    fn fill(&self, bytes: &mut [u8]) {
        let gate = self.1.lock().unwrap_or_else(PoisonError::into_inner).take_if(|_| bytes.len() == 16);
        if let Some((came, goes)) = gate {
            came.send(()).expect("somebody waits");
            goes.recv().expect("it goes on");
        }
        self.0.fill(bytes);
    }
}

#[tokio::test]
async fn what_is_still_written_is_waited_for_though_nobody_asks_for_it_any_more() {
    let folder = TempDir::new().expect("a folder");
    let (came, comes) = channel();
    let (go, goes) = channel();
    let options = Options {
        home: Home::Folder(folder.path().to_owned()),
        keys: Keys::generate(&RepeatableRandom::new(7)),
        random: Arc::new(Gate(RepeatableRandom::new(8), Mutex::new(Some((came, goes))))),
        files: folder.path().join("files"),
    };
    let store = Store::open(options, clock()).await.expect("opens");
    store.prepare(Arc::new(small_pack())).await.expect("prepares");
    let keeping = store.clone();
    let keeping = tokio::spawn(async move {
        keeping.keep_file(&write(), &"shot".into(), &"photo".into(), at(1), new("a.txt", "x")).await
    });
    tokio::task::spawn_blocking(move || comes.recv()).await.expect("ends").expect("it is being written");
    keeping.abort();
    assert!(keeping.await.expect_err("given up").is_cancelled());
    let forgetting = store.clone();
    let forgetting = tokio::spawn(async move { forgetting.forget_files(at(3)).await });
    tokio::task::spawn_blocking(|| std::thread::sleep(Duration::from_millis(300))).await.expect("ends");
    assert!(!forgetting.is_finished(), "whoever takes away waits for who writes");
    go.send(()).expect("it waits");
    assert_eq!(forgetting.await.expect("ends").expect("forgets"), 0);
}
