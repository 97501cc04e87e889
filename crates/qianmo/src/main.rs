//! The one binary, and the only place where the parts are put together: configuration, clock, randomness, keys.
//!
//! - [`arguments`]: what a person types
//! - [`installation`]: the data folder: database, keys, the pack in force
//! - [`backup`]: one file that holds a whole data folder
//! - [`founder`]: an empty data folder becomes the example, or an office of one's own
//! - [`jobs`]: what is done every day and needs more than the books
//! - [`log`]: what is written down while it runs, and what never is
//! - [`machine`]: what the operating system tells
//! - [`network`]: other machines: names, TLS, certificates
//! - [`secrets`]: passwords that a person types
//! - [`world`]: the real clock, names and randomness
//! - [`commands`]: one file a verb; each opens the installation, asks a use case, prints
//!
//! Exit 0 done, 1 findings or a problem, 2 usage.

mod arguments;
mod backup;
mod commands;
mod demo_pack;
mod founder;
mod installation;
mod jobs;
mod log;
mod machine;
mod network;
mod print;
mod secrets;
mod world;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::Arguments;

/// A list of fifty thousand records is a million small texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    log::begin(arguments.serves());
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("程序无法启动：{error}。");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(commands::run(arguments)) {
        Ok(done) => done,
        Err(problem) => {
            eprintln!("{problem}");
            // The sentence is for whoever typed the command; the log gets what may stand there.
            tracing::debug!(problem.code = problem.code, problem.detail = problem.detail, "command");
            ExitCode::FAILURE
        }
    }
}
