//! A county moves house: everything that one database keeps is written to another, as it is and in one transaction.
//! Hashes, macs and seals are carried, never made anew, so that what was verified before is verified after.

use kernel::{Cut, Problem};

use crate::{
    cell::Cell,
    dialect::{Dialect, Sql, quoted},
    engine::{self, Connection},
    heads,
    home::Home,
    meters::unwatched,
    problem::{self, damaged},
    record::PackFile,
    schema::{self, Layouts},
    write::{Bulk, JOURNAL, lock},
};

const PAGE: usize = 2_000;

/// Carries the books of one home to another that has none, and with them the files of the pack in force where the
/// other is shared. Nobody writes to either meanwhile; the first is left as it was. Problem: `store.not_empty`.
pub async fn carry(from: &Home, to: &Home, pack: Option<(&str, Vec<PackFile>)>) -> Result<Cut, Problem> {
    for home in [from, to] {
        std::fs::create_dir_all(home.folder()).map_err(problem::files)?;
    }
    let _locks = (lock(from.folder())?, lock(to.folder())?);
    let (mut source, source_readers, speaks) = engine::open(from, unwatched()).await?;
    let (mut target, target_readers, dialect) = engine::open(to, unwatched()).await?;
    let layouts = schema::open(&mut source, speaks).await?;
    schema::open(&mut target, dialect).await?;
    source.run(speaks.begin_write(), Vec::new()).await?;
    target.run(dialect.begin_write(), Vec::new()).await?;
    let done = everything(&mut source, &mut target, dialect, speaks, &layouts, pack).await;
    let _ = source.run("ROLLBACK", Vec::new()).await;
    match done {
        Ok(()) => target.run("COMMIT", Vec::new()).await.map(|_| ())?,
        Err(problem) => {
            let _ = target.run("ROLLBACK", Vec::new()).await;
            return Err(problem);
        }
    }
    // What was noted outside goes along; what was not is noted now.
    let (log, noted) = (from.folder().join(heads::FILE), to.folder().join(heads::FILE));
    if log.exists() {
        std::fs::copy(log, noted).map_err(problem::files)?;
    }
    heads::catch_up(&mut target, dialect, to.folder()).await?;
    let cut = crate::cut::heads(&mut target).await?;
    for (link, readers) in [(source, source_readers), (target, target_readers)] {
        readers.close().await;
        link.close().await?;
    }
    Ok(cut)
}

pub(crate) async fn everything(
    source: &mut Connection,
    target: &mut Connection,
    dialect: &'static dyn Dialect,
    speaks: &'static dyn Dialect,
    layouts: &Layouts,
    pack: Option<(&str, Vec<PackFile>)>,
) -> Result<(), Problem> {
    // Asked once nobody else can write.
    if !crate::cut::heads(target).await?.0.is_empty() || !schema::layouts(target).await?.0.is_empty() {
        return Err(problem::not_empty());
    }
    schema::copy_tables(target, dialect, layouts).await?;
    let texts = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    // A snapshot may be of an earlier program, whose journal says less.
    let there = source.fetch(speaks.columns_of("journal"), Vec::new()).await?;
    let is_there = |name: &&str| there.iter().any(|row| row.first().and_then(Cell::as_text) == Some(*name));
    let journal: Vec<&str> = JOURNAL.into_iter().filter(is_there).collect();
    let mut tables = vec![
        ("journal".to_owned(), texts(&journal), 2),
        ("journal_row".to_owned(), texts(&["book", "seq", "ledger", "record", "hash", "closed"]), 4),
    ];
    for layout in layouts.0.values() {
        let names = |columns: Vec<(String, _)>| columns.into_iter().map(|(name, _)| name).collect();
        tables.push((layout.table(), names(layout.columns()), 3));
        if layout.rule.spells {
            tables.push((layout.spell_table(), names(layout.spell_columns()), 4));
        }
    }
    for (table, columns, key) in BESIDE.iter().copied().flatten() {
        // An earlier program made no such tables.
        if !source.fetch(speaks.columns_of(table), Vec::new()).await?.is_empty() {
            tables.push(((*table).to_owned(), texts(columns), *key));
        }
    }
    for (table, columns, key) in tables {
        copy(source, target, (dialect, speaks), &table, &columns, key).await?;
    }
    schema::copy_indexes(target, dialect, layouts).await?;
    if let Some((digest, files)) = pack.filter(|_| dialect.is_shared()) {
        crate::write::write_pack(target, dialect, digest, files).await?;
    }
    Ok(())
}

/// A table beside the ledgers that goes along: its name, its columns, and how many of the first are the key.
pub(crate) type Carried = (&'static str, &'static [&'static str], usize);

/// All of them.
const BESIDE: [&[Carried]; 4] =
    [crate::accounts::CARRIED, crate::hooks::CARRIED, crate::kept::CARRIED, crate::files::CARRIED];

/// Copies a table whose first columns are its key.
async fn copy(
    source: &mut Connection,
    target: &mut Connection,
    (dialect, speaks): (&'static dyn Dialect, &'static dyn Dialect),
    table: &str,
    columns: &[String],
    key: usize,
) -> Result<(), Problem> {
    let names: Vec<String> = columns.iter().map(|name| quoted(name)).collect();
    let by = names[..key].join(", ");
    let mut bulk = Bulk::new(dialect, table, columns);
    let mut after: Option<Vec<Cell>> = None;
    loop {
        let mut sql = Sql::new(speaks);
        sql.line(format!("SELECT {}", names.join(", "))).line(format!("FROM {table}"));
        if let Some(after) = after.take() {
            let binds: Vec<String> = after.into_iter().map(|cell| sql.bind(cell)).collect();
            sql.line(format!("WHERE ({by}) > ({})", binds.join(", ")));
        }
        sql.line(format!("ORDER BY {by}")).line(format!("LIMIT {PAGE}"));
        let rows = source.rows(sql).await?;
        let whole = rows.len() == PAGE;
        after = rows.last().and_then(|row| row.get(..key)).map(<[Cell]>::to_vec);
        for row in rows {
            bulk.binds.extend(row);
            bulk.send_full(target).await?;
        }
        if !whole {
            return bulk.send_rest(target).await;
        }
        if after.is_none() {
            return Err(damaged(table));
        }
    }
}
