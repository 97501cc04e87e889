//! WebP: a RIFF file of chunks, padded to even lengths; the first of a picture with more to it says what there is.

use super::{Picture, tiff};

/// What a picture is drawn by.
const KEPT: [&[u8; 4]; 7] = [b"VP8X", b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"];
/// Flags of the first chunk: there are notes of a camera, there are words.
const EXIF: u8 = 0x08;
const XMP: u8 = 0x04;

pub(super) fn strip(bytes: &[u8]) -> Option<Picture> {
    let said = usize::try_from(u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?)).ok()?;
    let mut rest = bytes.get(12..said.checked_add(8)?)?;
    let mut chunks: Vec<u8> = Vec::with_capacity(rest.len());
    let (mut size, mut drawn, mut flags_at, mut orientation) = (None, false, None, 1);
    while !rest.is_empty() {
        let length = usize::try_from(u32::from_le_bytes(rest.get(4..8)?.try_into().ok()?)).ok()?;
        let (name, data) = (rest.get(..4)?, rest.get(8..length.checked_add(8)?)?);
        let whole = 8 + length + length % 2;
        match name {
            b"VP8X" if size.is_none() => {
                let number = |at: usize| {
                    Some(1 + u32::from_le_bytes([*data.get(at)?, *data.get(at + 1)?, *data.get(at + 2)?, 0]))
                };
                size = Some((number(4)?, number(7)?));
                flags_at = Some(chunks.len() + 8);
            }
            b"VP8 " => {
                drawn = true;
                size = size.or(Some(lossy(data)?));
            }
            b"VP8L" => {
                drawn = true;
                size = size.or(Some(lossless(data)?));
            }
            b"ANMF" => drawn = true,
            b"EXIF" => orientation = tiff::orientation(data.strip_prefix(b"Exif\0\0").unwrap_or(data)),
            _ => {}
        }
        if KEPT.iter().any(|kept| kept.as_slice() == name) {
            chunks.extend(&rest[..8 + length]);
            chunks.extend(std::iter::repeat_n(0, length % 2));
        }
        // The padding of the last one is often forgotten.
        rest = rest.get(whole..).unwrap_or_default();
    }
    let (width, height) = size.filter(|_| drawn)?;
    if let Some(at) = flags_at {
        chunks[at] &= !(EXIF | XMP);
        if orientation != 1 {
            chunks[at] |= EXIF;
            let notes = tiff::only(orientation);
            chunks.extend(b"EXIF");
            chunks.extend(u32::try_from(notes.len()).ok()?.to_le_bytes());
            chunks.extend(notes);
        }
    }
    let length = u32::try_from(chunks.len() + 4).ok()?.to_le_bytes();
    Some(Picture { bytes: [b"RIFF", &length[..], b"WEBP", &chunks].concat(), width, height })
}

fn lossy(data: &[u8]) -> Option<(u32, u32)> {
    (data.get(3..6)? == [0x9d, 0x01, 0x2a]).then_some(())?;
    let number = |at: usize| Some(u32::from(u16::from_le_bytes([*data.get(at)?, *data.get(at + 1)?]) & 0x3fff));
    Some((number(6)?, number(8)?))
}

fn lossless(data: &[u8]) -> Option<(u32, u32)> {
    (*data.first()? == 0x2f).then_some(())?;
    let bits = u32::from_le_bytes(data.get(1..5)?.try_into().ok()?);
    Some((1 + (bits & 0x3fff), 1 + (bits >> 14 & 0x3fff)))
}
