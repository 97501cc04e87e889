//! The one binary, and the only place where the parts are put together: configuration, clock, randomness, keys.
//!
//! - [`arguments`]: what a person types
//! - [`installation`]: the data folder: database, keys, the pack in force
//! - [`backup`]: one file that holds a whole data folder
//! - [`founder`]: an empty data folder becomes the example, or an office of one's own
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
mod print;
mod world;

use std::process::ExitCode;

use clap::Parser as _;

use arguments::Arguments;

/// A list of fifty thousand records is a million small texts.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    tracing_subscriber::fmt()
        .with_env_filter(tracing_subscriber::EnvFilter::try_from_env("QIANMO_LOG").unwrap_or_else(|_| "warn".into()))
        .with_writer(std::io::stderr)
        .init();
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
            if let Some(detail) = &problem.detail {
                tracing::debug!(problem.detail = detail, "detail");
            }
            ExitCode::FAILURE
        }
    }
}
