//! Builds the bench, the product and the peers, then measures.

use crate::{
    run::{Outcome, command, python, root, succeed, target},
    web,
};

/// Hands its words on to the bench. What is measured beside the peers needs them, and the program itself.
pub fn run(words: &[&str]) -> Outcome {
    succeed(command("cargo", &["build", "--package", "bench", "--release"]))?;
    let mut bench = command(target().join("release").join("bench"), words);
    if !matches!(words.first(), Some(&"figures" | &"imports" | &"report")) {
        if !root().join("web/dist/packed/index.html.gz").is_file() {
            web::build()?;
        }
        succeed(command("cargo", &["build", "--package", "qianmo", "--release"]))?;
        bench.arg("--program").arg(target().join("release").join("qianmo"));
        bench
            .arg("--python")
            .arg(python("bench-peers", "bench/peers/requirements.txt")?)
            .arg("--repository")
            .arg(root());
    }
    succeed(bench)
}
