//! A figure is the same for every reader, or not found.

use figures::{EvidenceKind, Page, refold};
use kernel::Problem;
use pack::model::Privacy;
use rules::access::{Actor, Allowed, Grant, Read};

use crate::{
    indicators::small_county,
    world::{ask, block_on, told},
};

fn reader(unit: Option<&str>, ledgers: Option<&[&str]>, clearance: Privacy) -> Allowed<Read> {
    let ledgers = ledgers.map(|all| all.iter().map(|ledger| (*ledger).into()).collect());
    let grant = Grant { unit: unit.map(Into::into), ledgers, write: false, administer: false, clearance };
    Actor::with("reader", vec![grant]).may_read().expect("a grant")
}

#[test]
fn out_of_reach_is_not_found() {
    block_on(async {
        let w = small_county().await;
        let within = |reader: Allowed<Read>, question: &'static str| {
            let w = &w;
            async move {
                let figures: Result<_, Problem> = w.engine.figures(&reader, &[ask(question)], None).await;
                figures.map(|figures| told(&figures[0])).unwrap_or_else(|problem| problem.code)
            }
        };
        let all = Privacy::Sensitive;
        assert_eq!(within(reader(None, None, all), "events c 2022").await, "7");
        assert_eq!(within(reader(Some("t1"), None, all), "events t1 2022").await, "4");
        assert_eq!(within(reader(Some("t1"), None, all), "events v1 2022").await, "2");
        assert_eq!(within(reader(Some("t1"), None, all), "events t2 2022").await, "not_found");
        assert_eq!(within(reader(Some("t1"), None, all), "events c 2022").await, "not_found");
        assert_eq!(within(reader(Some("t1"), None, all), "events nowhere 2022").await, "not_found");
        assert_eq!(within(reader(Some("t1"), None, all), "nothing t1 2022").await, "not_found");
        assert_eq!(within(reader(None, Some(&["thing"]), all), "things v1 2022").await, "2");
        for closed in ["events v1 2022", "paid_rate v1 2022", "paid_rank v1 2022", "rich_villages c 2022"] {
            assert_eq!(within(reader(None, Some(&["thing"]), all), closed).await, "not_found");
        }
    });
}

#[test]
fn what_nobody_may_know_of_is_not_read() {
    block_on(async {
        let w = small_county().await;
        w.engine.forget().await;
        let reader = reader(None, Some(&["thing"]), Privacy::Sensitive);
        // What every question needs is read by one of what there is not.
        let nothing = w.engine.figures(&reader, &[ask("nothing c 2022")], None).await.expect_err("nothing").code;
        let builds = async || w.engine.metered().await.columns.builds;
        let before = builds().await;
        let page = Page { after: None, limit: 10 };
        for closed in ["events v1 2022", "paid_rate v1 2022", "rich_villages c 2022"] {
            let figures = w.engine.figures(&reader, &[ask(closed)], None).await.expect_err(closed);
            let opened = w.engine.open(&reader, &ask(closed), None, &page).await.expect_err(closed);
            let spread = kernel::Spread { ask: ask(closed), level: None, every: None };
            let spread = w.engine.spread(&reader, &spread, None).await.expect_err(closed);
            assert_eq!([figures.code, opened.code, spread.code], [&*nothing; 3].map(ToOwned::to_owned), "{closed}");
        }
        assert_eq!(builds().await, before, "how long it takes to read a ledger tells that there is one");
        w.engine.figures(&reader, &[ask("things v1 2022")], None).await.expect("what is open");
        assert!(builds().await > before);
    });
}

#[test]
fn rows_beyond_reach_are_counted_and_not_shown() {
    block_on(async {
        let w = small_county().await;
        // v2 lay in t1 until July 2022 and is t2's today: its record is in t1's sum, and closed to t1's reader.
        let page = Page { after: None, limit: 10 };
        let reader = reader(Some("t1"), None, Privacy::Internal);
        let evidence = w.engine.open(&reader, &ask("events t1 2022"), None, &page).await.expect("evidence");
        let EvidenceKind::Rows { total, rows, closed, .. } = &evidence.kind else { panic!("rows") };
        let shown: Vec<&str> = rows.iter().map(|row| row.record.as_str()).collect();
        assert_eq!((*total, *closed, shown), (4, 1, vec!["e1", "e2", "e7"]));
        assert_eq!(evidence.fold, evidence.figure.value);
    });
}

#[test]
fn siblings_beyond_reach_are_not_shown() {
    block_on(async {
        let w = small_county().await;
        let page = Page { after: None, limit: 10 };
        let reader = reader(Some("v2"), None, Privacy::Internal);
        let evidence = w.engine.open(&reader, &ask("paid_rank v2 2022-H1"), None, &page).await.expect("evidence");
        let EvidenceKind::Siblings(siblings) = &evidence.kind else { panic!("siblings") };
        let shown: Vec<&str> = siblings.iter().map(|sibling| sibling.ask.unit.as_str()).collect();
        assert_eq!((told(&evidence.figure).as_str(), shown), ("2", vec!["v2"]));
        assert_eq!((evidence.fold, refold(&w.pack, &evidence)), (evidence.figure.value, None));
    });
}

#[test]
fn values_beyond_clearance_are_not_shown() {
    block_on(async {
        let w = small_county().await;
        let page = Page { after: None, limit: 10 };
        let question = ask("events_paid v1 2022");
        for (clearance, shown) in [(Privacy::Open, 0), (Privacy::Internal, 2)] {
            let evidence =
                w.engine.open(&reader(None, None, clearance), &question, None, &page).await.expect("evidence");
            let EvidenceKind::Rows { rows, .. } = &evidence.kind else { panic!("rows") };
            assert_eq!((rows.len(), rows.iter().filter(|row| row.contribution.is_some()).count()), (2, shown));
            assert_eq!(evidence.fold, evidence.figure.value);
        }
    });
}
