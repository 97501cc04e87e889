//! `word/document.xml`.

use super::{
    parts::{NAMESPACES, PAGE_HEIGHT, PAGE_WIDTH, TEXT_WIDTH, XML},
    xml,
};
use crate::document::{Block, Document, Run, plain};

/// The main part.
pub(super) fn document(document: &Document) -> String {
    let mut body = paragraph("Title", &[Run::words(&document.title)]);
    if let Some(byline) = &document.byline {
        body += &paragraph("Byline", &[Run::words(byline)]);
    }
    body.extend(document.blocks.iter().map(block));
    format!("{XML}<w:document {NAMESPACES}><w:body>{body}{}</w:body></w:document>", section())
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { level, runs } => paragraph(&format!("Heading{level}"), runs),
        Block::Paragraph { runs } => paragraph("BodyText", runs),
        Block::Table { caption, header, rows } => table(caption, header, rows),
        Block::Chart { caption, bars } => {
            let rows: Vec<_> = bars.iter().map(|bar| vec![bar.label.clone(), bar.value.clone()]).collect();
            table(caption, &[], &rows)
        }
    }
}

fn paragraph(style: &str, runs: &[Run]) -> String {
    let runs: String = runs.iter().map(run).collect();
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{runs}</w:p>")
}

fn run(run: &Run) -> String {
    // The hint sets “”, — and … in the Chinese font.
    let gap = if matches!(run, Run::Gap { .. }) { "<w:highlight w:val=\"yellow\"/>" } else { "" };
    format!(
        "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/>{gap}</w:rPr><w:t xml:space=\"preserve\">{}</w:t></w:r>",
        xml(run.text())
    )
}

fn table(caption: &[Run], header: &[Vec<Run>], rows: &[Vec<Vec<Run>>]) -> String {
    let all: Vec<&[Vec<Run>]> =
        (!header.is_empty()).then_some(header).into_iter().chain(rows.iter().map(Vec::as_slice)).collect();
    let widths = widths(&all);
    if widths.is_empty() {
        return String::new();
    }
    let grid: String = widths.iter().map(|width| format!("<w:gridCol w:w=\"{width}\"/>")).collect();
    let caption = if caption.is_empty() { String::new() } else { paragraph("Caption", caption) };
    let head = if header.is_empty() { String::new() } else { row(header, &widths, true) };
    let rows: String = rows.iter().map(|cells| row(cells, &widths, false)).collect();
    // The empty paragraph keeps neighbouring tables apart.
    format!(
        "{caption}<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{TEXT_WIDTH}\" w:type=\"dxa\"/>\
         <w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{head}{rows}</w:tbl>\
         <w:p><w:pPr><w:pStyle w:val=\"TableEnd\"/></w:pPr></w:p>"
    )
}

fn row(cells: &[Vec<Run>], widths: &[usize], header: bool) -> String {
    let style = if header { "TableHead" } else { "TableText" };
    let cell = |(runs, width): (&Vec<Run>, &usize)| {
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>{}</w:tc>",
            paragraph(style, runs)
        )
    };
    let cells: String = cells.iter().zip(widths).map(cell).collect();
    let repeated = if header { "<w:tblHeader/>" } else { "" };
    format!("<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{cells}</w:tr>")
}

/// Widths of columns by their longest cell, within reason; together the width of the text.
fn widths(rows: &[&[Vec<Run>]]) -> Vec<usize> {
    let columns = rows.iter().map(|row| row.len()).max().unwrap_or(0);
    let longest = |column: usize| {
        let length = |cell: &Vec<Run>| plain(cell).chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum::<usize>();
        rows.iter().filter_map(|row| row.get(column)).map(length).max().unwrap_or(0).clamp(6, 30)
    };
    let weights: Vec<usize> = (0..columns).map(longest).collect();
    let total = weights.iter().sum::<usize>().max(1);
    weights.iter().map(|weight| TEXT_WIDTH * weight / total).collect()
}

fn section() -> String {
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"even\" r:id=\"rId5\"/>\
         <w:pgSz w:w=\"{PAGE_WIDTH}\" w:h=\"{PAGE_HEIGHT}\"/>\
         <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1304\" w:gutter=\"0\"/>\
         <w:cols w:space=\"720\"/><w:docGrid w:type=\"linesAndChars\" w:linePitch=\"579\" w:charSpace=\"-850\"/></w:sectPr>"
    )
}
