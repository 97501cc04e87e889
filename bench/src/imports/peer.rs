//! The peer that only reads, as it comes and with the product's allocator.

use std::{
    process::Command,
    time::{Duration, Instant},
};

use kernel::Problem;

use crate::alone;

/// Cells with content, and how long reading them took in a process of its own.
pub fn as_it_comes(bytes: &[u8]) -> Result<(usize, Duration), Problem> {
    let failed = |error: String| {
        Problem::new("bench.calamine", error).hint("`cargo xtask bench` builds the peer beside the bench.")
    };
    let file = tempfile::NamedTempFile::new().map_err(|error| failed(error.to_string()))?;
    std::fs::write(file.path(), bytes).map_err(|error| failed(error.to_string()))?;
    let peer = std::env::current_exe().map_err(|error| failed(error.to_string()))?.with_file_name("calamine");
    let done = Command::new(peer).arg(file.path()).output().map_err(|error| failed(error.to_string()))?;
    let said = String::from_utf8_lossy(&done.stdout);
    let told = said
        .trim()
        .split_once(' ')
        .and_then(|(cells, nanos)| Some((cells.parse().ok()?, Duration::from_nanos(nanos.parse().ok()?))));
    told.ok_or_else(|| failed(String::from_utf8_lossy(&done.stderr).into_owned()))
}

/// The same within this process.
pub fn here(bytes: &[u8]) -> Result<Duration, Problem> {
    let begun = Instant::now();
    alone::cells(bytes).map_err(|error| Problem::new("bench.calamine", error.to_string()))?;
    Ok(begun.elapsed())
}
