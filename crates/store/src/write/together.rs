//! Changes that do nothing but begin a few new records, as people write them one by one. What of a group waits
//! together is written with one statement a table instead of one for each Change.

use std::{collections::BTreeSet, sync::Arc};

use kernel::{BookId, Problem};

use super::{
    apply::{Applied, Head, entries, signed},
    rows::{self, Bulk, texts},
    standing::Standing,
};
use crate::{
    dialect::Sql,
    engine::Connection,
    ready::{JOURNAL_ROW, Ready},
    schema::Layout,
    shared::Shared,
    stage::Staged,
};

/// More records than these are a Change that is written by itself.
const FEW: usize = 16;

/// What each table is to get, of all Changes.
struct Tables {
    ledgers: Vec<(Arc<Layout>, Bulk, Bulk)>,
    journal_rows: Bulk,
    journal: Bulk,
}

/// Whether a group may be written together: every Change only begins new records, few of them, and none is sent twice.
pub(super) fn may_be(group: &[Staged]) -> bool {
    let begins = |staged: &Staged| {
        (1..=FEW).contains(&staged.edits.len())
            && staged.rows.here().is_some()
            && staged.edits.iter().all(|edit| edit.writes && edit.expects.is_none())
    };
    let mut requests = BTreeSet::new();
    group.iter().all(|staged| begins(staged) && requests.insert((&staged.book, &staged.request)))
}

/// Writes them. `None` is that they must be looked at one by one: a request that was answered before, a name that may be
/// there, a key that is there twice. What was written by then is the caller's to roll back.
pub(super) async fn write(
    shared: &Shared,
    link: &mut Connection,
    standing: &mut Standing,
    group: &[Staged],
) -> Result<Option<Vec<Applied>>, Problem> {
    let dialect = shared.dialect;
    if some_was_answered(shared, link, group).await? || !are_new(shared, link, standing, group).await? {
        return Ok(None);
    }
    let mut tables = Tables {
        ledgers: Vec::new(),
        journal_rows: Bulk::new(dialect, "journal_row", &JOURNAL_ROW),
        journal: Bulk::new(dialect, "journal", &rows::JOURNAL),
    };
    let mut applied = Vec::with_capacity(group.len());
    for staged in group {
        let before = standing.head(link, dialect, &staged.book).await?;
        let (done, head) = add(shared, &mut tables, staged, &before)?;
        standing.moved(&staged.book, head);
        applied.push(done);
    }
    for (_, versions, spells) in &mut tables.ledgers {
        versions.send_halves(link).await?;
        spells.send_halves(link).await?;
    }
    tables.journal_rows.send_halves(link).await?;
    tables.journal.send_halves(link).await?;
    for (layout, ..) in &tables.ledgers {
        let of_ledger = |staged: &&Staged| staged.layouts.iter().any(|other| other.ledger == layout.ledger);
        let books: BTreeSet<&BookId> = group.iter().filter(of_ledger).map(|staged| &staged.book).collect();
        for book in books {
            let seqs = applied.iter().filter(|done| done.receipt.book == *book).map(|done| done.receipt.seq);
            let (Some(first), Some(last)) = (seqs.clone().min(), seqs.max()) else { continue };
            if !rows::duplicates(link, dialect, layout, book, (first, last)).await?.is_empty() {
                return Ok(None);
            }
        }
    }
    Ok(Some(applied))
}

/// Puts one Change into the tables; answers what it is, and where its book stands after it.
fn add(shared: &Shared, tables: &mut Tables, staged: &Staged, before: &Head) -> Result<(Applied, Head), Problem> {
    let seq = before.seq.next();
    let mut hashes = Vec::with_capacity(staged.edits.len());
    for Ready { layout, versions, spells, journal, hashes: own } in staged.rows.here().unwrap_or_default() {
        let layout = &staged.layouts[*layout];
        let (_, version_rows, spell_rows) = of_ledger(shared, &mut tables.ledgers, layout);
        let version_cells = version_rows.beginning(seq, versions.clone());
        version_rows.binds.extend(version_cells);
        let spell_cells = spell_rows.beginning(seq, spells.clone());
        spell_rows.binds.extend(spell_cells);
        let journal_cells = tables.journal_rows.beginning(seq, journal.clone());
        tables.journal_rows.binds.extend(journal_cells);
        hashes.extend(own.iter().copied());
    }
    let entries = entries(&staged.layouts, &staged.edits, hashes)?;
    let (applied, head, entry) = signed(shared, staged, before, &entries);
    tables.journal.binds.extend(entry);
    Ok((applied, head))
}

fn of_ledger<'t>(
    shared: &Shared,
    ledgers: &'t mut Vec<(Arc<Layout>, Bulk, Bulk)>,
    layout: &Arc<Layout>,
) -> &'t mut (Arc<Layout>, Bulk, Bulk) {
    let place = ledgers.iter().position(|(other, ..)| other.ledger == layout.ledger).unwrap_or_else(|| {
        ledgers.push((
            layout.clone(),
            rows::version_bulk(shared.dialect, layout),
            rows::spell_bulk(shared.dialect, layout),
        ));
        ledgers.len() - 1
    });
    &mut ledgers[place]
}

/// Whether the journal may hold one of the requests; it may also be one of the same name in another book.
async fn some_was_answered(shared: &Shared, link: &mut Connection, group: &[Staged]) -> Result<bool, Problem> {
    let books: BTreeSet<&str> = group.iter().map(|staged| staged.book.as_str()).collect();
    let mut sql = Sql::new(shared.dialect);
    let books = sql.bind(texts(books.into_iter()));
    let requests = sql.bind(texts(group.iter().map(|staged| staged.request.as_str())));
    sql.line("SELECT seq").line("FROM journal");
    sql.line(format!("WHERE {}", shared.dialect.is_among("book", &books)));
    sql.line(format!("AND {}", shared.dialect.is_among("request", &requests))).line("LIMIT 1");
    Ok(!link.rows(sql).await?.is_empty())
}

/// Whether every record is named after the last one there, and after those before it in the group.
async fn are_new(
    shared: &Shared,
    link: &mut Connection,
    standing: &mut Standing,
    group: &[Staged],
) -> Result<bool, Problem> {
    for staged in group {
        for edit in &staged.edits {
            let layout = &staged.layouts[edit.layout];
            let last = standing.last_record(link, shared.dialect, layout, &staged.book).await?;
            if last.is_some_and(|last| edit.record.as_str() <= last.as_str()) {
                return Ok(false);
            }
            standing.named(&layout.ledger, &staged.book, edit.record.as_str());
        }
    }
    Ok(true)
}
