//! Makes a backup while servers run, and says what is in it.

use std::{path::Path, process::ExitCode};

use kernel::Problem;

use crate::{
    backup::{
        contents::KEYS,
        make::{Wanted, make},
    },
    installation::Installation,
    print,
};

/// Makes it.
pub async fn run(at: &Installation, wanted: Wanted) -> Result<ExitCode, Problem> {
    let made = make(at, &wanted).await?;
    print::lines([
        format!("已备份到 {}，写完后读回核对过。", made.file.display()),
        format!(
            "  {} 条记录，{} 次变更，最后一次在 {}。",
            made.manifest.records,
            made.manifest.changes,
            made.manifest.last.as_deref().unwrap_or("-")
        ),
        about_keys(at.folder(), wanted.without_keys),
    ]);
    print::lines(made.removed.iter().map(|path| format!("  已删去旧备份 {}。", path.display())));
    Ok(ExitCode::SUCCESS)
}

fn about_keys(data: &Path, without: bool) -> String {
    if without {
        return format!(
            "  里面没有密钥：恢复时还要 {}。请另存一份，与备份分开；丢了它，备份就打不开。",
            data.join(KEYS).display()
        );
    }
    "  密钥在里面：谁拿到这个文件，就能读到全部内容。请存到另一台机器或移动硬盘，锁好，不要发到群里或网盘。".to_owned()
}
