//! Which C library the binary needs. A township's machine may be ten years old.

use std::path::Path;

use crate::run::{Outcome, command, has, output};

/// Says it; of a release it must be none.
pub fn check(binary: &Path, dev: bool) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !has("objdump") {
        return if dev { Ok(()) } else { Err("objdump is missing (Debian: apt-get install binutils)".to_owned()) };
    }
    let mut look = command("objdump", &["-T"]);
    look.arg(binary);
    let told = String::from_utf8_lossy(&output(look)?).into_owned();
    match newest(&told) {
        None => println!("· {} needs no C library of the machine", binary.display()),
        Some((major, minor)) if dev => println!("· {} needs glibc {major}.{minor}", binary.display()),
        Some((major, minor)) => return Err(format!("the release needs glibc {major}.{minor}; it must need none")),
    }
    Ok(())
}

/// The newest version among the symbols it takes from the library.
fn newest(symbols: &str) -> Option<(u32, u32)> {
    let versions = symbols.split("GLIBC_").skip(1).filter_map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        let mut parts = rest[..end].split('.').map(str::parse);
        Some((parts.next()?.ok()?, parts.next()?.ok()?))
    });
    versions.max()
}

#[cfg(test)]
mod tests {
    use super::newest;

    #[test]
    fn the_newest_symbol_decides() {
        let told = "0000 DF *UND* 0000 (GLIBC_2.2.5) read\n0000 DF *UND* 0000 (GLIBC_2.34) pthread_create\n(GLIBC_2.9)";
        assert_eq!(newest(told), Some((2, 34)));
        assert_eq!(newest("qianmo: not a dynamic object"), None);
    }
}
