//! Wrong templates, each with everything that must be found in it at once.

use kernel::ReportId;
use report::Template;

use crate::support::{names, parse};

/// Findings as `line:column code`, lines of the body counted from 1.
fn check(body: &str, expect: &[&str]) {
    let (template, findings) = parse(body);
    let found: Vec<String> = findings
        .iter()
        .map(|f| format!("{}:{} {}", f.place.line.unwrap_or(0).saturating_sub(7), f.place.column.unwrap_or(0), f.code))
        .collect();
    assert_eq!(found, expect, "{body}\n{findings:#?}");
    assert_eq!(template.is_none(), findings.iter().any(kernel::Finding::is_error));
    assert!(findings.iter().all(|f| f.hint.is_some() && f.place.file.as_deref() == Some("reports/annual.md")));
}

#[test]
fn names_must_mean_one_thing() {
    check("{{ 水稻面积 }}{{ rice_area }}{{ 水稻种植面积 }}{{ 指标('35周岁以下党员(含预备)') }}", &[]);
    check(
        "甲{{ 水道面积 }}\n\n乙{{ 种植面积 }}丙{{ 没有的 }}",
        &["1:5 report.unknown_indicator", "3:5 report.ambiguous_indicator", "3:16 report.unknown_indicator"],
    );
    check("{{ 指标('没有') }}{{ 指标(水稻面积) }}", &["1:4 report.unknown_indicator", "1:18 report.expression"]);
    check(
        "{{ unit.nmae }}{{ 水稻面积.name }}{{ loop.last }}",
        &["1:4 report.unknown_word", "1:19 report.unknown_word", "1:34 report.unknown_word"],
    );
}

#[test]
fn nearest_names_and_candidates_are_told() {
    let (_, findings) = parse("{{ 水道面积 }}{{ 种植面积 }}");
    assert_eq!(findings[0].hint.as_deref(), Some("是不是:水稻面积、水稻种植面积、制种面积?"));
    assert_eq!(findings[1].message, "“种植面积”可以指2个指标:rice_area(水稻面积)、seed_area(制种面积)。");
}

#[test]
fn nothing_is_computed_in_a_template() {
    check("{{ 水稻面积 + 制种面积 }}", &["1:4 report.arithmetic"]);
    check("{{ 水稻面积 * 2 - 没有的 }}", &["1:4 report.arithmetic", "1:15 report.unknown_indicator"]);
    check("{{ -水稻面积 }}{{ 水稻面积 ~ '亩' }}", &["1:4 report.arithmetic", "1:15 report.arithmetic"]);
    check("{{ (水稻面积 / 制种面积)|万元 }}", &["1:5 report.arithmetic"]);
    check("{{ 水稻面积 if 制种面积 else 0 }}", &["1:1 report.expression"]);
}

#[test]
fn filters_must_fit() {
    check("{{ 水稻面积|公顷|位(2) }}{{ 水稻面积|村('甲村')|上年|数 }}{{ 常住人口|万人 }}", &[]);
    check("{{ 水稻面积|万元 }}", &["1:9 report.measure"]);
    check(
        "{{ 水稻面积|期间(period.words) }}{{ 水稻面积|位(0.5) }}",
        &["1:9 report.filter_argument", "1:36 report.filter_argument"],
    );
    check("{{ 水稻面积|同比|环比 }}", &["1:12 report.filter_twice"]);
    check("{{ 水稻面积|万人 }}{{ 没有的|万人 }}", &["1:9 report.measure", "1:17 report.unknown_indicator"]);
    check("{{ 水稻面积|户 }}{{ 水稻面积|上午 }}", &["1:9 report.unknown_filter", "1:21 report.unknown_filter"]);
    check("{{ 没有的|乱写|万元 }}", &["1:4 report.unknown_indicator", "1:8 report.unknown_filter"]);
    check(
        "{{ 水稻面积|村 }}{{ 水稻面积|期间('八月') }}{{ 水稻面积|余(0) }}{{ 水稻面积|位(9) }}",
        &[
            "1:9 report.filter_argument",
            "1:21 report.filter_argument",
            "1:40 report.filter_argument",
            "1:55 report.filter_argument",
        ],
    );
    check("{{ 水稻面积|上年|上年 }}", &["1:12 report.filter_twice"]);
    check("{{ 水稻面积|村('甲村')|各村 }}", &["1:17 report.filter_twice"]);
    check("{{ 已拨付资金|万元|同比 }}", &["1:13 report.filter_conflict"]);
    check("{{ 资金拨付率|分子|万 }}", &["1:13 report.unknown_filter"]);
    check("{{ unit.name|万元 }}", &["1:4 report.filter_on_text"]);
}

