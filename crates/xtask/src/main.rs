//! What a person or a continuous-integration machine types: `cargo xtask <task>`.
//!
//! - `demo`: builds the web app and the binary, loads the demo township, serves it on loopback
//! - `test`: everything that must hold; installs what it lacks first
//! - `bench [growth] [--rows N]`: what speed is promised, measured beside the peers, in the release profile; one table, or its growth
//! - `bench imports|report|figures [--rows N]`: a spreadsheet, a report and figures alone
//! - `torture [--minutes N] [--database …] [--seed S] [--only …]`: kills, full disks, wrong clocks under load; counts what was lost
//! - `fuzz [--minutes N] [target]`: bytes of chance at every door that reads what people hand in
//! - `probe [--minutes N]`: all that the OpenAPI document allows, and much that it does not, asked of a server by schemathesis
//! - `web`: builds the web app alone
//! - `codegen [--check]`: OpenAPI document, TypeScript types, reference pages, from the code
//! - `tidy`: the laws of the house that no compiler checks
//! - `dist [--profile dev]`: the archive that runs on an offline machine
//! - `keep-release`: a small data folder of this version, which every later version must open
//! - `demo-data`: writes the demo township's spreadsheets anew
//!
//! Absent on purpose: anything a user of an installed Qianmo would need; that is the binary's.

#![expect(clippy::disallowed_methods, reason = "this program reads its own command line")]

mod bench;
mod codegen;
mod demo;
mod demo_data;
mod fuzz;
mod keep_release;
mod probe;
mod release;
mod run;
mod tests_all;
mod tidy;
mod torture;
mod web;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["demo", rest @ ..] => demo::run(rest),
        ["test", rest @ ..] => tests_all::run(rest),
        ["bench", rest @ ..] => bench::run(rest),
        ["torture", rest @ ..] => torture::run(rest),
        ["fuzz", rest @ ..] => fuzz::run(rest),
        ["probe", rest @ ..] => probe::run(rest),
        ["web"] => web::build(),
        ["codegen", rest @ ..] => codegen::run(rest.contains(&"--check")),
        ["tidy"] => tidy::run(),
        ["dist", rest @ ..] => release::run(rest),
        ["keep-release"] => keep_release::run(),
        ["demo-data"] => demo_data::run(),
        _ => {
            eprintln!(
                "cargo xtask demo | test [--fast] | bench [growth|imports|report|figures] [--rows N] | torture [--minutes N] | fuzz [--minutes N] [target] | probe [--minutes N] | dist [--profile dev] | keep-release | web | codegen [--check] | tidy | demo-data"
            );
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(sentence) => {
            eprintln!("xtask: {sentence}");
            ExitCode::FAILURE
        }
    }
}
