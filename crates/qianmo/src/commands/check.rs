//! Checks a pack and its templates: everything wrong with it, at once.

use std::{path::Path, process::ExitCode};

use kernel::Problem;

use crate::print;

/// Exit 1 where anything forbids its use.
pub fn run(folder: &Path, overlay: Option<&Path>, json: bool) -> Result<ExitCode, Problem> {
    let (pack, mut findings) = match overlay {
        Some(overlay) => pack::load_overlaid(folder, overlay),
        None => pack::load(folder),
    };
    if let Some(pack) = &pack {
        findings.extend(app::reports::check(pack));
    }
    if json {
        print::json(&findings)?;
    } else {
        print::findings(&findings);
        if let Some(pack) = &pack {
            let own = pack.ledgers.values().filter(|ledger| !ledger.is_system()).count();
            print::lines([format!(
                "口径包「{}」{}:{} 本台账,{} 个指标,{} 份报告。",
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
