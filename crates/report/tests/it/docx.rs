//! The DOCX as Word and LibreOffice read it.

use std::io::{Cursor, Read};

use report::export::docx::docx;

use crate::support::build;

const BODY: &str = "# 一、总结\n## （一）产业\n### 1. 粮食\n制种面积{{ 制种面积 }}，“烤房<新建>”\u{1}，预算收入{{ 一般公共预算收入 }}。\n\n: 各村水稻\n\
| 村 | 面积 |\n|---|---|\n{% for 村 in 各村 %}| {{ 村.name }} | {{ 水稻面积|村(村)|数 }} |{% endfor %}\n";

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
    let bytes = docx(&build(BODY)).expect("written");
    let zip = zip::ZipArchive::new(Cursor::new(&bytes)).expect("a zip");
    let names: Vec<String> = zip.file_names().map(|name| name.expect("utf-8").into_owned()).collect();
    assert_eq!(names.len(), 11);
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
    check("word/styles.xml", r#"<w:name w:val="heading 2"/>"#);
    check("word/styles.xml", r#"<w:outlineLvl w:val="2"/>"#);
    check("word/styles.xml", r#"<w:ind w:firstLineChars="200" w:firstLine="640"/>"#);
    check("word/settings.xml", "<w:evenAndOddHeaders/>");
    check("word/footer1.xml", r#"<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>"#);
    check("word/footer2.xml", r#"<w:ind w:leftChars="100" w:left="280"/><w:jc w:val="left"/>"#);
    check("docProps/core.xml", "<dc:title>青禾乡2022年工作总结</dc:title>");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    assert_eq!(docx(&build(BODY)).expect("written"), docx(&build(BODY)).expect("written"));
}
