//! The text of a report, its front matter with it.

use std::collections::BTreeMap;

use kernel::{Cut, Date, Measure, Period, Seq};
use report::{Candidate, Coverage, NameTable, Scope, Template, UnitRef, export};

/// id, name, measure.
const INDICATORS: [(&str, &str, &str); 5] = [
    ("rice_area", "水稻面积", "亩"),
    ("paid", "已拨付资金", "元"),
    ("rate", "资金拨付率", "%"),
    ("letters", "信访件", "件"),
    ("cattle", "放养黄牛", "头"),
];

/// Findings, or a document of which files can be made though not a single figure has an answer.
pub fn templates(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (template, findings) = Template::parse("fuzzed".into(), "reports/fuzzed.md", text, &names());
    let Some(template) = template else {
        assert!(findings.iter().any(kernel::Finding::is_error), "no template, and nobody says why");
        return;
    };
    let scope = scope();
    template.asks(&scope);
    let document = template.build(&scope, &BTreeMap::new(), &Coverage::new([]));
    export::text::text(&document);
    export::docx::docx(&document).expect("a document is written");
    export::json(&document).expect("a document is written");
}

fn names() -> NameTable {
    let levels = [("township", "乡镇"), ("village", "村"), ("grid", "网格")];
    let table = NameTable::new(levels.map(|(id, name)| (id.into(), name.to_owned())).to_vec());
    INDICATORS.iter().fold(table, |table, (id, name, measure)| {
        let one = Candidate { indicator: (*id).into(), name: (*name).to_owned(), measure: Measure::read(measure) };
        table.indicator(one, std::iter::empty::<String>())
    })
}

fn scope() -> Scope {
    let villages = [("101", "甲村"), ("102", "乙村")].map(|(id, name)| UnitRef::new(id, name));
    Scope {
        unit: UnitRef::new("100", "青禾乡"),
        children: BTreeMap::from([("village".into(), villages.to_vec())]),
        period: Period::Year(2022),
        as_of: Cut::of("100".into(), Seq(17)),
        today: Date::new(2022, 12, 30).expect("a day"),
    }
}
