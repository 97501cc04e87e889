//! How a home looks from outside, without opening it: for whoever asks why a server does not start, or whether one that
//! runs is well. Nothing is made, mended or locked, no key is needed, and what cannot be read is a finding.
//!
//! It is no `verify`: whether every row is what was written, only the keys tell.

use std::collections::BTreeMap;

use kernel::{Cut, Finding, Instant, Place, Problem, Seq};

use crate::{
    cell::Cell,
    dialect::Dialect,
    engine::{self, Connection},
    heads,
    home::Home,
    meters::unwatched,
};

/// What was seen.
#[derive(Clone, PartialEq, Debug)]
pub struct Examined {
    /// Name and version of the database.
    pub engine: String,
    /// Where every book stands.
    pub heads: Cut,
    /// When the last Change was kept.
    pub last_commit: Option<Instant>,
    /// What a quick look at the file found: how many places are not whole. None for a database that looks after itself.
    pub broken: Option<usize>,
    /// Where `heads.log` and the journal do not agree.
    pub findings: Vec<Finding>,
}

/// More than these say nothing new.
const MOST: usize = 20;

/// Looks. Problems: `store.lost` where there is nothing, and what the database itself answers.
pub async fn examine(home: &Home) -> Result<Examined, Problem> {
    let (mut link, dialect) = engine::look(home, unwatched()).await?;
    let seen = look(home, &mut link, dialect).await;
    // Whether it can say goodbye does not matter.
    let _ = link.close().await;
    seen
}

async fn look(home: &Home, link: &mut Connection, dialect: &'static dyn Dialect) -> Result<Examined, Problem> {
    let engine = first(link, dialect.version()).await?.as_text().unwrap_or_default().to_owned();
    let broken = match dialect.look_over() {
        Some(question) => {
            let rows = link.fetch(format!("{question}({MOST})"), Vec::new()).await?;
            let whole = |row: &Vec<Cell>| row.first().and_then(Cell::as_text) == Some("ok");
            Some(rows.iter().filter(|row| !whole(row)).count())
        }
        None => None,
    };
    if link.fetch(dialect.columns_of("journal"), Vec::new()).await?.is_empty() {
        return Err(crate::problem::lost());
    }
    let heads = crate::cut::heads(link).await?;
    let last_commit = crate::cut::last(link, dialect).await?;
    let findings = noted(home, link, dialect, &heads).await?;
    Ok(Examined { engine, heads, last_commit, broken, findings })
}

/// Whether another process holds the folder. Asking takes the lock for no longer than the answer.
pub fn is_in_use(home: &Home) -> bool {
    let file = std::fs::File::options().write(true).open(home.folder().join(crate::write::LOCK));
    file.is_ok_and(|file| matches!(file.try_lock(), Err(std::fs::TryLockError::WouldBlock)))
}

/// The last noted head of every book against the journal.
async fn noted(
    home: &Home,
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    heads: &Cut,
) -> Result<Vec<Finding>, Problem> {
    let (lines, unread) = heads::read(home.folder())?;
    let mut findings = Vec::new();
    if unread > 0 {
        let message = format!("heads.log 有 {unread} 行读不懂。");
        findings.push(finding("verify.unread_heads", message, "heads.log".to_owned()));
    }
    let mut latest: BTreeMap<String, (Seq, Vec<u8>)> = BTreeMap::new();
    for line in lines {
        let known = latest.entry(line.book).or_insert((line.seq, line.mac.clone()));
        if known.0 <= line.seq {
            *known = (line.seq, line.mac);
        }
    }
    for (book, head) in heads.0.iter() {
        // Another server notes its own; one that was killed between commit and note catches up when it starts.
        if !home.is_shared() && !latest.contains_key(book.as_str()) {
            let message = format!("账本 {book} 写到第 {head} 号变更，heads.log 里一行也没有。");
            findings.push(finding("verify.unread_heads", message, book.to_string()));
        }
    }
    for (book, (seq, mac)) in latest {
        let at = format!("{book}@{seq}");
        if heads.at(&book) < seq {
            let message = format!("账本 {book} 记过第 {seq} 号变更，现在的日志只到第 {} 号。", heads.at(&book));
            findings.push(finding("verify.cut_tail", message, at));
        } else if heads::mac(link, dialect, &book, seq).await?.is_some_and(|kept| kept != mac) {
            let message = format!("账本 {book} 第 {seq} 号变更与 heads.log 所记的不同。");
            findings.push(finding("verify.replaced_entry", message, at));
        }
    }
    Ok(findings)
}

async fn first(link: &mut Connection, question: &str) -> Result<Cell, Problem> {
    let row = link.fetch(question.to_owned(), Vec::new()).await?.pop();
    Ok(row.and_then(|mut row| row.pop()).unwrap_or(Cell::Null))
}

fn finding(code: &str, message: String, at: String) -> Finding {
    Finding::error(code, message, Place { field: Some(at), ..Place::default() })
        .hint("请停止写入，保留现场，运行 qianmo verify，并用最近的备份核对。")
}
