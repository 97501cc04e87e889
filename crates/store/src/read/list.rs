//! A page of records: filtered, sorted, and continued where the page before ended, whatever was written meanwhile.

use kernel::{BookId, FieldId, Problem, RecordId};
use rules::access::{Allowed, Read};

use crate::{
    cell::{Cell, Kind},
    cut::{self, KNOWN, within},
    dialect::{ColumnType, Dialect, Sql, quoted},
    engine::Connection,
    problem::damaged,
    query::{ListQuery, ListSum, ListSums},
    read::cursor::{Cursor, Mark},
    record::Page,
    row::VersionCells,
    schema::{Layout, step_column},
    shared::Shared,
    write::texts,
};

const MOST: u32 = 10_000;

/// One page, and how many records there are in all.
pub(crate) async fn list(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    layout: &Layout,
    query: &ListQuery,
) -> Result<Page, Problem> {
    let sort = sort_columns(layout, query)?;
    let after = query.after.as_deref().map(|text| Cursor::read(text, &query.sort)).transpose()?;
    let limit = usize::try_from(query.limit.clamp(1, MOST)).unwrap_or(1);

    let total = if query.counted { Some(count(shared, link, allowed, layout, query).await?) } else { None };
    let mut sql = Sql::new(shared.dialect);
    begin(&mut sql, query, &format!("SELECT {}", layout.select("l")), layout);
    narrow(shared, &mut sql, allowed, layout, query);
    if let Some(after) = &after {
        resume(&mut sql, &sort, query, after);
    }
    order(&mut sql, &sort, query);
    sql.line(format!("LIMIT {}", limit + 1));

    let rows = link.rows(sql).await?;
    let more = rows.len() > limit;
    let cells: Vec<VersionCells> =
        rows.into_iter().take(limit).map(|row| VersionCells::read(layout, row)).collect::<Result<_, _>>()?;
    let next = cells.last().filter(|_| more).map(|last| write_cursor(layout, query, last));
    let record = |cells: &VersionCells| cells.record(layout, &shared.keys, query.cut.at(cells.book.as_str()));
    Ok(Page { records: cells.iter().map(record).collect::<Result<_, _>>()?, next, total })
}

/// How many records there are on all pages.
pub(super) async fn count(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    layout: &Layout,
    query: &ListQuery,
) -> Result<u64, Problem> {
    let mut sql = Sql::new(shared.dialect);
    begin(&mut sql, query, "SELECT COUNT(*)", layout);
    narrow(shared, &mut sql, allowed, layout, query);
    let total = link.rows(sql).await?.pop().and_then(|row| row.first().and_then(Cell::as_int));
    total.and_then(|total| u64::try_from(total).ok()).ok_or_else(|| damaged(&layout.ledger))
}

/// What these fields of a list add up to over all pages, and how many records it has.
pub(crate) async fn sums(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    layout: &Layout,
    query: &ListQuery,
    fields: &[FieldId],
) -> Result<ListSums, Problem> {
    let column = |field: &FieldId| {
        let column = plain_column(layout, field.as_str(), "l", shared.dialect);
        let (high, low) = shared.dialect.exact_sum(&column);
        format!(", COUNT({column}), {high}, {low}")
    };
    let columns: String = fields.iter().map(column).collect();
    let mut sql = Sql::new(shared.dialect);
    begin(&mut sql, query, &format!("SELECT COUNT(*){columns}"), layout);
    narrow(shared, &mut sql, allowed, layout, query);
    let row = link.rows(sql).await?.pop().unwrap_or_default();
    let number = |place: usize| row.get(place).and_then(Cell::as_int).unwrap_or_default();
    let count = |place: usize| u64::try_from(number(place)).unwrap_or_default();
    let sum = |place: usize| ListSum {
        present: count(place),
        sum: i128::from(number(place + 1)) * (1 << 32) + i128::from(number(place + 2)),
    };
    if row.len() != 1 + 3 * fields.len() {
        return Err(damaged(&layout.ledger));
    }
    Ok(ListSums { total: count(0), sums: (0..fields.len()).map(|field| sum(1 + 3 * field)).collect() })
}

