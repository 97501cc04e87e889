//! An invented township of three villages, its indicators, and their values.

use std::collections::BTreeMap;

use kernel::{Ask, Cut, Date, Figure, Finding, Grade, Measure, Missing, Period, Seq};
use report::{Candidate, Coverage, Document, NameTable, Scope, Template, UnitRef};

/// id, name, measure, places.
const INDICATORS: [(&str, &str, &str, Option<u32>); 11] = [
    ("rice_area", "水稻面积", "亩", None),
    ("seed_area", "制种面积", "亩", None),
    ("cattle", "放养黄牛", "头", None),
    ("paid", "已拨付资金", "元", None),
    ("planned", "安排资金", "万元", None),
    ("paid_rate", "资金拨付率", "%", Some(2)),
    ("letters", "信访件", "件", None),
    ("satisfaction", "满意度", "%", None),
    ("population", "常住人口", "人", None),
    ("young", "35周岁以下党员(含预备)", "名", None),
    ("budget", "一般公共预算收入", "万元", None),
];

/// indicator, unit, period, value.
const VALUES: [(&str, &str, &str, &str); 24] = [
    ("rice_area", "100", "2022", "1047.67"),
    ("rice_area", "100", "2021", "1000"),
    ("rice_area", "101", "2022", "500.5"),
    ("rice_area", "102", "2022", "547.17"),
    ("rice_area", "103", "2022", "0"),
    ("seed_area", "100", "2022", "4079.70"),
    ("cattle", "100", "2022", "1003"),
    ("cattle", "102", "2022", "212"),
    ("paid", "100", "2022", "1528100"),
    ("planned", "100", "2022", "174"),
    ("paid_rate", "100", "2022", "87.8218"),
    ("letters", "100", "2022", "7"),
    ("letters", "100", "2021", "12"),
    ("letters", "100", "2022-08", "2"),
    ("letters", "101", "2022", "7"),
    ("letters", "102", "2022", "0"),
    ("letters", "103", "2022", "0"),
    ("satisfaction", "100", "2022", "90.4"),
    ("satisfaction", "100", "2021", "75"),
    ("population", "100", "2022", "12345"),
    ("young", "100", "2022", "5"),
    ("cattle", "100", "2021", "0"),
    ("letters", "100", "2022-Q1", "1"),
    ("letters", "100", "2022-Q2", "3"),
];

pub fn names() -> NameTable {
    let levels = [("township", "乡镇"), ("village", "村"), ("grid", "网格")];
    let table = NameTable::new(levels.map(|(id, name)| (id.into(), name.to_owned())).to_vec());
    INDICATORS.iter().fold(table, |table, (id, name, measure, _)| {
        let one = Candidate { indicator: (*id).into(), name: (*name).to_owned(), measure: Measure::read(measure) };
        let aliases: &[&str] = match *id {
            "rice_area" => &["水稻种植面积", "种植面积"],
            "seed_area" => &["种植面积"],
            _ => &[],
        };
        table.indicator(one, aliases.iter().copied())
    })
}

pub fn scope() -> Scope {
    let villages = [("101", "甲村"), ("102", "乙村"), ("103", "丙村")].map(|(id, name)| UnitRef::new(id, name));
    Scope {
        unit: UnitRef::new("100", "青禾乡"),
        children: BTreeMap::from([("village".into(), villages.to_vec())]),
        period: Period::Year(2022),
        as_of: Cut::of("100".into(), Seq(17)),
        today: Date::new(2022, 12, 30).expect("a day"),
    }
}

pub fn answer(ask: &Ask) -> Figure {
    let (_, name, measure, places) =
        INDICATORS.iter().find(|(id, ..)| *id == ask.indicator.as_str()).expect("only known indicators are asked");
    let period = ask.period.to_string();
    let value = VALUES
        .iter()
        .find(|(indicator, unit, when, _)| {
            (*indicator, *unit, *when) == (ask.indicator.as_str(), ask.unit.as_str(), &*period)
        })
        .map(|(.., value)| value.parse().expect("a decimal"));
    let ratio = *measure == "%" && ask.indicator.as_str() == "paid_rate";
    Figure {
        ask: ask.clone(),
        name: (*name).to_owned(),
        value,
        measure: Measure::read(measure),
        places: *places,
        grade: match *name {
            "常住人口" => Grade::External,
            "安排资金" => Grade::Forecast,
            _ => Grade::Records,
        },
        numerator: ratio.then(|| "152.81".parse().expect("a decimal")),
        denominator: ratio.then(|| "174".parse().expect("a decimal")),
        rows: None,
        as_of: scope().as_of,
        definition: "d1".to_owned(),
        missing: value
            .is_none()
            .then(|| Missing {
                code: "figure.no_records".to_owned(), message: "这一期间没有登记。".to_owned()
            }),
    }
}

pub fn parse(body: &str) -> (Option<Template>, Vec<Finding>) {
    parse_with("", body)
}

fn parse_with(more: &str, body: &str) -> (Option<Template>, Vec<Finding>) {
    let front = "+++\nname = \"年度工作总结\"\nunit_level = \"township\"\nperiod = \"year\"\n\
                 title = \"{{ unit.name }}{{ period.year }}年工作总结\"\nbyline = \"（{{ today }}）\"\n";
    Template::parse("annual".into(), "reports/annual.md", &format!("{front}{more}+++\n{body}"), &names())
}

pub fn build(body: &str) -> Document {
    build_with("", body)
}

/// With more lines of front matter.
pub fn build_with(more: &str, body: &str) -> Document {
    let (template, findings) = parse_with(more, body);
    let template = template.unwrap_or_else(|| panic!("{body}\n{findings:#?}"));
    let scope = scope();
    let answers = template.asks(&scope).into_iter().map(|ask| (ask.clone(), answer(&ask))).collect();
    let coverage = Coverage::new([
        ("F0002".to_owned(), "seed_area".into(), None, None),
        ("F0009".to_owned(), "cattle".into(), Some("102".into()), None),
        ("F0011".to_owned(), "letters".into(), None, Some(Period::Year(2021))),
        ("F0012".to_owned(), "letters".into(), None, None),
    ]);
    template.build(&scope, &answers, &coverage)
}
