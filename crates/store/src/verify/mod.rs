//! Whether all that was kept is still there as it was kept: the journal in itself, the heads noted outside against
//! the journal, the rows against the journal, and what is derived against the rows.
//!
//! Findings: `verify.removed_entry`, `verify.changed_entry`, `verify.cut_tail`, `verify.replaced_entry`,
//! `verify.unread_heads`, `verify.missing_table`, `verify.deleted_row`, `verify.orphan_row`, `verify.changed_row`,
//! `verify.changed_range`, `verify.missing_file`, `verify.changed_file`, `verify.changed_derived`, `verify.unreadable_row`, and as a warning `verify.erased`.

mod ahead;
mod files;
mod journal;
mod rows;

use std::sync::Arc;

use kernel::{BookId, Finding, Place, Problem, Seq};
use rules::access::{Administer, Allowed};

use crate::{
    cut,
    engine::{Connection, Readers},
    heads,
    shared::Shared,
};

/// All findings. What is written meanwhile is left for the next time.
pub(crate) async fn verify(
    shared: &Arc<Shared>,
    readers: &Readers,
    _: &Allowed<Administer>,
) -> Result<Vec<Finding>, Problem> {
    tracing::info!("store.verify");
    // Heads are noted after a commit: what the log says now, the database must have.
    let noted = heads::read(shared.folder())?;
    let mut link = readers.snapshot().await?;
    let link = &mut link;
    let heads = cut::heads(link).await?;
    let mut findings = Vec::new();
    for (book, head) in heads.0.iter() {
        journal::chain(shared, link, book, *head, &mut findings).await?;
    }
    journal::noted(shared, link, noted, &mut findings).await?;
    ahead::entries(link, &mut findings).await?;
    rows::rows(shared, link, &heads, &mut findings).await?;
    files::files(shared, link, &mut findings).await?;
    Ok(findings)
}

/// Whether the first entry of a book was written with these keys.
pub(crate) async fn begins_with(shared: &Shared, link: &mut Connection, book: &BookId) -> Result<bool, Problem> {
    let mut findings = Vec::new();
    journal::chain(shared, link, book, Seq(1), &mut findings).await?;
    Ok(!findings.iter().any(Finding::is_error))
}

fn finding(code: &str, message: String, at: String) -> Finding {
    Finding::error(code, message, Place { field: Some(at), ..Place::default() })
        .hint("请停止写入，保留现场，用最近的备份核对并恢复。")
}