/// Whether there are more records than this, without counting the rest of them.
pub(crate) async fn holds_more(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    layout: &Layout,
    query: &ListQuery,
    than: u64,
) -> Result<bool, Problem> {
    let mut sql = Sql::new(shared.dialect);
    begin(&mut sql, query, "SELECT 1", layout);
    narrow(shared, &mut sql, allowed, layout, query);
    sql.line(format!("LIMIT 1 OFFSET {}", i64::try_from(than).unwrap_or(i64::MAX)));
    Ok(!link.rows(sql).await?.is_empty())
}

/// The columns a list is sorted by.
pub(super) fn sort_columns(layout: &Layout, query: &ListQuery) -> Result<Vec<String>, Problem> {
    query.sort.iter().map(|(field, _)| sort_column(layout, field)).collect()
}

/// Absent values come last; what is equal follows book and record.
pub(super) fn order(sql: &mut Sql, sort: &[String], query: &ListQuery) {
    let order = sort.iter().zip(&query.sort).map(|(column, (_, descending))| {
        format!("{column} IS NULL, {column}{}", if *descending { " DESC" } else { "" })
    });
    let order: Vec<String> = order.chain(["l.book".to_owned(), "l.record".to_owned()]).collect();
    sql.line(format!("ORDER BY {}", order.join(", ")));
}

pub(super) fn begin(sql: &mut Sql, query: &ListQuery, select: &str, layout: &Layout) {
    let cut = cut::table(sql, &query.cut);
    sql.line(format!("WITH {cut}")).line(select);
    sql.line(format!("FROM {} AS l", layout.table()));
    sql.line("JOIN cut").line("ON cut.book = l.book");
    sql.line(format!("WHERE {KNOWN}"));
}

/// What is within reach, of the units and the filter asked for.
pub(super) fn narrow(shared: &Shared, sql: &mut Sql, allowed: &Allowed<Read>, layout: &Layout, query: &ListQuery) {
    let ledger = layout.ledger.as_str();
    within(sql, allowed.units_for(ledger).as_deref());
    if let Some(books) = &allowed.books_for(ledger) {
        let among = sql.bind(texts(books.iter().map(|book| book.as_str())));
        sql.line(format!("AND {}", shared.dialect.is_among("l.book", &among)));
    }
    if let Some(only) = &query.only {
        // A row of two is compared as the key is kept; of none there is none.
        let pair =
            |(book, record): &(BookId, RecordId)| format!("({}, {})", sql.bind_text(book), sql.bind_text(record));
        let pairs: Vec<String> = only.iter().map(pair).collect();
        let none = || "AND 1 = 0".to_owned();
        let among = || format!("AND (l.book, l.record) IN (VALUES {})", pairs.join(", "));
        sql.line(if pairs.is_empty() { none() } else { among() });
    }
    within(sql, query.units.as_ref().map(|units| units.iter().cloned().collect()).as_ref());
    if let Some(filter) = &query.filter {
        let column = |name: &str| expression_column(layout, name, shared.dialect);
        let target =
            expr::SqlTarget { dialect: shared.dialect.expressions(), column: &column, constants: &query.constants };
        sql.line(format!("AND ({})", filter.to_sql(&target)));
    }
}

/// After the cursor, absent values last in either direction: beyond it in the first sort column that differs.
fn resume(sql: &mut Sql, sort: &[String], query: &ListQuery, after: &Cursor) {
    let dialect = sql.dialect();
    let mut ways = Vec::new();
    let mut same = Vec::new();
    for ((column, (_, descending)), value) in sort.iter().zip(&query.sort).zip(&after.values) {
        let cell = Cell::from(value);
        let absent = cell.is_null();
        if !absent {
            let bind = sql.bind(cell.clone());
            let beyond = format!("({column} {} {bind} OR {column} IS NULL)", if *descending { "<" } else { ">" });
            ways.push(same.iter().cloned().chain([beyond]).collect::<Vec<_>>().join(" AND "));
        }
        // What is bound must stand in the text: PostgreSQL asks of every bind what it is.
        same.push(if absent { format!("{column} IS NULL") } else { dialect.is_same(column, &sql.bind(cell)) });
    }
    let (book, record) = (sql.bind_text(&after.book), sql.bind_text(&after.record));
    same.push(format!("(l.book, l.record) > ({book}, {record})"));
    ways.push(same.join(" AND "));
    sql.line(format!("AND ({})", ways.join("\nOR ")));
}

