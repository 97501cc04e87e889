//! The rows of a form in their frame: the title and what is said above the table, headings of several levels, the rows with
//! lines around each cell, the last row of the whole, notes, and places to sign; as it is printed, page after page.

use std::io::{self, Write};

use pack::model::{Header, HeaderCell, Paper, PaperSize, letters};
use zip::{ZipWriter, write::StreamWriter};

use super::{
    LARGE, PIECE, options, parts,
    rows::{self, Rows},
    styles,
};
use crate::exports::{about::About, cells::Cell, columns::Columns};

/// How high a line of 11 points is, and what a row takes beside its lines.
const LINE: u32 = 15;
const ROOM: u32 = 5;
/// How high a line of the title is, and of the signatures.
const TITLE: u32 = 26;
const SIGNED: u32 = 36;
/// No row is higher than this.
const HIGHEST: u32 = 409;
/// About what a cell takes before it is compressed.
const CELL: u64 = 90;

/// What stands around the rows of a form.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    /// The form's id.
    pub form: String,
    /// What stands above all.
    pub title: String,
    /// Lines below the title, at the right.
    pub right: Vec<String>,
    /// The last line above the table: at its left, and at its right.
    pub above: (String, String),
    /// The headings.
    pub header: Header,
    /// What stands below each heading, where anything does.
    pub codes: Option<Vec<String>>,
    /// How wide each column is, in letters.
    pub widths: Vec<u32>,
    /// What it is printed on.
    pub paper: Paper,
    /// The last row, of the whole.
    pub whole: Option<Vec<Cell<'static>>>,
    /// Lines below the table.
    pub notes: Vec<String>,
    /// Who signs it.
    pub signers: String,
}

/// A form that is being written.
pub(crate) struct FormBook<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    rows: Rows,
    sheet: Sheet,
    merged: Vec<String>,
    tail: String,
}

impl<W: Write> FormBook<W> {
    /// Everything before the first row.
    pub fn begin(into: W, about: &About, columns: &Columns, sheet: &Sheet) -> io::Result<Self> {
        let mut zip = ZipWriter::new_stream(into);
        let name = parts::sheet_name(about);
        let head = sheet.head();
        for (name, content) in parts::small(about, &name, &[], &parts::repeated(&name, 0, head)) {
            zip.start_file(name, options(false))?;
            zip.write_all(content.as_bytes())?;
        }
        let bytes = about.total.saturating_mul(columns.all.len() as u64).saturating_mul(CELL);
        zip.start_file(parts::SHEET, options(bytes > LARGE))?;
        zip.write_all(sheet.before(head.1).as_bytes())?;
        let rows = Rows::new(columns, styles::FORMS);
        let (sheet, tail) = (sheet.clone(), sheet.after(about));
        let mut book = Self { zip, rows, sheet, merged: Vec::new(), tail };
        book.above();
        book.headings();
        Ok(book)
    }

