//! 体检: looks at the machine and the data folder, and says of each thing whether it is well and what to do.
//!
//! It opens nothing for writing, so it works beside a running server and where nothing starts any more: what cannot be
//! read is a line like any other. It is no `verify`, which needs the keys and reads every row.

mod books;
mod files;
mod identity;
mod server;

use std::process::ExitCode;

use kernel::Problem;
use serde::Serialize;

use crate::{installation::Installation, print};

/// How something is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Debug)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// Well.
    Ok,
    /// It works, but somebody should look.
    Warn,
    /// It does not work, or soon will not.
    Wrong,
}

/// One thing that was looked at.
#[derive(Clone, Serialize, Debug)]
pub struct Line {
    /// Its stable name.
    pub name: &'static str,
    /// How it is.
    pub status: Grade,
    /// What was found.
    pub message: String,
    /// What to do.
    pub hint: Option<String>,
}

/// All that was looked at, and the slow work that a running server tells of.
#[derive(Serialize, Debug)]
struct Told {
    status: Grade,
    running: bool,
    lines: Vec<Line>,
    slow: Vec<server::Slow>,
}

impl Line {
    /// Well.
    pub fn ok(name: &'static str, message: impl Into<String>) -> Self {
        Self { name, status: Grade::Ok, message: message.into(), hint: None }
    }

    /// Somebody should look.
    pub fn warn(name: &'static str, message: impl Into<String>, hint: &str) -> Self {
        Self { name, status: Grade::Warn, message: message.into(), hint: Some(hint.to_owned()) }
    }

    /// It does not work.
    pub fn wrong(name: &'static str, message: impl Into<String>, hint: &str) -> Self {
        Self { status: Grade::Wrong, ..Self::warn(name, message, hint) }
    }

    /// It does not work for this reason. What it repeats of what was handed in is left out.
    pub fn problem(name: &'static str, problem: Problem) -> Self {
        let message = format!("[{}] {}", problem.code, problem.message);
        Self { name, status: Grade::Wrong, message, hint: problem.hint }
    }
}

/// Exit 1 where anything is wrong.
pub async fn run(at: &Installation, port: u16, json: bool) -> Result<ExitCode, Problem> {
    let mut lines = files::look(at);
    let mut running = false;
    if at.folder().is_dir() {
        running = store::is_in_use(&at.home());
        lines.extend(books::look(at).await);
    }
    lines.extend(identity::look().await);
    let (server, slow) = server::look(at, port, running);
    lines.extend(server);
    let status = lines.iter().map(|line| line.status).max().unwrap_or(Grade::Ok);
    if json {
        print::json(&Told { status, running, lines, slow })?;
    } else {
        print::lines(lines.iter().map(shown));
        if !slow.is_empty() {
            print::lines([format!("服务最近的慢操作 {} 次，最新的在前：", slow.len())]);
            print::lines(slow.iter().take(SHOWN).map(ToString::to_string));
        }
        let count = |grade: Grade| lines.iter().filter(|line| line.status == grade).count();
        print::lines([format!("共 {} 项：不对 {}，留意 {}。", lines.len(), count(Grade::Wrong), count(Grade::Warn))]);
    }
    Ok(if status == Grade::Wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// More slow work than this is in the JSON and on the page.
const SHOWN: usize = 10;

fn shown(line: &Line) -> String {
    let mark = match line.status {
        Grade::Ok => "  好  ",
        Grade::Warn => "留意  ",
        Grade::Wrong => "不对  ",
    };
    let hint = line.hint.as_ref().map(|hint| format!("\n        → {hint}")).unwrap_or_default();
    format!("{mark}{}{hint}", line.message)
}
