//! The thread that writes: pages of rows → cells → one of the formats.

use std::{io, sync::Arc};

use kernel::{LedgerId, Problem};
use pack::model::Ledger;
use rules::Context;
use store::ListRow;
use tokio::sync::mpsc;

use super::{
    about::About,
    cells::Words,
    columns::Columns,
    csv::Csv,
    pieces::{Pieces, Road},
    run::{Format, Layout},
    tables::Table,
    titles::Titles,
    xlsx::{FormBook, MOST_ROWS, Widths, Workbook},
};
use crate::{World, imports::Child};

/// What is handed to the thread that writes.
pub(super) type Handed = Result<Part, Problem>;

/// A part of a file.
pub(super) enum Part {
    /// Rows of the sheet at hand.
    Rows(Vec<ListRow>, Titles),
    /// That sheet ends.
    Ends,
}

/// What the thread that writes knows.
pub(super) struct Writer {
    pub world: Arc<World>,
    pub ledger: LedgerId,
    pub columns: Arc<Columns>,
    pub about: About,
    pub layout: Layout,
    /// Those that have sheets of their own.
    pub tables: Arc<[Table]>,
}

enum Writing {
    Xlsx(Box<Workbook<Pieces>>),
    Csv(Csv<Pieces>),
    Form(Box<FormBook<Pieces>>),
}

impl Writer {
    /// Writes page after page; a failure breaks the file off.
    pub fn write(&self, mut pages: mpsc::Receiver<Handed>, into: Pieces, road: &Road) -> Result<(), Problem> {
        let Some(ledger) = self.world.pack.ledger(self.ledger.as_str()) else { return Err(broken()) };
        let done = self.all(ledger, &mut pages, into, road);
        if let Err(problem) = &done {
            road.break_off(problem.clone());
        }
        done
    }

    fn all(
        &self,
        ledger: &Ledger,
        pages: &mut mpsc::Receiver<Handed>,
        into: Pieces,
        road: &Road,
    ) -> Result<(), Problem> {
        let context = self.world.context();
        let apart = self.tables.iter().map(|table| &table.child.field);
        let words = Words::new(ledger, &self.columns, &context).with_rows_apart(apart);
        let mut page = pages.blocking_recv().transpose()?;
        let mut writing = self.begin(&words, page.as_ref(), into).map_err(gone)?;
        let mut written = 0;
        let filled = loop {
            let Some(Part::Rows(rows, titles)) = page else { break Ok(()) };
            if let Err(error) = self.rows(&mut writing, &words, &rows, written, &titles) {
                break Err(gone(error));
            }
            written += rows.len() as u64;
            page = match pages.blocking_recv().transpose() {
                Ok(page) => page,
                Err(problem) => break Err(problem),
            };
        };
        // Fewer rows than were counted: whoever read them stopped without a word.
        let filled = filled.and_then(|()| if written >= self.about.total { Ok(()) } else { Err(broken()) });
        let filled = filled.and_then(|()| match &mut writing {
            Writing::Xlsx(book) => self.tables.iter().try_for_each(|table| Self::table(table, book, pages, &context)),
            Writing::Csv(_) | Writing::Form(_) => Ok(()),
        });
        if let Err(problem) = filled {
            road.close();
            return Err(problem);
        }
        match writing {
            Writing::Xlsx(workbook) => workbook.finish(),
            Writing::Csv(csv) => csv.finish(),
            Writing::Form(book) => book.finish(),
        }
        .map_err(gone)
    }

    fn begin(&self, words: &Words<'_>, first: Option<&Part>, into: Pieces) -> io::Result<Writing> {
        let columns = &self.columns.all;
        match &self.layout {
            Layout::List(Format::Csv) => {
                Csv::begin(into, columns.iter().map(|column| column.heading.as_str())).map(Writing::Csv)
            }
            Layout::List(Format::Xlsx) => {
                let mut widths = Widths::new(&self.columns);
                if let Some(Part::Rows(rows, titles)) = first {
                    rows.iter().all(|row| widths.look(columns.iter().map(|column| words.cell(column, row, 1, titles))));
                }
                let tables: Vec<&str> = self.tables.iter().map(|table| table.child.sheet.as_str()).collect();
                let book = Workbook::begin(into, &self.about, &self.columns, &widths, &tables)?;
                Ok(Writing::Xlsx(Box::new(book)))
            }
            Layout::Form(sheet) => {
                FormBook::begin(into, &self.about, &self.columns, sheet).map(|book| Writing::Form(Box::new(book)))
            }
        }
    }

    /// The sheet of a table, up to the mark behind its rows.
    fn table(
        table: &Table,
        book: &mut Workbook<Pieces>,
        pages: &mut mpsc::Receiver<Handed>,
        context: &Context<'_>,
    ) -> Result<(), Problem> {
        let (ledger, columns) = (&table.child.ledger, &table.columns);
        let words = Words::new(ledger, columns, context);
        let mut page = pages.blocking_recv().transpose()?;
        let mut widths = Widths::new(columns);
        if let Some(Part::Rows(rows, titles)) = &page {
            rows.iter().all(|row| widths.look(columns.all.iter().map(|column| words.cell(column, row, 1, titles))));
        }
        book.next_sheet(columns, &widths).map_err(gone)?;
        let mut written = 0;
        loop {
            match page {
                Some(Part::Rows(rows, titles)) => {
                    written += rows.len() as u64;
                    if written > MOST_ROWS {
                        return Err(too_many(&table.child));
                    }
                    for row in &rows {
                        book.row(columns.all.iter().map(|column| words.cell(column, row, 1, &titles))).map_err(gone)?;
                    }
                }
                Some(Part::Ends) => return Ok(()),
                None => return Err(broken()),
            }
            page = pages.blocking_recv().transpose()?;
        }
    }

    fn rows(
        &self,
        writing: &mut Writing,
        words: &Words<'_>,
        rows: &[ListRow],
        before: u64,
        titles: &Titles,
    ) -> io::Result<()> {
        for (number, row) in (before + 1..).zip(rows) {
            let cells = self.columns.all.iter().map(|column| words.cell(column, row, number, titles));
            match writing {
                Writing::Xlsx(workbook) => workbook.row(cells)?,
                Writing::Csv(csv) => csv.row(cells)?,
                Writing::Form(book) => book.row(cells)?,
            }
        }
        Ok(())
    }
}

fn too_many(table: &Child) -> Problem {
    let message = format!("“{}”的各行合起来超过 {MOST_ROWS} 行，一张 Excel 表放不下，导出中断。", table.ledger.name);
    Problem::new("export.too_many", message).hint("请按单位、按条件分几次导出，或不选这一列。")
}

pub(super) fn broken() -> Problem {
    Problem::new("export.broken_off", "导出中途出错，文件不完整。").hint("请重新导出；如果再次出错，请告诉管理员。")
}

/// Nobody takes the pieces any more, or there are more of them than the format has room for.
pub(super) fn gone(error: io::Error) -> Problem {
    let gone = error.kind() == io::ErrorKind::BrokenPipe;
    let problem = if gone {
        Problem::new("export.stopped", "导出已停止。").hint("需要时请重新导出。")
    } else {
        broken()
    };
    problem.detail(error.kind())
}
