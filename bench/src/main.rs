//! Measures what the house promises about speed, on data of a fixed seed, for anyone to repeat
//! (`docs/performance.md` has the commands and what came out):
//!
//! - `patrol`: a county's year of patrols beside DuckDB, Polars, SQLite and PostgreSQL; the whole table, and how it grows
//! - `figures`: one figure, sixty figures, township × month, over a county of seven townships
//! - `imports`: a spreadsheet beside calamine, which only reads it
//! - `report`: the demo's annual report, alone and beside a million records it does not ask
//! - `chance`, `office`, `table`: repeatable data, an installation to measure, what was measured as text
//!
//! Absent on purpose: anything the other rooms use, and any promise checked here; promises are kept by tests and eyes.

#![expect(clippy::disallowed_methods, reason = "a bench reads the clock, chance and its own command line")]

mod alone;
mod chance;
mod figures;
mod imports;
mod office;
mod patrol;
mod report;
mod table;

use std::{path::PathBuf, process::ExitCode};

use kernel::Problem;
use patrol::Programs;

/// The product's. Peers that come with another are measured in a process of their own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "cargo xtask bench [peers|standing|lists|export|csv|creates …] [--rows N]
cargo xtask bench growth [peers|standing|lists|export|csv|creates …] [--from N] [--to N]
cargo xtask bench figures|imports|report [--rows N]";

/// What to measure, and of how many rows.
struct Wanted<'w> {
    what: What,
    /// Of the table beside the peers: only these.
    parts: Vec<&'w str>,
    rows: Option<usize>,
    from: Option<usize>,
    programs: Programs,
}

#[derive(Clone, Copy)]
enum What {
    Table,
    Growth,
    Figures,
    Imports,
    Report,
}

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let Some(wanted) = wanted(&words) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let measured = runtime.map_err(|error| error.to_string()).and_then(|runtime| {
        let measured = runtime.block_on(measure(wanted));
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

fn wanted<'w>(words: &[&'w str]) -> Option<Wanted<'w>> {
    let (mut what, mut parts, mut rows, mut from) = (What::Table, Vec::new(), None, None);
    let [mut qianmo, mut python, mut repository] = ["qianmo", "python3", "."].map(PathBuf::from);
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match *word {
            "growth" => what = What::Growth,
            "figures" => what = What::Figures,
            "imports" => what = What::Imports,
            "report" => what = What::Report,
            "--rows" | "--to" => rows = Some(words.next()?.parse().ok()?),
            "--from" => from = Some(words.next()?.parse().ok()?),
            "--program" => qianmo = words.next()?.into(),
            "--python" => python = words.next()?.into(),
            "--repository" => repository = words.next()?.into(),
            part => parts.push(*patrol::PARTS.iter().find(|known| **known == part)?),
        }
    }
    Some(Wanted { what, parts, rows, from, programs: Programs { qianmo, python, repository } })
}

async fn measure(Wanted { what, parts, rows, from, programs }: Wanted<'_>) -> Result<(), Problem> {
    let wanted = patrol::Wanted { parts, rows: rows.unwrap_or(1_000_000), from, programs };
    match what {
        What::Table => patrol::measure(wanted).await,
        What::Growth => patrol::grow(wanted).await,
        What::Figures => figures::measure(wanted.rows).await,
        What::Imports => imports::measure(rows).await,
        What::Report => report::measure(wanted.rows).await,
    }
}
