//! Records by their business key.

use kernel::{BookId, Cut, Problem, Seq, UnitId, Value};
use rules::access::{Allowed, Read};

use crate::{
    cell::Cell,
    cut::{known_at, within},
    dialect::{Sql, quoted},
    engine::Connection,
    problem::malformed,
    record::{KeyRow, Record},
    row::VersionCells,
    schema::Layout,
    seal::search_hash,
    shared::Shared,
};

/// The keys of all records of a book.
pub(crate) async fn keys(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    layout: &Layout,
    book: &BookId,
    cut: &Cut,
) -> Result<Vec<KeyRow>, Problem> {
    let at = cut.at(book.as_str());
    let mut sql = Sql::new(shared.dialect);
    let of = sql.bind_text(book);
    sql.line(format!("SELECT {}", layout.select("l")));
    sql.line(format!("FROM {} AS l", layout.table()));
    sql.line(format!("WHERE l.book = {of} AND {}", known_at(at)));
    within(&mut sql, &allowed.units_for(layout.ledger.as_str()));
    sql.line("ORDER BY l.record");
    let mut keys = Vec::new();
    for row in link.rows(sql).await? {
        let mut record = VersionCells::read(layout, row)?.record(layout, &shared.keys, at)?;
        let key = layout.rule.key.iter().map(|field| record.fields.remove(field)).collect();
        keys.push(KeyRow { record: record.record, from_seq: record.from_seq, unit: record.unit, key });
    }
    Ok(keys)
}

/// The open record with a key.
pub(crate) async fn find(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    layout: &Layout,
    book: &BookId,
    unit: &UnitId,
    key: &[Option<Value>],
) -> Result<Option<Record>, Problem> {
    if key.len() != layout.rule.key.len() || key.iter().all(Option::is_none) {
        return Ok(None);
    }
    let mut sql = Sql::new(shared.dialect);
    let (of, owner) = (sql.bind_text(book), sql.bind_text(unit));
    sql.line(format!("SELECT {}", layout.select("l")));
    sql.line(format!("FROM {} AS l", layout.table()));
    sql.line(format!("WHERE l.book = {of} AND l.unit = {owner} AND l.to_seq IS NULL"));
    let columns = layout.rule.key.iter().filter_map(|field| layout.column(field.as_str()));
    for (column, value) in columns.zip(key) {
        let wrong = || malformed(format!("{}.{}", layout.ledger, column.field));
        let cell = value.as_ref().map_or(Some(Cell::Null), |value| column.kind.cell(value)).ok_or_else(wrong)?;
        let (name, cell) = match (column.sealed, cell) {
            (true, Cell::Null) => (column.search(), Cell::Null),
            (true, cell) => {
                let hash = search_hash(&shared.keys, layout.ledger.as_str(), column.field.as_str(), &cell);
                (column.search(), Cell::Text(hash))
            }
            (false, cell) => (column.plain(), cell),
        };
        let bind = sql.bind(cell);
        let same = shared.dialect.is_same(&format!("l.{}", quoted(&name)), &bind);
        sql.line(format!("AND {same}"));
    }
    within(&mut sql, &allowed.units_for(layout.ledger.as_str()));
    sql.line("ORDER BY l.record").line("LIMIT 1");
    let row = link.rows(sql).await?.pop();
    row.map(|row| VersionCells::read(layout, row)?.record(layout, &shared.keys, Seq(u64::MAX))).transpose()
}
