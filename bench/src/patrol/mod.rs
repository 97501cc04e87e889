//! A county's patrols of a year, a million rows of fixed seed, beside DuckDB, Polars, SQLite and PostgreSQL in the same run:
//!
//! - `pack`, `rows`, `sixty`: what is declared, what is written, what is asked
//! - `home`, `server`, `client`: our books in this process, and in the real program over HTTP
//! - `peers`, `cluster`: the others
//! - `ground`: all of these with the same rows
//! - `measures`: one file a work; `times`, `sheet`: how it is told
//! - `growth`, `plot`: the same with ten times the rows, and again, as curves
//!
//! Answers of all must be the same to the digit before anything is timed.

mod client;
mod cluster;
mod ground;
mod growth;
mod home;
mod measures;
mod pack;
mod peers;
mod plot;
mod rows;
mod server;
mod sheet;
mod sixty;
mod times;
mod wide;

use kernel::Problem;

use ground::Ground;
pub use ground::Programs;
pub use measures::PARTS;
use sheet::Sheet;

/// What of it, with how many rows.
pub struct Wanted<'w> {
    /// These parts, all of them where none is named.
    pub parts: Vec<&'w str>,
    pub rows: usize,
    /// Of growth: with how many rows it begins.
    pub from: Option<usize>,
    pub programs: Programs,
}

/// Measures and prints the table; where something breaks, all that was measured before.
pub async fn measure(wanted: Wanted<'_>) -> Result<(), Problem> {
    let (sheet, measured) = sheet(&wanted.parts, wanted.rows, wanted.programs).await?;
    print!("{sheet}");
    measured
}

/// Measures with more and more rows, prints the tables, and draws the curves.
pub async fn grow(wanted: Wanted<'_>) -> Result<(), Problem> {
    growth::measure(wanted).await
}

async fn sheet(parts: &[&str], rows: usize, programs: Programs) -> Result<(Sheet, Result<(), Problem>), Problem> {
    let all = PARTS.to_vec();
    let mut ground = Ground::lay(rows, programs).await?;
    let mut sheet = Sheet::of(rows);
    eprintln!("the CSV has {:.0} MB; peers: {:?}", ground.csv_bytes as f64 / 1e6, ground.peers.there);
    let measured = measures::measure(if parts.is_empty() { &all } else { parts }, &mut ground, &mut sheet).await;
    ground.close().await?;
    Ok((sheet, measured))
}
