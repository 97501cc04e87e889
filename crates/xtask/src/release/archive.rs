//! The archive as a file, the same from the same content.

use std::{
    collections::BTreeMap,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use flate2::{Compression, GzBuilder};
use sha2::{Digest as _, Sha256};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use super::Entry;
use crate::run::Outcome;

/// All in one folder of the archive's name; `quick` where the size does not matter.
pub fn tar_gz(
    file: &Path,
    folder: &str,
    entries: &BTreeMap<String, Entry>,
    moment: u64,
    quick: bool,
) -> Outcome<PathBuf> {
    let level = if quick { Compression::fast() } else { Compression::best() };
    let mut tar = tar::Builder::new(GzBuilder::new().mtime(0).write(Vec::new(), level));
    for (name, Entry { runs, bytes }) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(if *runs { 0o755 } else { 0o644 });
        header.set_mtime(moment);
        header.set_uid(0);
        header.set_gid(0);
        tar.append_data(&mut header, format!("{folder}/{name}"), bytes.as_slice()).map_err(wrong)?;
    }
    let bytes = tar.into_inner().and_then(flate2::write::GzEncoder::finish).map_err(wrong)?;
    keep(file, &bytes)
}

/// The same for systems that know zip.
pub fn zip(file: &Path, folder: &str, entries: &BTreeMap<String, Entry>) -> Outcome<PathBuf> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, Entry { runs, bytes }) in entries {
        // Zip's earliest time, which has no zone.
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default())
            .unix_permissions(if *runs { 0o755 } else { 0o644 });
        zip.start_file(format!("{folder}/{name}"), options).map_err(wrong)?;
        zip.write_all(bytes).map_err(wrong)?;
    }
    keep(file, &zip.finish().map_err(wrong)?.into_inner())
}

/// Beside it a line as `sha256sum --check` reads it.
fn keep(file: &Path, bytes: &[u8]) -> Outcome<PathBuf> {
    fs::write(file, bytes).map_err(wrong)?;
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let digest: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    fs::write(file.with_file_name(format!("{name}.sha256")), format!("{digest}  {name}\n")).map_err(wrong)?;
    Ok(file.to_owned())
}

fn wrong(error: impl std::fmt::Display) -> String {
    error.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_content_is_the_same_archive() {
        let folder = std::env::temp_dir().join(format!("qianmo-dist-{}", std::process::id()));
        fs::create_dir_all(&folder).expect("a folder");
        let entry = |runs, text: &str| Entry { runs, bytes: text.as_bytes().to_vec() };
        let entries = BTreeMap::from([("b".to_owned(), entry(true, "1")), ("a/文".to_owned(), entry(false, "2"))]);
        let made = |name: &str| {
            let file = tar_gz(&folder.join(name), "x", &entries, 1_000, false).expect("made");
            fs::read(file).expect("read")
        };
        let (first, second) = (made("1.tar.gz"), made("2.tar.gz"));
        assert_eq!(first, second);
        let mut tar = tar::Archive::new(flate2::read::GzDecoder::new(first.as_slice()));
        let told: Vec<(String, u32, u64)> = tar
            .entries()
            .expect("entries")
            .map(|entry| {
                let entry = entry.expect("an entry");
                let path = entry.path().expect("a path").display().to_string();
                (path, entry.header().mode().expect("a mode"), entry.header().mtime().expect("a time"))
            })
            .collect();
        assert_eq!(told, [("x/a/文".to_owned(), 0o644, 1_000), ("x/b".to_owned(), 0o755, 1_000)]);
        fs::remove_dir_all(&folder).expect("removed");
    }
}
