//! `word/document.xml`.

use super::{
    annex, chart, contents,
    parts::{NAMESPACES, PAGE_HEIGHT, PAGE_WIDTH, XML},
    runs::{paragraph, paragraph_of, run},
    table,
};
use crate::{
    document::{Block, Document, Run},
    export::Options,
};

/// The main part, and the charts it shows.
pub(super) fn document(document: &Document, options: &Options) -> (String, Vec<String>) {
    let mut body = Body { xml: String::new(), charts: Vec::new(), headings: 0, marked: document.contents };
    if document.contents {
        body.xml += &contents::contents(document);
        // Pages are counted from the text on; the contents have no number.
        body.xml += &format!("<w:p><w:pPr><w:pStyle w:val=\"TableEnd\"/>{}</w:pPr></w:p>", section("", ""));
    }
    body.xml += &paragraph("Title", &[Run::words(&document.title)]);
    if let Some(byline) = &document.byline {
        body.xml += &paragraph("Byline", &[Run::words(byline)]);
    }
    document.blocks.iter().for_each(|block| body.block(block));
    if let Some(annex) = crate::export::annex::wanted(document, options) {
        body.xml += &annex::annex(&annex);
    }
    let footers =
        "<w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"even\" r:id=\"rId5\"/>";
    let start = if document.contents { "<w:pgNumType w:start=\"1\"/>" } else { "" };
    let end = section(footers, start);
    let main = format!("{XML}<w:document {NAMESPACES}><w:body>{}{end}</w:body></w:document>", body.xml);
    (main, body.charts)
}

struct Body {
    xml: String,
    charts: Vec<String>,
    headings: usize,
    /// Whether headings are marked, so that the contents can point at them.
    marked: bool,
}

impl Body {
    fn block(&mut self, block: &Block) {
        let xml = match block {
            Block::Heading { level, runs } => {
                self.headings += 1;
                let words: String = runs.iter().map(|one| run(one, "")).collect();
                let words = if self.marked { contents::marked(self.headings, &words) } else { words };
                paragraph_of(&format!("Heading{level}"), "", &words)
            }
            Block::Paragraph { runs } => paragraph("BodyText", runs),
            Block::Table { caption, header, rows } => table::table(caption, header, rows),
            Block::Chart { caption, bars } => match chart::chart(bars) {
                Some(drawn) => {
                    self.charts.push(drawn);
                    chart::picture(self.charts.len(), caption, bars)
                }
                None => {
                    let rows: Vec<_> = bars.iter().map(|bar| vec![bar.label.clone(), bar.value.clone()]).collect();
                    table::table(caption, &[], &rows)
                }
            },
        };
        self.xml += &xml;
    }
}

fn section(footers: &str, numbering: &str) -> String {
    format!(
        "<w:sectPr>{footers}<w:pgSz w:w=\"{PAGE_WIDTH}\" w:h=\"{PAGE_HEIGHT}\"/>\
         <w:pgMar w:top=\"2098\" w:right=\"1474\" w:bottom=\"1984\" w:left=\"1588\" w:header=\"851\" w:footer=\"1304\" w:gutter=\"0\"/>\
         {numbering}<w:cols w:space=\"720\"/><w:docGrid w:type=\"linesAndChars\" w:linePitch=\"579\" w:charSpace=\"-850\"/></w:sectPr>"
    )
}
