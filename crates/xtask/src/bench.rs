//! Builds the bench and the peers that are programs of their own, then measures.

use crate::run::{Outcome, command, succeed, target};

/// Hands its words on to the bench.
pub fn run(words: &[&str]) -> Outcome {
    succeed(command("cargo", &["build", "--package", "bench", "--release"]))?;
    succeed(command(target().join("release").join("bench"), words))
}
