//! Running other programs, and knowing where the repository is.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What went wrong, as a sentence.
pub type Outcome<T = ()> = Result<T, String>;

/// The root of the repository this runs in. Cargo tells it at run time, so that a program built in another checkout
/// that shares the folder of build output still works on this one.
pub fn root() -> PathBuf {
    let here =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.ancestors().nth(2).map(Path::to_path_buf).unwrap_or(here)
}

/// The folder of build output: `CARGO_TARGET_DIR`, else `target/`.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The binary as the development profile builds it.
pub fn binary() -> PathBuf {
    target().join("debug").join("qianmo")
}

/// A command in the root of the repository.
pub fn command(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Runs it to its end; anything but success is an error that names it.
pub fn succeed(mut command: Command) -> Outcome {
    let shown = format!("{command:?}").replace('"', "");
    println!("· {shown}");
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` ended with {status}")),
        Err(error) => Err(format!("`{shown}` could not be started: {error}")),
    }
}

/// Its standard output, if it succeeds.
pub fn output(mut command: Command) -> Outcome<Vec<u8>> {
    let shown = format!("{command:?}").replace('"', "");
    match command.output() {
        Ok(output) if output.status.success() => Ok(output.stdout),
        Ok(output) => {
            Err(format!("`{shown}` ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr)))
        }
        Err(error) => Err(format!("`{shown}` could not be started: {error}")),
    }
}

/// A Python of its own with what a file of requirements names, under a name among the build output; made again when the
/// file changes.
pub fn python(name: &str, requirements: &str) -> Outcome<PathBuf> {
    let wanted = root().join(requirements);
    let folder = target().join(name);
    let (python, noted) = (folder.join("bin/python"), folder.join("requirements.txt"));
    let read = |file: &PathBuf| fs::read(file).ok();
    if read(&noted).is_none() || read(&noted) != read(&wanted) {
        let said = folder.to_string_lossy().into_owned();
        succeed(command("python3", &["-m", "venv", "--clear", &said]))?;
        let wanted = wanted.to_string_lossy().into_owned();
        succeed(command(&python, &["-m", "pip", "install", "--quiet", "--requirement", &wanted]))?;
        fs::copy(&wanted, &noted).map_err(|error| format!("{}: {error}", noted.display()))?;
    }
    Ok(python)
}

/// Whether a program is on the PATH.
pub fn has(program: &str) -> bool {
    std::env::var_os("PATH")
        .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}
