//! PNG: chunks, each with a length, a name and a check sum.

use super::{Picture, tiff};

const BEGIN: &[u8] = b"\x89PNG\r\n\x1a\n";
/// What a picture is drawn by: its points, colours, what shines through, and how large it is meant to be.
const KEPT: [&[u8; 4]; 12] =
    [b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"sBIT", b"bKGD", b"pHYs"];

pub(super) fn strip(bytes: &[u8]) -> Option<Picture> {
    let mut rest = bytes.strip_prefix(BEGIN)?;
    let mut out = BEGIN.to_vec();
    let (mut size, mut points, mut orientation) = (None, false, 1);
    loop {
        let length = usize::try_from(u32::from_be_bytes(rest.get(..4)?.try_into().ok()?)).ok()?;
        let (chunk, behind) = rest.split_at_checked(length.checked_add(12)?)?;
        rest = behind;
        let (name, data) = (chunk.get(4..8)?, chunk.get(8..8 + length)?);
        if size.is_none() {
            // The first says how large it is.
            (name == b"IHDR" && length == 13).then_some(())?;
            let number = |at: usize| Some(u32::from_be_bytes(data.get(at..at + 4)?.try_into().ok()?));
            size = Some((number(0)?, number(4)?));
        }
        match name {
            b"eXIf" => orientation = tiff::orientation(data),
            b"IDAT" if !points => {
                points = true;
                if orientation != 1 {
                    out.extend(chunk_of(b"eXIf", &tiff::only(orientation))?);
                    orientation = 1;
                }
            }
            b"IEND" if orientation != 1 => out.extend(chunk_of(b"eXIf", &tiff::only(orientation))?),
            _ => {}
        }
        if KEPT.iter().any(|kept| kept.as_slice() == name) {
            out.extend(chunk);
        }
        if name == b"IEND" {
            break;
        }
    }
    let (width, height) = size.filter(|_| points)?;
    Some(Picture { bytes: out, width, height })
}

fn chunk_of(name: &[u8; 4], data: &[u8]) -> Option<Vec<u8>> {
    let length = u32::try_from(data.len()).ok()?.to_be_bytes();
    let said = [name, data].concat();
    let sum = check_sum(&said).to_be_bytes();
    Some([&length[..], &said, &sum].concat())
}

/// CRC-32, bit by bit: of two dozen bytes.
fn check_sum(bytes: &[u8]) -> u32 {
    let bit = |sum: u32| if sum & 1 == 1 { sum >> 1 ^ 0xedb8_8320 } else { sum >> 1 };
    !bytes.iter().fold(u32::MAX, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| bit(sum)))
}

#[cfg(test)]
mod tests {
    #[test]
    fn sums_are_those_of_the_format() {
        assert_eq!(super::check_sum(b"IEND"), 0xae42_6082);
    }
}
