//! The archive: written part by part, and read with every part checked against what the manifest says of it.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, BufReader, BufWriter, Read, Write},
    path::{Component, Path},
};

use kernel::Problem;
use sha2::{Digest as _, Sha256};
use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    contents::{Item, Source},
    damaged, files,
    manifest::{self, Card, Manifest, Part},
    newer,
};
use crate::installation::FILES;

/// A backup that was opened.
pub struct Archive {
    zip: ZipArchive<BufReader<File>>,
    file: std::path::PathBuf,
    /// What it says of itself.
    pub manifest: Manifest,
}

/// A manifest longer than this is none.
const LONGEST_MANIFEST: u64 = 64 << 20;
const CHUNK: usize = 1 << 16;

/// Writes all parts and the manifest, and waits until they are on the disk. A file that vanished since it was listed
/// is left out.
pub fn write(target: &Path, items: Vec<Item>, mut manifest: Manifest) -> Result<(), Problem> {
    let wrong = |error: io::Error| files(target, &error);
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let out = options.open(target).map_err(wrong)?;
    let mut zip = ZipWriter::new(BufWriter::with_capacity(1 << 20, out)).set_auto_large_file();
    for Item { name, from } in items {
        let mut source: Box<dyn Read> = match from {
            Source::Bytes(bytes) => Box::new(io::Cursor::new(bytes)),
            Source::File(path) => match File::open(&path) {
                Ok(file) => Box::new(file),
                Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
                Err(error) => return Err(files(&path, &error)),
            },
        };
        start(&mut zip, &name).map_err(wrong)?;
        let (bytes, sha256) = through(&mut source, &mut zip, u64::MAX).map_err(wrong)?;
        manifest.parts.push(Part { name, bytes, sha256 });
    }
    let text = serde_json::to_vec_pretty(&manifest).map_err(|error| wrong(error.into()))?;
    start(&mut zip, manifest::FILE).and_then(|()| zip.write_all(&text)).map_err(wrong)?;
    let out = zip.finish().map_err(|error| wrong(error.into()))?;
    out.into_inner().map_err(|error| wrong(error.into_error()))?.sync_all().map_err(wrong)
}

impl Archive {
    /// Opens one; of the parts nothing is read yet. Problems: `backup.damaged`, `backup.newer`.
    pub fn open(file: &Path) -> Result<Self, Problem> {
        let opened = File::open(file).map_err(|error| files(file, &error))?;
        let broken = |detail: &dyn std::fmt::Display| damaged(file, detail);
        let mut zip = ZipArchive::new(BufReader::new(opened)).map_err(|error| broken(&error))?;
        let mut text = Vec::new();
        let entry = zip.by_name(manifest::FILE).map_err(|error| broken(&error))?;
        entry.take(LONGEST_MANIFEST).read_to_end(&mut text).map_err(|error| broken(&error))?;
        let card: Card = serde_json::from_slice(&text).map_err(|error| broken(&error))?;
        if card.format > manifest::FORMAT || card.data_format > store::FORMAT {
            return Err(newer(&card.program));
        }
        let manifest: Manifest = serde_json::from_slice(&text).map_err(|error| broken(&error))?;
        let names: BTreeSet<&str> = manifest.parts.iter().map(|part| part.name.as_str()).collect();
        if names.len() != manifest.parts.len() || !names.iter().all(|name| stays_inside(name)) {
            return Err(broken(&"names"));
        }
        Ok(Self { zip, file: file.to_owned(), manifest })
    }

    /// Reads a part into a writer; an error where it is not what the manifest says.
    pub fn read(&mut self, part: &Part, out: &mut dyn Write) -> Result<(), Problem> {
        let file = &self.file;
        let mut entry = self.zip.by_name(&part.name).map_err(|error| damaged(file, error))?;
        let mut out = Told { out, failed: None };
        let read = through(&mut entry, &mut out, part.bytes);
        if let Some(error) = out.failed {
            return Err(files(Path::new(&part.name), &error));
        }
        match read {
            Ok((bytes, sha256)) if bytes == part.bytes && sha256 == part.sha256 => Ok(()),
            Ok(_) => Err(damaged(file, &part.name)),
            Err(error) => Err(damaged(file, format!("{}: {error}", part.name))),
        }
    }

    /// Reads all parts and keeps nothing.
    pub fn check(&mut self) -> Result<(), Problem> {
        let parts = self.manifest.parts.clone();
        parts.iter().try_for_each(|part| self.read(part, &mut io::sink()))
    }
}

/// A writer whose own failures are told from those of the reader.
struct Told<'w> {
    out: &'w mut dyn Write,
    failed: Option<io::Error>,
}

impl Write for Told<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes).inspect_err(|error| self.failed = Some(error.kind().into()))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

fn start(zip: &mut ZipWriter<BufWriter<File>>, name: &str) -> io::Result<()> {
    // What is sealed looks like chance, and gets no smaller.
    let sealed = name.starts_with(&format!("{FILES}/"));
    let method = if sealed { CompressionMethod::Stored } else { CompressionMethod::Deflated };
    let options = SimpleFileOptions::default().compression_method(method).unix_permissions(0o600);
    zip.start_file(name, options).map_err(io::Error::from)
}

/// Copies at most a byte more than expected, so that what claims to be small cannot fill the disk.
fn through(from: &mut dyn Read, to: &mut dyn Write, most: u64) -> io::Result<(u64, String)> {
    let mut from = from.take(most.saturating_add(1));
    let (mut hash, mut chunk, mut bytes) = (Sha256::new(), vec![0; CHUNK], 0);
    loop {
        let read = match from.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hash.update(&chunk[..read]);
        to.write_all(&chunk[..read])?;
        bytes += read as u64;
    }
    Ok((bytes, hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()))
}

/// Whether a name leads nowhere but into the folder, on any system.
fn stays_inside(name: &str) -> bool {
    let plain = |part: Component<'_>| matches!(part, Component::Normal(_));
    !name.is_empty() && !name.contains(['\\', ':', '\0']) && Path::new(name).components().all(plain)
}

#[cfg(test)]
mod tests {
    use super::stays_inside;

    #[test]
    fn names_that_lead_out_of_the_folder_are_refused() {
        for (name, inside) in [
            ("store/qianmo.db", true),
            ("reports/一份.docx", true),
            ("../keys.json", false),
            ("packs/../../x", false),
            ("/etc/passwd", false),
            ("C:\\x", false),
            ("a\\..\\b", false),
            ("", false),
        ] {
            assert_eq!(stays_inside(name), inside, "{name}");
        }
    }
}
