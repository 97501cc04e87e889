//! The statements a Change is made of, each for many rows at once.

use std::{collections::BTreeMap, sync::Arc};

use kernel::{BookId, Problem, RecordId, Seq, UnitId};
use serde_json::Value as Json;

use super::apply::EntryCells;
use crate::{
    cell::Cell,
    dialect::{Dialect, Sql, quoted},
    engine::Connection,
    hash::Hash,
    problem::{damaged, duplicate},
    ready::{JOURNAL_ROW, Rows, journal_row},
    row::seq,
    schema::{FROM_SEQ, Layout},
    stage::StagedEdit,
    telling::{self, Telling},
};

/// The columns of an entry.
pub(crate) const JOURNAL: [&str; 15] = {
    let [account, name, seal, way] = telling::COLUMNS;
    [
        "book", "seq", "at", "actor", "act", "undoes", "request", "asked", "pack", "reason", account, name, seal, way,
        "mac",
    ]
};

/// So many times as many keys are walked as were written.
const WORTH: usize = 8;

/// So many new versions change what a database ought to know of a table.
const MANY: usize = 500;

/// The open versions of the records that are edited and the units that own them.
pub(super) async fn open_versions(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layout: &Layout,
    book: &BookId,
    edits: &[StagedEdit],
) -> Result<BTreeMap<String, (Seq, UnitId)>, Problem> {
    // New records are named in the order of time: what comes after the last name there is cannot be there.
    let last = match edits.iter().any(|edit| edit.expects.is_none()) {
        true => last_record(link, dialect, layout, book).await?,
        false => None,
    };
    let records = may_be_there(edits, last.as_deref());
    if records.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mut sql = Sql::new(dialect);
    let (book, among) = (sql.bind_text(book), sql.bind(texts(records.into_iter())));
    sql.line("SELECT record, from_seq, unit");
    sql.line(format!("FROM {}", layout.table()));
    sql.line(format!("WHERE book = {book} AND to_seq IS NULL"));
    sql.line(format!("AND {}", dialect.is_among("record", &among)));
    let open = |row: &Vec<Cell>| match row.as_slice() {
        [Cell::Text(record), from, Cell::Text(unit)] => Some((record.clone(), (seq(from)?, unit.as_str().into()))),
        _ => None,
    };
    let rows = link.rows(sql).await?;
    rows.iter().map(|row| open(row).ok_or_else(|| damaged(&layout.ledger))).collect()
}

fn may_be_there<'a>(edits: &'a [StagedEdit], last: Option<&str>) -> Vec<&'a str> {
    let records =
        edits.iter().filter(|edit| edit.expects.is_some() || last.is_some_and(|last| edit.record.as_str() <= last));
    records.map(|edit| edit.record.as_str()).collect()
}

pub(super) async fn last_record(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layout: &Layout,
    book: &BookId,
) -> Result<Option<String>, Problem> {
    let mut sql = Sql::new(dialect);
    let book = sql.bind_text(book);
    sql.line("SELECT MAX(record)").line(format!("FROM {}", layout.table())).line(format!("WHERE book = {book}"));
    let rows = link.rows(sql).await?;
    Ok(rows.first().and_then(|row| row.first()?.as_text().map(str::to_owned)))
}

/// Ends the versions that are edited.
pub(super) async fn end(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layout: &Layout,
    book: &BookId,
    at: Seq,
    edits: &[StagedEdit],
) -> Result<(), Problem> {
    let records: Vec<&str> =
        edits.iter().filter(|edit| edit.expects.is_some()).map(|edit| edit.record.as_str()).collect();
    if records.is_empty() {
        return Ok(());
    }
    let count = records.len();
    let mut sql = Sql::new(dialect);
    let (to, book, among) = (sql.bind_int(at.as_i64()), sql.bind_text(book), sql.bind(texts(records.into_iter())));
    sql.line(format!("UPDATE {}", layout.table()));
    sql.line(format!("SET to_seq = {to}"));
    sql.line(format!("WHERE book = {book} AND to_seq IS NULL"));
    sql.line(format!("AND {}", dialect.is_among("record", &among)));
    let ended = link.run(sql.text, sql.binds).await?;
    if usize::try_from(ended).ok() == Some(count) { Ok(()) } else { Err(damaged(&layout.ledger)) }
}

