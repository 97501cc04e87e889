//! The books as they stood at one moment, in a folder of their own, while servers go on writing.
//!
//! Of a folder the database makes the copy itself, through a connection of its own. Of PostgreSQL one snapshot is read
//! and carried into SQLite, as when a county moves ([`crate::carry`]): hashes, macs and seals stay as they are.

use std::{collections::BTreeMap, fs, path::Path};

use kernel::Problem;

use crate::{
    carry::everything,
    engine::{self, Connection},
    facts::{Facts, facts},
    heads,
    home::Home,
    meters::unwatched,
    problem::files,
    record::PackFile,
    schema,
};

/// What a copy holds.
#[derive(Clone, PartialEq, Debug)]
pub struct Copied {
    /// What can be said of it.
    pub facts: Facts,
    /// The files of all packs by digest, where the database is shared and keeps them.
    pub packs: BTreeMap<String, Vec<PackFile>>,
}

/// Copies the books of a home into a folder that holds nothing. Nobody is kept from reading or writing meanwhile; only
/// who lays out new tables in PostgreSQL waits for the end. Problem: `store.newer_format`.
pub async fn copy(from: &Home, to: &Path) -> Result<Copied, Problem> {
    // The log first: it may lag behind the database but never lead it.
    match fs::copy(from.folder().join(heads::FILE), to.join(heads::FILE)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(files(error)),
        _ => {}
    }
    let mut packs = BTreeMap::new();
    match from {
        Home::Folder(folder) => engine::copy_file(folder, to).await?,
        Home::Postgres { .. } => packs = carry_snapshot(from, to).await?,
    }
    let (mut link, readers, dialect) = engine::open(&Home::Folder(to.to_owned()), unwatched()).await?;
    let done = async {
        let layouts = schema::layouts(&mut link).await?;
        heads::catch_up(&mut link, dialect, to).await?;
        facts(&mut link, dialect, &layouts).await
    }
    .await;
    // Closed either way, so that all of it lies in one file.
    readers.close().await;
    link.close().await?;
    Ok(Copied { facts: done?, packs })
}

async fn carry_snapshot(from: &Home, to: &Path) -> Result<BTreeMap<String, Vec<PackFile>>, Problem> {
    let (writer, readers, speaks) = engine::open(from, unwatched()).await?;
    writer.close().await?;
    let mut source = readers.snapshot().await?;
    let layouts = schema::layouts(&mut source).await?;
    let (mut target, target_readers, dialect) = engine::open(&Home::Folder(to.to_owned()), unwatched()).await?;
    schema::open(&mut target, dialect).await?;
    target.run(dialect.begin_write(), Vec::new()).await?;
    let done = everything(&mut source, &mut target, dialect, speaks, &layouts, None).await;
    let ended = target.run(if done.is_ok() { "COMMIT" } else { "ROLLBACK" }, Vec::new()).await;
    let packs = match done {
        Ok(()) => crate::write::all_packs(&mut source).await,
        Err(problem) => Err(problem),
    };
    for readers in [readers, target_readers] {
        readers.close().await;
    }
    end(source).await;
    target.close().await?;
    ended?;
    packs
}

/// Nothing was written there; how it ends does not matter.
async fn end(mut source: Connection) {
    let _ = source.run("ROLLBACK", Vec::new()).await;
    if let Err(problem) = source.close().await {
        tracing::debug!(detail = ?problem.detail, "store.copy");
    }
}
