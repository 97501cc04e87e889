//! What is said of a sheet before a ledger is made of it, and that making it twice is making it once.

use app::{
    imports::{Proposal, propose},
    packs::{LedgerDraft, declare_ledger},
    reports::{self, SaveReport},
};
use kernel::{Finding, Problem, RequestId};
use pack::model::LedgerKind;

use crate::world::{Place, xlsx};

const HEAD: &[&str] = &["村", "机主姓名", "机具编号", "类型"];

async fn proposed(place: &Place, rows: &[&[&str]]) -> Result<Proposal, Problem> {
    propose(&place.service, &place.actor, "我的表.xlsx", xlsx(rows).into(), None).await
}

/// The key, and what is said of one that was not taken.
async fn check_key(rows: &[&[&str]], key: &str, expect: &[&str]) {
    let proposal = proposed(&Place::new().await, rows).await.expect("it is looked at");
    assert_eq!(proposal.draft.key.join("+"), key);
    let said: Vec<&str> = proposal.findings.iter().map(|finding: &Finding| finding.message.as_str()).collect();
    assert_eq!(said, expect);
    assert!(proposal.findings.iter().all(|finding| finding.hint.is_some()));
    // What the page shows beside the column says so as well.
    let noted = proposal.seen.iter().filter(|seen| seen.because.contains("所以没有用它认出同一条")).count();
    assert_eq!(noted, expect.len());
}

#[tokio::test]
async fn a_ledger_that_fits_says_what_each_column_fills() {
    let rows: &[&[&str]] = &[
        &["村", "号码", "物名", "起始日期", "说不清"],
        &["甲村", "A1", "石磨", "2022-01-01", "无"],
        &["乙村", "A2", "水车", "2022-01-01", "无"],
    ];
    let proposal = proposed(&Place::new().await, rows).await.expect("it is looked at");
    let fit = proposal.fits.iter().find(|fit| fit.ledger.as_str() == "thing").expect("it fits");
    let told = |column: &app::imports::ColumnMatch| {
        let field = column.field.as_ref().map_or("-", |field| field.as_str());
        format!("{} {:?} {field} {}", column.heading, column.brings, column.word.as_deref().unwrap_or("-"))
    };
    let expect = [
        "村 Unit unit 村",
        "号码 Field code 号码",
        "物名 Field name 物名",
        "起始日期 Field begins 起始日期",
        "说不清 Unknown - -",
    ];
    assert_eq!((fit.matched, fit.taken.iter().map(told).collect::<Vec<_>>()), (4, expect.map(str::to_owned).to_vec()));
}

#[tokio::test]
async fn a_key_with_blanks_is_told() {
    let whole: &[&[&str]] = &[
        HEAD,
        &["甲村", "张三", "A1", "大"],
        &["甲村", "李四", "A2", "小"],
        &["乙村", "王五", "A3", "大"],
        &["乙村", "赵六", "A4", "小"],
    ];
    check_key(whole, "ji_ju_bian_hao", &[]).await;
    let blank: &[&[&str]] = &[
        HEAD,
        &["甲村", "张三", "A1", "大"],
        &["甲村", "李四", "", "小"],
        &["乙村", "王五", "A3", "大"],
        &["乙村", "赵六", "A4", "小"],
    ];
    let said = "“机具编号”本来可以认出同一条，但第3行共1行是空的，所以没有用，改用了“机主姓名”。";
    check_key(blank, "ji_zhu_xing_ming", &[said]).await;
    let nothing: &[&[&str]] = &[
        HEAD,
        &["甲村", "张三", "A1", "大"],
        &["甲村", "张三", "", "大"],
        &["乙村", "王五", "A3", "大"],
        &["甲村", "张三", "A4", "大"],
    ];
    let said = "“机具编号”本来可以认出同一条，但第3行共1行是空的，所以没有用，也没有别的列能用，重复的行认不出来。";
    check_key(nothing, "", &[said]).await;
    let mostly_blank: &[&[&str]] = &[
        HEAD,
        &["甲村", "张三", "A1", "大"],
        &["甲村", "李四", "", "小"],
        &["乙村", "王五", "", "大"],
        &["乙村", "赵六", "A4", "小"],
    ];
    check_key(mostly_blank, "ji_zhu_xing_ming", &[]).await;
}

