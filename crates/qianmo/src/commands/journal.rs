//! The journal, and undo.

use std::process::ExitCode;

use app::records;
use http::{call::Call, changes, wire};
use kernel::{BookId, Problem, Seq};

use crate::print;

/// Changes, newest first; of all books where none is named.
pub async fn list(call: &Call, book: Option<String>, limit: u32, json: bool) -> Result<ExitCode, Problem> {
    let books: Vec<BookId> = match book {
        Some(book) => vec![book.into()],
        None => call.world().await?.cut.0.keys().cloned().collect(),
    };
    let mut entries: Vec<wire::ChangeEntry> = Vec::new();
    for book in &books {
        let wanted = records::Changes { limit: Some(limit), ..records::Changes::default() };
        let views = records::changes(&call.service, &call.actor, book, wanted).await?;
        entries.extend(views.iter().map(changes::entry));
    }
    entries.sort_by(|a, b| (&b.at, &b.book, b.seq).cmp(&(&a.at, &a.book, a.seq)));
    if json {
        print::json(&entries)?;
    } else {
        print::lines(entries.iter().map(|entry| {
            let reason = entry.reason.as_deref().unwrap_or_default();
            let told = entry.told.as_ref().map(told_by).unwrap_or_default();
            format!(
                "{}\t{} 第 {} 号\t{}{told}\t{}\t{} 条\t{reason}",
                entry.at, entry.book, entry.seq, entry.actor, entry.act_name, entry.rows
            )
        }));
    }
    Ok(ExitCode::SUCCESS)
}

/// For whom it was typed: ` 代 李四（电话）`.
fn told_by(told: &wire::Told) -> String {
    let who = told.name.as_deref().or(told.account.as_deref()).unwrap_or("（姓名已擦除）");
    let way = told.way_name.as_ref().map(|way| format!("（{way}）")).unwrap_or_default();
    format!(" 代 {who}{way}")
}

/// Takes a Change back by a new one.
pub async fn undo(call: &Call, book: String, seq: u64, reason: Option<String>) -> Result<ExitCode, Problem> {
    let reason = reason.unwrap_or_default();
    let wanted = records::Undo { request: call.service.new_request(), book: book.into(), seq: Seq(seq), reason };
    let receipt = records::undo(&call.service, &call.actor, wanted).await?;
    print::lines([format!("已撤销，记为 {} 第 {} 号变更。", receipt.book, receipt.seq)]);
    Ok(ExitCode::SUCCESS)
}
