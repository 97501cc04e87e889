//! Measures what the house promises about speed, on data of a fixed seed, for anyone to repeat:
//! `cargo run -p bench --release -- figures [--rows N]`.
//!
//! - `ground`: a county of seven townships, its pack, its records, written through the store like any import
//! - `figures`: one figure, sixty figures, township × month
//! - `table`: what was measured, as text
//!
//! Absent on purpose: anything the other rooms use, and any promise checked here; promises are kept by tests and eyes.

#![expect(clippy::disallowed_methods, reason = "a bench reads the clock and its own command line")]

mod figures;
mod ground;
mod table;

use std::process::ExitCode;

const USAGE: &str = "cargo run -p bench --release -- figures [--rows N]";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let rows = match words.as_slice() {
        ["figures"] => Some(1_000_000),
        ["figures", "--rows", rows] => rows.parse().ok(),
        _ => None,
    };
    let Some(rows) = rows else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let measured = runtime.map_err(|error| error.to_string()).and_then(|runtime| {
        let measured = runtime.block_on(figures::measure(rows));
        measured.map_err(|problem| format!("{problem:?}"))
    });
    match measured {
        Ok(()) => ExitCode::SUCCESS,
        Err(said) => {
            eprintln!("{said}");
            ExitCode::FAILURE
        }
    }
}
