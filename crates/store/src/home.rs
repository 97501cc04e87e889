//! Where the books live.

use std::{
    fmt,
    path::{Path, PathBuf},
};

use kernel::Problem;

/// A database, and the folder of what must stay outside it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Home {
    /// SQLite in this folder, beside `heads.log`. One process at a time.
    Folder(PathBuf),
    /// PostgreSQL, shared by any number of servers.
    Postgres {
        /// Which database; a `search_path` in its options names the schema.
        url: DatabaseUrl,
        /// Where this server keeps its own `heads.log`; a folder of its own each.
        folder: PathBuf,
    },
}

/// The address of a PostgreSQL database. It may hold a password, so it is never shown whole.
#[derive(Clone, PartialEq, Eq)]
pub struct DatabaseUrl(String);

/// Held while one server does what no other may do at the same time.
pub struct Alone(#[expect(dead_code, reason = "held, never read")] Option<crate::engine::Alone>);

impl Home {
    /// The folder of what stays outside the database.
    pub fn folder(&self) -> &Path {
        match self {
            Self::Folder(folder) | Self::Postgres { folder, .. } => folder,
        }
    }

    /// Whether other processes may write to the same database.
    pub fn is_shared(&self) -> bool {
        matches!(self, Self::Postgres { .. })
    }

    /// Whether books are kept there. Nothing is made.
    pub async fn holds_books(&self) -> Result<bool, Problem> {
        crate::engine::holds_books(self).await
    }

    /// Waits until no other server of the database holds this; it is free once dropped. In a folder there is no other.
    pub async fn alone(&self) -> Result<Alone, Problem> {
        match self {
            Self::Folder(_) => Ok(Alone(None)),
            Self::Postgres { url, .. } => crate::engine::alone(url).await.map(Some).map(Alone),
        }
    }
}

impl DatabaseUrl {
    /// Reads `postgres://user:password@host:port/database`. What is wrong is said without repeating any of it.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = text.trim();
        let known = ["postgres://", "postgresql://"].iter().any(|scheme| text.starts_with(scheme));
        let read = known && text.parse::<sqlx::postgres::PgConnectOptions>().is_ok();
        if read { Ok(Self(text.to_owned())) } else { Err(Self::unreadable()) }
    }

    pub(crate) fn unreadable() -> Problem {
        Problem::new("store.database_url", "数据库地址写得不对。")
            .hint("请写成 postgres://用户:密码@主机:端口/数据库；密码里的特殊字符要按网址的写法转义。")
    }

    /// The whole of it with its password, for whoever connects.
    pub fn whole(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Folder(folder) => write!(f, "{}", folder.display()),
            Self::Postgres { url, .. } => write!(f, "{url}"),
        }
    }
}

/// Neither user nor password nor options: the host and the database.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rest = self.0.split_once("://").map_or("", |(_, rest)| rest);
        let rest = rest.split(['?', '#']).next().unwrap_or_default();
        let shown = rest.rsplit_once('@').map_or(rest, |(_, shown)| shown);
        write!(f, "postgres://{shown}")
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_shown() {
        for text in [
            "postgres://me:s3cret@db.local:5432/qianmo?options=-csearch_path%3Dx",
            "postgres://me:s3cr@et@db.local:5432/qianmo",
            "postgres://db.local:5432/qianmo?user=me&password=s3cret",
        ] {
            let Ok(url) = DatabaseUrl::parse(text) else { continue };
            assert_eq!(format!("{url} {url:?}"), "postgres://db.local:5432/qianmo postgres://db.local:5432/qianmo");
        }
        for wrong in ["", "mysql://a:s3cret@b/c", "postgres://a:s3cret@b:port/c", "postgres://a:s3cret@[b/c"] {
            let problem = DatabaseUrl::parse(wrong).expect_err(wrong);
            assert!(!format!("{problem:?}").contains("s3cret"), "{problem:?}");
        }
    }
}
