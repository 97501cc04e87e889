//! Workbooks read both ways.

use std::io::{Cursor, Read, Write};

use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::super::{archive, workbook};

/// What a change to a part makes of the way its workbook is read.
#[derive(Clone, Copy, PartialEq, Debug)]
enum Way {
    Plain,
    Calamine,
}

use Way::{Calamine, Plain};

/// A workbook of two sheets that has a little of everything.
fn book() -> Vec<u8> {
    let mut book = Workbook::new();
    let (day, span) = (Format::new().set_num_format("yyyy-mm-dd"), Format::new().set_num_format("[h]:mm"));
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet().set_name("花名册 & 表").expect("a name");
    sheet.merge_range(0, 0, 0, 3, "测速镇", &bold).expect("merged");
    for row in 2..40 {
        let date = ExcelDateTime::from_ymd(2022, 1, 1).expect("a day");
        sheet.write(row, 0, format!("第{row}户 <&> \"x\" ")).expect("a cell");
        sheet.write(row, 1, f64::from(row) * 0.1 - 1.0).expect("a cell");
        sheet.write_with_format(row, 2, date, &day).expect("a cell");
        sheet.write_with_format(row, 3, 1.5, &span).expect("a cell");
        sheet.write(row, 5, row % 2 == 0).expect("a cell");
        sheet.write(row, 6, Formula::new("=B3*2").set_result("4.5")).expect("a cell");
        sheet.write(row, 7, Formula::new("=A3&\"x<y\"").set_result("a<b")).expect("a cell");
        sheet.write_blank(row, 8, &bold).expect("a cell");
    }
    sheet.write(41, 3, " ").expect("a cell");
    sheet.write_rich_string(42, 3, &[(&bold, "粗"), (&Format::new(), "细")]).expect("a cell");
    sheet.write(43, 30, "line\r\nbreak _x000D_ end").expect("a cell");
    sheet.write(44, 0, 12_345_678_901_234_567.0).expect("a cell");
    book.add_worksheet().set_name("空").expect("a name");
    let last = book.add_worksheet().set_name("末").expect("a name");
    last.write(3, 1, "末").expect("a cell");
    book.save_to_buffer().expect("a workbook")
}

/// The workbook with something in one of its parts put for something else.
fn changed(book: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(book)).expect("an archive");
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).expect("a part");
        let name = file.name().expect("a name").into_owned();
        let mut content = Vec::new();
        file.read_to_end(&mut content).expect("its content");
        if name.ends_with(part) {
            let text = String::from_utf8(content).expect("text");
            assert!(text.contains(from), "{from} is not in {name}: {}", &text[..text.len().min(2_000)]);
            content = text.replacen(from, to, 1).into_bytes();
        }
        writer.start_file(name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(&content).expect("its content");
    }
    writer.finish().expect("an archive").into_inner()
}

/// Plain or not, what is read is what calamine reads.
#[track_caller]
fn check(book: &[u8], expect: Way) {
    let parts = archive::unpack(book).expect("within limits").expect("an archive");
    let plain = super::sheets(&parts);
    assert_eq!(if plain.is_some() { Plain } else { Calamine }, expect);
    if let Some(plain) = plain {
        let read = workbook::sheets(book).expect("a workbook");
        assert!(!read.is_empty());
        for (plain, read) in plain.iter().zip(&read) {
            for (plain, read) in plain.rows.iter().zip(read.rows.iter()) {
                assert_eq!(plain, read);
            }
        }
        assert_eq!(plain, read);
    }
}

