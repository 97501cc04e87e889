//! The tests' own PostgreSQL: one cluster a run, shared by all tests, each in a schema of its own.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
    sync::OnceLock,
};

use sqlx::{Connection as _, PgConnection};
use store::{DatabaseUrl, Home};

/// A cluster that lives as long as this does.
pub struct Cluster {
    pub address: String,
    ask: ChildStdin,
    answers: BufReader<ChildStdout>,
    _child: Child,
}

/// Set to do without; never in continuous integration.
const WITHOUT: &str = "QIANMO_WITHOUT_POSTGRES";

impl Cluster {
    /// `shared` or `own`. Where there is no PostgreSQL, that is a failure that says what to do.
    pub fn start(kind: &str) -> Self {
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/postgres.sh");
        let mut command = Command::new("sh");
        command.arg(script).arg(kind).stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("a shell");
        let ask = child.stdin.take().expect("its input");
        let mut answers = BufReader::new(child.stdout.take().expect("its output"));
        let mut address = String::new();
        answers.read_line(&mut address).expect("an address");
        assert!(!address.is_empty(), "no PostgreSQL for tests: install it, or set {WITHOUT}=1 to do without");
        Self { address: address.trim().to_owned(), ask, answers, _child: child }
    }

    /// Ends as after a power failure, and starts again.
    pub fn restart(&mut self) {
        self.ask.write_all(b"restart\n").expect("asks");
        let mut done = String::new();
        self.answers.read_line(&mut done).expect("restarts");
        assert_eq!(done, "done\n");
    }

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

/// Whether tests on PostgreSQL are left out, which somebody must have asked for.
pub fn left_out() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let without = set(WITHOUT) && !set("CI");
    if without {
        eprintln!("NOT TESTED: PostgreSQL ({WITHOUT} is set)");
    }
    without
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
