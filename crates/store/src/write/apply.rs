//! Writes one Change, within its savepoint.

use std::sync::Arc;

use kernel::{BookId, Instant, LedgerId, Problem, RecordId, RequestId, Seq};
use rules::change::Act;

use super::rows;
use crate::{
    cell::Cell,
    dialect::{Dialect, Sql},
    hash::{Canonical, Hash, Keyed},
    keys::Keys,
    problem::{conflict, damaged, malformed, request_reused},
    record::Receipt,
    row::seq,
    schema::Layout,
    shared::Shared,
    stage::{Staged, StagedEdit, is_reached},
    telling::Telling,
};

/// What was written.
pub(crate) struct Applied {
    pub receipt: Receipt,
    mac: Hash,
}

/// Where a book stands.
#[derive(Clone, Default)]
pub(super) struct Head {
    pub seq: Seq,
    pub at: Option<i64>,
    pub mac: Option<Vec<u8>>,
}

/// What an entry's mac covers besides the mac before it.
pub(crate) struct EntryCells<'a> {
    pub book: &'a str,
    pub seq: i64,
    pub at: i64,
    pub actor: &'a str,
    pub act: &'a str,
    pub undoes: Option<i64>,
    pub request: &'a str,
    pub pack: &'a str,
    pub reason: Option<&'a str>,
    pub told: Option<Telling>,
}

/// What a journal row says, in the order of ledger and record.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct RowEntry {
    pub ledger: LedgerId,
    pub record: RecordId,
    pub hash: Option<Hash>,
    pub closed: Option<i64>,
}

impl Applied {
    /// What is noted outside.
    pub fn head(&self) -> (BookId, Seq, Hash) {
        (self.receipt.book.clone(), self.receipt.seq, self.mac)
    }
}

/// Writes a Change, or says why not. What it wrote before it failed is the caller's to roll back.
pub(super) async fn apply(
    shared: &Arc<Shared>,
    link: &mut crate::engine::Connection,
    mut staged: Staged,
) -> Result<Applied, Problem> {
    let dialect = shared.dialect;
    if let Some(receipt) = receipt_of(link, dialect, &staged.book, &staged.request, &staged.asked).await? {
        return Ok(Applied { receipt, mac: Hash::default() });
    }
    let head = head(link, dialect, &staged.book).await?;
    let next = head.seq.next();
    let Staged { book, layouts, edits, rows, reach, .. } = &mut staged;

    let mut conflicts = Vec::new();
    for edits in of_ledgers(edits) {
        let open = rows::open_versions(link, dialect, layout_of(layouts, edits), book, edits).await?;
        for edit in edits {
            let found = open.get(edit.record.as_str());
            if let Some((_, unit)) = found
                && !is_reached(reach, &layout_of(layouts, edits).ledger, unit)
            {
                return Err(Problem::not_found(format!("记录 {}", edit.record)));
            }
            let withdraws_nothing = !edit.writes && edit.expects.is_none();
            if withdraws_nothing || edit.expects != found.map(|(from, _)| *from) {
                conflicts.push((edit.number, edit.record.clone()));
            }
        }
    }
    if !conflicts.is_empty() {
        conflicts.sort();
        return Err(conflict(&conflicts));
    }

    rows.numbered(shared, link, layouts, book, reach).await?;
    for edits in of_ledgers(edits) {
        rows::end(link, dialect, layout_of(layouts, edits), book, next, edits).await?;
    }
    let hashes = rows::begin(link, dialect, layouts, next, rows).await?;
    rows::withdrawn(link, dialect, layouts, book, next, edits).await?;
    let entries = entries(layouts, edits, hashes)?;
    for edits in of_ledgers(edits) {
        rows::refuse_duplicates(link, dialect, layout_of(layouts, edits), book, next, edits).await?;
    }

    let (applied, _, entry) = signed(shared, &staged, &head, &entries);
    rows::journal(link, dialect, entry).await?;
    Ok(applied)
}

