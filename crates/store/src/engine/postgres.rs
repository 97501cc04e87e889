//! PostgreSQL. Servers come and go: a connection that was lost says so, and the writer's makes itself anew.

use std::{str::FromStr, time::Duration};

use futures_util::TryStreamExt as _;
use kernel::Problem;
use sqlx::{
    AssertSqlSafe, Connection as _, Decode, Encode, PgConnection, Postgres, Row as _, Type, TypeInfo, ValueRef,
    encode::IsNull,
    error::BoxDynError,
    pool::PoolConnection,
    postgres::{PgArgumentBuffer, PgArguments, PgConnectOptions, PgPool, PgPoolOptions, PgRow, PgTypeInfo, types::Oid},
};

use super::Row;
use crate::{
    cell::Cell,
    dialect::{self, Dialect as _, postgres::DECLARING},
    home::DatabaseUrl,
    problem::{closed, damaged, database, is_gone, not_a_text, unreachable_database},
};

/// One connection.
pub(crate) struct Link {
    kind: Kind,
    lost: bool,
}

enum Kind {
    Own { link: Box<PgConnection>, options: Box<PgConnectOptions> },
    Pooled(PoolConnection<Postgres>),
}

/// Connections that read.
#[derive(Clone)]
pub(crate) struct Readers {
    pool: PgPool,
    options: PgConnectOptions,
}

