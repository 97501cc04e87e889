//! Takes a Change back by a new one that puts every record it touched where it was before.

use kernel::{BookId, Problem, RequestId, Seq};
use rules::{
    access::{Allowed, Write},
    change::{Act, Change, Edit},
};

use crate::{
    dialect::Sql,
    engine::Connection,
    problem::{damaged, no_change},
    read::journal::rows_of,
    record::{Receipt, Touched},
    row::VersionCells,
    seal::request_digest,
    shared::Shared,
    write::receipt_of,
};

/// What is to be done.
pub(crate) enum Plan {
    /// This request has been committed before.
    Repeated(Receipt),
    /// These edits. Whether the records have changed since, the writer finds out.
    Edits(Vec<Edit>),
}

/// Reads what a Change touched and what was there before.
pub(crate) async fn plan(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Write>,
    book: &BookId,
    seq: Seq,
    request: &RequestId,
) -> Result<Plan, Problem> {
    let digest = request_digest(&shared.keys, Act::Undo(seq), &asked(seq));
    if let Some(receipt) = receipt_of(link, shared.dialect, book, request, &digest).await? {
        return Ok(Plan::Repeated(receipt));
    }
    let touched = rows_of(link, shared.dialect, book, seq).await?;
    if touched.is_empty() || touched.iter().any(|row| !allowed.covers(row.ledger.as_str())) {
        return Err(no_change(book, seq));
    }
    let mut edits = Vec::with_capacity(touched.len());
    for row in touched {
        let to = match row.closed {
            None => None,
            Some(before) => Some(content(shared, link, book, &row, before).await?),
        };
        let expects = row.opened.then_some(seq);
        edits.push(Edit { ledger: row.ledger, record: row.record, expects, to });
    }
    Ok(Plan::Edits(edits))
}

/// The Change that undoes.
pub(crate) fn change(
    shared: &Shared,
    book: &BookId,
    seq: Seq,
    request: RequestId,
    reason: Option<String>,
    edits: Vec<Edit>,
) -> Change {
    Change {
        book: book.clone(),
        request,
        asked: asked(seq),
        act: Act::Undo(seq),
        at: shared.clock.now(),
        reason,
        told: None,
        pack: shared.pack().digest.clone(),
        edits,
        many: None,
    }
}

fn asked(seq: Seq) -> String {
    seq.to_string()
}

async fn content(
    shared: &Shared,
    link: &mut Connection,
    book: &BookId,
    row: &Touched,
    before: Seq,
) -> Result<rules::change::Content, Problem> {
    let layout = shared.layouts().get(row.ledger.as_str()).ok_or_else(|| damaged(&row.ledger))?;
    let mut sql = Sql::new(shared.dialect);
    let (of, record, from) = (sql.bind_text(book), sql.bind_text(&row.record), sql.bind_int(before.as_i64()));
    sql.line(format!("SELECT {}", layout.select("l")));
    sql.line(format!("FROM {} AS l", layout.table()));
    sql.line(format!("WHERE l.book = {of} AND l.record = {record} AND l.from_seq = {from}"));
    let cells = link.rows(sql).await?.pop().ok_or_else(|| damaged(&row.ledger))?;
    VersionCells::read(&layout, cells)?.content(&layout, &shared.keys)
}
