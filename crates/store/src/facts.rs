//! What can be said of all books at once: where they stand, how much they hold, whose they are.

use kernel::{BookId, Instant, Problem, Seq};
use rules::change::Act;

use crate::{
    cell::Cell,
    dialect::{Dialect, Sql},
    engine::Connection,
    hash::to_hex,
    heads,
    problem::damaged,
    schema::Layouts,
};

/// Books as they stand at one moment.
#[derive(Clone, PartialEq, Debug)]
pub struct Facts {
    /// Where each stands.
    pub heads: Vec<Head>,
    /// How many Changes they hold.
    pub changes: u64,
    /// How many records there are, those of reserved ledgers left out.
    pub records: u64,
    /// When the last Change was written.
    pub last: Option<Instant>,
    /// The mac of the first entry of all: no other installation has it. Empty before there is one.
    pub first: String,
    /// The digest of the pack that was put in force last.
    pub pack: Option<String>,
}

/// Where a book stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Head {
    /// The book.
    pub book: BookId,
    /// The number of its last Change.
    pub seq: Seq,
    /// The mac of that entry, in hexadecimal digits.
    pub mac: String,
}

/// Reserved ledgers begin so.
const RESERVED: char = '_';

pub(crate) async fn facts(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layouts: &Layouts,
) -> Result<Facts, Problem> {
    let mut heads = Vec::new();
    for (book, seq) in crate::cut::heads(link).await? {
        let mac = heads::mac(link, dialect, book.as_str(), seq).await?.ok_or_else(|| damaged("journal"))?;
        heads.push(Head { book, seq, mac: to_hex(&mac) });
    }
    let (changes, last) = journal(link).await?;
    let mut records = 0;
    for layout in layouts.0.values().filter(|layout| !layout.ledger.as_str().starts_with(RESERVED)) {
        let text = format!("SELECT COUNT(*)\nFROM {}\nWHERE to_seq IS NULL", layout.table());
        records += count(&one(link, text).await?)?;
    }
    let first = "SELECT mac\nFROM journal\nWHERE seq = 1\nORDER BY at, book\nLIMIT 1";
    let first = one(link, first.to_owned()).await?.first().and_then(Cell::as_blob).map(to_hex).unwrap_or_default();
    Ok(Facts { heads, changes, records, last, first, pack: pack(link, dialect).await? })
}

async fn journal(link: &mut Connection) -> Result<(u64, Option<Instant>), Problem> {
    let row = one(link, "SELECT COUNT(*), MAX(at)\nFROM journal".to_owned()).await?;
    Ok((count(&row)?, row.get(1).and_then(Cell::as_int).map(Instant::from_millis)))
}

/// Only the root book puts packs in force, so its numbers order them.
async fn pack(link: &mut Connection, dialect: &'static dyn Dialect) -> Result<Option<String>, Problem> {
    let mut sql = Sql::new(dialect);
    let act = sql.bind_text(Act::Activate.name());
    sql.line("SELECT pack").line("FROM journal").line(format!("WHERE act = {act}"));
    sql.line("ORDER BY at DESC, seq DESC").line("LIMIT 1");
    let row = link.rows(sql).await?.pop().unwrap_or_default();
    Ok(row.first().and_then(Cell::as_text).map(str::to_owned))
}

async fn one(link: &mut Connection, text: String) -> Result<Vec<Cell>, Problem> {
    Ok(link.fetch(text, Vec::new()).await?.pop().unwrap_or_default())
}

fn count(row: &[Cell]) -> Result<u64, Problem> {
    let number = row.first().and_then(Cell::as_int).and_then(|number| u64::try_from(number).ok());
    number.ok_or_else(|| damaged("count"))
}
