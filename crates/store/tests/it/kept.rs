//! Views and home pages, on both databases.

use kernel::Instant;
use store::{
    Home,
    kept::{HomeOf, KeptHome, KeptView, Over, OverView},
};
use tempfile::TempDir;

use crate::ground::*;

on_both! {
    a_view_is_kept_over_one_of_the_same_name,
    a_view_is_kept_over_what_was_read,
    others_see_what_is_shared_and_nothing_else,
    there_is_room_for_so_many_and_no_more,
    a_home_page_is_arranged_and_given_up,
    a_home_page_is_kept_over_what_it_was_read_as,
    a_move_takes_all_of_it_along,
}

fn view(id: &str, owner: &str, name: &str, unit: Option<&str>) -> KeptView {
    KeptView {
        id: id.to_owned(),
        ledger: "home".into(),
        owner: owner.to_owned(),
        name: name.to_owned(),
        query: format!("q={id}"),
        unit: unit.map(Into::into),
        changed_at: Instant::from_millis(60_000),
    }
}

async fn keep(ground: &Ground, view: &KeptView) -> Option<String> {
    ground.store.keep_view(view, OverView::Whatever, 3).await.expect("answers")
}

async fn names(ground: &Ground, owner: &str) -> Vec<String> {
    let views = ground.store.kept_views(&"home".into(), owner).await.expect("answers");
    views.into_iter().map(|view| format!("{}:{}:{}", view.owner, view.name, view.query)).collect()
}

async fn a_view_is_kept_over_one_of_the_same_name(on: On) {
    let ground = open_fresh(on).await;
    assert_eq!(keep(&ground, &view("1", "a", "甲", None)).await.as_deref(), Some("1"));
    assert_eq!(keep(&ground, &view("2", "a", "甲", Some("v1"))).await.as_deref(), Some("1"), "its id stays");
    let kept = ground.store.kept_views(&"home".into(), "a").await.expect("answers");
    assert_eq!(kept, [KeptView { query: "q=2".to_owned(), ..view("1", "a", "甲", Some("v1")) }]);
    assert!(ground.store.kept_views(&"payment".into(), "a").await.expect("answers").is_empty());
    ground.store.end_view(&"payment".into(), "1").await.expect("nothing to end");
    assert_eq!(names(&ground, "a").await, ["a:甲:q=2"]);
    ground.store.end_view(&"home".into(), "1").await.expect("ended");
    assert_eq!(names(&ground, "a").await, [""; 0]);
}

async fn a_view_is_kept_over_what_was_read(on: On) {
    let ground = open_fresh(on).await;
    let keep = async |view: &KeptView, over: OverView<'_>| {
        ground.store.keep_view(view, over, 3).await.expect("answers").is_some()
    };
    let (one, two, three) = (view("1", "a", "甲", None), view("2", "a", "甲", None), view("3", "a", "甲", Some("v1")));
    assert!(!keep(&two, OverView::This(&one)).await, "there is none");
    assert!(keep(&one, OverView::Nothing).await);
    assert!(!keep(&two, OverView::Nothing).await, "there is one by now");
    assert!(keep(&two, OverView::This(&one)).await);
    assert!(!keep(&three, OverView::This(&one)).await, "it says something else by now");
    assert_eq!(names(&ground, "a").await, ["a:甲:q=2"]);
    let at_once = [three.clone(), KeptView { query: "q=4".to_owned(), ..three }];
    let kept = join(at_once.iter().map(|view| ground.store.keep_view(view, OverView::This(&two), 3))).await;
    let kept = kept.into_iter().filter(|kept| matches!(kept, Ok(Some(_)))).count();
    assert_eq!(kept, 1, "of two at once one is refused");
}

async fn others_see_what_is_shared_and_nothing_else(on: On) {
    let ground = open_fresh(on).await;
    for (id, owner, unit) in [("1", "a", None), ("2", "b", Some("v1")), ("3", "c", None)] {
        keep(&ground, &view(id, owner, &format!("视图{id}"), unit)).await;
    }
    assert_eq!(names(&ground, "a").await, ["a:视图1:q=1", "b:视图2:q=2"]);
    assert_eq!(names(&ground, "d").await, ["b:视图2:q=2"]);
}