/// Writes new versions, their spells and what the journal says of them; answers the hash of each.
pub(super) async fn begin(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layouts: &[Arc<Layout>],
    at: Seq,
    rows: &mut Rows,
) -> Result<Vec<Hash>, Problem> {
    let mut hashes = Vec::new();
    let mut journal = Bulk::new(dialect, "journal_row", &JOURNAL_ROW);
    let mut bulks: Option<(usize, Bulk, Bulk)> = None;
    while let Some(ready) = rows.next().await? {
        let layout = &layouts[ready.layout];
        if let Some((_, versions, spells)) = bulks.take_if(|(of, ..)| *of != ready.layout).as_mut() {
            versions.send_rest(link).await?;
            spells.send_rest(link).await?;
        }
        let (_, versions, spells) =
            bulks.get_or_insert_with(|| (ready.layout, version_bulk(dialect, layout), spell_bulk(dialect, layout)));
        versions.send_all(link, versions.beginning(at, ready.versions)).await?;
        spells.send_all(link, spells.beginning(at, ready.spells)).await?;
        journal.send_all(link, journal.beginning(at, ready.journal)).await?;
        hashes.extend(ready.hashes);
    }
    if let Some((_, versions, spells)) = &mut bulks {
        versions.send_rest(link).await?;
        spells.send_rest(link).await?;
    }
    journal.send_rest(link).await?;
    Ok(hashes)
}

pub(super) fn version_bulk(dialect: &'static dyn Dialect, layout: &Layout) -> Bulk {
    let columns: Vec<String> = layout.columns().into_iter().map(|(name, _)| name).collect();
    Bulk::new(dialect, &layout.table(), &columns)
}

pub(super) fn spell_bulk(dialect: &'static dyn Dialect, layout: &Layout) -> Bulk {
    let columns: Vec<String> = layout.spell_columns().into_iter().map(|(name, _)| name).collect();
    Bulk::new(dialect, &layout.spell_table(), &columns)
}

/// Two open records of a unit never share the business key; a key of which nothing is there is no key.
/// What the Change began is told by the journal.
pub(super) async fn refuse_duplicates(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layout: &Layout,
    book: &BookId,
    at: Seq,
    edits: &[StagedEdit],
) -> Result<(), Problem> {
    let key: Vec<String> = layout.key_columns().iter().map(|name| quoted(name)).collect();
    if key.is_empty() {
        return Ok(());
    }
    if edits.len() >= MANY
        && let Some(text) = dialect.look_anew(&layout.table())
    {
        link.run(text, Vec::new()).await?;
    }
    if edits.len() >= MANY && keys_differ(link, dialect, layout, &key, book, edits.len()).await? {
        return Ok(());
    }
    let found = duplicates(link, dialect, layout, book, (at, at)).await?;
    if found.is_empty() {
        return Ok(());
    }
    let number = |new: &RecordId| edits.iter().find(|edit| edit.record == *new).map(|edit| edit.number);
    let mut pairs: Vec<(Option<usize>, RecordId, RecordId)> =
        found.into_iter().map(|(new, other)| (number(&new), new, other)).collect();
    pairs.sort();
    Err(duplicate(&layout.ledger, book, &pairs))
}