/// The entry of a Change in the journal, over the one before: what it comes to, where its book stands after it, and the
/// cells of [`rows::JOURNAL`].
pub(super) fn signed(
    shared: &Shared,
    staged: &Staged,
    before: &Head,
    rows: &[RowEntry],
) -> (Applied, Head, [Cell; rows::JOURNAL.len()]) {
    let (book, seq) = (staged.book.clone(), before.seq.next());
    let at = before.at.unwrap_or(i64::MIN).max(staged.at.millis());
    let entry = EntryCells {
        book: book.as_str(),
        seq: seq.as_i64(),
        at,
        actor: &staged.actor,
        act: staged.act.name(),
        undoes: if let Act::Undo(seq) = staged.act { Some(seq.as_i64()) } else { None },
        request: staged.request.as_str(),
        pack: &staged.pack,
        reason: staged.reason.as_deref(),
        told: staged.told.clone(),
    };
    let mac = entry_mac(&shared.keys, before.mac.as_deref(), &entry, rows);
    let cells = rows::journal_cells(&entry, &staged.asked, mac);
    let receipt = Receipt { book, seq, at: Instant::from_millis(at), repeated: false };
    (Applied { receipt, mac }, Head { seq, at: Some(at), mac: Some(mac.to_vec()) }, cells)
}

/// The mac of an entry over the one before. Where nobody else told, it is what it was before there was anybody who did.
pub(crate) fn entry_mac(keys: &Keys, before: Option<&[u8]>, entry: &EntryCells<'_>, rows: &[RowEntry]) -> Hash {
    let mut canonical = Canonical::of(if entry.told.is_some() { "qianmo.told_entry" } else { "qianmo.entry" });
    canonical.bytes(before.unwrap_or_default());
    canonical.text(entry.book);
    canonical.number(entry.seq);
    canonical.number(entry.at);
    for text in [entry.actor, entry.act, entry.request, entry.pack] {
        canonical.text(text);
    }
    canonical.cell(&Cell::from(entry.undoes));
    canonical.cell(&entry.reason.map_or(Cell::Null, Cell::text));
    if let Some(told) = &entry.told {
        told.bind(&mut canonical);
    }
    canonical.number(i64::try_from(rows.len()).unwrap_or(i64::MAX));
    let mut keyed = Keyed::begin(&keys.journal, canonical);
    for row in rows {
        keyed.next.text(row.ledger.as_str());
        keyed.next.text(row.record.as_str());
        keyed.next.blob(row.hash.as_ref().map(<[u8; 32]>::as_slice));
        keyed.next.cell(&Cell::from(row.closed));
        keyed.go_on();
    }
    keyed.finish()
}

/// Edits ledger by ledger.
fn of_ledgers(edits: &[StagedEdit]) -> impl Iterator<Item = &[StagedEdit]> {
    edits.chunk_by(|a, b| a.layout == b.layout)
}

fn layout_of<'a>(layouts: &'a [Arc<Layout>], edits: &[StagedEdit]) -> &'a Layout {
    &layouts[edits.first().map_or(0, |edit| edit.layout)]
}

/// What the journal says of each edit, sorted; nothing where a version told of was not made ready.
pub(super) fn entries(
    layouts: &[Arc<Layout>],
    edits: &[StagedEdit],
    hashes: Vec<Hash>,
) -> Result<Vec<RowEntry>, Problem> {
    if hashes.len() != edits.iter().filter(|edit| edit.writes).count() {
        return Err(malformed("not every version was made ready"));
    }
    let mut hashes = hashes.into_iter();
    let entry = |edit: &StagedEdit| RowEntry {
        ledger: layouts[edit.layout].ledger.clone(),
        record: edit.record.clone(),
        hash: if edit.writes { hashes.next() } else { None },
        closed: edit.expects.map(Seq::as_i64),
    };
    let mut entries: Vec<RowEntry> = edits.iter().map(entry).collect();
    entries.sort();
    Ok(entries)
}