#[test]
fn both_ways_read_the_same() {
    const SHEET: &str = "worksheets/sheet1.xml";
    const FIRST: &str = "<c r=\"B3\"><v>-0.8</v></c>";
    let whole = book();
    check(&whole, Plain);
    let cell = |to: &str| changed(&whole, SHEET, FIRST, to);
    for (to, expect) in [
        ("<c r=\"B3\"/>", Plain),
        ("<c r=\"B3\" s=\"0\" />", Plain),
        ("<c r=\"B3\"><v></v></c>", Plain),
        ("<c r=\"B3\" t=\"n\"><v>1e3</v></c>", Plain),
        ("<c r=\"B3\" t=\"e\"><v>#REF!</v></c>", Plain),
        ("<c r=\"B3\" t=\"b\"><v>1</v></c>", Plain),
        ("<c r=\"B3\"><f>A1+1</f></c>", Plain),
        ("<c r=\"B3\"><f t=\"shared\" si=\"0\"/></c>", Plain),
        ("<c r=\"B3\"><f>A1</f><v>7</v></c>", Plain),
        ("<c r=\"B3\" t=\"str\"><f>A1</f><v>a&amp;b</v></c>", Plain),
        ("<c r=\"B3\" t=\"inlineStr\"><is><t> 王 &lt;秀&gt; </t></is></c>", Plain),
        ("<c r=\"B3\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> 王 </t></is></c>", Plain),
        ("<c r=\"B3\" t=\"inlineStr\"><is><t/></is></c>", Plain),
        ("\n <c r=\"B3\">\n<v>1</v>\n</c>\n", Plain),
        ("<c r=\"B3\" t=\"s\"><v>0</v></c>", Plain),
        ("<c r=\"B3\" t=\"s\"><v></v></c>", Plain),
        ("<c r=\"B3\" t=\"inlineStr\"><is><r><t>王</t></r></is></c>", Calamine),
        ("<c r=\"B3\" t=\"str\"><v>a&#10;b</v></c>", Calamine),
        ("<c r=\"B3\" t=\"str\"><v>_x0041_</v></c>", Calamine),
        ("<c r=\"B3\" t=\"d\"><v>2022-01-01</v></c>", Calamine),
        ("<c r=\"B3\" t=\"e\"><v>#GETTING_DATA</v></c>", Calamine),
        ("<c r=\"B3\" t=\"s\"><v>99999</v></c>", Calamine),
        ("<c r=\"B3\" s=\"99\"><v>1</v></c>", Calamine),
        ("<c r=\"B3\"><v>many</v></c>", Calamine),
        ("<c r=\"B3\"><v><![CDATA[1]]></v></c>", Calamine),
        ("<c r=\"B3\"><!-- 1 --><v>1</v></c>", Calamine),
        ("<c r=\"B9\"><v>1</v></c>", Calamine),
        ("<c r='B3'><v>1</v></c>", Calamine),
        ("<c><v>1</v></c>", Calamine),
        ("<x:c r=\"B3\"><v>1</v></x:c>", Calamine),
        ("<c r=\"XFD3\"><v>1</v></c>", Calamine),
        ("<c r=\"B3\"><v>1</v>", Calamine),
    ] {
        println!("{to}");
        check(&cell(to), expect);
    }
    check(&changed(&whole, "workbook.xml", "<workbookPr", "<workbookPr date1904=\"1\""), Plain);
    check(&changed(&whole, "styles.xml", "<cellXfs count=", "<cellXfs number="), Calamine);
    check(&changed(&whole, SHEET, "<row r=\"4\"", "<row r=\"2\""), Calamine);
    check(&changed(&whole, SHEET, "<sheetData>", "<sheetData xml:space=\"preserve\">"), Calamine);
    check(&changed(&whole, "sharedStrings.xml", "<si><t>", "<si><t>&#22320;"), Plain);
    check(&changed(&whole, "sharedStrings.xml", "<si><t>", "<si/><si><t>"), Plain);
    check(&changed(&whole, "sharedStrings.xml", "<si><t>", "<!-- --><si><t>"), Calamine);
}

#[test]
fn large_sheets_are_read_in_two_pieces() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for row in 0..20_000 {
        sheet.write(row, 0, format!("第{row}户")).expect("a cell");
        sheet.write(row, 2, row).expect("a cell");
    }
    let book = book.save_to_buffer().expect("a workbook");
    let parts = archive::unpack(&book).expect("within limits").expect("an archive");
    let sheet = parts.iter().find(|part| part.name.ends_with("sheet1.xml")).expect("a sheet");
    assert_eq!(super::cut(&sheet.content).len(), 2);
    check(&book, Plain);
}
