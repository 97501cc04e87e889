//! Verifies the books.

use std::process::ExitCode;

use app::Actor;
use kernel::Problem;

use crate::{
    installation::{Done, Installation},
    print,
};

/// Exit 1 where anything was touched.
pub async fn run(at: &Installation, json: bool) -> Result<ExitCode, Problem> {
    let (findings, cut) = at.verify(&Actor::local()).await?;
    // What was found counts, not that it is noted for the page and for doctor.
    if let Err(problem) = at.note(Done::Verified, findings.len()) {
        tracing::warn!(problem.code = problem.code, problem.detail = problem.detail, "verify.note");
    }
    if json {
        print::json(&findings)?;
    } else if findings.is_empty() {
        print::lines([format!("账本完好，核验到 {cut}。")]);
    } else {
        print::findings(&findings);
    }
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
