//! Puts a pack in force: checked first, kept by its content, and journaled.

use std::{path::Path, process::ExitCode};

use kernel::Problem;

use crate::{
    installation::{self, Installation},
    print,
};

/// The pack before stays in force unless everything is right.
pub async fn run(at: &Installation, folder: &Path, overlay: Option<&Path>) -> Result<ExitCode, Problem> {
    if overlay.is_some() {
        return Err(Problem::new("pack.overlay", "暂不支持直接启用叠加的包。")
            .hint("先用 qianmo check DIR --overlay DIR 检查。"));
    }
    let pack = installation::load(folder)?;
    at.keep(folder, &pack)?;
    let service = at.open_with(pack.clone()).await?;
    at.make_active(&pack)?;
    service.close().await?;
    print::lines([format!("口径包「{}」{} 已启用。", pack.name, pack.version)]);
    Ok(ExitCode::SUCCESS)
}
