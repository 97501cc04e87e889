//! What opens behind a figure, page by page.

use figures::{Evidence, EvidenceKind, Page};

use crate::{
    indicators::small_county,
    world::{World, ask, block_on, reading},
};

/// Evidence in a line: rows as record=contribution, groups before a colon, part of a share with a star.
fn told(evidence: &Evidence) -> String {
    match &evidence.kind {
        EvidenceKind::Rows { rows, .. } => {
            let row = |row: &figures::EvidenceRow| {
                let group = row.group.as_ref().map(|group| format!("{group}:")).unwrap_or_default();
                let adds = row.contribution.map(|value| format!("={value}")).unwrap_or_default();
                format!("{group}{}{adds}{}", row.record, if row.part == Some(true) { "*" } else { "" })
            };
            rows.iter().map(row).collect::<Vec<_>>().join(" ")
        }
        EvidenceKind::Operands(all) | EvidenceKind::Siblings(all) => {
            let figure = |figure: &kernel::Figure| {
                format!("{} {} {}={}", figure.name, figure.ask.unit, figure.ask.period, crate::world::told(figure))
            };
            all.iter().map(figure).collect::<Vec<_>>().join("; ")
        }
        EvidenceKind::Source(rows) => rows.iter().map(|row| format!("{}={}", row.record, row.value)).collect(),
        EvidenceKind::Parameter { value, basis, .. } => format!("{value:?} {basis}"),
    }
}

async fn check(w: &World, question: &str, expect: &str) {
    assert_eq!(told(&w.open(&ask(question), None).await), expect, "{question}");
}

#[test]
fn every_kind_opens() {
    block_on(async {
        let w = small_county().await;
        for (question, expect) in [
            ("events v1 2022", "e1=1 e2=1"),
            ("events_paid v1 2022", "e1=15.60005 e2=0"),
            ("keepers v1 2022-12-30", "p1:a p1:b p2:c"),
            ("closing_rate v1 2022", "m1=1* m2=1 m3=1"),
            ("paid_rate v1 2022", "已付金额 v1 2022=15.60005; 应付金额 v1 2022=21.000001"),
            ("events_change v1 2022", "事数 v1 2022=2; 事数 v1 2021=1"),
            ("events_last_year v1 2022", "事数 v1 2021=1"),
            ("paid_rank v1 2022-H1", "已付金额 v1 2022-H1=15.60005; 已付金额 v2 2022-H1=8"),
            ("rich_villages c 2022", "已付金额 v1 2022=15.60005; 已付金额 v2 2022=23.5"),
            ("population t1 2022", ""),
            ("low_line t1 2022", "Some(15.5) 样例〔2022〕1号"),
        ] {
            check(&w, question, expect).await;
        }
    });
}

#[test]
fn pages_follow_one_another() {
    block_on(async {
        let w = small_county().await;
        let question = ask("events c 2022");
        let (mut after, mut records, mut pages) = (None, Vec::new(), 0);
        loop {
            let page = Page { after, limit: 3 };
            let evidence = w.engine.open(&reading(), &question, None, &page).await.expect("a page");
            assert_eq!(evidence.fold, evidence.figure.value);
            let EvidenceKind::Rows { rows, next, total, .. } = evidence.kind else { panic!("rows") };
            assert_eq!(total, 7);
            records.extend(rows.into_iter().map(|row| row.record.to_string()));
            pages += 1;
            after = next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!((pages, records.join(" ")), (3, "e1 e2 e3 e4 e7 e5 e6".to_owned()));
    });
}
