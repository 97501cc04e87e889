//! Verifies the books.

use std::process::ExitCode;

use http::call::Call;
use kernel::Problem;

use crate::print;

/// Exit 1 where anything was touched.
pub async fn run(call: &Call, json: bool) -> Result<ExitCode, Problem> {
    let findings = call.service.verify(&call.actor).await?;
    if json {
        print::json(&findings)?;
    } else if findings.is_empty() {
        let cut = call.service.heads().await?;
        print::lines([format!("账本完好，核验到 {cut}。")]);
    } else {
        print::findings(&findings);
    }
    Ok(if findings.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
