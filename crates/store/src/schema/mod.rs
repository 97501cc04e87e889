//! The tables. Those of the journal are fixed; those of a ledger follow the pack, and only ever grow.
//!
//! | table | columns | key |
//! |---|---|---|
//! | `journal` | book, seq, at (ms), actor, act, undoes, request, asked (keyed digest of what was asked, or NULL), pack, reason, told_account, told_name, told_seal, told_way (of who told, or NULL), mac | (book, seq), unique (book, request) |
//! | `journal_row` | book, seq, ledger, record, hash (of the version begun, or NULL), closed (from_seq of the version ended, or NULL) | (book, seq, ledger, record) |
//! | `catalog` | ledger, part (`field`, `step`, `rule`; of no ledger `version`, `format`), name, says (JSON) | (ledger, part, name) |
//! | `file` | id, name (sealed), media_type, size: the files that records name; what they hold lies in a folder | (id) |
//! | `file_put` | id, ledger, field, actor, at, held_at (until when it is not forgotten follows from it): who handed in a file for what | (id, ledger, field, actor) |
//! | `pack_file` (PostgreSQL only) | digest, part (`base`, `overlay`), path, says: the files of packs, for servers that share the database | (digest, part, path) |
//! | `l_<ledger>` | book, record, from_seq, to_seq, unit, state, the columns of each field, `st__<step>` (last day), `_steps` (JSON), `_seal` (JSON) | (book, record, from_seq) |
//! | `d_<ledger>` | book, record, from_seq, since, until, state, `f_<field>` of each dated field | (book, record, from_seq, since) |
//!
//! A field `x` has `f_x`: whole numbers (scaled integers, days, milliseconds, 0/1) or text (codes joined with U+001F,
//! child rows as JSON). If dated also `s_x`: its spells as JSON `[[day, cell], …]`, `f_x` then keeping the latest. If
//! sealed also `c_x` (version byte, nonce, ciphertext) and `h_x` (keyed search hash, hex), `f_x` and `s_x` staying NULL.
//! The prefix keeps any name a pack may choose apart from ours.
//!
//! `_seal` is `{"x": {"salt": hex, "digest": hex}}`: of a personal field its salted commitment, of a sealed one the
//! digest of its ciphertext. A row's hash covers ledger, book, record, unit, steps, and of each field its kind and the digest
//! where `_seal` has one, else the cell. So salt and value can be erased and the hash still stands.
//!
//! The journal row of a Change binds what it began (hash) and what it ended (closed); `from_seq` is the entry's own
//! `seq`, `to_seq` that of the entry that closed it. Thus neither is in the hash, and neither can be moved unseen.
//!
//! `asked` alone is not bound, so that it can be erased: whoever alters it makes a retry be refused, nothing more.
//!
//! Who told is an account, or a name of which `told_seal` keeps a salted commitment as `_seal` does of a personal field:
//! `{"salt": hex, "digest": hex}`. The mac covers account, digest and way, and in an entry of which nobody else told none of
//! it, so that entries from before are what they were. Name and salt can be erased.
//!
//! Names longer than 63 bytes end with eight digits of their digest, because PostgreSQL would cut them off.
//!
//! The catalog makes the database describe itself: rows are read and verified by it, and a field a later pack no
//! longer declares is still read. `state`, `f_` of dated fields, `st__`, `h_` and the whole of `d_` are derived.

mod catalog;
mod layout;
mod prepare;

use std::{collections::BTreeMap, sync::Arc};

use indexmap::IndexMap;
use kernel::{LedgerId, Problem};
use pack::model::Pack;

pub use catalog::FORMAT;
pub(crate) use catalog::{read as layouts, version};
pub(crate) use layout::{Column, FROM_SEQ, Layout, Rule, step_column};
pub(crate) use prepare::{copy_indexes, copy_tables, prepare};

use crate::{
    cell::Cell,
    dialect::{ColumnType, Dialect},
    engine::Connection,
    telling,
};

/// The ledgers laid out so far, and how often that has changed.
#[derive(Clone, Default)]
pub(crate) struct Layouts(pub BTreeMap<LedgerId, Arc<Layout>>, pub i64);

impl Layouts {
    pub fn get(&self, ledger: &str) -> Option<Arc<Layout>> {
        self.0.get(ledger).cloned()
    }
}

/// Makes the fixed tables where they are not there, and reads the catalog. Several servers may do so at once.
pub(crate) async fn open(writer: &mut Connection, dialect: &'static dyn Dialect) -> Result<Layouts, Problem> {
    if !is_current(writer, dialect).await? {
        writer.run(dialect.begin_write(), Vec::new()).await?;
        if let Err(problem) = make(writer, dialect).await {
            let _ = writer.run("ROLLBACK", Vec::new()).await;
            return Err(problem);
        }
        writer.run("COMMIT", Vec::new()).await?;
    }
    catalog::read(writer).await
}

