use std::slice::from_ref;

use super::*;

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn unit(id: &str, level: &str, parent: Option<&str>, book: &str) -> Unit {
    Unit {
        id: id.into(),
        name: format!("{id}名"),
        level: level.into(),
        parents: parent.into_iter().map(|parent| (Date::MIN, UnitId::new(parent))).collect(),
        begins: day("2000-01-01"),
        ends: None,
        successors: Vec::new(),
        book: book.into(),
    }
}

/// A county with two townships that keep books, three villages, a grid.
fn tree() -> (UnitTree, Vec<Level>) {
    let level = |id: &str, book| Level { id: id.into(), name: id.to_owned(), book };
    let levels = vec![level("county", true), level("township", true), level("village", false), level("grid", false)];
    let ids = levels.iter().map(|level| level.id.clone()).collect();
    let units = [
        unit("c", "county", None, "c"),
        unit("t1", "township", Some("c"), "t1"),
        unit("t2", "township", Some("c"), "t2"),
        unit("v1", "village", Some("t1"), "t1"),
        unit("v2", "village", Some("t1"), "t1"),
        unit("v3", "village", Some("t2"), "t2"),
        unit("g1", "grid", Some("v1"), "t1"),
    ];
    (UnitTree::new(units, ids), levels)
}

fn nothing() -> Reorganise {
    Reorganise { day: day("2023-01-01"), begins: vec![], ends: vec![], moves: vec![], renames: vec![] }
}

fn new(code: &str, level: &str, parent: &str) -> NewUnit {
    NewUnit { code: code.into(), name: format!("{code}新"), level: level.into(), parent: parent.into() }
}

fn end(id: &str, successors: &[&str]) -> (UnitId, Vec<UnitId>) {
    (id.into(), successors.iter().map(|id| UnitId::new(*id)).collect())
}

fn check(wanted: Reorganise, expect: &[&str]) {
    let (tree, levels) = tree();
    let told: Vec<String> = match reorganise(&tree, &levels, &wanted) {
        Ok(units) => units
            .iter()
            .map(|unit| {
                let parent = unit.parents.last().map_or("-", |(_, parent)| parent.as_str());
                let ends = unit.ends.map_or("-".to_owned(), |day| day.to_string());
                let next: Vec<&str> = unit.successors.iter().map(|id| id.as_str()).collect();
                format!("{} {} {parent} {} {ends} {}", unit.id, unit.name, unit.book, next.join(","))
            })
            .collect(),
        Err(findings) => findings.iter().map(|finding| finding.code.to_string()).collect(),
    };
    assert_eq!(told, expect, "{wanted:?}");
}

#[test]
fn a_tree_goes_from_one_sound_state_to_another() {
    let split = Reorganise {
        begins: vec![new("v4", "village", "t1"), new("v5", "village", "t1")],
        ends: vec![end("v1", &["v4", "v5"])],
        moves: vec![("g1".into(), "v4".into())],
        ..nothing()
    };
    check(split, &["g1 g1名 v4 t1 - ", "v1 v1名 t1 t1 2023-01-01 v4,v5", "v4 v4新 t1 t1 - ", "v5 v5新 t1 t1 - "]);
    let merger = Reorganise {
        begins: vec![new("v9", "village", "t1")],
        ends: vec![end("v1", &["v9", "v9"]), end("v2", &["v9"]), end("g1", &[])],
        ..nothing()
    };
    check(
        merger,
        &[
            "g1 g1名 v1 t1 2023-01-01 ",
            "v1 v1名 t1 t1 2023-01-01 v9",
            "v2 v2名 t1 t1 2023-01-01 v9",
            "v9 v9新 t1 t1 - ",
        ],
    );
    let town = Reorganise {
        begins: vec![new("v8", "village", "t3"), new("t3", "township", "c")],
        renames: vec![("v2".into(), " 新名 ".to_owned())],
        ..nothing()
    };
    check(town, &["t3 t3新 c t3 - ", "v2 新名 t1 t1 - ", "v8 v8新 t3 t3 - "]);
    check(Reorganise { moves: vec![("g1".into(), "v2".into())], ..nothing() }, &["g1 g1名 v2 t1 - "]);
}

#[test]
fn days_that_are_to_come_are_judged_too() {
    let (tree, levels) = tree();
    let mut units: Vec<Unit> = tree.iter().cloned().collect();
    units.push(Unit { begins: day("2023-09-01"), ..unit("v5", "village", Some("t2"), "t2") });
    units.iter_mut().find(|unit| unit.id.as_str() == "t1").expect("a town").ends = Some(day("2027-01-01"));
    let tree = UnitTree::new(units, levels.iter().map(|level| level.id.clone()).collect());
    let codes = |wanted: Reorganise| -> Vec<String> {
        let findings = reorganise(&tree, &levels, &wanted).err().unwrap_or_default();
        findings.iter().map(|finding| finding.code.to_string()).collect()
    };
    let below = Reorganise { begins: vec![new("v6", "village", "t1")], ..nothing() };
    assert_eq!(codes(below), ["unit.left_behind"], "its town ends in 2027");
    let planned = Reorganise { ends: vec![end("t2", &[]), end("v3", &[])], ..nothing() };
    assert_eq!(codes(planned), ["unit.left_behind"], "v5 is still to begin");
    assert_eq!(codes(Reorganise { ends: vec![end("t1", &[])], ..nothing() }), ["unit.ends_already"]);
}

