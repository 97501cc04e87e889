//! What a reader of JSON, HTML and plain text receives.

use report::{
    Document,
    export::{self, Options},
};

use crate::support::{build, build_with};

const BODY: &str = "# 一、工作<总结>\n## （一）产业\n制种面积{{ 制种面积 }},信访件同比{{ 信访件|同比 }},常住人口{{ 常住人口 }},\
预算收入{{ 一般公共预算收入 }}。\n\n: 各村水稻\n| 村 | 面积（亩） |\n|---|---|\n{% for 村 in 各村 %}| {{ 村.name }} | \
{{ 水稻面积|村(村)|数 }} |{% endfor %}\n\n```chart 各村信访件\n{% for 村 in 各村 %}\n{{ 村.name }} | {{ 信访件|村(村) }}\n\
{% endfor %}\n```\n";

#[test]
fn html() {
    insta::assert_snapshot!("fragment", export::html::fragment(&build(BODY)));
    let page = export::html::page(&build(BODY));
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("<title>青禾乡2022年工作总结</title>"));
    assert!(page.contains("<b>一般公共预算收入</b> 这一期间没有登记。"));
}

#[test]
fn an_annex_and_contents_where_they_are_asked_for() {
    let body =
        "# 一、工作\n信访件{{ 信访件 }}，上年{{ 信访件|上年 }}，常住人口{{ 常住人口 }}，{{ 水稻面积|村('甲村') }}。";
    let options = Options {
        annex: true,
        definitions: [("letters".into(), "年内收到的信件".to_owned())].into(),
        ..Options::default()
    };
    let text = export::text::text_with(&build(body), &options);
    let annex = text.split_once("附表").map_or("", |(_, annex)| annex);
    insta::assert_snapshot!("annex_text", annex);
    assert!(!export::text::text(&build(body)).contains("附表"));
    let page = export::html::page(&build_with("annex = true\ncontents = true\n", body));
    let check = |expect: &str| assert!(page.contains(expect), "lacks {expect}\n{page}");
    check("<a href=\"#h0\">一、工作</a>");
    check("<h2 id=\"h0\">一、工作</h2>");
    check("<td class=\"number\">12345人<sup>〔外〕</sup></td><td>外部 2022-12-31</td>");
    check("<td class=\"words\">甲村水稻面积</td>");
    assert!(!export::html::page(&build(body)).contains("附表"));
}

#[test]
fn text() {
    insta::assert_snapshot!("text", export::text::text(&build(BODY)));
}

#[test]
fn json_reads_back() {
    let document = build(BODY);
    let json = export::json(&document).expect("written");
    assert_eq!(serde_json::from_str::<Document>(&json).expect("read"), document);
    assert!(json.contains("\"value\": \"4079.70\"") && json.contains("\"F0002\""), "{json}");
}