/// Records that some Changes of a book began, each with another open one of its unit that has its key; some of them,
/// where there are many.
pub(super) async fn duplicates(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layout: &Layout,
    book: &BookId,
    (first, last): (Seq, Seq),
) -> Result<Vec<(RecordId, RecordId)>, Problem> {
    let key: Vec<String> = layout.key_columns().iter().map(|name| quoted(name)).collect();
    if key.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::new(dialect);
    let (book, ledger) = (sql.bind_text(book), sql.bind_text(&layout.ledger));
    let (first, last) = (sql.bind_int(first.as_i64()), sql.bind_int(last.as_i64()));
    let same: Vec<String> =
        key.iter().map(|name| dialect.is_same(&format!("other.{name}"), &format!("new.{name}"))).collect();
    let there: Vec<String> = key.iter().map(|name| format!("new.{name} IS NOT NULL")).collect();
    sql.line("SELECT new.record, other.record");
    sql.line("FROM journal_row AS j");
    sql.line(format!("JOIN {0} AS new", layout.table()));
    sql.line("ON new.book = j.book AND new.record = j.record AND new.from_seq = j.seq AND new.to_seq IS NULL");
    sql.line(format!("JOIN {0} AS other", layout.table()));
    sql.line("ON other.book = new.book AND other.unit = new.unit AND other.to_seq IS NULL");
    sql.line(format!("AND {}", same.join(" AND ")));
    sql.line("AND other.record <> new.record");
    sql.line(format!("WHERE j.book = {book} AND j.seq BETWEEN {first} AND {last} AND j.ledger = {ledger}"));
    sql.line(format!("AND ({})", there.join(" OR ")));
    // No order: it would make the database walk the whole book instead of what the Changes began.
    sql.line("LIMIT 200");
    let pair = |row: &Vec<Cell>| match row.as_slice() {
        [Cell::Text(new), Cell::Text(other)] => Ok((new.as_str().into(), other.as_str().into())),
        _ => Err(damaged(&layout.ledger)),
    };
    link.rows(sql).await?.iter().map(pair).collect()
}

/// Whether no two open records of the book share a key, told by walking all its keys in order; where there are many
/// times more than were written it is not worth the walk, and nothing is said.
async fn keys_differ(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layout: &Layout,
    key: &[String],
    book: &BookId,
    written: usize,
) -> Result<bool, Problem> {
    let worth = i64::try_from(written * WORTH).unwrap_or(i64::MAX);
    let mut sql = Sql::new(dialect);
    let (book, worth) = (sql.bind_text(book), sql.bind_int(worth));
    let there: Vec<String> = key.iter().map(|name| format!("{name} IS NOT NULL")).collect();
    let open = format!("FROM {}\nWHERE book = {book} AND to_seq IS NULL", layout.table());
    sql.line(format!("SELECT (SELECT COUNT(*) FROM (SELECT 1 AS one\n{open}\nLIMIT {worth}) AS open) < {worth}"));
    sql.line(format!("AND NOT EXISTS (SELECT 1\n{open}\nAND ({})", there.join(" OR ")));
    sql.line(format!("GROUP BY unit, {}", key.join(", "))).line("HAVING COUNT(*) > 1)");
    let rows = link.rows(sql).await?;
    Ok(matches!(rows.first().map(Vec::as_slice), Some([Cell::Int(1)])))
}

/// Writes an entry.
pub(super) async fn journal(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    entry: [Cell; JOURNAL.len()],
) -> Result<(), Problem> {
    let mut entries = Bulk::new(dialect, "journal", &JOURNAL);
    entries.binds.extend(entry);
    entries.send_rest(link).await
}

/// The cells of [`JOURNAL`].
pub(super) fn journal_cells(entry: &EntryCells<'_>, asked: &str, mac: Hash) -> [Cell; JOURNAL.len()] {
    let reason = entry.reason.map_or(Cell::Null, Cell::text);
    let [book, actor, act, request] = [entry.book, entry.actor, entry.act, entry.request].map(Cell::text);
    let (seq, at, undoes) = (Cell::Int(entry.seq), Cell::Int(entry.at), Cell::from(entry.undoes));
    let [account, name, seal, way] = Telling::cells(entry.told.as_ref());
    [
        book,
        seq,
        at,
        actor,
        act,
        undoes,
        request,
        Cell::text(asked),
        Cell::text(entry.pack),
        reason,
        account,
        name,
        seal,
        way,
        Cell::Blob(mac.to_vec()),
    ]
}

