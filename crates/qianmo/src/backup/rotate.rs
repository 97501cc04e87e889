//! Of the backups in a folder only the latest are kept. Nothing is removed that is not surely a backup of the same
//! installation under a name the program gave.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kernel::Problem;

use super::{archive::Archive, files, place::ENDING};

/// Keeps `keep` of them, the fresh one included, and answers which were removed.
pub fn rotate(folder: &Path, fresh: &Path, keep: usize) -> Result<Vec<PathBuf>, Problem> {
    let ours = Archive::open(fresh)?.manifest.installation;
    let mut others = Vec::new();
    for entry in fs::read_dir(folder).map_err(|error| files(folder, &error))? {
        let path = entry.map_err(|error| files(folder, &error))?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        // Whatever the clock said when it was named, the fresh one stays.
        if Some(name.as_str()) == fresh.file_name().and_then(|name| name.to_str()) || !is_given(&name) {
            continue;
        }
        match Archive::open(&path) {
            Ok(archive) if archive.manifest.installation == ours => others.push((archive.manifest.made, path)),
            Ok(_) => {}
            Err(problem) => tracing::warn!(file = name, code = problem.code, "backup.unread"),
        }
    }
    others.sort();
    let most = keep.saturating_sub(1);
    let old: Vec<PathBuf> =
        others.iter().take(others.len().saturating_sub(most)).map(|(_, path)| path.clone()).collect();
    for path in &old {
        fs::remove_file(path).map_err(|error| files(path, &error))?;
    }
    Ok(old)
}

/// Whether the program gave it this name: `qianmo-20221231-120000.zip`, `qianmo-20221231-120000-2.zip`.
fn is_given(name: &str) -> bool {
    let stem = name.strip_prefix("qianmo-").and_then(|rest| rest.strip_suffix(ENDING));
    let parts: Vec<&str> = stem.map(|stem| stem.split('-').collect()).unwrap_or_default();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    matches!(parts.as_slice(), [day, time] | [day, time, _] if day.len() == 8 && time.len() == 6)
        && parts.iter().all(|part| digits(part))
}

#[cfg(test)]
mod tests {
    use super::is_given;

    #[test]
    fn only_names_that_the_program_gave_are_looked_at() {
        for (name, given) in [
            ("qianmo-20221231-120000.zip", true),
            ("qianmo-20221231-120000-2.zip", true),
            ("qianmo-before-the-upgrade.zip", false),
            ("qianmo-20221231-120000.zip.old", false),
            ("qianmo-20221231.zip", false),
            ("other-20221231-120000.zip", false),
        ] {
            assert_eq!(is_given(name), given, "{name}");
        }
    }
}
