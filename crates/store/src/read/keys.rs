//! Records by their business keys, thousands at once.

use kernel::{BookId, Problem, RecordId, UnitId, Value};
use rules::access::{Allowed, Read};
use serde_json::{Value as Json, json};

use crate::{
    cell::Cell,
    cut::within,
    dialect::{ColumnType, Sql, quoted},
    engine::Connection,
    problem::damaged,
    schema::{Column, Layout},
    seal::search_hash,
    shared::Shared,
};

/// Which open records have these keys: of each the place of its key among those asked for, and its id. A key has all its
/// parts, in the order of the ledger's.
pub(crate) async fn find(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    layout: &Layout,
    book: &BookId,
    keys: &[(UnitId, Vec<Value>)],
) -> Result<Vec<(usize, RecordId)>, Problem> {
    let columns: Vec<&Column> = layout.rule.key.iter().filter_map(|field| layout.column(field.as_str())).collect();
    let asked: Vec<Json> = keys
        .iter()
        .enumerate()
        .filter_map(|(place, (unit, key))| asked(shared, layout, &columns, place, unit, key))
        .collect();
    if columns.is_empty() || asked.is_empty() {
        return Ok(Vec::new());
    }
    let types: Vec<ColumnType> =
        [ColumnType::Int, ColumnType::Text].into_iter().chain(columns.iter().map(kept_as)).collect();
    let mut sql = Sql::new(shared.dialect);
    let (of, list) = (sql.bind_text(book), sql.bind(Cell::text(Json::from(asked).to_string())));
    sql.line("SELECT asked.c0, l.record");
    // Those that are asked for first, each looked up by the index of keys.
    sql.line(format!("FROM ({}) AS asked", shared.dialect.listed(&list, &types)));
    sql.line(format!("CROSS JOIN {} AS l", layout.table()));
    sql.line(format!("WHERE l.book = {of} AND l.unit = asked.c1 AND l.to_seq IS NULL"));
    for (at, name) in layout.key_columns().iter().enumerate() {
        let same = shared.dialect.is_same(&format!("l.{}", quoted(name)), &format!("asked.c{}", at + 2));
        sql.line(format!("AND {same}"));
    }
    within(&mut sql, allowed.units_for(layout.ledger.as_str()).as_deref());
    let found = |row: Vec<Cell>| match row.as_slice() {
        [Cell::Int(place), Cell::Text(record)] => {
            Some((usize::try_from(*place).ok()?, RecordId::from(record.as_str())))
        }
        _ => None,
    };
    let rows = link.rows(sql).await?.into_iter();
    rows.map(|row| found(row).ok_or_else(|| damaged(&layout.ledger))).collect()
}

/// A key as it is asked for; nothing where no record can have it.
fn asked(
    shared: &Shared,
    layout: &Layout,
    columns: &[&Column],
    place: usize,
    unit: &UnitId,
    key: &[Value],
) -> Option<Json> {
    if key.len() != columns.len() {
        return None;
    }
    let mut asked = vec![json!(place), json!(unit.as_str())];
    for (column, value) in columns.iter().zip(key) {
        let cell = column.kind.cell(value)?;
        asked.push(match column.sealed {
            true => search_hash(&shared.keys, layout.ledger.as_str(), column.field.as_str(), &cell).into(),
            false => cell.to_json(),
        });
    }
    Some(asked.into())
}

fn kept_as(column: &&Column) -> ColumnType {
    if !column.sealed && column.kind.is_int() { ColumnType::Int } else { ColumnType::Text }
}
