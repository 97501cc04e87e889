//! From a clerk's own spreadsheet to a ledger, its figures and a report of one's own.

use app::{
    figures,
    imports::{ImportOptions, Proposal, propose},
    packs::{LedgerDraft, Used, declare_ledger, withdraw_ledger},
    reports::{self, Build, Format, SaveReport},
};
use kernel::{Period, Problem};
use pack::model::LedgerKind;

use crate::world::{Place, counts, xlsx};

const MACHINES: &[&[&str]] = &[
    &["一镇2022年农机具登记表"],
    &["序号", "村", "机主姓名", "机具编号", "类型", "购置金额（万元）", "作业面积（公顷）", "购置日期"],
    &["1", "甲村", "张三", "NJ-01", "拖拉机", "3.5", "2.0", "2022.3.1"],
    &["2", "甲村", "李四", "NJ-02", "收割机", "8", "4", "2022年4月6日"],
    &["3", "甲村", "王五", "NJ-03", "拖拉机", "2.25", "1.2", "2022-05-09"],
    &["4", "甲村", "赵六", "NJ-04", "收割机", "7", "3", "20220610"],
    &["合计", "", "", "", "", "20.75", "10.2", ""],
    &["填表人：钱七"],
];

const HOUSES: &[&[&str]] = &[
    &["户主姓名", "身份证号", "住址", "人口", "联系电话", "是否搬迁"],
    &["张三", "11010519491231002X", "甲村一组12号", "3", "13812345678", "是"],
    &["李四", "440524188001010014", "甲村二组3号", "5", "13912345678", "否"],
];

async fn proposed(place: &Place, rows: &[&[&str]]) -> Proposal {
    propose(&place.service, &place.actor, "我的表.xlsx", xlsx(rows).into(), None).await.expect("it is looked at")
}

/// A draft as text: what it is called and told apart by, then its columns.
fn told(draft: &LedgerDraft) -> Vec<String> {
    let head =
        format!("{} {:?} {} {}", draft.name, draft.kind, draft.key.join("+"), draft.date.as_deref().unwrap_or("-"));
    let column = |column: &app::packs::Column| {
        let used = if column.used == Used::Field { column.ty.clone() } else { format!("{:?}", column.used) };
        let measure = column.measure.as_ref().map_or(String::new(), |measure| format!(" {measure}"));
        let codes = if column.codes.is_empty() { String::new() } else { format!(" {}", column.codes.join("/")) };
        format!("{}: {used}{measure}{codes} {:?}", column.name, column.privacy)
    };
    std::iter::once(head).chain(draft.columns.iter().map(column)).collect()
}

#[tokio::test]
async fn a_sheet_is_read_as_the_ledger_it_would_make() {
    let place = Place::new().await;
    let proposal = proposed(&place, MACHINES).await;
    assert_eq!((proposal.rows, proposal.header_row, proposal.title.as_deref()), (4, 2, Some("一镇2022年农机具登记表")));
    let expect = [
        "农机具登记表 Log ji_ju_bian_hao gou_zhi_ri_qi",
        "序号: Nothing Internal",
        "村: Unit Internal",
        "机主姓名: text Personal",
        "机具编号: text Internal",
        "类型: choice 拖拉机/收割机 Internal",
        "购置金额: money 万元 Internal",
        "作业面积: decimal 公顷 Internal",
        "购置日期: date Internal",
    ];
    let mut draft = told(&proposal.draft);
    // A day of purchase says since when a thing is there; a clerk may see it as what happened.
    draft[0] = draft[0].replace("Register", "Log");
    assert_eq!(draft, expect);
    let houses = proposed(&place, HOUSES).await.draft;
    let expect = [
        "我的表 Register hu_zhu_xing_ming -",
        "户主姓名: person Personal",
        "身份证号: NumberOf Personal",
        "住址: text Personal",
        "人口: integer Internal",
        "联系电话: phone Personal",
        "是否搬迁: bool Internal",
    ];
    assert_eq!(told(&houses), expect);
}

