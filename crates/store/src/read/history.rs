//! All a record ever said.

use std::collections::BTreeMap;

use kernel::{BookId, Problem, RecordId, Seq};
use rules::access::{Allowed, Read};

use super::journal::journal;
use crate::{
    JournalQuery,
    cut::within,
    dialect::Sql,
    engine::Connection,
    problem::damaged,
    record::{Entry, Version},
    row::VersionCells,
    schema::Layout,
    shared::Shared,
};

/// Versions, oldest first.
pub(crate) async fn history(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    layout: &Layout,
    book: &BookId,
    record: &RecordId,
) -> Result<Vec<Version>, Problem> {
    let mut sql = Sql::new(shared.dialect);
    let (of, id) = (sql.bind_text(book), sql.bind_text(record));
    sql.line(format!("SELECT {}", layout.select("l")));
    sql.line(format!("FROM {} AS l", layout.table()));
    sql.line(format!("WHERE l.book = {of} AND l.record = {id}"));
    within(&mut sql, allowed.units_for(layout.ledger.as_str()).as_deref());
    sql.line("ORDER BY l.from_seq");
    let mut entries: BTreeMap<Seq, Entry> = BTreeMap::new();
    let mut versions = Vec::new();
    for row in link.rows(sql).await? {
        let cells = VersionCells::read(layout, row)?;
        for seq in [Some(cells.from_seq), cells.to_seq].into_iter().flatten() {
            if entries.contains_key(&seq) {
                continue;
            }
            let found = journal(shared, link, allowed, book, &JournalQuery::before(Some(seq.next()), 1)).await?.pop();
            entries
                .insert(seq, found.filter(|entry| entry.seq == seq).ok_or_else(|| damaged(format!("{book}@{seq}")))?);
        }
        let entry = entries.get(&cells.from_seq).cloned().ok_or_else(|| damaged(book))?;
        let ended_by = cells.to_seq.and_then(|seq| entries.get(&seq).cloned());
        let record = cells.record(layout, &shared.keys, Seq(u64::MAX))?;
        versions.push(Version { record, entry, ended_by });
    }
    Ok(versions)
}
