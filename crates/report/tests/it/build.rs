//! Right templates: what they print, what they ask, and what is missing.

use kernel::Period;
use report::{Block, Run};

use crate::support::{build, parse, scope};

/// The body as plain text, blocks parted by ` ¶ `.
fn check(body: &str, expect: &str) {
    let document = build(body);
    let text: Vec<String> =
        document.blocks.iter().map(|block| block.runs().iter().map(|run| run.text()).collect()).collect();
    assert_eq!(text.join(" ¶ "), expect, "{body}");
}

#[test]
fn marks_print_numbers_with_their_units() {
    check("制种面积{{ 制种面积 }}。", "制种面积4079.7亩。");
    check("{{ 水稻面积|数 }}亩", "1047.67亩");
    check("{{ 已拨付资金|万元 }},拨付率为{{ 资金拨付率 }}", "152.81万元,拨付率为87.82%");
    check("{{ 资金拨付率|分子 }}比{{ 资金拨付率|分母 }}万元", "152.81比174万元");
    check("{{ 放养黄牛|余 }}、{{ 放养黄牛|约 }}、{{ 满意度|超 }}", "1000余头、约1000头、超90%");
    check("{{ 常住人口|万人|位(1) }}", "1.2万人");
    check("{{ 常住人口|万人|约(0.1) }}", "约1.2万人");
    check("{{ 信访件|村('乙村') }}", "0件");
    check("{{ 放养黄牛|村('乙村')|余(100) }}", "200余头");
    check("{{ 指标('35周岁以下党员(含预备)') }}", "5名");
    check("{{ 信访件|期间('2022-08') }}", "2件");
}

#[test]
fn the_year_before_in_value_and_in_words() {
    check("上年{{ 信访件|上年|数 }}个,今年{{ 信访件|数 }}个", "上年12个,今年7个");
    check("同比{{ 信访件|同比 }}、{{ 信访件|同比|位(1) }}", "同比下降41.67%、下降41.7%");
    check("{{ 满意度|同比 }}", "提高15.4个百分点");
    check("{{ 水稻面积|同比 }}", "增长4.77%");
    check("{{ 放养黄牛|同比 }}", "增加1003头（上年同期为0）");
    check("{{ 信访件|上年|等级 }}、{{ 常住人口|等级 }}、{{ 安排资金|等级 }}", "逐条、外部、预计");
    check("{{ 常住人口|上年|等级 }}", "〔缺：2021年常住人口的等级〕");
    check("{{ 常住人口|同比 }}", "〔缺：常住人口同比〕");
    check("{{ 信访件|期间('2022-Q2')|环比 }}", "增长200%");
    check("{{ 信访件|期间(period.last_year) }}、{{ 信访件|期间(period.year) }}", "12件、7件");
    check("{% for 季 in 各季度 %}{% if loop.first %}{{ 信访件|期间(季.last_year) }}{% endif %}{% endfor %}", "12件");
}

#[test]
fn units_below_are_listed_or_looped_over() {
    check("{{ 水稻面积|各村 }}", "甲村500.5亩、乙村547.17亩、丙村0亩");
    check("{{ 信访件|各村|数 }}", "甲村7、乙村0、丙村0");
    check(
        "{% for 村 in 各村 %}{{ 村.name }}{{ 信访件|村(村) }}{% if not loop.last %}；{% endif %}{% endfor %}。",
        "甲村7件；乙村0件；丙村0件。",
    );
    check("{% for 网格 in 各网格 %}{{ 网格.name }}{% else %}没有网格{% endfor %}。", "没有网格。");
    check(
        "{% for 季 in 各季度 %}{% if loop.index == 2 %}{{ 季 }}{{ 信访件|期间(季) }}{% endif %}{% endfor %}",
        "2022年第二季度3件",
    );
}

#[test]
fn words_of_the_scope() {
    check(
        "{{ unit.name }}{{ unit.id }},{{ period.words }},{{ period.first }}至{{ period.last }}",
        "青禾乡100,2022年,2022年1月1日至2022年12月31日",
    );
    check("{{ period.last_year }}、{{ period.next_year }}、{{ today }}", "2021、2023、2022年12月30日");
    check("{% if unit.name == '青禾乡' and not period.year == 2021 %}甲{% else %}乙{% endif %}{# 说明 #}", "甲");
}

