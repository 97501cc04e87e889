//! Texts in, slots and proposals out. Each case is a line of the text, and what is proposed first for each slot.

use std::collections::BTreeMap;

use kernel::{Ask, Figure, Grade, Measure, Missing, Period};
use report::{
    Candidate, Draft, NameTable, PeriodKind, Scope,
    learn::{Catalogue, Choice, Entry, Learned, Piece, Reading, Slot, Tells},
};

use crate::support;

/// id, name, aliases, measure, what it tells, words of its definition.
type Row = (&'static str, &'static str, &'static [&'static str], &'static str, Tells, &'static [&'static str]);

const ENTRIES: [Row; 19] = [
    ("rice", "水稻面积", &["水稻种植面积"], "亩", Tells::Value, &["种植", "水稻"]),
    ("lotus", "白莲面积", &[], "亩", Tells::Value, &["种植", "白莲"]),
    ("taro", "槟榔芋面积", &[], "亩", Tells::Value, &["种植", "槟榔芋"]),
    ("hit", "农作物受灾面积", &[], "亩", Tells::Value, &["受灾面积"]),
    ("lost", "农作物绝收面积", &[], "亩", Tells::Value, &["绝收面积"]),
    ("lifted_h", "脱贫户户数", &[], "户", Tells::Value, &["农户"]),
    ("lifted_p", "脱贫户人数", &[], "人", Tells::Value, &["农户"]),
    ("edge_h", "边缘易致贫户户数", &[], "户", Tells::Value, &["农户"]),
    ("edge_p", "边缘易致贫户人数", &[], "人", Tells::Value, &["农户"]),
    ("members", "发展党员数", &[], "名", Tells::Value, &["发展党员"]),
    ("college", "发展大专以上党员数", &[], "名", Tells::Value, &["发展党员"]),
    ("letters", "信访平台件数", &[], "件", Tells::Value, &["信访"]),
    ("letters_more", "信访平台件数增减", &[], "件", Tells::Change, &["信访"]),
    ("income", "村集体收入", &[], "万元", Tells::Value, &["村集体收入"]),
    ("paid_rate", "资金拨付率", &[], "%", Tells::Value, &["拨付"]),
    ("dry", "受旱行政村数", &["受旱村数"], "个", Tells::Value, &["旱灾"]),
    ("awards", "创评支部目标", &[], "个", Tells::Promise, &[]),
    ("young", "35周岁以下党员(含预备)", &[], "名", Tells::Value, &[]),
    ("fee", "道路保洁费", &[], "元", Tells::Value, &["保洁"]),
];

/// Those without a value: nothing is behind them.
const EMPTY: [&str; 1] = ["fee"];

fn value(ask: &Ask) -> Option<kernel::Decimal> {
    let place = match ask.unit.as_str() {
        "100" => 10,
        other => other.parse::<i64>().unwrap_or_default() - 100,
    };
    let n = i64::try_from(ENTRIES.iter().position(|entry| entry.0 == ask.indicator.as_str())?).ok()?;
    let year = i64::from(ask.period.year() - 2022);
    let known = !EMPTY.contains(&ask.indicator.as_str());
    known.then(|| kernel::Decimal::new(100 * n + 10 * place + year + 1023, 1))
}

fn answer(ask: &Ask) -> Figure {
    let (_, name, _, measure, ..) = ENTRIES.iter().find(|entry| entry.0 == ask.indicator.as_str()).expect("known");
    let value = value(ask);
    Figure {
        ask: ask.clone(),
        name: (*name).to_owned(),
        value,
        measure: Measure::read(measure),
        places: None,
        grade: Grade::Records,
        numerator: None,
        denominator: None,
        rows: None,
        as_of: support::scope().as_of,
        definition: "d1".to_owned(),
        missing: value
            .is_none()
            .then(|| Missing { code: "figure.no_records".to_owned(), message: "没有登记。".to_owned() }),
    }
}

fn catalogue() -> (Catalogue, NameTable) {
    let entries = ENTRIES.iter().map(|(id, name, aliases, measure, tells, words)| Entry {
        indicator: (*id).into(),
        name: (*name).to_owned(),
        aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
        measure: Measure::read(measure),
        ledger: Some((if words.is_empty() { "other" } else { words[0] }).into()),
        words: words.iter().map(|word| (*word).to_owned()).collect(),
        tells: *tells,
    });
    let levels = vec![("township".into(), "乡镇".to_owned()), ("village".into(), "村".to_owned())];
    let names = ENTRIES.iter().fold(NameTable::new(levels), |table, (id, name, aliases, measure, ..)| {
        let one = Candidate { indicator: (*id).into(), name: (*name).to_owned(), measure: Measure::read(measure) };
        table.indicator(one, aliases.iter().copied())
    });
    (Catalogue::new(entries), names)
}

fn scope() -> Scope {
    Scope { period: Period::Year(2022), ..support::scope() }
}

fn learned(text: &str) -> Learned {
    let (catalogue, names) = catalogue();
    let scope = scope();
    let reading = Reading::of(text, &catalogue, &names, &scope, None).expect("short enough");
    let answers: BTreeMap<Ask, Figure> = reading.asks().into_iter().map(|ask| (ask.clone(), answer(&ask))).collect();
    reading.learned(&names, &answers)
}

/// What is proposed first for every slot: `XX亩=水稻面积`, with the filters of the mark where there are any.
fn firsts(learned: &Learned) -> Vec<String> {
    let first = |choices: &[Choice]| choices.first().map_or("?".to_owned(), |choice| inside(&choice.mark));
    let slot = |piece: &Piece| match piece {
        Piece::Slot(slot) => Some(format!("{}={}", slot.text, first(&slot.choices))),
        Piece::Text(_) => None,
    };
    learned.pieces.iter().filter_map(slot).collect()
}

fn inside(mark: &str) -> String {
    mark.replacen("{{ ", "", 1).replacen(" }}", "", 1)
}

fn check(text: &str, expect: &[&str]) {
    assert_eq!(firsts(&learned(text)), expect, "{text}");
}

#[test]
fn placeholders_are_slots() {
    check("水稻XX亩。", &["XX亩=水稻面积"]);
    check("水稻面积××亩", &["××亩=水稻面积"]);
    check("水稻____亩", &["____亩=水稻面积"]);
    check("水稻（　）亩", &["（　）亩=水稻面积"]);
    check("水稻……亩", &["……亩=水稻面积"]);
    check("水稻XX 亩", &["XX 亩=水稻面积"]);
    check("水稻种植面积XXX，", &["XXX=水稻面积"]);
    check("有N个村先后受旱", &["N个=受旱行政村数"]);
    check("水稻XX.X亩", &["XX.X亩=水稻面积"]);
}

#[test]
fn words_choose_the_indicator_and_units_decide() {
    check("脱贫户XX户XX人", &["XX户=脱贫户户数", "XX人=脱贫户人数"]);
    check(
        "全乡脱贫户XX户、XX人，边缘易致贫户XX户XX人。",
        &["XX户=脱贫户户数", "XX人=脱贫户人数", "XX户=边缘易致贫户户数", "XX人=边缘易致贫户人数"],
    );
    check("发展党员XX名，其中大专以上学历XX名", &["XX名=发展党员数", "XX名=发展大专以上党员数"]);
    check("农作物受灾XX亩，绝收XX亩", &["XX亩=农作物受灾面积", "XX亩=农作物绝收面积"]);
    check("种植水稻XX亩、白莲XX亩和槟榔芋XX亩", &["XX亩=水稻面积", "XX亩=白莲面积", "XX亩=槟榔芋面积"]);
    check("修建便民桥XX座", &["XX座=?"]);
}

#[test]
fn units_convert_and_the_officers_words_stay() {
    check("水稻XX万亩", &["XX万亩=水稻面积|万亩"]);
    check("水稻XX公顷", &["XX公顷=水稻面积|公顷"]);
    check("村集体收入XX元", &["XX元=村集体收入|元"]);
    check("发展党员XX人", &["XX人=发展党员数|数人"]);
    check("水稻近XX亩", &["近XX亩=水稻面积|近"]);
    check("水稻XX余亩", &["XX余亩=水稻面积|余"]);
    check("水稻约XX亩", &["约XX亩=水稻面积|约"]);
    check("资金拨付率超过XX%", &["超过XX%=资金拨付率|超"]);
}

#[test]
fn places_and_times_are_heard() {
    check(
        "甲村水稻XX亩，白莲XX亩；全乡水稻XX亩",
        &["XX亩=水稻面积|村('甲村')", "XX亩=白莲面积|村('甲村')", "XX亩=水稻面积"],
    );
    check("信访平台收到XX件，上年为XX件", &["XX件=信访平台件数", "XX件=信访平台件数|上年"]);
    check("信访平台收到信访件较去年同期的12个降低为7个", &["12个=信访平台件数|上年|数个", "7个=信访平台件数|数个"]);
    check("村集体收入XX万元，比上年增长XX%", &["XX万元=村集体收入", "增长XX%=村集体收入|同比"]);
    check("信访平台件数比上年减少XX件", &["XX件=信访平台件数增减"]);
    check("明年创评支部XX个", &["XX个=创评支部目标|期间(period.next_year)"]);
    check("2021年，水稻XX亩", &["XX亩=水稻面积|上年"]);
    check("甲村、乙村水稻分别为XX亩、XX亩", &["XX亩=水稻面积|村('甲村')", "XX亩=水稻面积|村('乙村')"]);
    check("水稻、白莲、槟榔芋面积分别为XX、XX、XX亩", &["XX=水稻面积|数", "XX=白莲面积|数", "XX亩=槟榔芋面积"]);
}

#[test]
fn numbers_that_are_figures_are_found_and_others_left_alone() {
    check("水稻103.3亩", &["103.3亩=水稻面积"]);
    check("水稻112.3亩", &["112.3亩=水稻面积"]);
    check("共有五个村受旱", &["五个=受旱行政村数"]);
    for prose in [
        "2022年10月底，8月份以来，10月1日至3日",
        "一是抓产业，二是抓支部。1.种植 2、养殖",
        "拨打12345热线，5G基站，“3+2”品牌，“四议两公开”",
        "云府发〔2022〕15号文件，第3组，第二十届",
        "四个意识，两个维护，三四个人，一户一策，十几户",
        "3至5户，3-5亩，13907970000",
        "XX村党支部，XX同志，×乡，建设者——人民，怎么办？人民说了算",
    ] {
        check(prose, &[]);
    }
}

#[test]
fn tables_are_read_by_their_headings() {
    check(
        "村\t水稻（亩）\t脱贫户（户）\n甲村\t5\t7\n合计\tXX\t9",
        &["5=水稻面积|村('甲村')|数", "7=脱贫户户数|村('甲村')|数", "XX=水稻面积|数", "9=脱贫户户数|数"],
    );
    check("项目\t数量\n水稻面积（亩）\t77", &["77=水稻面积|数"]);
    check("序号\t姓名\n1\t张三", &[]);
}

#[test]
fn what_is_a_template_already_is_kept() {
    let check = |text: &str, expect: &str| {
        let pieces = learned(text).pieces;
        let whole = |slot: &dyn Fn(&Slot) -> String| -> String {
            let write = |piece: &Piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Slot(one) => slot(one),
            };
            pieces.iter().map(write).collect()
        };
        assert_eq!(whole(&|slot| format!("<{}>", slot.text)), expect, "{text}");
        let draft = Draft {
            name: "小结".to_owned(),
            title: None,
            unit_level: "township".into(),
            period: PeriodKind::Year,
            only: None,
            body: whole(&|slot| slot.choices.first().map_or(slot.text.clone(), |choice| choice.mark.clone())),
        };
        assert_eq!(draft.findings(&catalogue().1), [], "{text}");
    };
    check("水稻{{ 水稻面积|位(1) }}，白莲XX亩", "水稻{{ 水稻面积|位(1) }}，白莲<XX亩>");
    check("集合{{1,2}是", "集合{{ '{{' }}1,2}是");
    check("甲\r\n乙\u{7}丙\n\n\n丁", "甲\n\n乙丙\n\n丁");
    check("| 村 | 水稻 |\n|---|---|\n| 甲村 | XX亩 |", "| 村 | 水稻 |\n|---|---|\n| 甲村 | <XX亩> |");
    check("{XX亩水稻}", "{{ '{' }}<XX亩>水稻}");
    check("#1号水稻XX亩", "{{ '#' }}1号水稻<XX亩>");
    check("# 一、水稻\n100%的把握，50%}}", "# 一、水稻\n\n<100%>的把握，<50%>}}");
    check("", "");
}

#[test]
fn a_figure_without_a_value_comes_last_and_says_why() {
    let learned = learned("道路保洁费XX元");
    let Some(Piece::Slot(slot)) = learned.pieces.last() else { panic!("a slot") };
    let last = slot.choices.last().expect("offered");
    assert_eq!(last.indicator.as_str(), "fee");
    assert!(last.why.contains("没有登记") && last.shown.starts_with('〔'), "{last:?}");
}

#[test]
fn names_that_are_no_identifiers_are_quoted() {
    check("35周岁以下党员XX名", &["XX名=指标('35周岁以下党员(含预备)')"]);
}
