//! A ledger's list into a file, which has its name only once it is whole.

use std::{
    fs::File,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use app::exports::{self, Export, Format, Wanted};
use http::call::Call;
use kernel::Problem;

use crate::print;

/// Exports to where it is wanted; how its name ends says what kind of file.
pub async fn run(call: &Call, ledger: &str, to: &Path, wanted: Wanted) -> Result<ExitCode, Problem> {
    let ending = to.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    let format = Format::read(&ending).ok_or_else(|| {
        Problem::new("export.unknown_format", "不知道要导出成什么：文件名要以 .xlsx 或 .csv 结尾。")
            .hint("例如 --to 台账.xlsx。")
    })?;
    let export = exports::export(&call.service, &call.actor, &ledger.into(), Wanted { format, ..wanted }).await?;
    let total = write(export, to).await?;
    print::lines([format!("已导出 {total} 条：{}。", to.display())]);
    Ok(ExitCode::SUCCESS)
}

/// Writes a file that is being made, under another name until it is whole; answers how many records it has.
pub async fn write(mut export: Export, to: &Path) -> Result<u64, Problem> {
    let begun = Begun::at(to)?;
    let mut file = File::create(&begun.0).map_err(|error| unwritten(to, &error))?;
    while let Some(piece) = export.piece().await {
        file.write_all(&piece?).map_err(|error| unwritten(to, &error))?;
    }
    file.sync_all().map_err(|error| unwritten(to, &error))?;
    std::fs::rename(&begun.0, to).map_err(|error| unwritten(to, &error))?;
    Ok(export.total)
}

/// A file that is not whole yet, gone when nobody goes on with it.
struct Begun(PathBuf);

impl Begun {
    fn at(to: &Path) -> Result<Self, Problem> {
        let name = to.file_name().ok_or_else(|| unwritten(to, &io::ErrorKind::IsADirectory.into()))?;
        Ok(Self(to.with_file_name(format!("{}.part", name.to_string_lossy()))))
    }
}

impl Drop for Begun {
    fn drop(&mut self) {
        // After it was given its name there is none of this name.
        let _ = std::fs::remove_file(&self.0);
    }
}

fn unwritten(to: &Path, error: &io::Error) -> Problem {
    Problem::new("export.unwritten", format!("文件“{}”写不出来：{}。", to.display(), print::reason(error)))
        .hint("请检查路径、权限和磁盘空间，再导出一次。")
        .detail(error.kind())
}
