//! Whoever goes around the one way in is found out. Each case meddles with the file by other tools.

use kernel::Value;
use rules::change::Content;

use crate::ground::*;

on_both! {
    a_changed_row_is_found,
    a_version_made_longer_shorter_or_away_is_found,
    a_meddled_journal_is_found,
    a_cut_tail_is_found_even_when_it_has_grown_again,
    what_does_not_follow_from_its_row_is_found,
}

/// Three Changes: two homes and a case; the first home corrected; the second withdrawn.
async fn three_changes(on: On) -> Ground {
    let ground = open_fresh(on).await;
    let home = |code: &str, class: &str| {
        let class = spells(&[("2020-01-01", Some(text(class)))]);
        content(
            "v1",
            &[
                ("code", text(code)),
                ("head", text("王")),
                ("number", text("X1")),
                ("class", class),
                ("people", Value::Integer(3)),
            ],
        )
    };
    let case = Content {
        unit: "v1".into(),
        fields: fields(&[("found_on", date("2022-01-10"))]),
        steps: vec![step("close", "closed", "2022-03-01")],
    };
    let edits = vec![
        edit("home", "a", None, home("1", "low")),
        edit("home", "b", None, home("2", "low")),
        edit("hazard", "z", None, Some(case)),
    ];
    ground.keep("1", edits).await;
    ground.keep("2", vec![edit("home", "a", Some(1), home("1", "none"))]).await;
    ground.keep("3", vec![edit("home", "b", Some(1), None)]).await;
    ground
}

async fn check(on: On, sql: &str, expect: &[&str]) {
    let mut ground = three_changes(on).await;
    assert_eq!(ground.codes().await, [""; 0], "clean before {sql}");
    ground.meddle(sql).await;
    assert_eq!(ground.codes().await, expect, "{sql}");
}

async fn a_changed_row_is_found(on: On) {
    for sql in [
        "UPDATE l_home SET f_people = 4 WHERE record = 'a' AND from_seq = 1",
        "UPDATE l_home SET f_people = NULL WHERE record = 'a' AND from_seq = 2",
        "UPDATE l_home SET unit = 'v2' WHERE record = 'b'",
        "UPDATE l_home SET f_head = '李' WHERE record = 'a'",
        "UPDATE l_home SET f_head = NULL WHERE record = 'b'",
        "UPDATE l_home SET c_number = zeroblob(60) WHERE record = 'b'",
        "UPDATE l_home SET h_number = 'x' WHERE record = 'b'",
        "UPDATE l_home SET _seal = NULL WHERE record = 'b'",
        "UPDATE l_home SET _seal = 'x' WHERE record = 'b'",
        "UPDATE l_home SET c_number = (SELECT c_number FROM l_home WHERE record = 'a' AND from_seq = 2) WHERE record = 'b'",
    ] {
        check(on, sql, &["verify.changed_row"]).await;
    }
    check(on, "UPDATE l_hazard SET _steps = NULL", &["verify.changed_row", "verify.changed_derived"]).await;
    check(on, "UPDATE l_home SET s_class = 'x' WHERE record = 'b'", &["verify.changed_row", "verify.unreadable_row"])
        .await;
}

async fn a_version_made_longer_shorter_or_away_is_found(on: On) {
    check(on, "UPDATE l_home SET to_seq = NULL WHERE record = 'b'", &["verify.changed_range"]).await;
    check(on, "UPDATE l_home SET to_seq = 3 WHERE record = 'a' AND from_seq = 1", &["verify.changed_range"]).await;
    check(on, "UPDATE l_home SET to_seq = 3 WHERE record = 'a' AND from_seq = 2", &["verify.changed_range"]).await;
    check(on, "DELETE FROM l_home WHERE record = 'a' AND from_seq = 1; DELETE FROM d_home WHERE record = 'a' AND from_seq = 1", &["verify.deleted_row"]).await;
    check(on, "DELETE FROM l_home WHERE record = 'b'; DELETE FROM d_home WHERE record = 'b'", &["verify.deleted_row"])
        .await;
    check(on, "UPDATE l_home SET from_seq = 3 WHERE record = 'a' AND from_seq = 2; UPDATE d_home SET from_seq = 3 WHERE record = 'a' AND from_seq = 2", &["verify.orphan_row", "verify.deleted_row"]).await;
    check(
        on,
        "INSERT INTO l_payment (book, record, from_seq, unit) VALUES ('b', 'new', 2, 'v1')",
        &["verify.orphan_row"],
    )
    .await;
    check(on, "UPDATE l_home SET to_seq = 99 WHERE record = 'a' AND from_seq = 2", &["verify.changed_range"]).await;
    check(
        on,
        "INSERT INTO l_payment (book, record, from_seq, unit) VALUES ('b', 'new', 99, 'v1')",
        &["verify.changed_range"],
    )
    .await;
    check(on, "DROP TABLE l_hazard; DELETE FROM catalog WHERE ledger = 'payment'", &["verify.missing_table"]).await;
}

