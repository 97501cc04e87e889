//! Connections that speak cells, whichever database is behind them. What is said differs only in the dialect.

mod postgres;
mod sqlite;

use kernel::Problem;

pub(crate) use postgres::Alone;

use crate::{
    cell::Cell,
    dialect::{self, Dialect, Sql},
    home::{DatabaseUrl, Home},
};

/// One row of an answer.
pub(crate) type Row = Vec<Cell>;

/// One connection.
pub(crate) enum Connection {
    Sqlite(sqlite::Link),
    Postgres(postgres::Link),
}

/// Connections that read.
#[derive(Clone)]
pub(crate) enum Readers {
    Sqlite(sqlite::Readers),
    Postgres(Box<postgres::Readers>),
}

/// The one writer of this process and its readers.
pub(crate) async fn open(home: &Home) -> Result<(Connection, Readers, &'static dyn Dialect), Problem> {
    match home {
        Home::Folder(folder) => {
            let (writer, readers) = sqlite::open(folder).await?;
            Ok((Connection::Sqlite(writer), Readers::Sqlite(readers), &dialect::Sqlite))
        }
        Home::Postgres { url, .. } => {
            let (writer, readers) = postgres::open(url).await?;
            Ok((Connection::Postgres(writer), Readers::Postgres(Box::new(readers)), &dialect::Postgres))
        }
    }
}

/// See [`sqlite::copy`].
pub(crate) async fn copy_file(folder: &std::path::Path, to: &std::path::Path) -> Result<(), Problem> {
    sqlite::copy(folder, to).await?.close().await
}

/// Whether a book has begun there.
pub(crate) async fn holds_books(home: &Home) -> Result<bool, Problem> {
    match home {
        Home::Folder(folder) => Ok(sqlite::file(folder).exists()),
        Home::Postgres { url, .. } => postgres::holds_books(url).await,
    }
}

/// A lock that only one process of a database holds at a time; it is free once this is dropped or the process ends.
pub(crate) async fn alone(url: &DatabaseUrl) -> Result<Alone, Problem> {
    postgres::alone(url).await
}

impl Readers {
    pub async fn take(&self) -> Result<Connection, Problem> {
        match self {
            Self::Sqlite(readers) => readers.take().await.map(Connection::Sqlite),
            Self::Postgres(readers) => readers.take().await.map(Connection::Postgres),
        }
    }

    /// A connection all of whose answers are of one moment, where others may write meanwhile.
    pub async fn snapshot(&self) -> Result<Connection, Problem> {
        match self {
            Self::Sqlite(readers) => readers.take().await.map(Connection::Sqlite),
            Self::Postgres(readers) => readers.snapshot().await.map(Connection::Postgres),
        }
    }

    pub async fn close(&self) {
        match self {
            Self::Sqlite(readers) => readers.close().await,
            Self::Postgres(readers) => readers.close().await,
        }
    }
}

impl Connection {
    /// Runs a question.
    pub async fn rows(&mut self, sql: Sql) -> Result<Vec<Row>, Problem> {
        self.fetch(sql.text, sql.binds).await
    }

    /// Runs a question whose text is at hand.
    pub async fn fetch(&mut self, text: String, binds: Vec<Cell>) -> Result<Vec<Row>, Problem> {
        tracing::trace!(sql = %text, "store.rows");
        match self {
            Self::Sqlite(link) => link.fetch(text, binds).await,
            Self::Postgres(link) => link.fetch(text, binds).await,
        }
    }

    /// Runs a statement; answers how many rows it touched.
    pub async fn run(&mut self, text: impl Into<String>, binds: Vec<Cell>) -> Result<u64, Problem> {
        match self {
            Self::Sqlite(link) => link.run(text.into(), binds).await,
            Self::Postgres(link) => link.run(text.into(), binds).await,
        }
    }

    /// Whether the database went away from this connection; nothing more can be asked of it.
    pub fn is_lost(&self) -> bool {
        match self {
            Self::Sqlite(_) => false,
            Self::Postgres(link) => link.is_lost(),
        }
    }

    /// Connects again after [`Connection::is_lost`], waiting a while for a server that is being restarted.
    pub async fn renew(&mut self) -> Result<(), Problem> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(link) => link.renew().await,
        }
    }

    pub async fn close(self) -> Result<(), Problem> {
        match self {
            Self::Sqlite(link) => link.close().await,
            Self::Postgres(link) => link.close().await,
        }
    }
}
