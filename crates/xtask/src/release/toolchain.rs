//! What the compiler brings along and nobody's list of crates names: Rust's standard library and, on Linux, musl.

use std::{fs, path::PathBuf};

use crate::run::{Outcome, command, output};

/// Where distributions keep what musl's authors ask to hand on.
const MUSL: [&str; 2] = ["/usr/share/doc/musl-dev/copyright", "/usr/share/licenses/musl/COPYRIGHT"];

/// What its authors and those of its parts ask to hand on, as one page of the compiler's own.
pub fn standard_library() -> Outcome<PathBuf> {
    let root = output(command("rustc", &["--print", "sysroot"]))?;
    let page = PathBuf::from(String::from_utf8_lossy(&root).trim()).join("share/doc/rust/COPYRIGHT-library.html");
    if page.is_file() { Ok(page) } else { Err(format!("{} is missing", page.display())) }
}

/// The C library inside the binary.
pub fn musl() -> Outcome<String> {
    let text = MUSL.iter().find_map(|path| fs::read_to_string(path).ok());
    text.ok_or_else(|| format!("musl's licence is at neither of {}", MUSL.join(", ")))
}
