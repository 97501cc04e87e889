//! Records by their ids.

use kernel::{BookId, Cut, Problem, RecordId};
use rules::access::{Allowed, Read};

use crate::{
    cut::{known_at, within},
    dialect::Sql,
    engine::Connection,
    record::Record,
    row::VersionCells,
    schema::Layout,
    shared::Shared,
    write::texts,
};

/// Records as known at a cut, in the order of their ids.
pub(crate) async fn records(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    layout: &Layout,
    book: &BookId,
    records: &[RecordId],
    cut: &Cut,
) -> Result<Vec<Record>, Problem> {
    let at = cut.at(book.as_str());
    let mut sql = Sql::new(shared.dialect);
    let (of, among) = (sql.bind_text(book), sql.bind(texts(records.iter().map(RecordId::as_str))));
    sql.line(format!("SELECT {}", layout.select("l")));
    sql.line(format!("FROM {} AS l", layout.table()));
    sql.line(format!("WHERE l.book = {of} AND {}", shared.dialect.is_among("l.record", &among)));
    sql.line(format!("AND {}", known_at(at)));
    within(&mut sql, allowed.units_for(layout.ledger.as_str()).as_deref());
    sql.line("ORDER BY l.record");
    let rows = link.rows(sql).await?.into_iter();
    rows.map(|row| VersionCells::read(layout, row)?.record(layout, &shared.keys, at)).collect()
}