#[tokio::test]
async fn a_drafted_ledger_takes_its_sheet_and_answers_at_once() {
    let place = Place::new().await;
    let mut draft = proposed(&place, MACHINES).await.draft;
    draft.kind = LedgerKind::Log;
    let (ledger, declared) = declare_ledger(&place.service, &place.actor, None, draft.clone()).await.expect("declared");
    assert!(declared.receipt.is_some());
    let (same, again) = declare_ledger(&place.service, &place.actor, None, draft.clone()).await.expect("there already");
    assert_eq!((same, again.receipt), (ledger.clone(), None), "the same draft is the same ledger");

    let report = place.import(ledger.as_str(), "我的表.xlsx", &xlsx(MACHINES), ImportOptions::default()).await;
    assert_eq!((counts(&report), report.findings.len()), ((4, 0, 0, 0), 0), "{:?}", report.findings);
    assert!(report.totals.iter().all(|total| total.agrees) && report.totals.len() == 2, "{:?}", report.totals);
    let unit = "t1".into();
    let first =
        figures::first(&place.service, &place.actor, &ledger, &unit, Period::Year(2022)).await.expect("figures");
    let said: Vec<String> = first
        .iter()
        .map(|one| {
            let value = one.figure.value.map(kernel::number::plain).unwrap_or_default();
            format!("{}{value}{}", one.figure.name, one.figure.measure)
        })
        .collect();
    assert_eq!(said[..3], ["农机具数4个", "购置金额20.75万元", "作业面积10.2公顷"], "{said:?}");
    assert_eq!(said.len(), 6);
    assert_eq!(place.service.verify(&place.actor).await.expect("verified"), []);
}

#[tokio::test]
async fn what_is_wrong_with_a_draft_is_said_by_column() {
    let place = Place::new().await;
    let draft = proposed(&place, MACHINES).await.draft;
    let check = async |spoil: &dyn Fn(&mut LedgerDraft), expect: &[&str]| {
        let mut draft = draft.clone();
        draft.kind = LedgerKind::Log;
        spoil(&mut draft);
        let problem = declare_ledger(&place.service, &place.actor, None, draft).await.expect_err("wrong");
        assert_eq!(problem.code, "ledger.invalid");
        let fields: Vec<_> = problem.findings.iter().map(|one| one.place.field.clone().unwrap_or_default()).collect();
        assert_eq!(fields, expect, "{:?}", problem.findings);
        assert!(problem.findings.iter().all(|finding| finding.hint.is_some()));
    };
    check(&|draft| draft.name = " ".to_owned(), &["name"]).await;
    check(&|draft| draft.name = "人".to_owned(), &["name"]).await;
    check(&|draft| draft.date = None, &["date"]).await;
    check(&|draft| draft.date = Some("lei_xing".to_owned()), &["lei_xing"]).await;
    check(&|draft| draft.columns[4].codes.clear(), &["lei_xing"]).await;
    check(&|draft| draft.columns[2].name = "类型".to_owned(), &["lei_xing"]).await;
    check(&|draft| draft.key = vec!["xu_hao".to_owned()], &["key"]).await;
    check(&|draft| draft.columns[0].used = Used::Unit, &["columns"]).await;
    check(&|draft| draft.columns[0].used = Used::NumberOf, &["columns"]).await;
    check(&|draft| draft.kind = LedgerKind::Case, &["kind"]).await;
    check(&|draft| draft.name = "长".repeat(61), &["name"]).await;
    check(&|draft| draft.columns[5].id = "a]\n[fields.b".to_owned(), &["a]\n[fields.b"]).await;
    check(&|draft| draft.columns[5].id = "unit".to_owned(), &["unit"]).await;
    check(&|draft| draft.columns[5].name = "长".repeat(61), &["gou_zhi_jin_e"]).await;
    check(&|draft| draft.columns[4].codes.push("拖拉机".to_owned()), &["lei_xing"]).await;
    check(&|draft| draft.columns[4].codes.extend([" ".to_owned(), "犁".to_owned()]), &["lei_xing"]).await;
    check(&|draft| draft.columns[4].codes = (0..201).map(|n| n.to_string()).collect(), &["lei_xing"]).await;
}

#[tokio::test]
async fn what_happens_again_is_told_apart_by_its_day() {
    let place = Place::new().await;
    let paid: &[&[&str]] = &[
        &["姓名", "身份证号", "发放日期", "金额（元）"],
        &["张三", "11010519491231002X", "2022-03-01", "300"],
        &["李四", "440524188001010014", "2022-03-01", "500"],
    ];
    let draft = proposed(&place, paid).await.draft;
    assert_eq!((draft.kind, draft.key.join("+")), (LedgerKind::Log, "xing_ming+fa_fang_ri_qi".to_owned()));
}

