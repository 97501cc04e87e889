//! Files of a pack, each after a line `//- path`, laid over those of the sample.

use pack::sample;

/// A pack comes of it, or findings; and what came of it can be laid over another.
pub fn packs(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let written = sample::files(text);
    let mut files = sample::files(sample::FILES);
    let base = files.clone();
    files.extend(written.clone());
    let (pack, findings) = pack::load_files(files);
    assert!(pack.is_some() || findings.iter().any(kernel::Finding::is_error), "no pack, and nobody says why");
    if written.contains_key("pack.toml") {
        let (pack, findings) = pack::load_files_overlaid(base, written);
        assert!(pack.is_some() || findings.iter().any(kernel::Finding::is_error), "no pack, and nobody says why");
    }
}
