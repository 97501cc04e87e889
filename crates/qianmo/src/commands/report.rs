//! Writes a report: the draft of now, or a version as it was issued.

use std::{path::Path, process::ExitCode};

use app::reports::{self, Of};
use http::call::Call;
use kernel::Problem;

use super::Place;
use crate::{
    arguments::{Format, Scope},
    installation, print,
};

/// What is to be written.
pub struct Wanted {
    /// The report.
    pub name: String,
    /// The format.
    pub format: Format,
    /// Whether the table of what each figure rests on follows.
    pub annex: bool,
    /// An issued version instead of the draft.
    pub version: Option<u32>,
}

/// What is missing is said; the file is written all the same, with its gaps visible.
pub async fn run(call: &Call, wanted: Wanted, scope: &Scope, output: &Path) -> Result<ExitCode, Problem> {
    let world = call.world().await?;
    let place = Place::read(scope, &world)?;
    let Wanted { name: report, format, annex, version } = wanted;
    let (document, options) = if let Some(number) = version {
        let of = Of { report: report.into(), unit: place.unit, period: place.period };
        let opened = reports::version(&call.service, &call.actor, of, number).await?;
        let options = opened.frozen.options(annex);
        (opened.frozen.document, options)
    } else {
        let build = reports::Build { report, unit: place.unit, period: place.period, as_of: place.as_of };
        if annex {
            let annexed = reports::annexed(&call.service, &call.actor, build).await?;
            (annexed.document, annexed.options)
        } else {
            (reports::build(&call.service, &call.actor, build).await?, Default::default())
        }
    };
    let format = match format {
        Format::Docx => reports::Format::Docx,
        Format::Html => reports::Format::Html,
        Format::Text => reports::Format::Text,
        Format::Json => reports::Format::Json,
    };
    installation::write(output, &reports::export(&document, format, &options)?)?;
    print::lines([format!("已写出：{}", output.display())]);
    print::lines(document.missing.iter().map(|gap| format!("  缺：{} —— {}", gap.name, gap.message)));
    print::findings(&document.warnings);
    Ok(ExitCode::SUCCESS)
}
