//! One page of many rows.

use kernel::Problem;

use super::{EvidenceKind, Page};

/// Leaves the rows of one page. At one cut the rows and their order never change, so a page is named by how many came before.
pub fn cut(kind: &mut EvidenceKind, page: &Page) -> Result<(), Problem> {
    let EvidenceKind::Rows { rows, next, .. } = kind else { return Ok(()) };
    let first = match &page.after {
        None => 0,
        Some(after) => after.parse::<usize>().map_err(|_| unknown())?.min(rows.len()),
    };
    let last = first.saturating_add(page.limit.max(1)).min(rows.len());
    *next = (last < rows.len()).then(|| last.to_string());
    rows.truncate(last);
    rows.drain(..first);
    Ok(())
}

fn unknown() -> Problem {
    Problem::new("page.unknown", "没有这一页。").hint("请从第一页重新打开。")
}
