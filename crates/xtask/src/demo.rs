//! The demo: built, loaded, served.

use crate::{
    run::{Outcome, binary, command, root, succeed},
    web,
};

/// Builds the web app and the binary, then hands over to `qianmo demo`, which prints the address and where the DOCX lies.
pub fn run(arguments: &[&str]) -> Outcome {
    web::build()?;
    succeed(command("cargo", &["build", "--package", "qianmo"]))?;
    let data = root().join("tmp").join("demo");
    let mut demo = command(binary(), &["--data"]);
    demo.arg(&data).arg("demo").args(arguments);
    succeed(demo)
}