    /// A row, as high as its texts are; not every program finds that out by itself.
    pub fn row<'a>(&mut self, cells: impl Iterator<Item = Cell<'a>>) -> io::Result<()> {
        let cells: Vec<Cell<'a>> = cells.collect();
        let height = self.sheet.height(&cells);
        self.rows.row_of(Some(height), cells.into_iter())?;
        if self.rows.written.len() >= PIECE { self.put() } else { Ok(()) }
    }

    pub fn finish(mut self) -> io::Result<()> {
        if let Some(whole) = self.sheet.whole.take() {
            self.row(whole.into_iter())?;
        }
        for note in std::mem::take(&mut self.sheet.notes) {
            let height = lines(&note, self.sheet.wide()) * LINE + ROOM;
            self.line(&note, styles::FORM_LEFT, height);
        }
        let signers = std::mem::take(&mut self.sheet.signers);
        if !signers.is_empty() {
            self.line(&signers, styles::FORM_LEFT, SIGNED);
        }
        self.put()?;
        let merged: String = self.merged.iter().map(|range| format!(r#"<mergeCell ref="{range}"/>"#)).collect();
        let merged = match self.merged.len() {
            0 => String::new(),
            many => format!(r#"<mergeCells count="{many}">{merged}</mergeCells>"#),
        };
        write!(self.zip, "</sheetData>{merged}{}", self.tail)?;
        self.zip.finish()?.into_inner().flush()
    }

    fn above(&mut self) {
        let Sheet { title, right, above: (left, at_right), .. } = self.sheet.clone();
        let wide = self.sheet.wide();
        self.line(&title, styles::FORM_TITLE, (letters(&title) * 16).div_ceil(wide * 11).max(1) * TITLE);
        for text in right {
            self.line(&text, styles::FORM_RIGHT, LINE + ROOM);
        }
        let Some(middle) = self.sheet.middle() else {
            self.line(&left, styles::FORM_LEFT, LINE + ROOM);
            self.line(&at_right, styles::FORM_RIGHT, LINE + ROOM);
            return;
        };
        let (one, other) = self.sheet.widths.split_at(middle);
        let high = lines(&left, one.iter().sum()).max(lines(&at_right, other.iter().sum()));
        self.rows.open(Some(high * LINE + ROOM));
        self.rows.text(0, &left, styles::FORM_LEFT);
        self.rows.text(middle, &at_right, styles::FORM_RIGHT);
        self.rows.close();
        let (row, last) = (self.rows.count(), self.sheet.widths.len() - 1);
        self.merge((row, 0), (row, middle - 1));
        self.merge((row, middle), (row, last));
    }

    /// One line over the whole width.
    fn line(&mut self, text: &str, style: u32, height: u32) {
        self.rows.open(Some(height));
        self.rows.text(0, text, style);
        self.rows.close();
        let row = self.rows.count();
        self.merge((row, 0), (row, self.sheet.widths.len().saturating_sub(1)));
    }

    fn headings(&mut self) {
        let header = self.sheet.header.clone();
        let first = self.rows.count() + 1;
        for (row, height) in heights(&header, &self.sheet.widths).into_iter().enumerate() {
            self.rows.open(Some(height));
            for column in 0..self.sheet.widths.len() {
                // All cells of a heading have its lines around them.
                match header.cells.iter().find(|cell| cell.row == row && cell.column == column) {
                    Some(cell) => self.rows.text(column, &cell.text, styles::FORM_HEADING),
                    None => self.rows.blank(column, styles::FORM_HEADING),
                }
            }
            self.rows.close();
        }
        for cell in &header.cells {
            let row = |at: usize| first + u32::try_from(at).unwrap_or(u32::MAX);
            let last = (row(cell.row + cell.rows - 1), cell.column + cell.columns - 1);
            self.merge((row(cell.row), cell.column), last);
        }
        if let Some(codes) = self.sheet.codes.take() {
            self.rows.open(Some(LINE + ROOM));
            for (column, code) in codes.iter().enumerate() {
                self.rows.text(column, code, styles::FORM_CODE);
            }
            self.rows.close();
        }
    }

    /// Draws cells together, from one corner to the other; one alone stays as it is.
    fn merge(&mut self, from: (u32, usize), to: (u32, usize)) {
        if from != to {
            self.merged.push(format!("{}:{}", at(from), at(to)));
        }
    }

    fn put(&mut self) -> io::Result<()> {
        self.zip.write_all(&self.rows.written)?;
        self.rows.written.clear();
        Ok(())
    }
}

impl Sheet {
    /// The rows that each page repeats: the headings, and the codes below them.
    fn head(&self) -> (u32, u32) {
        let many = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        let above = 1 + many(self.right.len()) + if self.middle().is_some() { 1 } else { 2 };
        (above + 1, above + many(self.header.rows) + u32::from(self.codes.is_some()))
    }

    /// The column at which the right half begins.
    fn middle(&self) -> Option<usize> {
        let half = self.wide() / 2;
        let mut before = 0;
        let fits = |width: &&u32| {
            before += **width;
            before <= half
        };
        let middle = self.widths.iter().take_while(fits).count().max(1);
        (self.widths.len() > 1).then_some(middle)
    }

    /// How high a row is, in points.
    fn height(&self, cells: &[Cell<'_>]) -> u32 {
        let needs = |(cell, width): (&Cell<'_>, &u32)| match cell {
            Cell::Text(text) => text.lines().map(|line| lines(line, *width)).sum::<u32>(),
            _ => 1,
        };
        let most = cells.iter().zip(&self.widths).map(needs).max().unwrap_or(1).max(1);
        (most * LINE + ROOM).min(HIGHEST)
    }

    fn wide(&self) -> u32 {
        self.widths.iter().sum::<u32>().max(1)
    }

    /// The part of the sheet before its first row; what stands above the rows stays in view.
    fn before(&self, head: u32) -> String {
        let column = |(number, width): (usize, &u32)| {
            format!(r#"<col min="{number}" max="{number}" width="{width}" customWidth="1"/>"#)
        };
        let columns: String = (1..).zip(&self.widths).map(column).collect();
        let (first, main) = (head + 1, parts::MAIN);
        format!(
            r#"{}<worksheet xmlns="{main}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView tabSelected="1" workbookViewId="0" showGridLines="0"><pane ySplit="{head}" topLeftCell="A{first}" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A{first}" sqref="A{first}"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="18"/><cols>{columns}</cols><sheetData>"#,
            parts::HEAD
        )
    }

    /// The part of the sheet after its last row and what is drawn together.
    fn after(&self, about: &About) -> String {
        let size = match self.paper.size {
            PaperSize::A3 => 8,
            PaperSize::A4 => 9,
        };
        let lies = if self.paper.landscape { "landscape" } else { "portrait" };
        let above = about.watermark().map(|told| format!("<oddHeader>&amp;C{}</oddHeader>", parts::printed(&told)));
        let below = format!("<oddFooter>&amp;L{}&amp;R第&amp;P页 共&amp;N页</oddFooter>", parts::printed(&about.name));
        format!(
            r#"<printOptions horizontalCentered="1"/><pageMargins left="0.5" right="0.5" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="{size}" orientation="{lies}" fitToWidth="1" fitToHeight="0"/><headerFooter>{}{below}</headerFooter></worksheet>"#,
            above.unwrap_or_default()
        )
    }
}

/// How high the rows of headings are, in points: each as high as what stands in it alone; what reaches over several makes the
/// last of them higher where it must.
fn heights(header: &Header, widths: &[u32]) -> Vec<u32> {
    let needs = |cell: &HeaderCell| {
        lines(&cell.text, widths[cell.column..cell.column + cell.columns].iter().sum()) * LINE + ROOM
    };
    let mut heights = vec![LINE + ROOM; header.rows];
    for cell in header.cells.iter().filter(|cell| cell.rows == 1) {
        heights[cell.row] = heights[cell.row].max(needs(cell));
    }
    for cell in header.cells.iter().filter(|cell| cell.rows > 1) {
        let last = cell.row + cell.rows - 1;
        let have: u32 = heights[cell.row..=last].iter().sum();
        heights[last] += needs(cell).saturating_sub(have);
    }
    heights
}

/// How many lines a text takes in so many letters, of which one is the room at both ends.
fn lines(text: &str, width: u32) -> u32 {
    letters(text).div_ceil(width.saturating_sub(1).max(1)).max(1)
}

fn at((row, column): (u32, usize)) -> String {
    format!("{}{row}", rows::letters(column))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_as_high_as_their_words() {
        let words = |text: &str| text.to_owned();
        let (none, group) = (vec![], vec![words("面积")]);
        let columns: Vec<(&[String], String)> = vec![
            (&none, words("一个要写六行才写得下的很长的列名")),
            (&group, words("水田")),
            (&group, words("旱地和别的地")),
        ];
        let header = Header::of(&columns);
        // 32 letters in 6 of a line are 6 lines, 12 in 8 are 2.
        assert_eq!(heights(&header, &[7, 7, 9]), [20, 75]);
        assert_eq!(heights(&header, &[70, 7, 9]), [20, 35]);
    }

    fn sheet(widths: &[u32]) -> Sheet {
        Sheet {
            form: String::new(),
            title: String::new(),
            right: Vec::new(),
            above: (String::new(), String::new()),
            header: Header::of(&[]),
            codes: None,
            widths: widths.to_vec(),
            paper: Paper { size: PaperSize::A4, landscape: true },
            whole: None,
            notes: Vec::new(),
            signers: String::new(),
        }
    }

    #[test]
    fn the_right_half_begins_at_a_column() {
        let check = |widths: &[u32], expect: Option<usize>| assert_eq!(sheet(widths).middle(), expect, "{widths:?}");
        check(&[20], None);
        check(&[20, 4], Some(1));
        check(&[10, 10], Some(1));
        check(&[5, 5, 10], Some(2));
        check(&[4, 4, 4, 4, 4], Some(2));
    }

    #[test]
    fn rows_are_as_high_as_their_texts() {
        let check = |texts: &[&str], expect: u32| {
            let cells: Vec<Cell<'_>> = texts.iter().map(|text| Cell::Text((*text).into())).collect();
            assert_eq!(sheet(&[11, 7]).height(&cells), expect, "{texts:?}");
        };
        check(&["", ""], 20);
        check(&["五个汉字整", "三个字"], 20);
        check(&["六个汉字才多", "三个字"], 35);
        check(&["一\n二\n三", ""], 50);
        check(&["", &"字".repeat(500)], HIGHEST);
        assert_eq!(sheet(&[11]).height(&[Cell::Blank]), 20);
    }
}
