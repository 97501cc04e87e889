//! Rows that speak of Changes the journal has not reached: not seen today, and true one day if nobody looks.
//! Each question is one statement, so that what is written meanwhile is seen whole or not at all.

use kernel::{Finding, Problem};

use super::finding;
use crate::{cell::Cell, engine::Connection, schema::Layout};

/// More of one kind say nothing new.
const MOST: u32 = 100;

/// Versions of a ledger that begin or end after their book's last entry.
pub(super) async fn rows(link: &mut Connection, layout: &Layout, findings: &mut Vec<Finding>) -> Result<(), Problem> {
    let last = "(SELECT COALESCE(MAX(j.seq), 0) FROM journal AS j WHERE j.book = l.book)";
    let text = format!(
        "SELECT l.record, l.from_seq\nFROM {} AS l\nWHERE l.from_seq > {last} OR l.to_seq > {last}\nLIMIT {MOST}",
        layout.table()
    );
    for row in link.fetch(text, Vec::new()).await? {
        let [Cell::Text(record), Cell::Int(from)] = row.as_slice() else { continue };
        let message = format!("台账“{}”的记录 {record} 的起止超出了日志的末尾。", layout.ledger);
        findings.push(finding("verify.changed_range", message, format!("{}/{record}@{from}", layout.ledger)));
    }
    Ok(())
}

/// Rows of the journal that belong to no entry yet.
pub(super) async fn entries(link: &mut Connection, findings: &mut Vec<Finding>) -> Result<(), Problem> {
    let text = format!(
        "SELECT DISTINCT r.book, r.seq\nFROM journal_row AS r\n\
         WHERE r.seq > (SELECT COALESCE(MAX(j.seq), 0) FROM journal AS j WHERE j.book = r.book)\nLIMIT {MOST}"
    );
    for row in link.fetch(text, Vec::new()).await? {
        let [Cell::Text(book), Cell::Int(seq)] = row.as_slice() else { continue };
        let message = format!("账本 {book} 有第 {seq} 号变更的明细，却没有这一号变更。");
        findings.push(finding("verify.changed_entry", message, format!("{book}@{seq}")));
    }
    Ok(())
}
