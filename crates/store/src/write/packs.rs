//! Files of packs, kept where all servers of a database find them.

use std::collections::BTreeMap;

use kernel::Problem;

use super::{abandon, lifeline, rows::Bulk};
use crate::{
    cell::Cell,
    dialect::{Dialect, Sql},
    engine::Connection,
    problem::damaged,
    record::PackFile,
    shared::Shared,
};

/// Keeps them under their digest, whole or not at all; keeping twice is keeping once.
pub(super) async fn keep(
    shared: &Shared,
    link: &mut Connection,
    digest: &str,
    files: Vec<PackFile>,
) -> Result<(), Problem> {
    if !read(link, shared.dialect, digest).await?.is_empty() {
        return Ok(());
    }
    lifeline::begin(shared, link).await?;
    let written = match write(link, shared.dialect, digest, files).await {
        Ok(()) => link.run("COMMIT", Vec::new()).await,
        Err(problem) => Err(problem),
    };
    match written {
        Ok(_) => Ok(()),
        Err(problem) => Err(abandon(link, problem).await),
    }
}

/// Writes them within the writer's transaction.
pub(crate) async fn write(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    digest: &str,
    files: Vec<PackFile>,
) -> Result<(), Problem> {
    // Another server may have kept the same meanwhile.
    if !read(link, dialect, digest).await?.is_empty() {
        return Ok(());
    }
    let mut bulk = Bulk::new(dialect, "pack_file", &["digest", "part", "path", "says"]);
    for PackFile { part, path, text } in files {
        bulk.binds.extend([Cell::text(digest), Cell::Text(part), Cell::Text(path), Cell::Text(text)]);
        bulk.send_full(link).await?;
    }
    bulk.send_rest(link).await
}

/// The files of all packs that are kept, by digest.
pub(crate) async fn all(link: &mut Connection) -> Result<BTreeMap<String, Vec<PackFile>>, Problem> {
    let text = "SELECT digest, part, path, says\nFROM pack_file\nORDER BY digest, part, path".to_owned();
    let mut packs: BTreeMap<String, Vec<PackFile>> = BTreeMap::new();
    for row in link.fetch(text, Vec::new()).await? {
        let Ok([Cell::Text(digest), Cell::Text(part), Cell::Text(path), Cell::Text(text)]) = <[Cell; 4]>::try_from(row)
        else {
            return Err(damaged("pack_file"));
        };
        packs.entry(digest).or_default().push(PackFile { part, path, text });
    }
    Ok(packs)
}

/// The files of a pack; none where it is not kept here.
pub(crate) async fn read(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    digest: &str,
) -> Result<Vec<PackFile>, Problem> {
    let mut sql = Sql::new(dialect);
    let digest = sql.bind_text(digest);
    sql.line("SELECT part, path, says").line("FROM pack_file").line(format!("WHERE digest = {digest}"));
    sql.line("ORDER BY part, path");
    let file = |row: Vec<Cell>| match <[Cell; 3]>::try_from(row) {
        Ok([Cell::Text(part), Cell::Text(path), Cell::Text(text)]) => Ok(PackFile { part, path, text }),
        _ => Err(damaged("pack_file")),
    };
    link.rows(sql).await?.into_iter().map(file).collect()
}