#[test]
fn lines_become_blocks() {
    check(
        "# 一、甲\n## （一）乙\n第一行\n第二行{{ 信访件 }}\n\n第二段\n",
        "一、甲 ¶ （一）乙 ¶ 第一行第二行7件 ¶ 第二段",
    );
    check(
        "{% for 村 in 各村 %}\n{{ 村.name }}一段。\n\n{% endfor %}\n完。",
        "甲村一段。 ¶ 乙村一段。 ¶ 丙村一段。 ¶ 完。",
    );
    check("{% for 村 in 各村 %}\n{{ 村.name }},\n{% endfor %}\n完。", "甲村,乙村,丙村,完。");
}

#[test]
fn words_and_figures_between_stars_are_bold() {
    let document = build("**一是{{ 信访件 }}。**其余\n**照旧。");
    let bold: String = document.blocks[0].runs().into_iter().filter(|run| run.is_strong()).map(Run::text).collect();
    assert_eq!(bold, "一是7件。");
    check("**一是{{ 信访件 }}。**其余\n**照旧。", "一是7件。其余**照旧。");
}

#[test]
fn tables_take_rows_from_loops() {
    let rows = |body: &str| {
        let blocks = build(body).blocks;
        assert_eq!(blocks.len(), 1, "{blocks:#?}");
        let Some(Block::Table { caption, header, rows }) = blocks.into_iter().next() else {
            panic!("no table: {body}")
        };
        let text = |runs: &[Run]| runs.iter().map(Run::text).collect::<String>();
        let line = |cells: &[Vec<Run>]| cells.iter().map(|cell| text(cell)).collect::<Vec<_>>().join(",");
        let rows: Vec<String> = rows.iter().map(|cells| line(cells)).collect();
        format!("{}/{}/{}", text(&caption), line(&header), rows.join(";"))
    };
    let check = |body: &str, expect: &str| assert_eq!(rows(body), expect, "{body}");
    let all = "/村,面积/甲村,500.5;乙村,547.17;丙村,0";
    check(
        "| 村 | 面积 |\n|---|---|\n{% for 村 in 各村 %}| {{ 村.name }} | {{ 水稻面积|村(村)|数 }} |{% endfor %}\n",
        all,
    );
    check(
        "| 村 | 面积 |\n|---|--:|\n{% for 村 in 各村 %}\n| {{ 村.name }} | {{ 水稻面积|村(村)|数 }} |\n{% endfor %}\n",
        all,
    );
    check(
        "| 村 | 面积 |\n|---|---|\n{% for 村 in 各村 %}| {{ 村.name }} | {{ 水稻面积|村(村)|数 }} |\n{% endfor %}",
        all,
    );
    check(": 水稻\n| 甲 | 乙 |\n| 丙\\|丁 |", "水稻//甲,乙;丙|丁,");
}

#[test]
fn charts_are_bars() {
    let document = build(
        "```chart 各村信访件\n{% for 村 in 各村 %}\n{{ 村.name }} | {{ 信访件|村(村) }}\n{% endfor %}\n```\n后文。",
    );
    let Block::Chart { caption, bars } = &document.blocks[0] else { panic!("{:#?}", document.blocks) };
    assert_eq!(caption[0].text(), "各村信访件");
    let shown: Vec<_> = bars.iter().map(|bar| (bar.label[0].text(), bar.value[0].text())).collect();
    assert_eq!(shown, [("甲村", "7件"), ("乙村", "0件"), ("丙村", "0件")]);
    assert_eq!(document.blocks.len(), 2);
}

