//! The peer of imports as it comes: calamine reading all cells of a workbook, in a process of its own with the
//! operating system's allocator. `calamine FILE` prints how many cells have content and how many nanoseconds it took.

#![expect(clippy::disallowed_methods, reason = "a bench reads the clock and its own command line")]

#[path = "../alone.rs"]
mod alone;

use std::{process::ExitCode, time::Instant};

fn main() -> ExitCode {
    let Some(bytes) = std::env::args().nth(1).and_then(|path| std::fs::read(path).ok()) else {
        eprintln!("calamine FILE");
        return ExitCode::from(2);
    };
    let begun = Instant::now();
    match alone::cells(&bytes) {
        Ok(cells) => {
            println!("{cells} {}", begun.elapsed().as_nanos());
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}
