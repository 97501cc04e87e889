//! Makes a backup while servers run. Nothing is left where it fails; what has the name of a backup was read back whole.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use kernel::{Clock as _, Problem};
use store::{Home, Keys, Store};

use super::{
    archive::{self, Archive},
    contents::{self, KEYS},
    files,
    manifest::Manifest,
    place::{Place, private_folder},
    rotate,
};
use crate::{
    installation::{Done, FILES, Installation},
    world::{SystemClock, SystemRandom},
};

/// What was asked.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// A file that ends with `.zip`, or a folder.
    pub to: PathBuf,
    /// How many backups of the folder are kept.
    pub keep: Option<usize>,
    /// Whether the keys stay out.
    pub without_keys: bool,
}

/// What was made.
pub struct Made {
    /// The backup.
    pub file: PathBuf,
    /// What is in it.
    pub manifest: Manifest,
    /// Older ones that made room for it.
    pub removed: Vec<PathBuf>,
}

/// Problems: `data.empty`, `data.files`, `backup.exists`, `backup.in_progress`, `backup.in_data`, `store.other_keys`.
pub async fn make(at: &Installation, wanted: &Wanted) -> Result<Made, Problem> {
    if !at.is_founded().await? {
        return Err(
            Problem::new("data.empty", "这个数据目录里还没有账本，没有可备份的。").hint("请核对 --data 写得对不对。")
        );
    }
    let keys = fs::read_to_string(at.folder().join(KEYS)).map_err(|error| files(&at.folder().join(KEYS), &error))?;
    let keys = Keys::from_json(&keys)?;
    let place = Place::take(&wanted.to)?;
    if contents::is_same(at.folder(), place.folder()) {
        return Err(Problem::new("backup.in_data", "备份不能放在数据目录里，没有备份。")
            .hint("请换一个目录，最好在另一块盘上：盘坏了，两样才不会一起丢。"));
    }
    let made = SystemClock.now();
    let staged = place.staging().join("store");
    private_folder(&staged).map_err(|error| files(&staged, &error))?;
    let copied = store::copy(&at.home(), &staged).await?;
    fit(&staged, keys).await?;
    let items = contents::of(at.folder(), at.files(), &staged, &copied, !wanted.without_keys, place.folder())?;
    let whole = place.staging().join("whole");
    archive::write(&whole, items, Manifest::of(&copied.facts, made, !wanted.without_keys))?;
    let mut read_back = Archive::open(&whole)?;
    read_back.check()?;
    let manifest = read_back.manifest;
    let file = place.publish(&whole, made)?;
    if let Err(problem) = at.note(Done::BackedUp, 0) {
        tracing::warn!(problem.code = problem.code, "backup.note");
    }
    let removed = match wanted.keep {
        Some(keep) => rotate::rotate(place.folder(), &file, keep)?,
        None => Vec::new(),
    };
    Ok(Made { file, manifest, removed })
}

/// A backup whose keys are not those of its books would be found out on the day it is needed.
async fn fit(staged: &Path, keys: Keys) -> Result<(), Problem> {
    let (home, files) = (Home::Folder(staged.to_owned()), staged.join(FILES));
    let options = store::Options { home, keys, random: Arc::new(SystemRandom), files };
    let store = Store::open(options, Arc::new(SystemClock)).await?;
    let fits = store.begins_with_keys().await;
    store.close().await?;
    if fits? {
        return Ok(());
    }
    Err(Problem::new("store.other_keys", "数据目录里的密钥文件 keys.json 与账本不符，没有备份。")
        .hint("请先运行核验（verify），找回原来的 keys.json。"))
}
