//! The jobs that need more than the books.

use app::jobs::{Job, job};
use kernel::Problem;

use crate::{
    backup::make::{Wanted, make},
    installation::Installation,
};

/// A backup, every day from half past two. Reading and packing it takes a processor for a while: not one that answers.
pub fn backup(at: Installation, wanted: Wanted) -> Job {
    job("backup", 150, move |_| {
        let (at, wanted) = (at.clone(), wanted.clone());
        Box::pin(async move {
            let runtime = tokio::runtime::Handle::current();
            let made = tokio::task::spawn_blocking(move || runtime.block_on(make(&at, &wanted))).await;
            let made = made.map_err(|_| Problem::new("backup.ended", "备份做到一半断了，什么都没有留下。"))??;
            let name = made.file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            Ok(format!("已备份为 {name}，{} 条记录，写完后读回核对过。", made.manifest.records))
        })
    })
}
