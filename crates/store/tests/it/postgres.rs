//! The tests' own PostgreSQL: one cluster a run, shared by all tests, each in a schema of its own.

#[path = "cluster.rs"]
mod cluster;

use std::{path::Path, sync::OnceLock};

use sqlx::{Connection as _, PgConnection};
use store::{DatabaseUrl, Home};

pub use cluster::{Cluster, left_out};

impl Cluster {
    /// An empty schema of a name nobody has used.
    pub async fn home(&self, folder: &Path) -> Home {
        let name = folder.file_name().expect("a name").to_string_lossy();
        let name: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        // Names of folders tell upper and lower case apart, and so do quoted names.
        let schema = format!("t{}_{name}", std::process::id());
        execute(&self.address, &format!("CREATE SCHEMA \"{schema}\"")).await;
        let url = format!("{}&options=-csearch_path%3D\"{schema}\"", self.address);
        Home::Postgres { url: DatabaseUrl::parse(&url).expect("a url"), folder: folder.to_owned() }
    }
}

/// An empty schema in the shared cluster.
pub async fn fresh(folder: &Path) -> Home {
    static SHARED: OnceLock<Cluster> = OnceLock::new();
    SHARED.get_or_init(|| Cluster::start("shared")).home(folder).await
}

/// Runs statements beside the store; answers how many rows they touched. What SQLite says in its own way is said anew.
pub async fn run(url: &DatabaseUrl, sql: &str) -> u64 {
    let sql = sql
        .replace("zeroblob(60)", "decode(repeat('00', 60), 'hex')")
        .replace("zeroblob(32)", "decode(repeat('00', 32), 'hex')")
        .replace("json_remove(_seal, '$.head.salt')", "(_seal::jsonb #- '{head,salt}')::text")
        .replace("json_remove(told_seal, '$.salt')", "(told_seal::jsonb #- '{salt}')::text");
    execute(url.whole(), &sql).await
}

/// Runs statements at an address.
pub async fn execute(address: &str, sql: &str) -> u64 {
    let mut link = PgConnection::connect(address).await.expect("connects");
    let done = sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut link).await.expect(sql);
    link.close().await.expect("closes");
    done.rows_affected()
}
