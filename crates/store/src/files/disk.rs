//! The folder of files: `ab/<id>`, two digits of the id before it, so that no folder grows too long to be listed.

#[cfg(unix)]
use std::fs::File;
use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use kernel::Problem;
use tokio::sync::Mutex;

use super::is_id;
use crate::{
    hash::to_hex,
    problem,
    random::{Random, bytes},
};

/// How the name of a file ends that is still being written.
const PART: &str = "part";

/// Where files lie.
pub(crate) struct Folder {
    path: PathBuf,
    /// Held by whoever puts a file in or takes one away: what is taken away is not what somebody puts in at this moment. It goes
    /// along with the work, which goes on where nobody waits for it any more.
    pub one: Arc<Mutex<()>>,
}

impl Folder {
    pub fn at(path: PathBuf) -> Self {
        Self { path, one: Arc::default() }
    }

    /// Where a file lies; nothing where that is no id.
    fn of(&self, id: &str) -> Option<PathBuf> {
        is_id(id).then(|| self.path.join(&id[..2]).join(id))
    }

    /// Writes a file, whole or not at all, and waits until it is on the disk. One of the same id is the same file.
    pub fn write(&self, id: &str, sealed: &[u8], random: &dyn Random) -> Result<(), Problem> {
        let path = self.of(id).ok_or_else(|| problem::damaged("file id"))?;
        let folder = path.parent().unwrap_or(&self.path).to_owned();
        private(&folder).map_err(unwritten)?;
        let part = Part(folder.join(format!("{}.{PART}", to_hex(&bytes::<16>(random)))));
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut out = options.open(&part.0).map_err(unwritten)?;
        out.write_all(sealed).and_then(|()| out.sync_all()).map_err(unwritten)?;
        drop(out);
        fs::rename(&part.0, &path).map_err(unwritten)?;
        // A folder that was made just now stands in the one above it.
        [folder.as_path(), self.path.as_path()].into_iter().try_for_each(flush).map_err(unwritten)
    }

    /// What lies there; nothing where nothing does.
    pub fn read(&self, id: &str) -> Result<Option<Vec<u8>>, Problem> {
        let Some(path) = self.of(id) else { return Ok(None) };
        match fs::read(path) {
            Ok(sealed) => Ok(Some(sealed)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(problem::files(error.kind())),
        }
    }

    /// Takes a file away; one that is not there is away.
    pub fn remove(&self, id: &str) -> Result<(), Problem> {
        let Some(path) = self.of(id) else { return Ok(()) };
        match fs::remove_file(path) {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(problem::files(error.kind())),
            _ => Ok(()),
        }
    }

    /// Takes away what was being written when a server died. Asked while nobody writes.
    pub fn remove_parts(&self) -> Result<(), Problem> {
        for folder in entries(&self.path)?.into_iter().filter(|path| path.is_dir()) {
            for path in entries(&folder)?.into_iter().filter(|path| path.extension().is_some_and(|end| end == PART)) {
                fs::remove_file(path).map_err(|error| problem::files(error.kind()))?;
            }
        }
        Ok(())
    }
}

/// A file being written, taken away again unless it was given its name.
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

/// What lies in a folder; of one that nobody has made, nothing.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, Problem> {
    match fs::read_dir(folder) {
        Ok(entries) => Ok(entries.flatten().map(|entry| entry.path()).collect()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        Err(error) => Err(problem::files(error.kind())),
    }
}

fn private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(unix)]
fn flush(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn flush(_: &Path) -> io::Result<()> {
    Ok(())
}

fn unwritten(error: io::Error) -> Problem {
    if error.kind() == ErrorKind::StorageFull {
        return Problem::new("store.full", "磁盘已满，文件没有保存。").hint("请管理员清理磁盘空间，再交一次。");
    }
    problem::files(error.kind())
}