async fn there_is_room_for_so_many_and_no_more(on: On) {
    let ground = open_fresh(on).await;
    let views: Vec<KeptView> = (0..6).map(|n| view(&n.to_string(), "a", &format!("视图{n}"), None)).collect();
    let kept = join(views.iter().map(|view| ground.store.keep_view(view, OverView::Whatever, 3))).await;
    let kept: Vec<bool> = kept.into_iter().map(|one| one.expect("answers").is_some()).collect();
    assert_eq!(kept.iter().filter(|kept| **kept).count(), 3, "many at once are as many as one by one: {kept:?}");
    let first = kept.iter().position(|kept| *kept).expect("one");
    assert!(keep(&ground, &views[first]).await.is_some(), "one that is there gives way at any time");
    assert!(keep(&ground, &view("9", "b", "视图9", None)).await.is_some(), "others have room of their own");
}

fn home(of: HomeOf, says: &str) -> KeptHome {
    KeptHome { of, says: says.to_owned(), changed_by: "a".to_owned(), changed_at: Instant::from_millis(60_000) }
}

async fn a_home_page_is_arranged_and_given_up(on: On) {
    let ground = open_fresh(on).await;
    let mine = || HomeOf::Person("a".to_owned());
    let of_role = || HomeOf::Role { unit: "v1".into(), role: "clerk".to_owned() };
    for (of, says) in [(mine(), "[1]"), (mine(), "[2]"), (of_role(), "[3]"), (HomeOf::Person("b".to_owned()), "[4]")] {
        ground.store.keep_home(&home(of, says), Over::Whatever).await.expect("kept");
    }
    let kept = |owner: &'static str| async { ground.store.kept_homes(owner).await.expect("answers") };
    assert_eq!(kept("a").await, [home(of_role(), "[3]"), home(mine(), "[2]")]);
    ground.store.end_home(&mine()).await.expect("given up");
    assert_eq!(kept("a").await, [home(of_role(), "[3]")]);
    ground.store.end_home(&of_role()).await.expect("given up");
    assert_eq!(kept("b").await, [home(HomeOf::Person("b".to_owned()), "[4]")]);
}

async fn a_home_page_is_kept_over_what_it_was_read_as(on: On) {
    let ground = open_fresh(on).await;
    let of = || HomeOf::Role { unit: "v1".into(), role: "clerk".to_owned() };
    let check = async |says: &str, over: Over<'_>, kept: bool, stands: &str| {
        let answer = ground.store.keep_home(&home(of(), says), over).await.expect("answers");
        let found = ground.store.kept_homes("a").await.expect("answers");
        let found: Vec<&str> = found.iter().map(|home| home.says.as_str()).collect();
        assert_eq!((answer, found), (kept, vec![stands]), "{says} over {over:?}");
    };
    check("[1]", Over::Nothing, true, "[1]").await;
    check("[2]", Over::Nothing, false, "[1]").await;
    check("[2]", Over::This("[0]"), false, "[1]").await;
    check("[2]", Over::This("[1]"), true, "[2]").await;
    check("[3]", Over::Whatever, true, "[3]").await;
    ground.store.end_home(&of()).await.expect("given up");
    let gone = ground.store.keep_home(&home(of(), "[4]"), Over::This("[3]")).await.expect("answers");
    assert!(!gone && ground.store.kept_homes("a").await.expect("answers").is_empty());
    let two = [home(of(), "[5]"), home(of(), "[6]")];
    let at_once = join(two.iter().map(|home| ground.store.keep_home(home, Over::Nothing))).await;
    assert_eq!(at_once.into_iter().filter(|kept| matches!(kept, Ok(true))).count(), 1);
}

async fn a_move_takes_all_of_it_along(on: On) {
    let ground = open_fresh(on).await;
    keep(&ground, &view("1", "a", "甲", Some("v1"))).await;
    let of = HomeOf::Person("a".to_owned());
    ground.store.keep_home(&home(of.clone(), "[]"), Over::Whatever).await.expect("kept");
    ground.store.close().await.expect("closes");
    let folder = TempDir::new().expect("a folder");
    let there = Home::Folder(folder.path().to_owned());
    store::carry(&ground.home, &there, None).await.expect("moved");
    let moved = open_at(&there).await.expect("opens");
    assert_eq!(moved.kept_views(&"home".into(), "b").await.expect("answers"), [view("1", "a", "甲", Some("v1"))]);
    assert_eq!(moved.kept_homes("a").await.expect("answers"), [home(of, "[]")]);
}
