//! A backup: one file that holds a whole data folder as it stood at one moment, and says what is in it.
//!
//! It is a zip archive, so that any machine can look inside:
//!
//!     manifest.json       program, data format, heads of every book, how much there is, size and SHA-256 of every part
//!     store/qianmo.db     the books, always as SQLite, wherever they live
//!     store/heads.log     where each book stood after each commit
//!     keys.json           unless they are kept apart
//!     files/…             photos and files that records name, sealed as they lie
//!     packs/…, reports/…  all other files of the data folder
//!
//! It is made under a hidden name, read back whole, and only then given its name: what looks like a backup is one.

pub mod archive;
pub mod contents;
pub mod make;
pub mod manifest;
pub mod place;
pub mod rotate;

use std::{fmt::Display, path::Path};

use kernel::Problem;

use crate::print;

/// The file is no backup, or not all of it is there as it was written.
pub fn damaged(file: &Path, detail: impl Display) -> Problem {
    Problem::new("backup.damaged", format!("“{}”不是阡陌的备份，或者不完整、已损坏，没有使用。", file.display()))
        .hint("请重新复制这个文件再试，或换一个备份。")
        .detail(detail)
}

/// A newer program made it.
pub fn newer(program: &str) -> Problem {
    Problem::new("backup.newer", format!("这个备份是更新的程序（{program}）做的，本程序读不了，什么都没有恢复。"))
        .hint(format!("请用 {program} 或更新的程序恢复。"))
}

/// Reading or writing a file failed.
pub fn files(path: &Path, error: &std::io::Error) -> Problem {
    Problem::new("data.files", format!("读写“{}”时出错：{}。", path.display(), print::reason(error)))
        .hint("请检查目录是否存在、磁盘是否已满、当前用户是否有权限。")
}
