//! A small disk of its own, in memory: it may be full, or read-only, and harms nobody. Only root can make one.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

/// Mounted until this is dropped.
pub struct Mount {
    pub folder: PathBuf,
}

impl Mount {
    /// Makes one of so many megabytes.
    pub fn make(folder: &Path, megabytes: usize) -> Result<Self, String> {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let size = format!("size={megabytes}m,mode=755");
        run(Command::new("mount").args(["-t", "tmpfs", "-o", &size, "tmpfs"]).arg(folder))?;
        Ok(Self { folder: folder.to_path_buf() })
    }

    /// Fills what room is left, but for a little.
    pub fn fill(&self, but: usize) -> Result<(), String> {
        let mut ballast = fs::File::create(self.ballast()).map_err(|error| error.to_string())?;
        let block = [0x5a; 4096];
        let mut written = 0;
        while ballast.write_all(&block).is_ok() {
            written += block.len();
        }
        ballast.set_len(written.saturating_sub(but) as u64).map_err(|error| error.to_string())
    }

    /// Gives the room back.
    pub fn free(&self) {
        let _ = fs::remove_file(self.ballast());
    }

    /// Makes it read-only, or writable again; refused while somebody has a file open for writing.
    pub fn set_read_only(&self, is: bool) -> Result<(), String> {
        let how = if is { "remount,ro" } else { "remount,rw" };
        run(Command::new("mount").args(["-o", how]).arg(&self.folder))
    }

    fn ballast(&self) -> PathBuf {
        self.folder.join("ballast")
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = run(Command::new("umount").arg("-l").arg(&self.folder));
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let done = command.output().map_err(|error| error.to_string())?;
    match done.status.success() {
        true => Ok(()),
        false => Err(String::from_utf8_lossy(&done.stderr).trim().to_owned()),
    }
}
