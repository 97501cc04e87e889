//! Plain text, for pasting into systems that take nothing else.

use super::{
    Options,
    annex::{self, Annex},
};
use crate::document::{Block, Document, Run, plain};

const INDENT: &str = "\u{3000}\u{3000}";

/// The document as text: paragraphs indented by two characters, cells parted by tabs.
pub fn text(document: &Document) -> String {
    text_with(document, &Options::default())
}

/// The document as text, with what the caller asks for besides.
pub fn text_with(document: &Document, options: &Options) -> String {
    let mut lines = vec![document.title.clone()];
    lines.extend(document.byline.clone());
    lines.push(String::new());
    for block in &document.blocks {
        match block {
            Block::Heading { runs, .. } | Block::Paragraph { runs } => lines.push(format!("{INDENT}{}", plain(runs))),
            Block::Table { caption, header, rows } => {
                lines.extend((!caption.is_empty()).then(|| plain(caption)));
                lines.extend((!header.is_empty()).then(|| row(header)));
                lines.extend(rows.iter().map(|cells| row(cells)));
            }
            Block::Chart { caption, bars } => {
                lines.push(plain(caption));
                lines.extend(bars.iter().map(|bar| format!("{}\t{}", plain(&bar.label), plain(&bar.value))));
            }
        }
    }
    if let Some(annex) = annex::wanted(document, options) {
        lines.extend(appended(&annex));
    }
    lines.join("\n") + "\n"
}

fn row(cells: &[Vec<Run>]) -> String {
    cells.iter().map(|cell| plain(cell)).collect::<Vec<_>>().join("\t")
}

fn appended(annex: &Annex) -> Vec<String> {
    let mut lines = vec![String::new(), format!("{} {}", annex::LABEL, annex::TITLE), annex.note.clone()];
    lines.push(annex::HEAD.join("\t"));
    lines.extend(annex.rows.iter().map(|row| row.cells().join("\t")));
    lines.extend((!annex.legend.is_empty()).then(|| annex.legend.clone()));
    lines.extend(annex.decided.iter().cloned());
    lines.extend(annex::SIGNATURES.map(str::to_owned));
    lines
}