#[test]
fn what_would_not_be_sound_is_said_all_at_once() {
    check(nothing(), &["unit.nothing"]);
    check(Reorganise { moves: vec![("g1".into(), "v1".into())], ..nothing() }, &["unit.nothing"]);
    check(Reorganise { ends: vec![end("v1", &[])], ..nothing() }, &["unit.left_behind"]);
    check(Reorganise { renames: vec![("v1".into(), "v2名".to_owned())], ..nothing() }, &["unit.name_taken"]);
    let twice = vec![("g1".into(), "v2".into()), ("g1".into(), "v1".into())];
    check(Reorganise { moves: twice, ..nothing() }, &["unit.said_twice"]);
    let long = vec![("v1".into(), "长".repeat(31))];
    check(Reorganise { renames: long, ..nothing() }, &["unit.long_name"]);
    check(Reorganise { ends: vec![end("c", &[])], ..nothing() }, &["unit.root"]);
    check(Reorganise { ends: vec![end("v9", &[])], ..nothing() }, &["unit.unknown"]);
    check(Reorganise { ends: vec![end("v2", &["t2"])], ..nothing() }, &["unit.wrong_successor"]);
    check(Reorganise { ends: vec![end("v2", &["v2"])], ..nothing() }, &["unit.wrong_successor"]);
    check(Reorganise { ends: vec![end("v2", &["v7"])], ..nothing() }, &["unit.unknown"]);
    check(Reorganise { day: day("1999-01-01"), ends: vec![end("v2", &[])], ..nothing() }, &["unit.not_there"]);
    check(Reorganise { day: day("2000-01-01"), ends: vec![end("v2", &[])], ..nothing() }, &["unit.ends_too_early"]);
    check(Reorganise { moves: vec![("v1".into(), "t2".into())], ..nothing() }, &["unit.other_book"]);
    check(Reorganise { moves: vec![("v1".into(), "v2".into())], ..nothing() }, &["unit.wrong_parent"]);
    check(Reorganise { renames: vec![("v1".into(), " ".to_owned())], ..nothing() }, &["unit.no_name"]);
    check(
        Reorganise {
            begins: vec![
                new("v1", "village", "t1"),
                new("１２", "village", "t1"),
                new("v6", "street", "t1"),
                new("v7", "village", "g1"),
                new("v8", "village", "t9"),
            ],
            ..nothing()
        },
        &["unit.unknown_level", "unit.code_taken", "unit.bad_code", "unit.wrong_parent", "unit.unknown"],
    );
}

/// What taking a Change back would newly make wrong, of the tree with these units as they are and as they would be again.
fn check_undone(now: &[Unit], back: &[(&str, Option<Unit>)], expect: &[&str]) {
    let (tree, levels) = tree();
    let units: Vec<Unit> = tree.iter().chain(now).cloned().collect();
    let tree = UnitTree::new(units, levels.into_iter().map(|level| level.id).collect());
    let back = back.iter().map(|(id, unit)| (UnitId::new(*id), unit.clone())).collect();
    let findings = undone(&tree, &back, day("2023-01-01"));
    let told: Vec<&str> = findings.iter().map(|finding| finding.code.as_str()).collect();
    assert_eq!(told, expect, "{now:?} {back:?}");
}

#[test]
fn what_is_taken_back_is_judged_by_what_has_become_of_units_since() {
    let plain = |id| {
        let (tree, _) = tree();
        tree.get(id).cloned().expect("a unit")
    };
    let moved = |id, on: &str, to: &str| {
        let mut unit = plain(id);
        unit.parents.push((day(on), to.into()));
        unit
    };
    let ended = |id, on: &str, next: &[&str]| Unit {
        ends: Some(day(on)),
        successors: next.iter().map(|id| UnitId::new(*id)).collect(),
        ..plain(id)
    };
    let named = |id, name: &str| Unit { name: name.to_owned(), ..plain(id) };
    let back = |id| (id, Some(plain(id)));

    // A grid that moved away goes back: to what is there, to what ended since, to what ends only next year.
    let grid = moved("g1", "2022-01-01", "v2");
    check_undone(from_ref(&grid), &[back("g1")], &[]);
    check_undone(&[grid.clone(), ended("v1", "2022-06-01", &["v2"])], &[back("g1")], &["unit.left_behind"]);
    check_undone(&[grid.clone(), ended("v1", "2024-06-01", &[])], &[back("g1")], &["unit.left_behind"]);
    // The end of its village goes back with it.
    check_undone(&[grid, ended("v1", "2022-06-01", &["v2"])], &[back("g1"), back("v1")], &[]);

    // A village that ended is there again, in a township that has ended since.
    let (village, town) = (ended("v3", "2022-01-01", &[]), ended("t2", "2022-06-01", &["t1"]));
    check_undone(from_ref(&village), &[back("v3")], &[]);
    check_undone(&[village.clone(), town.clone()], &[back("v3")], &["unit.left_behind"]);
    // What is wrong already is nobody's to mend who takes something else back.
    check_undone(&[town], &[("v3", Some(named("v3", "旧名")))], &[]);

    // A unit that would vanish leaves nobody below it.
    let new = Unit { begins: day("2022-01-01"), ..unit("v9", "village", Some("t1"), "t1") };
    check_undone(&[new.clone(), moved("g1", "2022-01-01", "v9")], &[("v9", None)], &["unit.left_behind"]);
    check_undone(&[new, moved("g1", "2022-01-01", "v9")], &[("v9", None), back("g1")], &[]);

    // That it is succeeded to is said again, by one that has ended meanwhile.
    let again = ("v2", Some(ended("v2", "2022-06-01", &["v3"])));
    check_undone(&[], from_ref(&again), &[]);
    check_undone(&[village], &[again], &["unit.wrong_successor"]);

    // A name that somebody else bears by now.
    check_undone(&[named("v1", "新名"), named("v2", "v1名")], &[back("v1")], &["unit.name_taken"]);
    check_undone(&[named("v1", "新名"), named("v3", "v1名")], &[back("v1")], &[]);
}
