//! Builds the product and the torturer, then tortures; `docs/operations/torture.md` says what is done and counted.

use std::process::Command;

use crate::run::{Outcome, binary, command, root, succeed, target};

/// Hands its words on.
pub fn run(words: &[&str]) -> Outcome {
    succeed(command("cargo", &["build", "--package", "qianmo", "--package", "torture"]))?;
    succeed(prepared(words))
}

/// The torturer with its words, both programs being built.
pub fn prepared(words: &[&str]) -> Command {
    let mut torture = command(target().join("debug").join("torture"), words);
    torture.arg("--program").arg(binary()).arg("--repository").arg(root());
    torture
}
