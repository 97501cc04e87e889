//! The one thing of a camera's notes that is kept: which side is up. The notes are a TIFF file inside the picture.

/// The tag of the orientation, and what its value is written as: one short number.
const ORIENTATION: u16 = 0x0112;
const SHORT: u16 = 3;
/// More entries than this no camera writes into the first directory.
const MOST: u16 = 512;

/// Which side is up, from 1 (as it lies) to 8; 1 where the notes do not say, or cannot be read.
pub(super) fn orientation(tiff: &[u8]) -> u8 {
    read(tiff).filter(|side| (1..=8).contains(side)).unwrap_or(1)
}

fn read(tiff: &[u8]) -> Option<u8> {
    let little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| -> Option<usize> {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        let number = if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) };
        usize::try_from(number).ok()
    };
    let first = long(4)?;
    for entry in 0..usize::from(short(first)?.min(MOST)) {
        let at = first.checked_add(2 + entry * 12)?;
        if short(at)? == ORIENTATION && short(at + 2)? == SHORT {
            return u8::try_from(short(at + 8)?).ok();
        }
    }
    None
}

/// Notes that say this alone.
pub(super) fn only(orientation: u8) -> Vec<u8> {
    let mut tiff = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0".to_vec();
    tiff.push(orientation);
    // The rest of the value, and that there is no other directory.
    tiff.extend([0; 6]);
    tiff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        for side in 1..=8 {
            assert_eq!(orientation(&only(side)), side);
        }
        let little = b"II*\0\x08\0\0\0\x02\0\x0f\x01\x02\0\x01\0\0\0A\0\0\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0";
        assert_eq!(orientation(little), 6);
        for broken in [&b""[..], b"II*\0", b"MM\0*\xff\xff\xff\xff", &only(9), &only(6)[..17]] {
            assert_eq!(orientation(broken), 1, "{broken:?}");
        }
    }
}
