//! The tests' own PostgreSQL, as `tests/postgres.sh` starts it; for crates that know of no store, too.

use std::{
    io::{BufRead as _, BufReader, Write as _},
    path::PathBuf,
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};

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
