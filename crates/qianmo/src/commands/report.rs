//! Writes a report.

use std::{path::Path, process::ExitCode};

use app::reports;
use http::call::Call;
use kernel::Problem;

use super::Place;
use crate::{
    arguments::{Format, Scope},
    installation, print,
};

/// What is missing is said; the file is written all the same, with its gaps visible.
pub async fn run(call: &Call, name: String, scope: &Scope, format: Format, output: &Path) -> Result<ExitCode, Problem> {
    let world = call.world().await?;
    let place = Place::read(scope, &world)?;
    let wanted = reports::Build { report: name, unit: place.unit, period: place.period, as_of: place.as_of };
    let document = reports::build(&call.service, &call.actor, wanted).await?;
    let format = match format {
        Format::Docx => reports::Format::Docx,
        Format::Html => reports::Format::Html,
        Format::Text => reports::Format::Text,
        Format::Json => reports::Format::Json,
    };
    installation::write(output, &reports::export(&document, format)?)?;
    print::lines([format!("已写出：{}", output.display())]);
    print::lines(document.missing.iter().map(|gap| format!("  缺：{} —— {}", gap.name, gap.message)));
    print::findings(&document.warnings);
    Ok(ExitCode::SUCCESS)
}