#[test]
fn conditions_and_loops_stay_on_the_scope() {
    check("{% if unit.name == '青禾乡' and not period.year == 2021 %}甲{% else %}乙{% endif %}", &[]);
    check("{% if 水稻面积 %}甲{{ 没有 }}{% endif %}", &["1:7 report.condition", "1:18 report.unknown_indicator"]);
    check("{% if unit.name > '甲' %}{% endif %}", &["1:4 report.condition"]);
    check(
        "{% for 村 in 各县 %}{{ 村.name }}{{ 没有 }}{% endfor %}",
        &["1:13 report.loop", "1:33 report.unknown_indicator"],
    );
    check("{% set x = 1 %}", &["1:4 report.statement"]);
    check(
        "{% for 村 in 各村 %}{% for 月 in 各月 %}{{ 信访件|村(月) }}{% endfor %}{% endfor %}",
        &["1:42 report.filter_argument"],
    );
}

#[test]
fn one_unreadable_mark_does_not_hide_the_next() {
    check(
        "甲{{ 水稻面积｜万元 }}\n乙{{ 水稻 面积 }}丙{{ 没有 }}\n丁{{ 水稻面积",
        &["1:2 report.syntax", "2:2 report.syntax", "2:17 report.unknown_indicator", "3:2 report.syntax"],
    );
    check("{% for 村 in 各村 %}甲", &["1:1 report.syntax"]);
    check("{% for 村 in 各村 %}{% if today %}{% endif %}{{ 水稻面积 }}\n{{ 制种面积 }}", &["1:1 report.syntax"]);
    check("{{ 水稻面积 }}{% endfor %}", &["1:11 report.syntax"]);
    check("{{ 水稻面积\n一段，{{ 没有 }}", &["1:1 report.syntax", "2:7 report.unknown_indicator"]);
    check("甲{# 说明", &["1:2 report.syntax"]);
    check("{% include 'x' %}", &["1:1 report.syntax"]);
}

#[test]
fn shapes_that_cannot_be_printed() {
    check(
        "# 甲\n# 三、乙\n### 丙",
        &["1:1 report.heading_number", "2:1 report.heading_number", "3:1 report.heading_level"],
    );
    check("##### 五\n\n#一、\n\n- 甲", &["1:1 report.heading", "3:1 report.heading", "5:1 report.markup"]);
    check("```chart 各村\n甲 | {{ 水稻面积 }}\n```\n", &[]);
    check("```mermaid\n```\n\n```chart 各村\n甲", &["1:1 report.fence", "2:1 report.fence", "4:1 report.fence"]);
}

#[test]
fn front_matter_tells_all_its_mistakes() {
    let check = |text: &str, expect: &[&str]| {
        let (template, findings) = Template::parse(ReportId::new("x"), "x.md", text, &names());
        assert!(template.is_none(), "{text}");
        let found: Vec<String> = findings.iter().map(|f| format!("{} {}", f.place.line.unwrap_or(0), f.code)).collect();
        assert_eq!(found, expect, "{text}\n{findings:#?}");
    };
    check("# 一、", &["1 report.no_front_matter"]);
    check("+++\nname = 总结\n+++\n{{ 没有 }}", &["2 report.front_syntax", "4 report.unknown_indicator"]);
    check(
        "+++\nname = 3\nunit_level = \"city\"\nperiod = \"week\"\nstyle = \"x\"\nauthor = \"甲\"\nannex = 1\n+++\n",
        &[
            "1 report.front_missing",
            "2 report.front_type",
            "3 report.unknown_level",
            "4 report.unknown_period",
            "5 report.unknown_style",
            "6 report.front_unknown",
            "7 report.front_type",
        ],
    );
    check(
        "+++\nname = \"甲\"\nunit_level = \"village\"\nperiod = \"month\"\ntitle = \"{{ 水稻面积 }}{{ unit.x }}\"\n+++\n",
        &["5 report.figure_in_title", "5 report.unknown_word"],
    );
}