/// Whether nothing is to be made. What a newer program wrote is refused before anything of it is touched.
async fn is_current(link: &mut Connection, dialect: &'static dyn Dialect) -> Result<bool, Problem> {
    let has_catalog = !link.fetch(dialect.columns_of("catalog"), Vec::new()).await?.is_empty();
    let format = if has_catalog { catalog::format(link).await? } else { None };
    Ok(format == Some(FORMAT) && missing(link, dialect).await?.is_empty())
}

async fn make(writer: &mut Connection, dialect: &'static dyn Dialect) -> Result<(), Problem> {
    // Asked once nobody else can write: another server may be making the same, or more.
    if is_current(writer, dialect).await? {
        return Ok(());
    }
    for statement in missing(writer, dialect).await? {
        writer.run(statement, Vec::new()).await?;
    }
    catalog::write_format(writer, dialect).await
}

/// The statements that are still to be run.
async fn missing(writer: &mut Connection, dialect: &dyn Dialect) -> Result<Vec<String>, Problem> {
    let mut statements = Vec::new();
    for (table, statement) in fixed(dialect) {
        let columns = writer.fetch(dialect.columns_of(table), Vec::new()).await?;
        let has = |name: &str| columns.iter().any(|row| row.first().and_then(Cell::as_text) == Some(name));
        if columns.is_empty() {
            statements.push(statement);
        } else if table == "journal" {
            let text = dialect.column_type(ColumnType::Text);
            let missing = ["asked"].into_iter().chain(telling::COLUMNS).filter(|name| !has(name));
            statements.extend(missing.map(|name| format!("ALTER TABLE journal\nADD COLUMN {name} {text}")));
        }
    }
    Ok(statements)
}

/// What a store that has not been prepared knows.
pub(crate) fn no_pack() -> Pack {
    Pack {
        id: "".into(),
        name: String::new(),
        version: String::new(),
        digest: String::new(),
        levels: Vec::new(),
        units: Vec::new(),
        roles: IndexMap::new(),
        parameters: IndexMap::new(),
        codes: IndexMap::new(),
        ledgers: IndexMap::new(),
        indicators: IndexMap::new(),
        duties: IndexMap::new(),
        scorecards: IndexMap::new(),
        targets: IndexMap::new(),
        reports: IndexMap::new(),
        forms: IndexMap::new(),
        coverage: Vec::new(),
    }
}

/// The fixed tables and how they are made.
fn fixed(dialect: &dyn Dialect) -> Vec<(&'static str, String)> {
    let (int, text, bytes) = (
        dialect.column_type(ColumnType::Int),
        dialect.column_type(ColumnType::Text),
        dialect.column_type(ColumnType::Bytes),
    );
    let (suffix, keyed) = (dialect.table_suffix(), dialect.keyed_table_suffix());
    let mut tables = vec![
        (
            "journal",
            format!(
                "CREATE TABLE journal (
                   book {text} NOT NULL,
                   seq {int} NOT NULL,
                   at {int} NOT NULL,
                   actor {text} NOT NULL,
                   act {text} NOT NULL,
                   undoes {int},
                   request {text} NOT NULL,
                   asked {text},
                   pack {text} NOT NULL,
                   reason {text},
                   told_account {text},
                   told_name {text},
                   told_seal {text},
                   told_way {text},
                   mac {bytes} NOT NULL,
                   PRIMARY KEY (book, seq),
                   UNIQUE (book, request)
                 ){suffix}"
            ),
        ),
        (
            "journal_row",
            format!(
                "CREATE TABLE journal_row (
                   book {text} NOT NULL,
                   seq {int} NOT NULL,
                   ledger {text} NOT NULL,
                   record {text} NOT NULL,
                   hash {bytes},
                   closed {int},
                   PRIMARY KEY (book, seq, ledger, record)
                 ){keyed}"
            ),
        ),
        (
            "catalog",
            format!(
                "CREATE TABLE catalog (
                   ledger {text} NOT NULL,
                   part {text} NOT NULL,
                   name {text} NOT NULL,
                   says {text} NOT NULL,
                   PRIMARY KEY (ledger, part, name)
                 ){suffix}"
            ),
        ),
    ];
    tables.extend(crate::accounts::tables(dialect));
    tables.extend(crate::files::tables(dialect));
    tables.extend(crate::jobs::tables(dialect));
    tables.extend(crate::hooks::tables(dialect));
    tables.extend(crate::kept::tables(dialect));
    if dialect.is_shared() {
        tables.push((
            "pack_file",
            format!(
                "CREATE TABLE pack_file (
                   digest {text} NOT NULL,
                   part {text} NOT NULL,
                   path {text} NOT NULL,
                   says {text} NOT NULL,
                   PRIMARY KEY (digest, part, path)
                 ){suffix}"
            ),
        ));
    }
    tables
}
