//! Checks a pack and its templates: everything wrong with it, at once.

use std::process::ExitCode;

use kernel::Problem;

use crate::{installation::Source, print};

/// Exit 1 where anything forbids its use.
pub fn run(source: &Source, json: bool) -> Result<ExitCode, Problem> {
    let (pack, findings) = source.read();
    if json {
        print::json(&findings)?;
    } else {
        print::findings(&findings);
        if let Some(pack) = &pack {
            let own = pack.ledgers.values().filter(|ledger| !ledger.is_system()).count();
            print::lines([format!(
                "口径包“{}”{}：{} 本台账，{} 个指标，{} 份报告。",
                pack.name,
                pack.version,
                own,
                pack.indicators.len(),
                pack.reports.len()
            )]);
        }
    }
    let wrong = pack.is_none() || findings.iter().any(kernel::Finding::is_error);
    Ok(if wrong { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}