async fn a_meddled_journal_is_found(on: On) {
    check(on, "DELETE FROM journal WHERE seq = 2", &["verify.removed_entry"]).await;
    check(on, "DELETE FROM journal WHERE seq = 1", &["verify.removed_entry"]).await;
    check(on, "UPDATE journal SET actor = 'else' WHERE seq = 2", &["verify.changed_entry"]).await;
    check(on, "UPDATE journal SET reason = NULL WHERE seq = 3", &["verify.changed_entry"]).await;
    check(
        on,
        "UPDATE journal SET mac = zeroblob(32) WHERE seq = 1",
        &["verify.changed_entry", "verify.replaced_entry"],
    )
    .await;
    check(
        on,
        "DELETE FROM journal_row WHERE seq = 2",
        &["verify.changed_entry", "verify.changed_range", "verify.orphan_row"],
    )
    .await;
    check(on, "UPDATE journal_row SET closed = NULL WHERE seq = 3", &["verify.changed_entry", "verify.changed_range"])
        .await;
    check(
        on,
        "INSERT INTO journal_row (book, seq, ledger, record) VALUES ('b', 99, 'home', 'a')",
        &["verify.changed_entry"],
    )
    .await;
    let swap = "UPDATE journal SET seq = 99 WHERE seq = 2; UPDATE journal SET seq = 2 WHERE seq = 3; UPDATE journal SET seq = 3 WHERE seq = 99";
    check(on, swap, &["verify.changed_entry", "verify.replaced_entry"]).await;
}

const CUT_TAIL: &str = "DELETE FROM journal WHERE seq = 3; DELETE FROM journal_row WHERE seq = 3; UPDATE l_home SET to_seq = NULL WHERE to_seq = 3";

async fn a_cut_tail_is_found_even_when_it_has_grown_again(on: On) {
    let mut ground = three_changes(on).await;
    ground.meddle(CUT_TAIL).await;
    assert_eq!(ground.codes().await, ["verify.cut_tail"]);
    ground.keep("new", vec![edit("home", "b", Some(1), None)]).await;
    assert_eq!(ground.codes().await, ["verify.replaced_entry"]);
}

async fn what_does_not_follow_from_its_row_is_found(on: On) {
    for sql in [
        "UPDATE d_home SET f_class = 'x' WHERE record = 'a' AND from_seq = 2 AND f_class IS NOT NULL",
        "DELETE FROM d_home WHERE record = 'a' AND from_seq = 2",
        "UPDATE d_home SET until = 5 WHERE record = 'b' AND since = -2147483648",
        "INSERT INTO d_home (book, record, from_seq, since, until) VALUES ('b', 'a', 9, 0, 1)",
        "INSERT INTO d_home (book, record, from_seq, since, until) VALUES ('b', 'zzz', 9, 0, 1)",
        "UPDATE l_home SET f_class = 'x' WHERE record = 'a' AND from_seq = 2",
        "UPDATE l_hazard SET state = 'found'",
        "UPDATE l_hazard SET st__close = 1",
        "UPDATE d_hazard SET state = 'closed' WHERE state = 'found'",
    ] {
        check(on, sql, &["verify.changed_derived"]).await;
    }
}
