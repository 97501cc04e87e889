//! A figure with nothing behind it says so; a kept ledger without a fitting record says 0.

use crate::{
    indicators::small_county,
    world::{World, ask, block_on, day, number, reading, text},
};

#[test]
fn nothing_and_none_are_told_apart() {
    block_on(async {
        let empty = World::new().await;
        for indicator in ["events", "events_paid", "things", "paid_rate", "closing_rate", "unpaid", "events_change"] {
            let question = ask(&format!("{indicator} t1 2022"));
            assert_eq!(empty.text(&question).await, "figure.no_records", "{indicator}");
        }
        let w = small_county().await;
        for (question, expect) in [
            ("events v4 2022", "0"),
            ("events_paid v4 2022", "0"),
            ("average_people v4 2022", "figure.no_records"),
            ("latest_people v4 2022", "figure.no_records"),
            ("paid_rate v4 2022", "figure.divided_by_zero"),
            ("per_event v4 2022", "figure.divided_by_zero"),
            ("closing_rate v1 2021", "figure.not_kept"),
            ("matters_found v1 2022-Q3", "0"),
            ("matters_found v1 2022-01", "0"),
            ("matters_found t1 2021", "figure.not_kept"),
            ("matters_closed v1 2021-12", "figure.not_kept"),
            // Kept by the book, not by each village: a village without any is none, from the first year of the book's on.
            ("events v2 2022-01", "0"),
            ("events v4 2021", "figure.not_kept"),
            ("events v4 2020", "figure.not_kept"),
            ("events_paid t1 2020", "figure.not_kept"),
            ("unpaid t1 2020", "figure.not_kept"),
            ("rich_villages t1 2020", "figure.not_kept"),
            ("paid_rank v1 2020", "figure.not_kept"),
            ("events_change t1 2021", "figure.not_kept"),
            ("things v1 2020-01-01", "1"),
            ("things v1 2019", "figure.not_kept"),
            ("things v1 2019-12-31", "figure.not_kept"),
            ("matters_found v4 2022", "figure.no_records"),
            ("population t1 2022", "figure.no_value"),
            ("paid_done t1 2022", "figure.no_value"),
            ("low_line t1 2019", "figure.no_value"),
            ("paid_rank v3 2023", "figure.no_value"),
        ] {
            let figure = w.figure(&ask(question), None).await;
            assert_eq!(crate::world::told(&figure), expect, "{question}");
            assert_eq!(figure.value.is_none(), figure.missing.is_some(), "{question}");
        }
    });
}

#[test]
fn a_value_with_a_source_stands_in_where_there_are_no_records() {
    block_on(async {
        let w = small_county().await;
        w.put(
            "_value",
            "x",
            "v1",
            &[
                ("indicator", text("events")),
                ("first", day("2020-01-01")),
                ("last", day("2020-12-31")),
                ("value", number("4")),
                ("grade", text("external")),
                ("source", text("上年年报")),
            ],
        )
        .await;
        let figure = w.figure(&ask("events v1 2020"), None).await;
        assert_eq!((crate::world::told(&figure), figure.grade.name()), ("4".to_owned(), "外部"));
        assert_eq!(w.text(&ask("events_change v1 2021")).await, "-75.00");
        let opened = w.open(&ask("events_change v1 2021"), None).await;
        let says = "其中2021年的数：逐条；2020年的数：外部（来源：上年年报）。";
        assert!(opened.definition.ends_with(says), "{}", opened.definition);
    });
}

#[test]
fn numbers_beyond_their_range_are_no_figure() {
    block_on(async {
        let w = small_county().await;
        w.put(
            "event",
            "big",
            "v4",
            &[
                ("number", text("9")),
                ("on", day("2022-01-01")),
                ("due", number("92233720368547758.07")),
                ("paid", number("-92233720368547758.07")),
            ],
        )
        .await;
        assert_eq!(w.text(&ask("events_due v4 2022")).await, "9223372036854.775807");
        assert_eq!(w.text(&ask("unpaid v4 2022")).await, "figure.overflow");
    });
}

#[test]
fn a_cut_that_is_not_there_yet_is_refused() {
    block_on(async {
        let w = small_county().await;
        let ahead = "c:999".parse().expect("a cut");
        let answer = w.engine.figures(&reading(), &[ask("events v1 2022")], Some(ahead)).await;
        assert_eq!(answer.expect_err("ahead").code, "figure.cut_ahead");
    });
}