/// The receipt of a request that was committed before; a problem where something else was asked then.
pub(crate) async fn receipt_of(
    link: &mut crate::engine::Connection,
    dialect: &'static dyn Dialect,
    book: &BookId,
    request: &RequestId,
    asked: &str,
) -> Result<Option<Receipt>, Problem> {
    let mut sql = Sql::new(dialect);
    let (of, key) = (sql.bind_text(book), sql.bind_text(request));
    sql.line("SELECT seq, at, asked").line("FROM journal").line(format!("WHERE book = {of} AND request = {key}"));
    let rows = link.rows(sql).await?;
    let Some([number, Cell::Int(at), before]) = rows.first().map(Vec::as_slice) else { return Ok(None) };
    if before.as_text().is_some_and(|before| before != asked) {
        return Err(request_reused());
    }
    let seq = seq(number).ok_or_else(|| damaged("journal"))?;
    Ok(Some(Receipt { book: book.clone(), seq, at: Instant::from_millis(*at), repeated: true }))
}

/// Whether a request was committed before.
pub(crate) async fn is_answered(
    link: &mut crate::engine::Connection,
    dialect: &'static dyn Dialect,
    book: &BookId,
    request: &RequestId,
) -> Result<bool, Problem> {
    let mut sql = Sql::new(dialect);
    let (of, key) = (sql.bind_text(book), sql.bind_text(request));
    sql.line("SELECT seq").line("FROM journal").line(format!("WHERE book = {of} AND request = {key}"));
    Ok(!link.rows(sql).await?.is_empty())
}

/// Where a book stands in the database.
pub(super) async fn head(
    link: &mut crate::engine::Connection,
    dialect: &'static dyn Dialect,
    book: &BookId,
) -> Result<Head, Problem> {
    let mut sql = Sql::new(dialect);
    let of = sql.bind_text(book);
    sql.line("SELECT seq, at, mac").line("FROM journal").line(format!("WHERE book = {of}"));
    sql.line("ORDER BY seq DESC").line("LIMIT 1");
    match link.rows(sql).await?.pop().as_deref() {
        None => Ok(Head::default()),
        Some([number, Cell::Int(at), Cell::Blob(mac)]) => {
            let seq = seq(number).ok_or_else(|| damaged("journal"))?;
            Ok(Head { seq, at: Some(*at), mac: Some(mac.clone()) })
        }
        Some(_) => Err(damaged("journal")),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use rules::told::{Teller, Told, Way};

    use super::*;
    use crate::{hash::to_hex, random::RepeatableRandom};

    fn mac(told: Option<Told>) -> String {
        let keys = Keys { journal: [9; 32], search: [1; 32], seal: BTreeMap::new() };
        let entry = EntryCells {
            book: "t1",
            seq: 7,
            at: 1_672_459_200_000,
            actor: "wang",
            act: "create",
            undoes: None,
            request: "r-7",
            pack: "digest",
            reason: Some("登记"),
            told: told.map(|told| Telling::of(told, &RepeatableRandom::new(1))),
        };
        let row = RowEntry { ledger: "home".into(), record: "a".into(), hash: Some([6; 32]), closed: None };
        to_hex(&entry_mac(&keys, Some(&[5; 32]), &entry, &[row]))
    }

    /// Reckoned by another program from what is hashed: books that were written by earlier versions must verify for ever.
    #[test]
    fn an_entry_that_nobody_else_told_hashes_as_it_always_did() {
        assert_eq!(mac(None), "7ca38dc511591053a8b96b69ae76edd5a3666a80e06fd62d4605e7b98d510f8c");
    }

    #[test]
    fn who_told_and_how_is_bound() {
        let account = |login: &str, way| Some(Told { by: Teller::Account(login.to_owned()), way });
        let named = |name: &str, way| Some(Told { by: Teller::Named(name.to_owned()), way });
        let mut all = vec![
            mac(None),
            mac(account("li", None)),
            mac(account("wu", None)),
            mac(account("li", Some(Way::Phone))),
            mac(account("li", Some(Way::Face))),
            mac(named("li", None)),
            mac(named("wu", None)),
        ];
        all.sort();
        all.dedup();
        assert_eq!(all.len(), 7);
    }
}