async fn check_headless(rows: &[&[&str]], message: &str) {
    let problem = proposed(&Place::new().await, rows).await.expect_err("nobody knows the columns");
    let finding = &problem.findings[0];
    assert_eq!((problem.code.as_str(), finding.code.as_str()), ("import.unreadable", "import.no_headings"));
    assert_eq!(finding.message, message);
    assert!(finding.hint.is_some() && problem.hint.is_some());
}

#[tokio::test]
async fn a_sheet_without_headings_is_told() {
    let first = "这张表没有列名：第1行已经是数据，看不出每一列是什么。";
    check_headless(&[&["甲村", "张三", "3.5"], &["乙村", "李四", "4"]], first).await;
    check_headless(&[&["甲村", "张三", "一组"], &["乙村", "李四", "二组"], &["丁村", "王五", "三组"]], first).await;
    let second = "这张表没有列名：第2行已经是数据，看不出每一列是什么。";
    check_headless(&[&["农户台账"], &["甲村", "张三", "2022-01-01"], &["甲村", "李四", "2022-01-02"]], second).await;
    check_headless(&[&["农户台账"]], "这张表里找不到列名和数据。").await;
}

async fn declared(place: &Place, key: &str, draft: &LedgerDraft) -> Result<(String, Option<(u64, bool)>), String> {
    let made = declare_ledger(&place.service, &place.actor, Some(RequestId::from(key)), draft.clone()).await;
    made.map(|(id, made)| (id.to_string(), made.receipt.map(|receipt| (receipt.seq.0, receipt.repeated))))
        .map_err(|problem| problem.code)
}

#[tokio::test]
async fn a_key_answers_only_its_own_draft() {
    let place = Place::new().await;
    let rows: &[&[&str]] = &[HEAD, &["甲村", "张三", "A1", "大"], &["甲村", "李四", "A2", "小"]];
    let mut draft = proposed(&place, rows).await.expect("it is looked at").draft;
    (draft.name, draft.kind) = ("农机具".to_owned(), LedgerKind::Register);
    let (id, receipt) = declared(&place, "k", &draft).await.expect("declared");
    let seq = receipt.expect("a Change").0;
    assert_eq!(declared(&place, "k", &draft).await, Ok((id.clone(), Some((seq, true)))), "the same Change");
    assert_eq!(declared(&place, "other", &draft).await, Ok((id, None)), "it is in force already");
    draft.name = "别的农机具".to_owned();
    assert_eq!(declared(&place, "k", &draft).await, Err("record.request_reused".to_owned()));
    assert!(place.service.pack().ledgers.values().all(|ledger| ledger.name != "别的农机具"));
    assert!(declared(&place, "k2", &draft).await.is_ok());
}

#[tokio::test]
async fn a_key_answers_only_its_own_text() {
    let place = Place::new().await;
    let save = async |key: &str, text: &str| {
        let new = SaveReport {
            name: "情况".to_owned(),
            title: None,
            text: text.to_owned(),
            period: "year".to_owned(),
            only: None,
        };
        let saved = reports::save(&place.service, &place.actor, Some(RequestId::from(key)), new).await;
        saved.map(|(id, saved)| (id, saved.receipt.map(|receipt| receipt.repeated))).map_err(|problem| problem.code)
    };
    let (id, _) = save("k", "一段话。").await.expect("saved");
    assert_eq!(save("k", "一段话。").await, Ok((id.clone(), Some(true))));
    assert_eq!(save("k", "另一段话。").await, Err("record.request_reused".to_owned()));
    assert_eq!(save("k2", "另一段话。").await, Ok((id, Some(false))));
}