#[tokio::test]
async fn a_number_of_somebody_else_is_not_taken_for_him() {
    let place = Place::new().await;
    let draft = proposed(&place, HOUSES).await.draft;
    let (ledger, _) = declare_ledger(&place.service, &place.actor, None, draft).await.expect("declared");
    let options = || ImportOptions { unit: Some("v1".into()), ..ImportOptions::default() };
    let report = place.import(ledger.as_str(), "表.xlsx", &xlsx(HOUSES), options()).await;
    assert_eq!((counts(&report), report.persons), ((2, 0, 0, 0), 2), "{:?}", report.findings);
    let other: &[&[&str]] = &[HOUSES[0], &["王五", "11010519491231002X", "甲村三组", "2", "13812345678", "否"]];
    let report = place.import(ledger.as_str(), "表.xlsx", &xlsx(other), options()).await;
    assert_eq!(crate::world::codes(&report.findings), ["import.other_name@2:1"]);
    assert!(!report.findings[0].message.contains("张三"), "the registered name is personal");
}

#[tokio::test]
async fn a_ledger_made_by_mistake_is_taken_back_while_it_is_empty() {
    let place = Place::new().await;
    let draft = proposed(&place, MACHINES).await.draft;
    let (ledger, _) = declare_ledger(&place.service, &place.actor, None, draft.clone()).await.expect("declared");
    let report = place.import(ledger.as_str(), "表.xlsx", &xlsx(MACHINES), ImportOptions::default()).await;
    let refused = withdraw_ledger(&place.service, &place.actor, &ledger).await.expect_err("it is in use");
    assert_eq!(refused.code, "ledger.in_use");
    let receipt = &report.receipts[0];
    let undo = app::records::Undo {
        request: "u".into(),
        book: receipt.book.clone(),
        seq: receipt.seq,
        reason: "写错了".to_owned(),
    };
    app::records::undo(&place.service, &place.actor, undo).await.expect("undone");
    withdraw_ledger(&place.service, &place.actor, &ledger).await.expect("taken back");
    assert!(place.service.pack().ledger(ledger.as_str()).is_none());
    assert!(place.service.pack().indicators.keys().all(|id| !id.as_str().starts_with(ledger.as_str())));
    let (again, _) = declare_ledger(&place.service, &place.actor, None, draft).await.expect("declared anew");
    assert_eq!(again, ledger);
    let not_own = withdraw_ledger(&place.service, &place.actor, &"being".into()).await.expect_err("the pack's own");
    assert_eq!(not_own.code, "ledger.not_own");
}

#[tokio::test]
async fn a_text_with_marks_becomes_a_report() {
    let place = Place::new().await;
    let mut draft = proposed(&place, MACHINES).await.draft;
    draft.kind = LedgerKind::Log;
    let (ledger, _) = declare_ledger(&place.service, &place.actor, None, draft).await.expect("declared");
    place.import(ledger.as_str(), "我的表.xlsx", &xlsx(MACHINES), ImportOptions::default()).await;
    let save = async |name: &str, text: &str| -> Result<kernel::ReportId, Problem> {
        let new = SaveReport {
            name: name.to_owned(),
            title: None,
            text: text.to_owned(),
            period: "year".to_owned(),
            only: None,
        };
        reports::save(&place.service, &place.actor, None, new).await.map(|(id, _)| id)
    };
    let id = save("农机情况", "全镇有农机具{{ 农机具数 }}台，购置{{ 购置金额 }}。").await.expect("saved");
    let wanted = Build { report: id.to_string(), unit: "t1".into(), period: Period::Year(2022), as_of: None };
    let document = reports::build(&place.service, &place.actor, wanted).await.expect("built");
    let text =
        String::from_utf8(reports::export(&document, Format::Text, &Default::default()).expect("text")).expect("UTF-8");
    assert!(text.contains("全镇有农机具4个台，购置20.75万元。"), "{text}");
    assert_eq!(save("农机情况", "购置{{ 购置金额 }}。").await.expect("saved anew"), id, "one's own report may change");
    for (name, text, expect) in [
        ("", "字", "report.bad_name"),
        ("空", "  ", "report.empty"),
        ("错", "{{ 没有这个指标 }}", "report.bad_template"),
        ("错", "{% if", "report.bad_template"),
    ] {
        assert_eq!(save(name, text).await.expect_err("refused").code, expect);
    }
}
