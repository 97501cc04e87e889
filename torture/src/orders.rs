//! The page of orders that `disk.c` reads in a server under test, and the shared library made of it.

use std::{
    fs::{self, File},
    os::unix::fs::FileExt,
    path::{Path, PathBuf},
    process::Command,
};

/// The library, and the page.
pub struct Orders {
    pub library: PathBuf,
    pub page: PathBuf,
    file: File,
}

/// What the disk and the clock do; all calm where nothing is said.
#[derive(Clone, Copy, Default)]
pub struct Order {
    /// Every write to the disk and every flush waits up to this, in microseconds.
    pub slow: i64,
    pub read_only: bool,
    pub full: bool,
    /// How far the clock is off, in seconds.
    pub clock: i64,
}

impl Orders {
    /// Builds the library with the C compiler of the machine.
    pub fn make(folder: &Path) -> Result<Self, String> {
        fs::create_dir_all(folder).map_err(|error| error.to_string())?;
        let (source, library, page) = (folder.join("disk.c"), folder.join("disk.so"), folder.join("orders"));
        fs::write(&source, include_str!("disk.c")).map_err(|error| error.to_string())?;
        let built =
            Command::new("cc").args(["-shared", "-fPIC", "-O1", "-o"]).arg(&library).arg(&source).arg("-ldl").output();
        let built = built.map_err(|error| format!("no C compiler: {error}"))?;
        if !built.status.success() {
            return Err(format!("the C compiler said: {}", String::from_utf8_lossy(&built.stderr)));
        }
        fs::write(&page, [0; 32]).map_err(|error| error.to_string())?;
        let file = File::options().write(true).open(&page).map_err(|error| error.to_string())?;
        Ok(Self { library, page, file })
    }

    /// Gives an order to all servers at once.
    pub fn give(&self, order: Order) -> Result<(), String> {
        let words = [order.slow, order.read_only.into(), order.full.into(), order.clock];
        let bytes: Vec<u8> = words.iter().flat_map(|word| word.to_ne_bytes()).collect();
        self.file.write_all_at(&bytes, 0).map_err(|error| error.to_string())
    }
}
