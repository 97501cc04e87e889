//! What a reader of JSON, HTML and plain text receives.

use report::{Document, export};

use crate::support::build;

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
