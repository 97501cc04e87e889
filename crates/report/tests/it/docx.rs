//! The DOCX as Word and LibreOffice read it.

use std::io::{Cursor, Read};

use report::export::{
    Options,
    docx::{docx, docx_with},
};

use crate::support::{build, build_with};

const BODY: &str = "# 一、总结\n## （一）产业\n### 1. 粮食\n制种面积{{ 制种面积 }}，“烤房<新建>”\u{1}，预算收入{{ 一般公共预算收入 }}。\n\n: 各村水稻\n\
| 村 | 面积 |\n|---|---|\n{% for 村 in 各村 %}| {{ 村.name }} | {{ 水稻面积|村(村)|数 }} |{% endfor %}\n";

const CHART: &str =
    "```chart 各村水稻（亩）\n{% for 村 in 各村 %}{{ 村.name }} | {{ 水稻面积|村(村)|数 }}\n{% endfor %}\n```\n";

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a zip");
    let mut text = String::new();
    zip.by_name(name).expect(name).read_to_string(&mut text).expect("utf-8");
    text
}

/// Elements one a line, so that a difference is one line.
fn lines(xml: &str) -> String {
    xml.replace("<w:p>", "\n<w:p>")
        .replace("<w:tbl>", "\n<w:tbl>")
        .replace("<w:tr>", "\n<w:tr>")
        .replace("<w:sectPr>", "\n<w:sectPr>")
}

#[test]
fn the_main_part() {
    insta::assert_snapshot!("document_xml", lines(&part(&docx(&build(BODY)).expect("written"), "word/document.xml")));
}

#[test]
fn every_part_is_well_formed_and_named() {
    let whole = build_with("contents = true\nannex = true\n", &format!("{BODY}\n{CHART}"));
    let bytes = docx(&whole).expect("written");
    let zip = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
    let names: Vec<String> = zip.file_names().map(|name| name.expect("utf-8").into_owned()).collect();
    assert_eq!(names.len(), 12);
    for name in &names {
        let text = part(&bytes, name);
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{name}: {error}"),
            }
        }
    }
    let types = part(&bytes, "[Content_Types].xml");
    for name in names.iter().filter(|name| !name.ends_with(".rels") && !name.starts_with('[')) {
        assert!(types.contains(&format!("PartName=\"/{name}\"")), "{name}");
    }
}