/// How an expression's column is written: dated fields and state mean the latest.
pub(crate) fn expression_column(layout: &Layout, name: &str, dialect: &dyn Dialect) -> String {
    match name {
        "unit" | "state" => format!("l.{name}"),
        _ => match name.strip_prefix("steps.") {
            Some(step) => format!("l.{}", quoted(&step_column(step))),
            None => field_column(layout, name, "l", dialect),
        },
    }
}

/// A field under an alias, as expressions read it.
pub(crate) fn field_column(layout: &Layout, name: &str, alias: &str, dialect: &dyn Dialect) -> String {
    let plain = plain_column(layout, name, alias, dialect);
    let is_bool = layout.column(name).is_some_and(|column| column.kind == Kind::Bool && column.readable().is_some());
    if is_bool { format!("({plain} <> 0)") } else { plain }
}

/// A field under an alias, as it is kept.
pub(crate) fn plain_column(layout: &Layout, name: &str, alias: &str, dialect: &dyn Dialect) -> String {
    let Some(column) = layout.column(name) else { return dialect.absent(ColumnType::Text).to_owned() };
    column
        .readable()
        .map_or_else(|| dialect.absent(column.ty()).to_owned(), |readable| format!("{alias}.{}", quoted(&readable)))
}

fn sort_column(layout: &Layout, field: &FieldId) -> Result<String, Problem> {
    let name = field.as_str();
    if matches!(name, "unit" | "state") {
        return Ok(format!("l.{name}"));
    }
    if let Some(step) = name.strip_prefix("steps.").filter(|step| layout.steps.iter().any(|id| id.as_str() == *step)) {
        return Ok(format!("l.{}", quoted(&step_column(step))));
    }
    let column = layout.column(name).filter(|column| !column.sealed && column.kind != Kind::Rows);
    column
        .map(|column| format!("l.{}", quoted(&column.plain())))
        .ok_or_else(|| Problem::new("list.unknown_sort", format!("不能按“{field}”排序。")).hint("请换一个字段排序。"))
}

fn write_cursor(layout: &Layout, query: &ListQuery, last: &VersionCells) -> String {
    let value = |(field, _): &(FieldId, bool)| {
        let name = field.as_str();
        match (name, name.strip_prefix("steps.")) {
            ("unit", _) => Cell::text(last.unit.as_str()),
            ("state", _) => last.state.clone(),
            (_, Some(step)) => {
                let at = layout.steps.iter().position(|id| id.as_str() == step);
                at.map_or(Cell::Null, |at| last.step_days[at].clone())
            }
            _ => {
                let at = layout.fields.iter().position(|column| column.field == *field);
                at.map_or(Cell::Null, |at| last.fields[at].plain.clone())
            }
        }
    };
    let values = query.sort.iter().map(|sort| Mark::from(value(sort))).collect();
    let (book, record) = (last.book.to_string(), last.record.to_string());
    Cursor { sort: query.sort.clone(), values, book, record }.write()
}

impl From<&Mark> for Cell {
    fn from(mark: &Mark) -> Self {
        match mark {
            Mark::Absent => Self::Null,
            Mark::Int(number) => Self::Int(*number),
            Mark::Text(text) => Self::text(text),
        }
    }
}

impl From<Cell> for Mark {
    fn from(cell: Cell) -> Self {
        match cell {
            Cell::Int(number) => Self::Int(number),
            Cell::Text(text) => Self::Text(text),
            Cell::Null | Cell::Blob(_) => Self::Absent,
        }
    }
}