/// What is held while nobody else of the database may do the same.
pub(crate) struct Alone(#[expect(dead_code, reason = "held, never read")] PgConnection);

const READERS: u32 = 8;
/// Statements with more binds differ in their number of rows, and are not worth remembering.
const FEW_BINDS: usize = 256;
/// A server that restarts is back after some of these.
const WAITS: [u64; 10] = [50, 100, 200, 400, 800, 1_600, 2_000, 2_000, 2_000, 2_000];

pub(super) async fn open(url: &DatabaseUrl) -> Result<(Link, Readers), Problem> {
    let options = options(url)?;
    let mut link = connect(&options).await?;
    fit(&mut link).await?;
    let readers = options
        .clone()
        .options([("default_transaction_read_only", "on"), ("default_transaction_isolation", "read committed")]);
    let pool = PgPoolOptions::new()
        .max_connections(READERS)
        .acquire_timeout(Duration::from_secs(15))
        .connect_lazy_with(readers.clone());
    let kind = Kind::Own { link: Box::new(link), options: Box::new(options) };
    Ok((Link { kind, lost: false }, Readers { pool, options: readers }))
}

pub(super) async fn alone(url: &DatabaseUrl) -> Result<Alone, Problem> {
    let mut link = connect(&options(url)?).await?;
    sqlx::raw_sql(DECLARING).execute(&mut link).await.map_err(database)?;
    Ok(Alone(link))
}

pub(super) async fn holds_books(url: &DatabaseUrl) -> Result<bool, Problem> {
    let link = Box::new(connect(&options(url)?).await?);
    let mut link = Link { kind: Kind::Own { link, options: Box::default() }, lost: false };
    let tables = link.fetch(dialect::Postgres.columns_of("journal"), Vec::new()).await?;
    let entry = "SELECT seq\nFROM journal\nLIMIT 1".to_owned();
    let begun = !tables.is_empty() && !link.fetch(entry, Vec::new()).await?.is_empty();
    link.close().await?;
    Ok(begun)
}

/// Beside whatever servers run on it.
pub(super) async fn look(url: &DatabaseUrl) -> Result<Link, Problem> {
    let options = options(url)?.options([("default_transaction_read_only", "on")]);
    let link = Box::new(connect(&options).await?);
    Ok(Link { kind: Kind::Own { link, options: Box::new(options) }, lost: false })
}

/// What a commit promises must not hang on the server's settings, nor may a process that stands still hold a lock.
fn options(url: &DatabaseUrl) -> Result<PgConnectOptions, Problem> {
    let options = PgConnectOptions::from_str(url.whole()).map_err(|_| DatabaseUrl::unreadable())?;
    Ok(options.application_name("qianmo").options([
        ("synchronous_commit", "on"),
        ("idle_in_transaction_session_timeout", "60s"),
        ("tcp_keepalives_idle", "30"),
        ("tcp_keepalives_interval", "10"),
        ("tcp_keepalives_count", "3"),
        ("client_min_messages", "warning"),
    ]))
}

/// Without a schema no lock would hold; in another encoding not every text could be kept.
async fn fit(link: &mut PgConnection) -> Result<(), Problem> {
    let text = "SELECT current_schema() IS NOT NULL AND current_setting('server_encoding') = 'UTF8'";
    let fits: Option<bool> = sqlx::query_scalar(text).fetch_one(link).await.map_err(database)?;
    if fits == Some(true) {
        return Ok(());
    }
    Err(Problem::new("store.unfit", "这个数据库不能用：没有可用的模式（schema），或编码不是 UTF8。")
        .hint("请新建数据库：CREATE DATABASE qianmo ENCODING 'UTF8' TEMPLATE template0。"))
}

async fn connect(options: &PgConnectOptions) -> Result<PgConnection, Problem> {
    PgConnection::connect_with(options).await.map_err(unreachable_database)
}

impl Readers {
    pub async fn take(&self) -> Result<Link, Problem> {
        let link = self.pool.acquire().await.map_err(|error| match error {
            sqlx::Error::PoolClosed => closed(),
            other => unreachable_database(other),
        })?;
        Ok(Link { kind: Kind::Pooled(link), lost: false })
    }

    /// On a connection of its own: one that went back to the others amid a transaction would show them the past.
    pub async fn snapshot(&self) -> Result<Link, Problem> {
        let link = Box::new(connect(&self.options).await?);
        let kind = Kind::Own { link, options: Box::new(self.options.clone()) };
        let mut link = Link { kind, lost: false };
        link.run("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY".to_owned(), Vec::new()).await?;
        Ok(link)
    }

    pub async fn close(&self) {
        self.pool.close().await;
    }
}

impl Link {
    pub async fn fetch(&mut self, text: String, binds: Vec<Cell>) -> Result<Vec<Row>, Problem> {
        let query = bound(text, binds)?;
        let rows = query.fetch_all(self.link()).await.map_err(|error| self.failed(error))?;
        rows.iter().map(cells).collect()
    }

    pub async fn each(
        &mut self,
        text: String,
        binds: Vec<Cell>,
        take: &mut (dyn FnMut(Row) -> Result<(), Problem> + Send),
    ) -> Result<(), Problem> {
        let done = async {
            let mut rows = bound(text, binds).map_err(Ok)?.fetch(self.link());
            while let Some(row) = rows.try_next().await.map_err(Err)? {
                take(cells(&row).map_err(Ok)?).map_err(Ok)?;
            }
            Ok(())
        };
        done.await.map_err(|error: Result<Problem, sqlx::Error>| error.unwrap_or_else(|error| self.failed(error)))
    }

    /// Without binds it is sent as it is: what begins and ends transactions, and what makes tables.
    pub async fn run(&mut self, text: String, binds: Vec<Cell>) -> Result<u64, Problem> {
        let done = if binds.is_empty() {
            sqlx::raw_sql(AssertSqlSafe(text)).execute(self.link()).await
        } else {
            bound(text, binds)?.execute(self.link()).await
        };
        done.map(|done| done.rows_affected()).map_err(|error| self.failed(error))
    }

    pub fn is_lost(&self) -> bool {
        self.lost
    }

    pub async fn renew(&mut self) -> Result<(), Problem> {
        let Kind::Own { link, options } = &mut self.kind else { return Ok(()) };
        let mut waits = WAITS.iter();
        loop {
            match connect(options).await {
                Ok(fresh) => {
                    **link = fresh;
                    self.lost = false;
                    return Ok(());
                }
                Err(problem) => {
                    let Some(wait) = waits.next() else { return Err(problem) };
                    tokio::time::sleep(Duration::from_millis(*wait)).await;
                }
            }
        }
    }

    pub async fn close(self) -> Result<(), Problem> {
        match self.kind {
            // The server forgets a lost one by itself.
            Kind::Own { link, .. } if !self.lost => link.close().await.map_err(database),
            _ => Ok(()),
        }
    }

    fn failed(&mut self, error: sqlx::Error) -> Problem {
        self.lost |= is_gone(&error);
        database(error)
    }

    fn link(&mut self) -> &mut PgConnection {
        match &mut self.kind {
            Kind::Own { link, .. } => link,
            Kind::Pooled(link) => link,
        }
    }
}

type Query = sqlx::query::Query<'static, Postgres, PgArguments>;

/// Values are always bound; the text holds only names that were quoted and numbers.
fn bound(text: String, binds: Vec<Cell>) -> Result<Query, Problem> {
    if binds.iter().any(|cell| cell.as_text().is_some_and(|text| text.contains('\0'))) {
        return Err(not_a_text());
    }
    let query = sqlx::query(AssertSqlSafe(text)).persistent(binds.len() <= FEW_BINDS);
    Ok(binds.into_iter().fold(query, sqlx::query::Query::bind))
}

/// Nothing says what type it is of; the statement does.
const UNTYPED: PgTypeInfo = PgTypeInfo::with_oid(Oid(0));

impl Type<Postgres> for Cell {
    fn type_info() -> PgTypeInfo {
        UNTYPED
    }
}

impl Encode<'_, Postgres> for Cell {
    fn encode_by_ref(&self, buffer: &mut PgArgumentBuffer) -> Result<IsNull, BoxDynError> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Int(number) => <i64 as Encode<Postgres>>::encode_by_ref(number, buffer),
            Self::Text(text) => <String as Encode<Postgres>>::encode_by_ref(text, buffer),
            Self::Blob(bytes) => <Vec<u8> as Encode<Postgres>>::encode_by_ref(bytes, buffer),
        }
    }

    fn produces(&self) -> Option<PgTypeInfo> {
        Some(match self {
            Self::Null => UNTYPED,
            Self::Int(_) => <i64 as Type<Postgres>>::type_info(),
            Self::Text(_) => <String as Type<Postgres>>::type_info(),
            Self::Blob(_) => <Vec<u8> as Type<Postgres>>::type_info(),
        })
    }
}

fn cells(row: &PgRow) -> Result<Row, Problem> {
    (0..row.len())
        .map(|index| {
            let value = row.try_get_raw(index).map_err(database)?;
            if value.is_null() {
                return Ok(Cell::Null);
            }
            let kind = value.type_info();
            let cell = match kind.name() {
                "INT8" => <i64 as Decode<Postgres>>::decode(value).map(Cell::Int),
                "INT4" => <i32 as Decode<Postgres>>::decode(value).map(|number| Cell::Int(number.into())),
                "BOOL" => <bool as Decode<Postgres>>::decode(value).map(|yes| Cell::Int(yes.into())),
                "TEXT" => <String as Decode<Postgres>>::decode(value).map(Cell::Text),
                "BYTEA" => <Vec<u8> as Decode<Postgres>>::decode(value).map(Cell::Blob),
                other => return Err(damaged(format!("column {index} is {other}"))),
            };
            cell.map_err(damaged)
        })
        .collect()
}
