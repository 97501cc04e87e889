//! A workbook, written row after row into a stream: the records, the rows of their tables, and what the file says of itself.
//!
//! - [`parts`]: everything but the rows
//! - [`styles`]: how cells look
//! - [`form`]: the rows of a form, under headings of several levels
//! - [`rows`]: rows of cells; texts stand in their cells, so that nothing has to be known before it is written
//! - [`text`]: texts as XML has them
//! - [`widths`]: how wide columns are, of the first rows
//!
//! Written by hand, as DOCX is (ADR 0008): the library at hand keeps all of it until the end, in memory or in a file of
//! its own (ADR 0025).

mod form;
mod parts;
mod rows;
mod styles;
mod text;
mod widths;

use std::io::{self, Write};

use zip::{
    CompressionMethod, DateTime, ZipWriter,
    write::{SimpleFileOptions, StreamWriter},
};

pub(super) use form::FormBook;
pub(crate) use form::Sheet;
pub(super) use widths::Widths;

use super::{about::About, cells::Cell, columns::Columns};
use rows::Rows;

/// The most rows of a sheet below its headings, as the format has it.
pub(crate) const MOST_ROWS: u64 = 1_048_575;
/// Rows are compressed in pieces of about this size.
const PIECE: usize = 64 * 1024;
/// Beyond this a part of an archive needs another form, which not every program reads.
const LARGE: u64 = 3_500_000_000;

/// A workbook that is being written.
pub(super) struct Workbook<W: Write> {
    zip: ZipWriter<StreamWriter<W>>,
    rows: Rows,
    tail: String,
    /// What stands behind the rows of a table.
    tail_of_table: String,
    /// Sheets of tables that are begun.
    tables: usize,
}

impl<W: Write> Workbook<W> {
    /// Everything before the first record; `tables` are the names of the sheets that follow.
    pub fn begin(into: W, about: &About, columns: &Columns, widths: &Widths, tables: &[&str]) -> io::Result<Self> {
        let mut zip = ZipWriter::new_stream(into);
        let sheet = parts::sheet_name(about);
        let last = parts::last_cell(columns.all.len(), about.total);
        let tables: Vec<String> = tables.iter().map(|name| parts::name_of_table(about, name)).collect();
        let names = parts::names_of_list(&sheet, &last) + &parts::names_of_tables(&tables);
        for (name, content) in parts::small(about, &sheet, &tables, &names) {
            zip.start_file(name, options(false))?;
            zip.write_all(content.as_bytes())?;
        }
        // Twice what the first rows let expect: the form must be chosen before anything is known of the others.
        zip.start_file(parts::SHEET, options(widths.bytes_of(about.total).saturating_mul(2) > LARGE))?;
        zip.write_all(parts::head(widths.all(), Some(&last)).as_bytes())?;
        let mut rows = Rows::new(columns, styles::LISTS);
        rows.headings(columns);
        let (tail, tail_of_table) = (parts::tail(about, Some(&last)), parts::tail(about, None));
        Ok(Self { zip, rows, tail, tail_of_table, tables: 0 })
    }

    /// Ends the sheet at hand and begins that of the next table.
    pub fn next_sheet(&mut self, columns: &Columns, widths: &Widths) -> io::Result<()> {
        self.put()?;
        let tail = std::mem::replace(&mut self.tail, self.tail_of_table.clone());
        self.zip.write_all(tail.as_bytes())?;
        self.zip.start_file(parts::part_of_table(self.tables), options(false))?;
        self.tables += 1;
        self.zip.write_all(parts::head(widths.all(), None).as_bytes())?;
        self.rows = Rows::new(columns, styles::LISTS);
        self.rows.headings(columns);
        Ok(())
    }

    pub fn row<'a>(&mut self, cells: impl Iterator<Item = Cell<'a>>) -> io::Result<()> {
        self.rows.row(cells)?;
        if self.rows.written.len() >= PIECE { self.put() } else { Ok(()) }
    }

    pub fn finish(mut self) -> io::Result<()> {
        self.put()?;
        self.zip.write_all(self.tail.as_bytes())?;
        self.zip.finish()?.into_inner().flush()
    }

    fn put(&mut self) -> io::Result<()> {
        self.zip.write_all(&self.rows.written)?;
        self.rows.written.clear();
        Ok(())
    }
}

/// The quickest of deflate: a sheet is mostly its own tags, and what more effort saves takes longer than to send.
/// The time is fixed, so that the same records are the same bytes.
fn options(is_large: bool) -> SimpleFileOptions {
    SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1))
        .last_modified_time(DateTime::default())
        .large_file(is_large)
}
