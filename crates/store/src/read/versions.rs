//! Versions for the columns of the figures room: all that began or ended after a cut. A book that is read for the first
//! time comes in pages, each as one text that the database packs and whoever takes it in unpacks ([`super::packed`]).

use std::sync::Arc;

use kernel::{BookId, Cut, Date, Problem, Seq, Value};
use tokio::sync::{mpsc, oneshot};

use super::packed::{self, Packing, Range};
use crate::{
    asking,
    cell::{Cell, Kind},
    dialect::{Sql, quoted},
    engine::{Connection, Readers, Row},
    problem::{closed, damaged},
    record::{Spell, VersionRow, Versions},
    row::seq,
    schema::{Column, Layout, step_column},
    shared::Shared,
};

/// Pages of versions, up to where the books stood when they were asked for.
pub struct VersionPages {
    coming: mpsc::Receiver<Result<Page, Problem>>,
    layout: Arc<Layout>,
    heads: Cut,
    rows: usize,
}

enum Page {
    /// Rows that came one by one.
    Rows(Vec<VersionRow>),
    /// Rows of a book that were packed, and are being unpacked.
    Unpacking(oneshot::Receiver<Result<Vec<VersionRow>, Problem>>),
    /// Nothing is missing.
    End,
}

/// How many pages may wait to be taken.
const AHEAD: usize = 2;
/// Versions of a page.
const PAGE: usize = 4_000;

impl VersionPages {
    /// Where the books stood; what is in the pages is as known then.
    pub fn heads(&self) -> &Cut {
        &self.heads
    }

    /// About how many versions there are of books that are read for the first time.
    pub fn about(&self) -> usize {
        self.rows
    }

    /// The next page; nothing after the last. Waits for it: not for a thread that answers.
    pub fn next_page(&mut self) -> Result<Option<Versions>, Problem> {
        let rows = match self.coming.blocking_recv().ok_or_else(closed)?? {
            Page::End => return Ok(None),
            Page::Rows(rows) => rows,
            Page::Unpacking(rows) => rows.blocking_recv().map_err(|_| closed())??,
        };
        Ok(Some(self.versions(rows)))
    }

    /// All that is left.
    pub(crate) async fn all(mut self) -> Result<Versions, Problem> {
        let mut all = self.versions(Vec::new());
        loop {
            match self.coming.recv().await.ok_or_else(closed)?? {
                Page::End => return Ok(all),
                Page::Rows(rows) => all.rows.extend(rows),
                Page::Unpacking(rows) => all.rows.extend(rows.await.map_err(|_| closed())??),
            }
        }
    }

    fn versions(&self, rows: Vec<VersionRow>) -> Versions {
        Versions {
            fields: fields(&self.layout).map(|column| column.field.clone()).collect(),
            steps: self.layout.steps.clone(),
            dated: dated(&self.layout).map(|column| column.field.clone()).collect(),
            rows,
            heads: self.heads.clone(),
        }
    }
}

/// Reads them up to where the books stand now.
pub(crate) async fn pages(
    shared: Arc<Shared>,
    readers: &Readers,
    layout: Arc<Layout>,
    after: Cut,
) -> Result<VersionPages, Problem> {
    let mut link = readers.take().await?;
    let heads = crate::cut::heads(&mut link).await?;
    let unread = heads.0.keys().filter(|book| after.at(book.as_str()).0 == 0);
    let rows = packed::count(&shared, &mut link, &layout, unread).await?;
    let (share, coming) = mpsc::channel(AHEAD);
    let pages = VersionPages { coming, layout: layout.clone(), heads: heads.clone(), rows };
    // A task of its own; what is slow about it is noted for whoever asked.
    let who = asking::who().unwrap_or_else(|| "columns".into());
    tokio::spawn(async move {
        let done = asking::by(&who, send(&shared, &mut link, &layout, &after, &heads, &share)).await;
        let _ = share.send(done.map(|()| Page::End)).await;
    });
    Ok(pages)
}

