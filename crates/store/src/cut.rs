//! Where books stand, stood, and how a question is limited to what was known there.

use std::collections::BTreeSet;

use kernel::{Cut, Instant, Problem, Seq, UnitId};

use crate::{
    cell::Cell,
    dialect::{Dialect, Sql},
    engine::{Connection, Row},
    problem::damaged,
    row::seq,
    write::texts,
};

/// Where every book stands. Steps from book to book instead of reading the whole journal.
pub(crate) async fn heads(link: &mut Connection) -> Result<Cut, Problem> {
    let text = "\
WITH RECURSIVE books(book) AS (
  SELECT MIN(book) FROM journal
  UNION ALL
  SELECT (SELECT MIN(journal.book) FROM journal WHERE journal.book > books.book) FROM books WHERE books.book IS NOT NULL
)
SELECT books.book, (SELECT MAX(journal.seq) FROM journal WHERE journal.book = books.book)
FROM books
WHERE books.book IS NOT NULL";
    link.fetch(text.to_owned(), Vec::new())
        .await?
        .iter()
        .map(position)
        .collect::<Option<_>>()
        .ok_or_else(|| damaged("journal"))
}

/// Where every book stood at a moment. The journal's moments never go back within a book.
pub(crate) async fn at(link: &mut Connection, dialect: &'static dyn Dialect, instant: Instant) -> Result<Cut, Problem> {
    let mut cut = Cut::default();
    for (book, _) in heads(link).await? {
        let mut sql = Sql::new(dialect);
        let (of, at) = (sql.bind_text(&book), sql.bind_int(instant.millis()));
        sql.line("SELECT seq").line("FROM journal").line(format!("WHERE book = {of} AND at <= {at}"));
        sql.line("ORDER BY seq DESC").line("LIMIT 1");
        let row = link.rows(sql).await?.pop();
        if let Some(seq) = row.and_then(|row| row.first().and_then(seq)) {
            cut.set(book, seq);
        }
    }
    Ok(cut)
}

/// The latest moment of all books.
pub(crate) async fn last(link: &mut Connection, dialect: &'static dyn Dialect) -> Result<Option<Instant>, Problem> {
    let mut latest = None;
    for (book, seq) in heads(link).await? {
        let mut sql = Sql::new(dialect);
        let (of, at) = (sql.bind_text(&book), sql.bind_int(seq.as_i64()));
        sql.line("SELECT at").line("FROM journal").line(format!("WHERE book = {of} AND seq = {at}"));
        let row = link.rows(sql).await?.pop();
        latest = latest.max(row.and_then(|row| row.first()?.as_int()).map(Instant::from_millis));
    }
    Ok(latest)
}

/// The common table `cut(book, seq)`.
pub(crate) fn table(sql: &mut Sql, cut: &Cut) -> String {
    let mut rows: Vec<String> =
        cut.0.iter().map(|(book, seq)| format!("({}, {})", sql.bind_text(book), seq.as_i64())).collect();
    if rows.is_empty() {
        rows.push("('', 0)".to_owned());
    }
    format!("cut(book, seq) AS (VALUES {})", rows.join(", "))
}

/// That the version `l` was known at the cut joined as `cut`. The plus keeps the database from walking the index of
/// beginnings, which nearly all versions pass.
pub(crate) const KNOWN: &str = "+l.from_seq <= cut.seq AND (l.to_seq IS NULL OR l.to_seq > cut.seq)";

/// That the version `l` was known at one position.
pub(crate) fn known_at(seq: Seq) -> String {
    let seq = seq.as_i64();
    format!("+l.from_seq <= {seq} AND (l.to_seq IS NULL OR l.to_seq > {seq})")
}

/// Limits the version `l` to these units.
pub(crate) fn within(sql: &mut Sql, units: Option<&BTreeSet<UnitId>>) {
    if let Some(units) = units {
        let among = sql.bind(texts(units.iter().map(UnitId::as_str)));
        let clause = sql.dialect().is_among("l.unit", &among);
        sql.line(format!("AND {clause}"));
    }
}

fn position(row: &Row) -> Option<(kernel::BookId, Seq)> {
    match row.as_slice() {
        [Cell::Text(book), number] => Some((book.as_str().into(), seq(number)?)),
        _ => None,
    }
}
