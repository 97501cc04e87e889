//! An archive, unpacked once. Its limits are counted while it is unpacked: what an archive declares of itself may be a lie.

use std::io::{self, Cursor, Read};

use kernel::Finding;
use zip::ZipArchive;

use super::limits::{UNPACKED, too_large};

/// The most bytes that are kept; what unpacks to more is weighed only, and unpacked again by whoever reads it.
const KEPT: u64 = 128 * 1024 * 1024;

/// A part that is markup; pictures and the like are of no use to whoever reads cells.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub name: String,
    pub content: Vec<u8>,
}

/// Refuses archives that unpack to too much. `None` is an archive that is too large to be kept or cannot be unpacked
/// whole: what is broken is told by whoever reads it.
pub(super) fn unpack(bytes: &[u8]) -> Result<Option<Vec<Part>>, Finding> {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return Ok(None) };
    let (mut left, mut room) = (UNPACKED, KEPT);
    let mut parts = Vec::new();
    let mut intact = true;
    for index in 0..archive.len() {
        let Ok(part) = archive.by_index(index) else {
            intact = false;
            continue;
        };
        if part.is_dir() {
            continue;
        }
        let Ok(name) = part.name().map(|name| name.into_owned()) else {
            intact = false;
            continue;
        };
        // What it says of its size is only room set aside, not used before it is filled.
        let mut content = Vec::with_capacity(usize::try_from(part.size().min(room)).unwrap_or_default());
        // One byte more than is left tells that there is more.
        let mut part = part.take(left + 1);
        intact &= part.by_ref().take(room + 1).read_to_end(&mut content).is_ok();
        let (size, beyond) = (content.len() as u64, io::copy(&mut part, &mut io::sink()));
        intact &= beyond.is_ok() && size <= room;
        left = left.checked_sub(size + beyond.unwrap_or_default()).ok_or_else(too_large)?;
        if is_markup(&name) {
            room = room.saturating_sub(size);
            parts.push(Part { name, content });
        }
    }
    Ok(intact.then_some(parts))
}

fn is_markup(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    name.ends_with(".xml") || name.ends_with(".rels")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_archive_is_for_others_to_tell() {
        assert!(unpack(b"PK and nothing more").is_ok_and(|parts| parts.is_none()));
    }
}