async fn send(
    shared: &Shared,
    link: &mut Connection,
    layout: &Arc<Layout>,
    after: &Cut,
    heads: &Cut,
    share: &mpsc::Sender<Result<Page, Problem>>,
) -> Result<(), Problem> {
    let versions =
        Packing { table: layout.table(), alias: "l", columns: columns(shared, layout), order: "l.record, l.from_seq" };
    let spells = layout.rule.spells.then(|| Packing {
        table: layout.spell_table(),
        alias: "d",
        columns: spell_columns(layout),
        order: "d.record, d.from_seq, d.since",
    });
    for (book, head) in heads.0.iter() {
        let from = after.at(book.as_str());
        if from.0 > 0 && from < *head {
            let rows = of_book(shared, link, layout, book, (from, *head)).await?;
            // Nobody waits any more where this fails.
            if share.send(Ok(Page::Rows(rows))).await.is_err() {
                return Ok(());
            }
        }
        let mut range = if from.0 == 0 { Some(Range::default()) } else { None };
        while let Some(here) = range {
            let (here, next) = packed::range(shared, link, layout, book, here, PAGE).await?;
            let rows =
                packed::pack(shared, link, &versions, (book, *head), |sql| packed::within(sql, "l", &here)).await?;
            let spells = match &spells {
                Some(spells) => Some(
                    packed::pack(shared, link, spells, (book, *head), |sql| packed::within(sql, "d", &here)).await?,
                ),
                None => None,
            };
            let (unpacked, unpacking) = oneshot::channel();
            let (layout, of, head) = (layout.clone(), book.apart(), *head);
            tokio::task::spawn_blocking(move || unpacked.send(unpack(&layout, &of, head, &rows, spells)).is_ok());
            if share.send(Ok(Page::Unpacking(unpacking))).await.is_err() {
                return Ok(());
            }
            range = next;
        }
    }
    Ok(())
}

fn unpack(
    layout: &Layout,
    book: &BookId,
    head: Seq,
    rows: &str,
    spells: Option<String>,
) -> Result<Vec<VersionRow>, Problem> {
    let wrong = || damaged(&layout.ledger);
    let fields: Vec<&Column> = fields(layout).collect();
    let version = |row| version(layout, &fields, book, head, row).ok_or_else(wrong);
    let mut rows: Vec<VersionRow> =
        packed::read(rows).ok_or_else(wrong)?.into_iter().map(version).collect::<Result<_, _>>()?;
    let dated: Vec<&Column> = dated(layout).collect();
    let spells = spells.map_or_else(|| Some(Vec::new()), |spells| packed::read(&spells)).ok_or_else(wrong)?;
    give(&mut rows, spells.into_iter().map(|row| spell(&dated, row).ok_or_else(wrong)))?;
    Ok(rows)
}

/// Spells to their versions: both are in one order, and every spell has its version.
fn give(
    rows: &mut [VersionRow],
    spells: impl Iterator<Item = Result<(String, Seq, Spell), Problem>>,
) -> Result<(), Problem> {
    let mut at = 0;
    for spell in spells {
        let (record, from, spell) = spell?;
        while rows.get(at).is_some_and(|row| (row.record.as_str(), row.from_seq) < (record.as_str(), from)) {
            at += 1;
        }
        if let Some(row) = rows.get_mut(at).filter(|row| row.record.as_str() == record && row.from_seq == from) {
            row.spells.push(spell);
        }
    }
    Ok(())
}

/// Fields that have a column there.
fn fields(layout: &Layout) -> impl Iterator<Item = &Column> {
    layout.fields.iter().filter(|column| column.kind != Kind::Rows)
}

fn dated(layout: &Layout) -> impl Iterator<Item = &Column> {
    layout.dated().filter(|column| column.kind != Kind::Rows)
}

/// What is selected of a version, after `record, from_seq, to_seq, unit, state`.
fn columns(shared: &Shared, layout: &Layout) -> Vec<String> {
    let absent = |column: &Column| shared.dialect.absent(column.ty()).to_owned();
    let own = ["record", "from_seq", "to_seq", "unit", "state"].map(|name| format!("l.{name}"));
    let names = fields(layout)
        .map(|column| column.readable().map_or_else(|| absent(column), |name| format!("l.{}", quoted(&name))));
    let steps = layout.steps.iter().map(|step| format!("l.{}", quoted(&step_column(step.as_str()))));
    own.into_iter().chain(names).chain(steps).collect()
}

/// What is selected of a spell.
fn spell_columns(layout: &Layout) -> Vec<String> {
    let own = ["record", "from_seq", "since", "until", "state"].map(|name| format!("d.{name}"));
    own.into_iter().chain(dated(layout).map(|column| format!("d.{}", quoted(&column.plain())))).collect()
}

