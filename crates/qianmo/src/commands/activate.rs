//! Puts a pack in force: checked first, kept by its content, and journaled.

use std::process::ExitCode;

use app::packs::Shelf as _;
use kernel::Problem;

use crate::{
    installation::{Installation, Source},
    print,
};

/// The pack before stays in force unless everything is right.
pub async fn run(at: &Installation, source: &Source) -> Result<ExitCode, Problem> {
    let pack = source.load()?;
    at.keep(&source.files().0, &pack)?;
    let service = at.open_with(pack.clone()).await?;
    at.make_active(&pack)?;
    service.close().await?;
    print::lines([format!("口径包“{}”{} 已启用。", pack.name, pack.version)]);
    Ok(ExitCode::SUCCESS)
}
