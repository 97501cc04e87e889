//! The journal: no entry missing, none changed, none moved, and nothing cut off its end.

use std::collections::BTreeSet;

use kernel::{BookId, Finding, Problem, Seq, Severity};

use super::finding;
use crate::{
    cell::Cell,
    dialect::Sql,
    engine::{Connection, Row},
    heads::{Line, mac},
    problem::damaged,
    shared::Shared,
    telling::{self, Standing, Telling},
    write::{EntryCells, RowEntry, entry_mac},
};

const PAGE: i64 = 500;

/// Walks the chain of one book.
pub(super) async fn chain(
    shared: &Shared,
    link: &mut Connection,
    book: &BookId,
    head: Seq,
    findings: &mut Vec<Finding>,
) -> Result<(), Problem> {
    let mut before: Option<Vec<u8>> = None;
    let (mut at, mut erased) = (0, 0u64);
    while at < head.as_i64() {
        let upto = head.as_i64().min(at + PAGE);
        let mut rows = rows(shared, link, book, at, upto).await?.into_iter().peekable();
        for row in entries(shared, link, book, at, upto).await? {
            let (entry, kept) = read(book, &row).ok_or_else(|| damaged("journal"))?;
            if entry.seq != at + 1 {
                let missing =
                    if entry.seq == at + 2 { format!("{}", at + 1) } else { format!("{}–{}", at + 1, entry.seq - 1) };
                let message = format!("账本 {book} 缺少第 {missing} 号变更的日志。");
                findings.push(finding("verify.removed_entry", message, format!("{book}@{missing}")));
                before = None;
            }
            let mut mine = Vec::new();
            while let Some((_, row)) = rows.next_if(|(seq, _)| *seq <= entry.seq) {
                mine.push(row);
            }
            let known = entry.seq == at + 1;
            let name = entry.told.as_ref().map_or(Standing::Whole, Telling::standing);
            erased += u64::from(name == Standing::Erased);
            let is_bound = || entry_mac(&shared.keys, before.as_deref(), &entry, &mine).as_slice() == kept;
            if name == Standing::Changed || known && !is_bound() {
                let message = format!("账本 {book} 第 {} 号变更的日志被改过。", entry.seq);
                findings.push(finding("verify.changed_entry", message, format!("{book}@{}", entry.seq)));
            }
            at = entry.seq;
            before = Some(kept.to_vec());
        }
        at = at.max(upto);
    }
    if erased > 0 {
        let message = format!("账本 {book} 有 {erased} 处转述人的姓名已被擦除。");
        let mut warning = finding("verify.erased", message, book.to_string()).hint("请与擦除记录核对。");
        warning.severity = Severity::Warning;
        findings.push(warning);
    }
    Ok(())
}

/// The heads noted outside against the journal.
pub(super) async fn noted(
    shared: &Shared,
    link: &mut Connection,
    (lines, unread): (Vec<Line>, usize),
    findings: &mut Vec<Finding>,
) -> Result<(), Problem> {
    if unread > 0 {
        let message = format!("heads.log 有 {unread} 行读不出来。");
        findings.push(finding("verify.unread_heads", message, "heads.log".to_owned()));
    }
    let heads = crate::cut::heads(link).await?;
    let mut cut = BTreeSet::new();
    for Line { book, seq, mac: noted } in lines {
        if heads.at(&book) < seq {
            if cut.insert(book.clone()) {
                let head = heads.at(&book);
                let message = format!("账本 {book} 的末尾被截去：现在到第 {head} 号变更，而库外记到过第 {seq} 号。");
                findings.push(finding("verify.cut_tail", message, format!("{book}@{seq}")));
            }
            continue;
        }
        // A removed entry is told by the chain.
        if mac(link, shared.dialect, &book, seq).await?.is_some_and(|kept| kept != noted) {
            let message = format!("账本 {book} 第 {seq} 号变更与库外记下的不是同一个。");
            findings.push(finding("verify.replaced_entry", message, format!("{book}@{seq}")));
        }
    }
    Ok(())
}

async fn entries(
    shared: &Shared,
    link: &mut Connection,
    book: &BookId,
    after: i64,
    upto: i64,
) -> Result<Vec<Row>, Problem> {
    let mut sql = Sql::new(shared.dialect);
    let (of, after, upto) = (sql.bind_text(book), sql.bind_int(after), sql.bind_int(upto));
    sql.line(format!("SELECT seq, at, actor, act, undoes, request, pack, reason, {},", telling::COLUMNS.join(", ")));
    sql.line("mac").line("FROM journal");
    sql.line(format!("WHERE book = {of} AND seq > {after} AND seq <= {upto}")).line("ORDER BY seq");
    link.rows(sql).await
}

async fn rows(
    shared: &Shared,
    link: &mut Connection,
    book: &BookId,
    after: i64,
    upto: i64,
) -> Result<Vec<(i64, RowEntry)>, Problem> {
    let mut sql = Sql::new(shared.dialect);
    let (of, after, upto) = (sql.bind_text(book), sql.bind_int(after), sql.bind_int(upto));
    sql.line("SELECT seq, ledger, record, hash, closed").line("FROM journal_row");
    sql.line(format!("WHERE book = {of} AND seq > {after} AND seq <= {upto}")).line("ORDER BY seq, ledger, record");
    let row = |row: Row| match row.as_slice() {
        [Cell::Int(seq), Cell::Text(ledger), Cell::Text(record), hash, closed] => Some((
            *seq,
            RowEntry {
                ledger: ledger.as_str().into(),
                record: record.as_str().into(),
                // A hash of another length is none that was written, and the mac tells.
                hash: hash.as_blob().map(|hash| hash.try_into().unwrap_or_default()),
                closed: closed.as_int(),
            },
        )),
        _ => None,
    };
    link.rows(sql).await?.into_iter().map(|cells| row(cells).ok_or_else(|| damaged("journal_row"))).collect()
}

fn read<'a>(book: &'a BookId, row: &'a Row) -> Option<(EntryCells<'a>, &'a [u8])> {
    let [seq, at, actor, act, undoes, request, pack, reason, account, name, seal, way, mac] = row.as_slice() else {
        return None;
    };
    let entry = EntryCells {
        book: book.as_str(),
        seq: seq.as_int()?,
        at: at.as_int()?,
        actor: actor.as_text()?,
        act: act.as_text()?,
        undoes: undoes.as_int(),
        request: request.as_text()?,
        pack: pack.as_text()?,
        reason: reason.as_text(),
        told: Telling::read([account, name, seal, way]),
    };
    Some((entry, mac.as_blob()?))
}