#[test]
fn the_page_is_that_of_the_standard() {
    let bytes = docx(&build(BODY)).expect("written");
    let check = |name: &str, expect: &str| assert!(part(&bytes, name).contains(expect), "{name} lacks {expect}");
    check("word/document.xml", r#"<w:pgSz w:w="11906" w:h="16838"/>"#);
    check("word/document.xml", r#"<w:pgMar w:top="2098" w:right="1474" w:bottom="1984" w:left="1588""#);
    check("word/document.xml", r#"<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-850"/>"#);
    check("word/styles.xml", r#"w:eastAsia="方正小标宋简体" w:cs="Times New Roman"/><w:sz w:val="44"/>"#);
    check("word/styles.xml", r#"<w:snapToGrid w:val="0"/><w:spacing w:line="579" w:lineRule="exact"/>"#);
    check("word/styles.xml", r#"<w:spacing w:val="-6"/><w:sz w:val="32"/>"#);
    check("word/styles.xml", r#"<w:name w:val="heading 2"/>"#);
    check("word/styles.xml", r#"<w:outlineLvl w:val="2"/>"#);
    check("word/styles.xml", r#"<w:ind w:firstLineChars="200" w:firstLine="640"/>"#);
    check("word/settings.xml", "<w:evenAndOddHeaders/>");
    check("word/footer1.xml", r#"<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>"#);
    check("word/footer2.xml", r#"<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>"#);
    for (number, font) in [(1, "黑体"), (2, "楷体_GB2312"), (3, "仿宋_GB2312"), (4, "仿宋_GB2312")] {
        let styles = part(&bytes, "word/styles.xml");
        let style = styles.split("<w:style ").find(|style| style.contains(&format!("w:styleId=\"Heading{number}\"")));
        let style = style.expect("a style for each level");
        for words in [
            format!("<w:outlineLvl w:val=\"{}\"/>", number - 1),
            format!("w:eastAsia=\"{font}\""),
            "<w:sz w:val=\"32\"/>".to_owned(),
            "<w:ind w:firstLineChars=\"200\" w:firstLine=\"640\"/>".to_owned(),
        ] {
            assert!(style.contains(&words), "heading {number} lacks {words}");
        }
    }
    check("word/styles.xml", r#"w:eastAsia="宋体" w:cs="宋体"/><w:sz w:val="28"/>"#);
    check("word/footer1.xml", ">— </w:t>");
    check("word/footer2.xml", "> —</w:t>");
    check(
        "word/document.xml",
        "<w:trPr><w:cantSplit/><w:trHeight w:val=\"480\" w:hRule=\"atLeast\"/><w:tblHeader/></w:trPr>",
    );
    // Where the named fonts are missing, what may stand for them is named too.
    for (font, others) in [
        ("方正小标宋简体", "华文中宋,STZhongsong,宋体,SimSun"),
        ("仿宋_GB2312", "仿宋,FangSong,华文仿宋,STFangsong"),
        ("楷体_GB2312", "楷体,KaiTi,华文楷体,STKaiti"),
    ] {
        check("word/fontTable.xml", &format!("<w:font w:name=\"{font}\"><w:altName w:val=\"{others}\"/>"));
    }
    check("docProps/core.xml", "<dc:title>青禾乡2022年工作总结</dc:title>");
}

#[test]
fn charts_are_drawn_from_the_values_printed() {
    let check = |line: &str, expect: &[&str]| {
        let bytes = docx(&build(&format!("```chart 图\n{line}\n```"))).expect("written");
        let chart = part(&bytes, "word/charts/chart1.xml");
        for words in expect {
            assert!(chart.contains(words), "{line} lacks {words}\n{chart}");
        }
    };
    check("甲 | {{ 水稻面积|数 }}", &["<c:v>1047.67</c:v>", "<c:formatCode>0.00</c:formatCode>"]);
    check("甲 | {{ 已拨付资金|万元 }}", &["<c:v>152.81</c:v>", "<c:formatCode>0.00&quot;万元&quot;</c:formatCode>"]);
    check(
        "甲 | {{ 信访件 }}\n乙 | {{ 一般公共预算收入 }}",
        &["<c:v>乙（缺）</c:v>", "<c:ptCount val=\"2\"/><c:pt idx=\"0\"><c:v>7</c:v></c:pt></c:numLit>"],
    );
    check("甲 | {{ 已拨付资金 }}\n乙 | {{ 安排资金 }}", &["<c:v>1740000</c:v>", "<a:t>174万元</a:t>"]);
    check("甲 | {{ 放养黄牛|余 }}", &["<c:v>1003</c:v>", "<a:t>1000余头</a:t>"]);
    let main = part(&docx(&build(CHART)).expect("written"), "word/document.xml");
    assert!(main.contains("descr=\"各村水稻（亩）：甲村500.5，乙村547.17，丙村0。\""), "{main}");
    let none = docx(&build("```chart 图\n甲 | 没有\n```")).expect("written");
    assert!(part(&none, "word/document.xml").contains("<w:tbl>"));
}

#[test]
fn contents_name_headings_and_their_pages() {
    let body = format!("# 一、甲\n## （一）乙\n{}\n\n# 二、丙\n", "字".repeat(28 * 22));
    let main = part(&docx(&build_with("contents = true\n", &body)).expect("written"), "word/document.xml");
    let pages: Vec<&str> =
        main.split(" PAGEREF ").skip(1).filter_map(|rest| rest.split("<w:t>").nth(1)?.split("</w:t>").next()).collect();
    assert_eq!(pages, ["1", "1", "2"]);
    for words in ["一、甲", "（一）乙", "二、丙"] {
        assert!(main.contains(&format!("{words}</w:t></w:r><w:r><w:tab/></w:r>")), "{words}");
    }
    assert_eq!(main.matches("<w:bookmarkStart").count(), 3);
    assert!(main.contains(" TOC \\o \"1-2\"") && main.contains("w:dirty=\"true\""));
    assert!(main.contains("<w:pgNumType w:start=\"1\"/>"));
    assert!(!part(&docx(&build(&body)).expect("written"), "word/document.xml").contains("TOC"));
}

#[test]
fn the_annex_lists_every_figure_once() {
    let body = "{{ 信访件 }}{{ 信访件|数 }}{{ 信访件|同比 }}{{ 常住人口 }}{{ 安排资金 }}{{ 水稻面积|村('甲村') }}";
    let definitions = [("letters".into(), "年内收到的信件。".to_owned())].into();
    let options = Options { annex: true, definitions, ..Options::default() };
    let bytes = docx_with(&build(body), &options).expect("written");
    insta::assert_snapshot!("annex", lines(part(&bytes, "word/document.xml").split("附表").nth(1).expect("an annex")));
    assert!(!part(&docx(&build(body)).expect("written"), "word/document.xml").contains("附表"));
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(docx(&build(BODY)).expect("written"), docx(&build(BODY)).expect("written"));
}
