//! Which libraries the binary wants of the machine. A township's machine may be ten years old.

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
    let mut look = command("objdump", &["-p"]);
    look.arg(binary);
    let told = String::from_utf8_lossy(&output(look)?).into_owned();
    let wanted = wanted(&told);
    if wanted.is_empty() {
        println!("· {} needs nothing of the machine", binary.display());
    } else if dev {
        println!("· {} needs {}", binary.display(), wanted.join(", "));
    } else {
        return Err(format!("the release needs {}; it must need nothing", wanted.join(", ")));
    }
    Ok(())
}

/// The program that would load it, and the libraries that one would look for.
fn wanted(headers: &str) -> Vec<String> {
    let wanted = headers.lines().filter_map(|line| match line.split_whitespace().collect::<Vec<_>>()[..] {
        ["INTERP", ..] => Some("a dynamic loader".to_owned()),
        ["NEEDED", library] => Some(library.to_owned()),
        _ => None,
    });
    wanted.collect()
}

#[cfg(test)]
mod tests {
    use super::wanted;

    #[test]
    fn what_a_binary_wants_is_read_from_its_headers() {
        let linked = "Program Header:\n  INTERP off    0x318 vaddr 0x318\n\nDynamic Section:\n  NEEDED               libm.so.6\n  NEEDED               libc.so.6\n  SONAME x";
        assert_eq!(wanted(linked), ["a dynamic loader", "libm.so.6", "libc.so.6"]);
        assert!(wanted("Program Header:\n    LOAD off    0x0\nDynamic Section:\n  FLAGS_1  0x08000000").is_empty());
    }
}
