//! JPEG: segments before and between the scans, each with a marker and a length.

use super::{Picture, tiff};

const BEGIN: [u8; 2] = [0xff, 0xd8];
const EXIF: &[u8] = b"Exif\0\0";

pub(super) fn strip(bytes: &[u8]) -> Option<Picture> {
    let mut rest = bytes.strip_prefix(&BEGIN)?;
    let mut out = BEGIN.to_vec();
    // Where the notes go: behind the header that JFIF wants first.
    let (mut notes_at, mut orientation) = (out.len(), 1);
    let (mut width, mut height, mut scans) = (0, 0, 0);
    loop {
        let marker = next_marker(&mut rest)?;
        match marker {
            0xd9 if scans > 0 => break,
            // A picture within a picture, or bytes of a scan where none is.
            0x00 | 0x01 | 0xd0..=0xd9 => return None,
            _ => {}
        }
        let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
        let (segment, behind) = rest.split_at_checked(length).filter(|_| length >= 2)?;
        rest = behind;
        let said = &segment[2..];
        match marker {
            0xe0 if said.starts_with(b"JFIF\0") && said.len() >= 12 && notes_at == 2 && out.len() == 2 => {
                // Without the small picture that may be in it.
                out.extend([0xff, 0xe0, 0, 16]);
                out.extend(&said[..12]);
                out.extend([0, 0]);
                notes_at = out.len();
                continue;
            }
            0xe1 => {
                if let Some(notes) = said.strip_prefix(EXIF) {
                    orientation = tiff::orientation(notes);
                }
                continue;
            }
            // Colours.
            0xe2 if said.starts_with(b"ICC_PROFILE\0") => {}
            0xee if said.starts_with(b"Adobe") => {}
            0xe0..=0xef | 0xfe => continue,
            0xc0..=0xcf if !matches!(marker, 0xc4 | 0xc8 | 0xcc) => {
                height = u32::from(u16::from_be_bytes([*said.get(1)?, *said.get(2)?]));
                width = u32::from(u16::from_be_bytes([*said.get(3)?, *said.get(4)?]));
            }
            _ => {}
        }
        out.extend([0xff, marker]);
        out.extend(segment);
        if marker == 0xda {
            scans += 1;
            let scan = scan(rest)?;
            out.extend(&rest[..scan]);
            rest = &rest[scan..];
        }
    }
    out.extend([0xff, 0xd9]);
    if orientation != 1 {
        let notes = [EXIF, &tiff::only(orientation)].concat();
        let length = u16::try_from(notes.len() + 2).ok()?.to_be_bytes();
        let segment = [&[0xff, 0xe1], &length[..], &notes].concat();
        out.splice(notes_at..notes_at, segment);
    }
    Some(Picture { bytes: out, width, height })
}

/// Passes a marker and the bytes that may fill the room before it.
fn next_marker(rest: &mut &[u8]) -> Option<u8> {
    let mut behind = rest.strip_prefix(&[0xff])?;
    while let Some(more) = behind.strip_prefix(&[0xff]) {
        behind = more;
    }
    let (marker, behind) = behind.split_first()?;
    *rest = behind;
    Some(*marker)
}

/// How long a scan is: up to a marker that is neither a stuffed byte nor one of those that a scan is divided by.
fn scan(rest: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += memchr::memchr(0xff, rest.get(at..)?)?;
        match rest.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}
