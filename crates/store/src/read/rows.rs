//! All rows of a list as known at one cut, for whoever writes them out: page after page, each as one text that the database
//! packs ([`super::packed`]), the next read while the one before is written. Nobody else waits for a connection between two
//! pages, and no more than a few pages are in memory, however many there are.
//!
//! A list that is not sorted is read along the key of its table. A sorted one is put in order once, by its keys alone
//! ([`super::in_order`]), and then read by them.

use std::sync::Arc;

use kernel::{BookId, Date, FieldId, Problem, Seq};
use rules::access::{Allowed, Read};
use tokio::sync::{mpsc, oneshot};

use super::{
    in_order::{self, InOrder},
    list,
    packed::{self, Packing, Range},
};
use crate::{
    asking,
    cell::Cell,
    dialect::quoted,
    engine::{Connection, Readers, Row},
    hash::from_hex,
    problem::{closed, damaged},
    query::ListQuery,
    record::ListRow,
    said::FieldCells,
    schema::{Column, Layout, step_column},
    seal::Owner,
    shared::Shared,
};

/// How many pages may wait to be taken.
const AHEAD: usize = 1;
/// The most cells of a page. More cost memory and win nothing.
const CELLS: usize = 40_000;
/// Rows of a page, however few columns are asked for.
const MOST: usize = 4_000;

/// All rows of a list, page by page.
pub struct Rows {
    coming: mpsc::Receiver<Result<Option<Unpacking>, Problem>>,
    total: u64,
}

type Unpacking = oneshot::Receiver<Result<Vec<ListRow>, Problem>>;

impl Rows {
    /// How many there are in all.
    pub fn total(&self) -> u64 {
        self.total
    }

    /// The next page, which may be empty; nothing after the last.
    pub async fn next_page(&mut self) -> Result<Option<Vec<ListRow>>, Problem> {
        match self.coming.recv().await.ok_or_else(closed)?? {
            None => Ok(None),
            Some(rows) => rows.await.map_err(|_| closed())?.map(Some),
        }
    }
}

/// What a page is read by.
struct Reading {
    shared: Arc<Shared>,
    readers: Readers,
    layout: Arc<Layout>,
    allowed: Allowed<Read>,
    query: ListQuery,
    fields: Vec<FieldId>,
}

/// Begins to read. Pages may have fewer rows than the query's limit.
pub(crate) async fn rows(
    shared: Arc<Shared>,
    readers: &Readers,
    allowed: &Allowed<Read>,
    layout: Arc<Layout>,
    query: ListQuery,
    fields: Vec<FieldId>,
) -> Result<Rows, Problem> {
    let sort = list::sort_columns(&layout, &query)?;
    let mut link = readers.aside(None).await?;
    let (total, order) = if sort.is_empty() {
        (list::count(&shared, &mut link, allowed, &layout, &query).await?, None)
    } else {
        let order = in_order::read(&shared, &mut link, allowed, &layout, &query, &sort).await?;
        (order.len() as u64, Some(order))
    };
    let kept = readers.keep(link);
    let (send, coming) = mpsc::channel(AHEAD);
    let reading = Reading { shared, readers: readers.clone(), layout, allowed: allowed.clone(), query, fields };
    let who = asking::who().unwrap_or_else(|| "rows".into());
    tokio::spawn(async move {
        let done = async {
            match order {
                None => reading.along_the_key(kept, &send).await,
                Some(order) => reading.in_order(order, kept, &send).await,
            }
        };
        let done = asking::by(&who, done).await;
        // Whoever asked may have gone.
        let _ = send.send(done.map(|()| None)).await;
    });
    Ok(Rows { coming, total })
}

type Pages = mpsc::Sender<Result<Option<Unpacking>, Problem>>;

impl Reading {
    async fn along_the_key(&self, mut kept: Option<Connection>, send: &Pages) -> Result<(), Problem> {
        let (packing, page) = (self.packing(), self.page());
        for (book, head) in self.query.cut.0.iter().filter(|(book, _)| self.allowed.opens(book.as_str())) {
            let mut range = Some(Range::default());
            while let Some(here) = range {
                let mut link = self.readers.aside(kept).await?;
                let (here, next) = packed::range(&self.shared, &mut link, &self.layout, book, here, page).await?;
                let text = packed::pack(&self.shared, &mut link, &packing, (book, *head), |sql| {
                    packed::within(sql, "l", &here);
                    self.known(sql, *head);
                    list::narrow(&self.shared, sql, &self.allowed, &self.layout, &self.query);
                });
                let text = text.await?;
                kept = self.readers.keep(link);
                let book = book.apart();
                if !self.hand_over(send, move |reading| reading.unpack(&book, &text)).await {
                    return Ok(());
                }
                range = next;
            }
        }
        Ok(())
    }