#[test]
fn nothing_behind_is_a_gap_and_is_listed() {
    let check = |body: &str, text: &str, expect: &[(&str, &str)]| {
        let document = build(body);
        let shown: String = document.blocks[0].runs().iter().map(|run| run.text()).collect();
        assert_eq!(shown, text, "{body}");
        let missing: Vec<_> = document.missing.iter().map(|gap| (gap.name.as_str(), gap.code.as_str())).collect();
        assert_eq!(missing, expect, "{body}");
        assert_eq!(document.warnings.iter().any(|w| w.code == "report.missing_figures"), !expect.is_empty());
    };
    check("{{ 信访件 }}", "7件", &[]);
    check(
        "{{ 一般公共预算收入 }}、{{ 一般公共预算收入|余 }}",
        "〔缺：一般公共预算收入〕、〔缺：一般公共预算收入〕",
        &[("一般公共预算收入", "figure.no_records")],
    );
    check(
        "{{ 放养黄牛|各村 }}",
        "甲村〔缺：放养黄牛〕、乙村212头、丙村〔缺：放养黄牛〕",
        &[("甲村放养黄牛", "figure.no_records"), ("丙村放养黄牛", "figure.no_records")],
    );
    check("{{ 制种面积|同比 }}", "〔缺：制种面积同比〕", &[("制种面积同比", "report.no_base")]);
    check("{{ 制种面积|环比 }}", "〔缺：制种面积环比〕", &[("制种面积环比", "report.no_base")]);
    check("{{ 制种面积|上年 }}", "〔缺：2021年制种面积〕", &[("2021年制种面积", "figure.no_records")]);
    check("{{ 信访件|村('丁村') }}", "〔缺：丁村信访件〕", &[("丁村信访件", "report.no_unit")]);
    check("{{ 信访件|分子 }}", "〔缺：信访件的分子〕", &[("信访件的分子", "report.no_part")]);
}

#[test]
fn what_was_not_answered_is_missing_too() {
    let (template, _) = parse("{{ 信访件 }}");
    let document = template.expect("right").build(&scope(), &Default::default(), &Default::default());
    assert_eq!(document.missing[0].code, "report.no_answer");
    assert_eq!((document.missing[0].line, document.missing[0].period), (8, Period::Year(2022)));
}

#[test]
fn every_figure_is_asked_once() {
    let (template, _) = parse(
        "{{ 信访件 }}{{ 信访件|数 }}{{ 信访件|同比 }}{{ 信访件|上年 }}{{ 信访件|各村 }}{{ 信访件|村('甲村') }}{{ 信访件|村('丁村') }}",
    );
    let asks = template.expect("right").asks(&scope());
    let asked: Vec<String> = asks.iter().map(|ask| format!("{} {}", ask.unit, ask.period)).collect();
    assert_eq!(asked, ["100 2022", "100 2021", "101 2022", "102 2022", "103 2022"]);
}

#[test]
fn runs_carry_their_figures_and_numbers() {
    let document =
        build("{{ 制种面积 }}{{ 信访件 }}{{ 信访件|上年 }}{{ 信访件|同比 }}{{ 放养黄牛|村('乙村') }}{{ 放养黄牛 }}");
    let runs: Vec<_> =
        document.figures().map(|(figure, text, ids)| (figure.ask.unit.as_str(), text, ids.join(" "))).collect();
    let expect = [
        ("100", "4079.7亩", "F0002"),
        ("100", "7件", "F0012"),
        ("100", "12件", "F0011"),
        ("100", "下降41.67%", ""),
        ("102", "212头", "F0009"),
        ("100", "1003头", ""),
    ];
    assert_eq!(runs, expect.map(|(unit, text, ids)| (unit, text, ids.to_owned())));
    let against = document.blocks[0].runs().into_iter().find_map(|run| match run {
        Run::Figure { against: Some(base), .. } => Some(base.ask.period),
        _ => None,
    });
    assert_eq!(against, Some(Period::Year(2021)));
}

#[test]
fn long_reports_are_warned_of() {
    let check = |characters: usize, expect: &[&str]| {
        let document = build(&"字".repeat(characters - 25));
        assert_eq!(document.characters, characters);
        assert_eq!(document.warnings.iter().map(|w| w.code.as_str()).collect::<Vec<_>>(), expect, "{characters}");
    };
    check(4000, &[]);
    check(4001, &["report.long"]);
    check(5000, &["report.long"]);
    check(5001, &["report.too_long"]);
}

#[test]
fn forecasts_are_to_be_confirmed() {
    let check = |body: &str, expect: &[&str]| {
        let codes: Vec<String> = build(body).warnings.into_iter().map(|w| w.code).collect();
        assert_eq!(codes, expect, "{body}");
    };
    check("{{ 安排资金 }}", &["report.forecast"]);
    check("{{ 信访件 }}{{ 常住人口 }}", &[]);
}

#[test]
fn a_template_is_for_its_kind_of_period() {
    let (template, _) = parse("甲");
    let template = template.expect("right");
    assert!(template.fits(&scope()).is_ok());
    let month = report::Scope { period: Period::Month(2022, 3), ..scope() };
    assert_eq!(template.fits(&month).expect_err("a month is no year").code, "report.wrong_period");
}
