//! Connections that speak cells, whichever database is behind them. What is said differs only in the dialect.

mod postgres;
mod sqlite;

use std::sync::Arc;

use kernel::Problem;

pub(crate) use postgres::Alone;

use crate::{
    cell::Cell,
    dialect::{self, Dialect, Sql},
    home::{DatabaseUrl, Home},
    meters::Meters,
    statement,
};

/// One row of an answer.
pub(crate) type Row = Vec<Cell>;

/// One connection. What it is asked is counted, and noted where it is slow.
pub(crate) struct Connection {
    link: Link,
    meters: Arc<Meters>,
}

enum Link {
    Sqlite(sqlite::Link),
    Postgres(postgres::Link),
}

/// Connections that read.
#[derive(Clone)]
pub(crate) struct Readers {
    pool: Pool,
    meters: Arc<Meters>,
}

#[derive(Clone)]
enum Pool {
    Sqlite(sqlite::Readers),
    Postgres(Box<postgres::Readers>),
}

/// The one writer of this process and its readers.
pub(crate) async fn open(
    home: &Home,
    meters: Arc<Meters>,
) -> Result<(Connection, Readers, &'static dyn Dialect), Problem> {
    let (link, pool, dialect): (_, _, &'static dyn Dialect) = match home {
        Home::Folder(folder) => {
            let (writer, readers) = sqlite::open(folder).await?;
            (Link::Sqlite(writer), Pool::Sqlite(readers), &dialect::Sqlite)
        }
        Home::Postgres { url, .. } => {
            let (writer, readers) = postgres::open(url).await?;
            (Link::Postgres(writer), Pool::Postgres(Box::new(readers)), &dialect::Postgres)
        }
    };
    Ok((Connection { link, meters: meters.clone() }, Readers { pool, meters }, dialect))
}

/// A connection that can only look, beside a server that may be running; nothing is made and nothing is mended.
pub(crate) async fn look(home: &Home, meters: Arc<Meters>) -> Result<(Connection, &'static dyn Dialect), Problem> {
    let (link, dialect): (_, &'static dyn Dialect) = match home {
        Home::Folder(folder) => (Link::Sqlite(sqlite::look(folder).await?), &dialect::Sqlite),
        Home::Postgres { url, .. } => (Link::Postgres(postgres::look(url).await?), &dialect::Postgres),
    };
    Ok((Connection { link, meters }, dialect))
}

/// How many bytes the database takes; nothing where it does not say.
pub(crate) async fn size(home: &Home, link: &mut Connection) -> Result<Option<u64>, Problem> {
    match home {
        Home::Folder(folder) => Ok(sqlite::size(folder)),
        Home::Postgres { .. } => {
            let text = "SELECT pg_database_size(current_database())".to_owned();
            let row = link.fetch(text, Vec::new()).await?.pop();
            Ok(row.and_then(|row| row.first()?.as_int()).and_then(|size| u64::try_from(size).ok()))
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
        self.connection(match &self.pool {
            Pool::Sqlite(readers) => readers.take().await.map(Link::Sqlite),
            Pool::Postgres(readers) => readers.take().await.map(Link::Postgres),
        })
    }

    /// A connection for a question that is asked page by page, as slowly as somebody takes the pages: `kept` from the page
    /// before, else a new one. SQLite's is one of its own, with little memory: what is read once from end to end would
    /// only push out of the others' what is read again.
    pub async fn aside(&self, kept: Option<Connection>) -> Result<Connection, Problem> {
        match (&self.pool, kept) {
            (Pool::Sqlite(readers), Some(kept)) if !readers.is_closed() => Ok(kept),
            (Pool::Sqlite(readers), _) => self.connection(readers.aside().await.map(Link::Sqlite)),
            (Pool::Postgres(_), _) => self.take().await,
        }
    }

    /// Of [`Readers::aside`], what is kept for the next page. Connections of a server are few, and go back.
    pub fn keep(&self, link: Connection) -> Option<Connection> {
        matches!(self.pool, Pool::Sqlite(_)).then_some(link)
    }

    /// A connection all of whose answers are of one moment, where others may write meanwhile.
    pub async fn snapshot(&self) -> Result<Connection, Problem> {
        self.connection(match &self.pool {
            Pool::Sqlite(readers) => readers.take().await.map(Link::Sqlite),
            Pool::Postgres(readers) => readers.snapshot().await.map(Link::Postgres),
        })
    }

    pub async fn close(&self) {
        match &self.pool {
            Pool::Sqlite(readers) => readers.close().await,
            Pool::Postgres(readers) => readers.close().await,
        }
    }

    fn connection(&self, link: Result<Link, Problem>) -> Result<Connection, Problem> {
        Ok(Connection { link: link?, meters: self.meters.clone() })
    }
}

impl Connection {
    /// Runs a question.
    pub async fn rows(&mut self, sql: Sql) -> Result<Vec<Row>, Problem> {
        self.fetch(sql.text, sql.binds).await
    }

    /// Runs a question whose text is at hand.
    pub async fn fetch(&mut self, text: String, binds: Vec<Cell>) -> Result<Vec<Row>, Problem> {
        let (head, began) = (statement::head(&text), self.meters.watch.begin());
        tracing::trace!(sql = statement::without_values(&head), "store.rows");
        let rows = match &mut self.link {
            Link::Sqlite(link) => link.fetch(text, binds).await,
            Link::Postgres(link) => link.fetch(text, binds).await,
        };
        let many = rows.as_ref().ok().map(|rows| u64::try_from(rows.len()).unwrap_or(u64::MAX));
        self.meters.statement(&head, began, many);
        rows
    }

    /// Runs a question and gives each row as it comes; nothing more comes after the first that cannot be taken.
    pub async fn each(
        &mut self,
        sql: Sql,
        mut take: impl FnMut(Row) -> Result<(), Problem> + Send,
    ) -> Result<(), Problem> {
        let Sql { text, binds, .. } = sql;
        let (head, began) = (statement::head(&text), self.meters.watch.begin());
        let mut many = 0;
        let mut take = |row| {
            many += 1;
            take(row)
        };
        let done = match &mut self.link {
            Link::Sqlite(link) => link.each(text, binds, &mut take).await,
            Link::Postgres(link) => link.each(text, binds, &mut take).await,
        };
        self.meters.statement(&head, began, done.as_ref().ok().map(|()| many));
        done
    }

    /// Runs a statement; answers how many rows it touched.
    pub async fn run(&mut self, text: impl Into<String>, binds: Vec<Cell>) -> Result<u64, Problem> {
        let text = text.into();
        let (head, began) = (statement::head(&text), self.meters.watch.begin());
        let touched = match &mut self.link {
            Link::Sqlite(link) => link.run(text, binds).await,
            Link::Postgres(link) => link.run(text, binds).await,
        };
        self.meters.statement(&head, began, touched.as_ref().ok().copied());
        touched
    }

    /// Whether the database went away from this connection; nothing more can be asked of it.
    pub fn is_lost(&self) -> bool {
        match &self.link {
            Link::Sqlite(_) => false,
            Link::Postgres(link) => link.is_lost(),
        }
    }

    /// Connects again after [`Connection::is_lost`], waiting a while for a server that is being restarted.
    pub async fn renew(&mut self) -> Result<(), Problem> {
        match &mut self.link {
            Link::Sqlite(_) => Ok(()),
            Link::Postgres(link) => link.renew().await,
        }
    }

    pub async fn close(self) -> Result<(), Problem> {
        match self.link {
            Link::Sqlite(link) => link.close().await,
            Link::Postgres(link) => link.close().await,
        }
    }
}
