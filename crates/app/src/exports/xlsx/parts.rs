//! A workbook without its rows.

use super::{
    rows::letters,
    styles,
    text::{escaped, put},
};
use crate::exports::about::{About, PERSONAL, is_awkward};

/// The part of the records.
pub(super) const SHEET: &str = "xl/worksheets/sheet1.xml";
/// What the other sheet is called.
const ABOUT: &str = "导出说明";
/// The most characters of a sheet's name.
const LONGEST: usize = 31;

pub(super) const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
pub(super) const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const DOCUMENT: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// All parts but those of the records and of the rows of tables, by their names.
pub(super) fn small(about: &About, sheet: &str, tables: &[String], names: &str) -> [(&'static str, String); 6] {
    let own = ["worksheets/sheet1.xml", "worksheets/sheet2.xml"].map(|part| ("worksheet", part.to_owned()));
    let parts = (0..tables.len()).map(|at| ("worksheet", part_of_table(at).replacen("xl/", "", 1)));
    let parts: Vec<(&str, String)> =
        own.into_iter().chain([("styles", "styles.xml".to_owned())]).chain(parts).collect();
    [
        ("[Content_Types].xml", types(tables.len())),
        ("_rels/.rels", relations(&[("officeDocument", "xl/workbook.xml".to_owned())])),
        ("xl/workbook.xml", workbook(sheet, tables, names)),
        ("xl/_rels/workbook.xml.rels", relations(&parts)),
        ("xl/styles.xml", styles::part()),
        ("xl/worksheets/sheet2.xml", about_sheet(about)),
    ]
}

/// The part of the sheet of a table, counted from 0.
pub(super) fn part_of_table(at: usize) -> String {
    format!("xl/worksheets/sheet{}.xml", at + 3)
}

/// What the sheet of a table is called.
pub(super) fn name_of_table(about: &About, name: &str) -> String {
    format!("{name}{}", personal(about))
}

fn personal(about: &About) -> String {
    if about.is_personal { format!("·{PERSONAL}") } else { String::new() }
}

/// What a person reads at the foot of the window: whether persons are spoken of is seen without printing.
pub(super) fn sheet_name(about: &About) -> String {
    let tail = personal(about);
    let room = LONGEST - tail.chars().count();
    let name = about.name.chars().filter(|c| !is_awkward(*c)).take(room).chain(tail.chars()).collect::<String>();
    let name = name.trim_matches('\'');
    if name.is_empty() || name == ABOUT { "记录".to_owned() } else { name.to_owned() }
}

/// The last cell of so many columns and rows below the headings.
pub(super) fn last_cell(columns: usize, rows: u64) -> String {
    format!("{}{}", letters(columns.saturating_sub(1)), rows + 1)
}

/// Before the rows of a sheet; of that of the records, which is shown first, the last cell is known.
pub(super) fn head(widths: impl Iterator<Item = usize>, last: Option<&str>) -> String {
    let column =
        |(at, width): (usize, usize)| format!(r#"<col min="{at}" max="{at}" width="{width}" customWidth="1"/>"#);
    let columns: String = (1..).zip(widths).map(column).collect();
    let reach = last.map(|last| format!(r#"<dimension ref="A1:{last}"/>"#)).unwrap_or_default();
    let shown = if last.is_some() { r#" tabSelected="1""# } else { "" };
    format!(
        r#"{HEAD}<worksheet xmlns="{MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>{reach}<sheetViews><sheetView{shown} workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>{columns}</cols><sheetData>"#
    )
}

/// After the rows of a sheet. Where the last cell is known, columns can be filtered.
pub(super) fn tail(about: &About, last: Option<&str>) -> String {
    let above = about.watermark().map(|told| format!("<oddHeader>&amp;C{}</oddHeader>", printed(&told)));
    let below = format!("<oddFooter>&amp;L{}&amp;R第&amp;P页 共&amp;N页</oddFooter>", printed(&about.name));
    let filter = last.map(|last| format!(r#"<autoFilter ref="A1:{last}"/>"#)).unwrap_or_default();
    format!(
        r#"</sheetData>{filter}<pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/><headerFooter>{}{below}</headerFooter></worksheet>"#,
        above.unwrap_or_default()
    )
}

/// As headers and footers have it: one sign of theirs stands for commands.
pub(super) fn printed(text: &str) -> String {
    escaped(&text.replace('&', "&&"))
}

fn about_sheet(about: &About) -> String {
    let mut rows = Vec::new();
    for (number, (word, told)) in (1..).zip(about.lines()) {
        rows.extend(format!("<row r=\"{number}\">").bytes());
        for (letter, style, text) in [("A", styles::HEADING, word), ("B", styles::TEXT, &told)] {
            rows.extend(format!(r#"<c r="{letter}{number}" s="{style}" t="inlineStr"><is><t>"#).bytes());
            put(&mut rows, text);
            rows.extend(b"</t></is></c>");
        }
        rows.extend(b"</row>");
    }
    let rows = String::from_utf8(rows).unwrap_or_default();
    format!(
        r#"{HEAD}<worksheet xmlns="{MAIN}"><cols><col min="1" max="1" width="14" customWidth="1"/><col min="2" max="2" width="70" customWidth="1"/></cols><sheetData>{rows}</sheetData></worksheet>"#
    )
}

fn types(tables: usize) -> String {
    let part =
        |(name, kind): (&str, &str)| format!(r#"<Override PartName="/{name}" ContentType="{TYPE}.{kind}+xml"/>"#);
    let tables: Vec<String> = (0..tables).map(part_of_table).collect();
    let parts: String = [
        ("xl/workbook.xml", "sheet.main"),
        (SHEET, "worksheet"),
        ("xl/worksheets/sheet2.xml", "worksheet"),
        ("xl/styles.xml", "styles"),
    ]
    .into_iter()
    .chain(tables.iter().map(|name| (name.as_str(), "worksheet")))
    .map(part)
    .collect();
    format!(
        r#"{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>{parts}</Types>"#
    )
}

fn relations(targets: &[(&str, String)]) -> String {
    let one = |(number, (kind, target)): (usize, &(&str, String))| {
        format!(r#"<Relationship Id="rId{number}" Type="{DOCUMENT}/{kind}" Target="{target}"/>"#)
    };
    let all: String = (1..).zip(targets).map(one).collect();
    format!(r#"{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{all}</Relationships>"#)
}

/// What is filtered of a list, and which of its rows each printed page repeats.
pub(super) fn names_of_list(sheet: &str, last: &str) -> String {
    let quoted = quoted(sheet);
    let column = last.trim_end_matches(|c: char| c.is_ascii_digit());
    let row = &last[column.len()..];
    format!(
        r#"<definedName name="_xlnm._FilterDatabase" localSheetId="0" hidden="1">{quoted}!$A$1:${column}${row}</definedName>{}"#,
        repeated(sheet, 0, (1, 1))
    )
}

/// Which rows each printed page of a table repeats.
pub(super) fn names_of_tables(tables: &[String]) -> String {
    (1..).zip(tables).map(|(place, name)| repeated(name, place, (1, 1))).collect()
}

/// The rows that each printed page of a sheet repeats, from one to another.
pub(super) fn repeated(sheet: &str, place: usize, (first, last): (u32, u32)) -> String {
    let quoted = quoted(sheet);
    format!(r#"<definedName name="_xlnm.Print_Titles" localSheetId="{place}">{quoted}!${first}:${last}</definedName>"#)
}

fn quoted(sheet: &str) -> String {
    format!("'{}'", escaped(&sheet.replace('\'', "''")))
}

fn workbook(sheet: &str, tables: &[String], names: &str) -> String {
    let name = escaped(sheet);
    let table = |(at, name): (usize, &String)| {
        format!(r#"<sheet name="{}" sheetId="{}" r:id="rId{}"/>"#, escaped(name), at + 3, at + 4)
    };
    let tables: String = tables.iter().enumerate().map(table).collect();
    format!(
        r#"{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{DOCUMENT}"><bookViews><workbookView activeTab="0"/></bookViews><sheets><sheet name="{name}" sheetId="1" r:id="rId1"/>{tables}<sheet name="{ABOUT}" sheetId="2" r:id="rId2"/></sheets><definedNames>{names}</definedNames></workbook>"#
    )
}