/// Writes what the journal says of records that are taken back.
pub(super) async fn withdrawn(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layouts: &[Arc<Layout>],
    book: &BookId,
    at: Seq,
    edits: &[StagedEdit],
) -> Result<(), Problem> {
    let mut journal = Bulk::new(dialect, "journal_row", &JOURNAL_ROW);
    for edit in edits.iter().filter(|edit| !edit.writes) {
        let ledger = &layouts[edit.layout].ledger;
        journal.binds.extend(journal_row(book, at, ledger, &edit.record, None, edit.expects));
        journal.send_full(link).await?;
    }
    journal.send_rest(link).await
}

/// Many rows for one table, sent some hundreds at a time so that one prepared statement serves them all.
pub(crate) struct Bulk {
    dialect: &'static dyn Dialect,
    begin: String,
    width: usize,
    /// The text for as many rows as a statement takes, once there were so many.
    full: Option<String>,
    /// Cells of the rows not yet sent.
    pub binds: Vec<Cell>,
}

impl Bulk {
    pub fn new(dialect: &'static dyn Dialect, table: &str, columns: &[impl AsRef<str>]) -> Self {
        let names: Vec<String> = columns.iter().map(|name| quoted(name.as_ref())).collect();
        let begin = format!("INSERT INTO {table} ({})\nVALUES ", names.join(", "));
        Self { dialect, begin, width: columns.len(), full: None, binds: Vec::new() }
    }

    fn most(&self) -> usize {
        (self.dialect.most_binds() / self.width).max(1)
    }

    fn text(&self, rows: usize) -> String {
        let row = |row: usize| {
            let binds: Vec<String> =
                (1..=self.width).map(|column| self.dialect.bulk_placeholder(row * self.width + column)).collect();
            format!("({})", binds.join(", "))
        };
        self.begin.clone() + &(0..rows).map(row).collect::<Vec<_>>().join(",\n")
    }

    /// Sends once as many rows wait as a statement takes.
    pub async fn send_full(&mut self, link: &mut Connection) -> Result<(), Problem> {
        if self.binds.len() < self.most() * self.width {
            return Ok(());
        }
        let text = match self.full.take() {
            Some(text) => text,
            None => self.text(self.most()),
        };
        self.full = Some(text.clone());
        link.run(text, std::mem::take(&mut self.binds)).await.map(|_| ())
    }

    /// Takes many rows, and sends what fills statements.
    pub async fn send_all(&mut self, link: &mut Connection, cells: Vec<Cell>) -> Result<(), Problem> {
        let (full, mut cells) = (self.most() * self.width, cells.into_iter());
        while cells.len() > 0 {
            let room = full - self.binds.len();
            self.binds.extend(cells.by_ref().take(room));
            self.send_full(link).await?;
        }
        Ok(())
    }

    /// Rows of versions, of spells or of the journal that begin with a Change.
    pub fn beginning(&self, at: Seq, mut cells: Vec<Cell>) -> Vec<Cell> {
        cells
            .chunks_mut(self.width)
            .filter_map(|row| row.get_mut(FROM_SEQ))
            .for_each(|from| *from = Cell::Int(at.as_i64()));
        cells
    }

    /// Sends all rows in statements of 1, 2, 4 … of them, so that few texts serve any number.
    pub async fn send_halves(&mut self, link: &mut Connection) -> Result<(), Problem> {
        let mut cells = std::mem::take(&mut self.binds);
        while !cells.is_empty() {
            let rows = (cells.len() / self.width).min(self.most());
            let rows = 1 << rows.ilog2();
            let rest = cells.split_off(rows * self.width);
            link.run(self.text(rows), std::mem::replace(&mut cells, rest)).await?;
        }
        Ok(())
    }

    /// Sends what is left.
    pub async fn send_rest(&mut self, link: &mut Connection) -> Result<(), Problem> {
        if self.binds.is_empty() {
            return Ok(());
        }
        let text = self.text(self.binds.len() / self.width);
        link.run(text, std::mem::take(&mut self.binds)).await.map(|_| ())
    }
}

/// A JSON array of texts as one bind.
pub(crate) fn texts<'a>(texts: impl Iterator<Item = &'a str>) -> Cell {
    Cell::Text(Json::Array(texts.map(Json::from).collect()).to_string())
}