async fn of_book(
    shared: &Shared,
    link: &mut Connection,
    layout: &Layout,
    book: &BookId,
    span: (Seq, Seq),
) -> Result<Vec<VersionRow>, Problem> {
    let fields: Vec<&Column> = fields(layout).collect();
    let mut sql = Sql::new(shared.dialect);
    sql.line(format!("SELECT {}", columns(shared, layout).join(", ")));
    changed(&mut sql, layout, book, span, "");
    sql.line("ORDER BY l.record, l.from_seq");
    let mut rows = Vec::new();
    for row in link.rows(sql).await? {
        rows.push(version(layout, &fields, book, span.1, row).ok_or_else(|| damaged(&layout.ledger))?);
    }
    if !layout.rule.spells {
        return Ok(rows);
    }
    let dated: Vec<&Column> = dated(layout).collect();
    let mut sql = Sql::new(shared.dialect);
    sql.line(format!("SELECT {}", spell_columns(layout).join(", ")));
    let join = format!(
        "JOIN {} AS d\nON d.book = l.book AND d.record = l.record AND d.from_seq = l.from_seq",
        layout.spell_table()
    );
    changed(&mut sql, layout, book, span, &join);
    sql.line("ORDER BY d.record, d.from_seq, d.since");
    let spells = link.rows(sql).await?.into_iter().map(|row| spell(&dated, row).ok_or_else(|| damaged(&layout.ledger)));
    give(&mut rows, spells)?;
    Ok(rows)
}

/// Versions that began or ended after the first position, as known at the second, and what is joined to them. The journal
/// tells which.
fn changed(sql: &mut Sql, layout: &Layout, book: &BookId, (after, head): (Seq, Seq), join: &str) {
    let (of, table) = (sql.bind_text(book), layout.table());
    let (after, head) = (after.as_i64(), head.as_i64());
    let ledger = sql.bind_text(&layout.ledger);
    let span = format!("WHERE book = {of} AND seq > {after} AND seq <= {head} AND ledger = {ledger}");
    sql.line("FROM (");
    sql.line("SELECT book, record, seq AS from_seq").line("FROM journal_row");
    sql.line(&span).line("AND hash IS NOT NULL");
    sql.line("UNION ALL");
    sql.line("SELECT book, record, closed AS from_seq").line("FROM journal_row");
    sql.line(&span).line(format!("AND closed <= {after}"));
    sql.line(") AS k");
    sql.line(format!("JOIN {table} AS l"));
    sql.line("ON l.book = k.book AND l.record = k.record AND l.from_seq = k.from_seq");
    sql.line(join);
}

fn version(layout: &Layout, fields: &[&Column], book: &BookId, head: Seq, row: Row) -> Option<VersionRow> {
    let mut cells = row.into_iter();
    let (record, from, to, unit, state) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let mut values = Vec::with_capacity(fields.len());
    for column in fields {
        values.push(column.kind.value(&cells.next()?));
    }
    let day = |cell: Cell| cell.as_int().and_then(|day| i32::try_from(day).ok()).map(Date::from_days);
    Some(VersionRow {
        book: book.clone(),
        record: record.as_text()?.into(),
        unit: unit.as_text()?.into(),
        from_seq: seq(&from)?,
        to_seq: seq(&to).filter(|to| *to <= head),
        values,
        steps: layout.steps.iter().map(|_| cells.next().map(day)).collect::<Option<_>>()?,
        state: state.as_text().map(Into::into),
        spells: Vec::new(),
    })
}

fn spell(dated: &[&Column], row: Row) -> Option<(String, Seq, Spell)> {
    let mut cells = row.into_iter();
    let (record, from, since, until, state) =
        (cells.next()?, cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let day = |cell: &Cell| cell.as_int().and_then(|day| i32::try_from(day).ok()).map(Date::from_days);
    let values: Vec<Option<Value>> =
        dated.iter().map(|column| cells.next().map(|cell| column.kind.value(&cell))).collect::<Option<_>>()?;
    let spell = Spell { since: day(&since)?, until: day(&until)?, values, state: state.as_text().map(Into::into) };
    Some((record.as_text()?.to_owned(), seq(&from)?, spell))
}
