//! Where a backup goes: made in a hidden folder beside its name, given the name once all of it is safe.

use std::{
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
};

use kernel::{Instant, Problem};

use super::files;

/// A folder of backups, held by this process. What is unfinished in it vanishes with this.
pub struct Place {
    folder: PathBuf,
    named: Option<PathBuf>,
    staging: PathBuf,
    _lock: File,
}

/// Ends every backup's name.
pub const ENDING: &str = ".zip";
const STAGING: &str = ".qianmo-backup.part";
const LOCK: &str = ".qianmo-backup.lock";

impl Place {
    /// `to` is a file where it ends with `.zip`, else a folder, made where it is not there. What a backup that was
    /// killed left behind is removed. Problems: `backup.exists`, `backup.in_progress`.
    pub fn take(to: &Path) -> Result<Self, Problem> {
        let is_file = to.to_string_lossy().ends_with(ENDING) && !to.is_dir();
        let parent = to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = if is_file { parent.to_owned() } else { to.to_owned() };
        fs::create_dir_all(&folder).map_err(|error| files(&folder, &error))?;
        let lock_file = folder.join(LOCK);
        let mut options = File::options();
        options.create(true).truncate(false).write(true);
        let lock = options.open(&lock_file).map_err(|error| files(&lock_file, &error))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Problem::new("backup.in_progress", "另一个备份正在往这个目录里写。")
                    .hint("请等它做完，或换一个目录。"));
            }
            Err(TryLockError::Error(error)) => return Err(files(&lock_file, &error)),
        }
        let named = is_file.then(|| to.to_owned());
        if let Some(named) = named.as_deref().filter(|named| named.exists()) {
            return Err(exists(named));
        }
        let staging = folder.join(STAGING);
        if staging.exists() {
            fs::remove_dir_all(&staging).map_err(|error| files(&staging, &error))?;
        }
        private_folder(&staging).map_err(|error| files(&staging, &error))?;
        Ok(Self { folder, named, staging, _lock: lock })
    }

    /// Where it is made; nobody else may look into it.
    pub fn staging(&self) -> &Path {
        &self.staging
    }

    /// The folder it comes into.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Gives what was made its name.
    pub fn publish(&self, made: &Path, at: Instant) -> Result<PathBuf, Problem> {
        let file = match &self.named {
            Some(named) if named.exists() => return Err(exists(named)),
            Some(named) => named.clone(),
            None => fresh_name(&self.folder, at)?,
        };
        fs::rename(made, &file).map_err(|error| files(&file, &error))?;
        sync_folder(&self.folder).map_err(|error| files(&self.folder, &error))?;
        Ok(file)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.staging) {
            tracing::warn!(%error, "backup.leftover");
        }
    }
}

/// A folder for its owner only.
pub fn private_folder(folder: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes the names in a folder safe from a power failure, where the system has a way to.
pub fn sync_folder(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// `qianmo-20221231-120000.zip`, in Asia/Shanghai. Of several in one second each takes the number after the highest
/// that is there: a name that rotation gave free would make a fresh backup look older than the ones before it.
fn fresh_name(folder: &Path, at: Instant) -> Result<PathBuf, Problem> {
    let digits: String = at.to_string().chars().take(19).filter(char::is_ascii_digit).collect();
    let stem = format!("qianmo-{}-{}", &digits[..8], &digits[8..]);
    let mut highest = 0;
    for entry in fs::read_dir(folder).map_err(|error| files(folder, &error))? {
        let name = entry.map_err(|error| files(folder, &error))?.file_name();
        let number = name.to_str().and_then(|name| number_after(&stem, name));
        highest = highest.max(number.unwrap_or_default());
    }
    let next = highest.checked_add(1).ok_or_else(|| exists(&folder.join(format!("{stem}-{highest}{ENDING}"))))?;
    let more = if highest == 0 { String::new() } else { format!("-{next}") };
    Ok(folder.join(format!("{stem}{more}{ENDING}")))
}

/// Of a name that begins with `stem`: 1 for the stem alone, n for `-n` after it.
fn number_after(stem: &str, name: &str) -> Option<u32> {
    match name.strip_prefix(stem)?.strip_suffix(ENDING)? {
        "" => Some(1),
        more => more.strip_prefix('-')?.parse().ok(),
    }
}

fn exists(file: &Path) -> Problem {
    Problem::new("backup.exists", format!("“{}”已经在了，没有覆盖。", file.display()))
        .hint("请换一个文件名，或写一个目录，文件名由程序起。")
}

#[cfg(test)]
mod tests {
    use std::{
        fs::{self, File},
        path::Path,
    };

    use kernel::Instant;

    use super::fresh_name;

    #[test]
    fn a_name_that_rotation_gave_free_is_not_given_again() {
        let folder = tempfile::tempdir().expect("folder");
        let at = Instant::from_millis(1_672_459_200_000);
        let check = |expect: &str| {
            let file = fresh_name(folder.path(), at).expect("name");
            assert_eq!(file.file_name().and_then(|name| name.to_str()), Some(expect));
            File::create(&file).expect("made");
            file
        };
        let remove = |file: &Path| fs::remove_file(file).expect("removed");
        let first = check("qianmo-20221231-120000.zip");
        let second = check("qianmo-20221231-120000-2.zip");
        remove(&first);
        let third = check("qianmo-20221231-120000-3.zip");
        remove(&second);
        remove(&third);
        check("qianmo-20221231-120000.zip");
    }
}