    async fn in_order(&self, order: InOrder, mut kept: Option<Connection>, send: &Pages) -> Result<(), Problem> {
        let packing = self.packing();
        for page in order.pages(self.page()) {
            let mut texts = Vec::new();
            for book in page.books() {
                let Some(head) = self.query.cut.0.get(book) else { continue };
                let mut link = self.readers.aside(kept).await?;
                let text = packed::pack(&self.shared, &mut link, &packing, (book, *head), |sql| {
                    let among = sql.bind(page.records_of(book));
                    sql.line(format!("AND {}", sql.dialect().is_among("l.record", &among)));
                    self.known(sql, *head);
                });
                texts.push((book.apart(), text.await?));
                kept = self.readers.keep(link);
            }
            let unpack = move |reading: &Unpacker| {
                let mut rows = Vec::new();
                for (book, text) in texts {
                    rows.extend(reading.unpack(&book, &text)?);
                }
                page.sort(&mut rows);
                Ok(rows)
            };
            if !self.hand_over(send, unpack).await {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Hands a page on while it is unpacked; whether somebody still waits for it.
    async fn hand_over(
        &self,
        send: &Pages,
        unpack: impl FnOnce(&Unpacker) -> Result<Vec<ListRow>, Problem> + Send + 'static,
    ) -> bool {
        let unpacker =
            Unpacker { shared: self.shared.clone(), layout: self.layout.clone(), fields: self.fields.clone() };
        let (unpacked, unpacking) = oneshot::channel();
        tokio::task::spawn_blocking(move || unpacked.send(unpack(&unpacker)).is_ok());
        send.send(Ok(Some(unpacking))).await.is_ok()
    }

    fn known(&self, sql: &mut crate::dialect::Sql, head: Seq) {
        sql.line(format!("AND (l.to_seq IS NULL OR l.to_seq > {})", head.as_i64()));
    }

    fn page(&self) -> usize {
        let most = usize::try_from(self.query.limit).unwrap_or(MOST).min(MOST);
        (CELLS / (self.fields.len() + self.layout.steps.len() + 1)).clamp(1, most.max(1))
    }

    fn packing(&self) -> Packing {
        let dialect = self.shared.dialect;
        let mut columns: Vec<String> = ["record", "unit", "state"].map(|name| format!("l.{name}")).into();
        for column in asked(&self.layout, &self.fields) {
            columns.push(format!("l.{}", quoted(&column.plain())));
            if column.dated {
                columns.push(format!("l.{}", quoted(&column.spells())));
            }
            if column.sealed {
                columns.push(dialect.hex(&format!("l.{}", quoted(&column.cipher()))));
            }
        }
        columns.extend(self.layout.steps.iter().map(|step| format!("l.{}", quoted(&step_column(step.as_str())))));
        Packing { table: self.layout.table(), alias: "l", columns, order: "l.record, l.from_seq" }
    }
}

/// Fields that the ledger's table has; of others nothing is known.
fn asked<'a>(layout: &'a Layout, fields: &'a [FieldId]) -> impl Iterator<Item = &'a Column> {
    fields.iter().filter_map(|field| layout.column(field.as_str()))
}

struct Unpacker {
    shared: Arc<Shared>,
    layout: Arc<Layout>,
    fields: Vec<FieldId>,
}

impl Unpacker {
    fn unpack(&self, book: &BookId, text: &str) -> Result<Vec<ListRow>, Problem> {
        let wrong = || damaged(&self.layout.ledger);
        let columns: Vec<Option<&Column>> =
            self.fields.iter().map(|field| self.layout.column(field.as_str())).collect();
        let rows = packed::read(text).ok_or_else(wrong)?.into_iter();
        rows.map(|row| self.row(book, &columns, row).ok_or_else(wrong)).collect()
    }

    fn row(&self, book: &BookId, columns: &[Option<&Column>], row: Row) -> Option<ListRow> {
        let mut cells = row.into_iter();
        let (record, unit, state) = (cells.next()?, cells.next()?, cells.next()?);
        let record = record.as_text()?.into();
        let owner = Owner { ledger: &self.layout.ledger, book, record: &record };
        let mut values = Vec::with_capacity(columns.len());
        for column in columns {
            let Some(column) = column else {
                values.push(None);
                continue;
            };
            let plain = cells.next()?;
            if !column.dated && !column.sealed {
                values.push(if plain.is_null() { None } else { Some(column.kind.take(plain)?) });
                continue;
            }
            let spells = if column.dated { cells.next()? } else { Cell::Null };
            let cipher = match if column.sealed { cells.next()? } else { Cell::Null } {
                Cell::Text(digits) => Cell::Blob(from_hex(&digits)?),
                _ => Cell::Null,
            };
            let said = FieldCells { plain, spells, cipher, search: Cell::Null };
            let said = said.opened(column, &self.shared.keys, owner)?;
            values.push(match said {
                Some(said) => Some(said.value(column.kind)?),
                None => None,
            });
        }
        let day = |cell: Cell| cell.as_int().and_then(|day| i32::try_from(day).ok()).map(Date::from_days);
        let steps = self.layout.steps.iter().map(|_| cells.next().map(day)).collect::<Option<_>>()?;
        let (unit, state) = (unit.as_text()?.into(), state.as_text().map(Into::into));
        Some(ListRow { book: book.clone(), record, unit, state, values, steps })
    }
}
