//! SQLite, in a file of the folder.

use std::path::{Path, PathBuf};

use futures_util::TryStreamExt as _;
use kernel::Problem;
use sqlx::{
    Arguments as _, AssertSqlSafe, Connection as _, Decode, Row as _, Sqlite, SqliteConnection, TypeInfo, ValueRef,
    pool::PoolConnection,
    sqlite::{
        SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteRow,
        SqliteSynchronous,
    },
};

use super::Row;
use crate::{
    cell::Cell,
    problem::{closed, damaged, database, malformed},
};

/// One connection.
pub(crate) enum Link {
    Writer(Box<SqliteConnection>),
    Reader(PoolConnection<Sqlite>),
}

/// Connections that read.
#[derive(Clone)]
pub(crate) struct Readers(SqlitePool);

const FILE: &str = "qianmo.db";
const READERS: u32 = 4;

/// Where the database of a folder lies.
pub(super) fn file(folder: &Path) -> PathBuf {
    folder.join(FILE)
}

pub(super) async fn open(folder: &Path) -> Result<(Link, Readers), Problem> {
    let options = SqliteConnectOptions::new()
        .filename(file(folder))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(std::time::Duration::from_secs(10))
        // The writer tidies up once everybody is answered; this is for a Change larger than any.
        .pragma("wal_autocheckpoint", "50000")
        .pragma("temp_store", "MEMORY")
        .pragma("cache_size", "-65536");
    let writer = SqliteConnection::connect_with(&options).await.map_err(database)?;
    let readers = SqlitePoolOptions::new()
        .max_connections(READERS)
        // A file does not go away; asking whether it has costs as much as a small question.
        .test_before_acquire(false)
        .connect_with(options.pragma("query_only", "ON"))
        .await
        .map_err(database)?;
    Ok((Link::Writer(Box::new(writer)), Readers(readers)))
}

/// Writes the database of a folder as it stands at this moment into another folder, while others read and write it.
pub(super) async fn copy(folder: &Path, to: &Path) -> Result<Link, Problem> {
    let options = SqliteConnectOptions::new().filename(file(folder)).busy_timeout(std::time::Duration::from_secs(60));
    let link = SqliteConnection::connect_with(&options.pragma("temp_store", "MEMORY")).await.map_err(database)?;
    let mut link = Link::Writer(Box::new(link));
    let target = file(to).to_string_lossy().into_owned();
    // One statement reads one moment; it waits for nobody, and nobody waits for it.
    link.run("VACUUM INTO ?1".to_owned(), vec![Cell::Text(target)]).await?;
    Ok(link)
}

/// Beside whoever has the folder; where nobody can write to it, as it lies there.
pub(super) async fn look(folder: &Path) -> Result<Link, Problem> {
    let options = SqliteConnectOptions::new()
        .filename(file(folder))
        .read_only(true)
        .busy_timeout(std::time::Duration::from_secs(5))
        .pragma("query_only", "ON");
    match SqliteConnection::connect_with(&options).await {
        Ok(link) => Ok(Link::Writer(Box::new(link))),
        Err(_) => {
            let link = SqliteConnection::connect_with(&options.immutable(true)).await.map_err(database)?;
            Ok(Link::Writer(Box::new(link)))
        }
    }
}

/// The database with what is not yet moved into its file.
pub(super) fn size(folder: &Path) -> Option<u64> {
    let length = |path: PathBuf| std::fs::metadata(path).map(|meta| meta.len()).ok();
    let log = length(folder.join(format!("{FILE}-wal"))).unwrap_or_default();
    length(file(folder)).map(|file| file + log)
}

impl Readers {
    pub async fn take(&self) -> Result<Link, Problem> {
        self.0.acquire().await.map(Link::Reader).map_err(|error| match error {
            sqlx::Error::PoolClosed => closed(),
            other => database(other),
        })
    }

    /// One of its own, with a small cache; none once the others are closed.
    pub async fn aside(&self) -> Result<Link, Problem> {
        if self.is_closed() {
            return Err(closed());
        }
        let options = (*self.0.connect_options()).clone().pragma("cache_size", "-4096");
        let link = SqliteConnection::connect_with(&options).await.map_err(database)?;
        Ok(Link::Writer(Box::new(link)))
    }

    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }

    pub async fn close(&self) {
        self.0.close().await;
    }
}

impl Link {
    pub async fn fetch(&mut self, text: String, binds: Vec<Cell>) -> Result<Vec<Row>, Problem> {
        let rows = bound(text, binds)?.fetch_all(self.link()).await.map_err(database)?;
        rows.iter().map(cells).collect()
    }

    pub async fn each(
        &mut self,
        text: String,
        binds: Vec<Cell>,
        take: &mut (dyn FnMut(Row) -> Result<(), Problem> + Send),
    ) -> Result<(), Problem> {
        let mut rows = bound(text, binds)?.fetch(self.link());
        while let Some(row) = rows.try_next().await.map_err(database)? {
            take(cells(&row)?)?;
        }
        Ok(())
    }

    pub async fn run(&mut self, text: String, binds: Vec<Cell>) -> Result<u64, Problem> {
        let done = bound(text, binds)?.execute(self.link()).await.map_err(database)?;
        Ok(done.rows_affected())
    }

    pub async fn close(self) -> Result<(), Problem> {
        match self {
            Self::Writer(link) => link.close().await.map_err(database),
            Self::Reader(_) => Ok(()),
        }
    }

    fn link(&mut self) -> &mut SqliteConnection {
        match self {
            Self::Writer(link) => link,
            Self::Reader(link) => link,
        }
    }
}

type Query = sqlx::query::Query<'static, Sqlite, SqliteArguments>;

/// Values are always bound; the text holds only names that were quoted and numbers.
fn bound(text: String, binds: Vec<Cell>) -> Result<Query, Problem> {
    let mut arguments = SqliteArguments::default();
    arguments.reserve(binds.len(), 0);
    for cell in binds {
        let added = match cell {
            Cell::Null => arguments.add(None::<i64>),
            Cell::Int(number) => arguments.add(number),
            Cell::Text(text) => arguments.add(text),
            Cell::Blob(bytes) => arguments.add(bytes),
        };
        added.map_err(malformed)?;
    }
    Ok(sqlx::query_with(AssertSqlSafe(text), arguments))
}

fn cells(row: &SqliteRow) -> Result<Row, Problem> {
    (0..row.len())
        .map(|index| {
            let value = row.try_get_raw(index).map_err(database)?;
            if value.is_null() {
                return Ok(Cell::Null);
            }
            let kind = value.type_info();
            let cell = match kind.name() {
                "INTEGER" => <i64 as Decode<Sqlite>>::decode(value).map(Cell::Int),
                "TEXT" => <String as Decode<Sqlite>>::decode(value).map(Cell::Text),
                "BLOB" => <Vec<u8> as Decode<Sqlite>>::decode(value).map(Cell::Blob),
                other => return Err(damaged(format!("column {index} is {other}"))),
            };
            cell.map_err(damaged)
        })
        .collect()
}
