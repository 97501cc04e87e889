//! Measures what the house promises about speed, on data of a fixed seed, for anyone to repeat
//! (`docs/performance.md` has the commands and what came out):
//!
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
mod report;
mod table;

use std::process::ExitCode;

use kernel::Problem;

/// The product's. Peers that come with another are measured in a process of their own.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "cargo xtask bench figures|imports|report [--rows N]";

/// What to measure, and of how many rows.
struct Wanted {
    what: What,
    rows: Option<usize>,
}

#[derive(Clone, Copy)]
enum What {
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

fn wanted(words: &[&str]) -> Option<Wanted> {
    let (what, rows) = match words {
        [what] => (*what, None),
        [what, "--rows", rows] => (*what, Some(rows.parse().ok()?)),
        _ => return None,
    };
    let what = match what {
        "figures" => What::Figures,
        "imports" => What::Imports,
        "report" => What::Report,
        _ => return None,
    };
    Some(Wanted { what, rows })
}

async fn measure(Wanted { what, rows }: Wanted) -> Result<(), Problem> {
    match what {
        What::Figures => figures::measure(rows.unwrap_or(1_000_000)).await,
        What::Imports => imports::measure(rows).await,
        What::Report => report::measure(rows.unwrap_or(1_000_000)).await,
    }
}
