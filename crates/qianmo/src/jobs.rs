//! The jobs that need more than the books.

use std::path::PathBuf;

use app::jobs::{Job, job};
use kernel::{Clock as _, Problem};

use crate::{
    backup::make::{Wanted, make},
    installation::Installation,
    world::SystemClock,
};

/// A backup at a click, under a name that the rotation of every day leaves alone: clicking often takes no older backup away.
pub fn backup_now(at: Installation, folder: PathBuf) -> Job {
    job("backup", 0, move |service| {
        let moment: String = SystemClock.now().to_string().chars().filter(char::is_ascii_digit).take(14).collect();
        let to = folder.join(format!("qianmo-{moment}-手工.zip"));
        let daily = backup(at.clone(), Wanted { to, keep: None, without_keys: false });
        (daily.work)(service)
    })
}

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
