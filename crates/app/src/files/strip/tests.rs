//! Pictures with something to tell, and what is left of them.

use super::{strip, tiff};
use crate::files::Kind;

/// What must never come out again.
const SECRETS: [&[u8]; 3] = [b"GPS", b"N31.2304", b"iPhone"];

/// A camera's notes with a place in them, and which side is up.
fn notes(side: u8) -> Vec<u8> {
    let mut tiff = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    tiff.extend([side, 0, 0, 0, 0, 0, 0, 0]);
    tiff.extend(b"GPS N31.2304 iPhone");
    tiff
}

fn segment(marker: u8, said: &[u8]) -> Vec<u8> {
    let length = u16::try_from(said.len() + 2).expect("short").to_be_bytes();
    [&[0xff, marker], &length[..], said].concat()
}

/// One of 640 × 480 points, whose scans are not of any picture, with all that a telephone adds.
fn jpeg(side: u8) -> Vec<u8> {
    let frame = [8, 1, 0xe0, 2, 0x80, 1, 1, 0x11, 0];
    [
        &[0xff, 0xd8][..],
        &segment(0xe0, b"JFIF\0\x01\x02\0\0\x48\0\x48\x01\x01abc"),
        &segment(0xe1, &[b"Exif\0\0", &notes(side)[..]].concat()),
        &segment(0xe1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPS"),
        &segment(0xe2, b"ICC_PROFILE\0\x01\x01colours"),
        &segment(0xe2, b"MPF\0iPhone"),
        &segment(0xed, b"Photoshop 3.0\0GPS"),
        &segment(0xfe, b"iPhone"),
        &segment(0xdb, &[0; 65]),
        &[0xff],
        &segment(0xc2, &frame),
        &segment(0xda, &[1, 1, 0, 0, 0, 0]),
        b"\x12\xff\x00\x34\xff\xd0\x56",
        &segment(0xc4, &[0; 17]),
        &segment(0xda, &[1, 1, 0, 0, 0, 0]),
        b"\x78\xff\xd9",
        b"behind the end: GPS N31.2304 iPhone \xff\xd8\xff\xe1",
    ]
    .concat()
}

fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
    [&u32::try_from(data.len()).expect("short").to_be_bytes()[..], name, data, &[0; 4]].concat()
}

fn png(side: u8, late: bool) -> Vec<u8> {
    let exif = chunk(b"eXIf", &notes(side));
    let (before, behind) = if late { (&[][..], &exif[..]) } else { (&exif[..], &[][..]) };
    [
        &b"\x89PNG\r\n\x1a\n"[..],
        &chunk(b"IHDR", b"\0\0\x02\x80\0\0\x01\xe0\x08\x02\0\0\0"),
        &chunk(b"tEXt", b"Comment\0iPhone GPS"),
        &chunk(b"gAMA", b"\0\0\xb1\x8f"),
        before,
        &chunk(b"IDAT", b"points"),
        behind,
        &chunk(b"tIME", b"iPhone!"),
        &chunk(b"IEND", b""),
        b"GPS behind the end",
    ]
    .concat()
}

fn webp(side: u8) -> Vec<u8> {
    let chunk = |name: &[u8; 4], data: &[u8]| {
        let length = u32::try_from(data.len()).expect("short").to_le_bytes();
        [name, &length[..], data, &vec![0; data.len() % 2]].concat()
    };
    let chunks = [
        chunk(b"VP8X", &[0x2c, 0, 0, 0, 0x7f, 2, 0, 0xdf, 1, 0]),
        chunk(b"ICCP", b"colours"),
        chunk(b"VP8 ", b"\0\0\0\x9d\x01\x2a\x80\x02\xe0\x01p"),
        chunk(b"EXIF", &notes(side)),
        chunk(b"XMP ", b"<x:xmpmeta>GPS"),
        chunk(b"iPho", b"iPhone"),
    ]
    .concat();
    let length = u32::try_from(chunks.len() + 4).expect("short").to_le_bytes();
    [b"RIFF", &length[..], b"WEBP", &chunks, b"GPS behind"].concat()
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[test]
fn nothing_is_left_that_tells_where_somebody_was() {
    let pictures = [
        (Kind::Jpeg, jpeg as fn(u8) -> Vec<u8>),
        (Kind::Png, |side| png(side, false)),
        (Kind::Png, |side| png(side, true)),
        (Kind::Webp, webp),
    ];
    for (kind, made) in pictures {
        for side in [1, 3, 6, 8] {
            let whole = made(side);
            assert!(SECRETS.iter().any(|secret| holds(&whole, secret)));
            let kept = strip(kind, &whole).unwrap_or_else(|| panic!("{kind:?} {side}"));
            assert_eq!((kept.width, kept.height), (640, 480), "{kind:?}");
            for secret in SECRETS {
                assert!(!holds(&kept.bytes, secret), "{kind:?} {side}: {}", String::from_utf8_lossy(secret));
            }
            // Which side is up is said where it is not as it lies, and then alone.
            assert_eq!(holds(&kept.bytes, &tiff::only(side)), side != 1, "{kind:?} {side}");
            assert_eq!(strip(kind, &kept.bytes).as_ref(), Some(&kept), "{kind:?} {side}: taken out once, it is out");
        }
    }
}

#[test]
fn what_a_picture_is_drawn_by_stays() {
    let kept = strip(Kind::Jpeg, &jpeg(6)).expect("a picture").bytes;
    assert!(holds(&kept, b"ICC_PROFILE\0\x01\x01colours"));
    assert!(holds(&kept, b"\x12\xff\x00\x34\xff\xd0\x56\xff\xc4"), "the first scan, and the tables behind it");
    assert!(kept.ends_with(b"\x78\xff\xd9"));
    assert!(!holds(&kept, b"abc"), "the small picture of the header");
    assert!(kept[2..].starts_with(&[0xff, 0xe0]), "the header stands first");
    assert!(holds(&strip(Kind::Png, &png(1, false)).expect("a picture").bytes, b"gAMA"));
    let webp = strip(Kind::Webp, &webp(1)).expect("a picture").bytes;
    assert!(holds(&webp, b"ICCP") && webp[20] == 0x20, "{:x}", webp[20]);
}

#[test]
fn what_is_not_whole_is_refused() {
    for (kind, whole, until) in [
        // What is hung on behind the end is not needed.
        (Kind::Jpeg, jpeg(6), jpeg(6).len() - 40),
        (Kind::Png, png(6, false), png(6, false).len() - 18),
        (Kind::Webp, webp(6), webp(6).len() - 10),
    ] {
        for length in 0..until {
            assert_eq!(strip(kind, &whole[..length]), None, "{kind:?} of {length} bytes");
        }
    }
    for nonsense in
        [&b""[..], b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xda\0\0", b"\x89PNG\r\n\x1a\n\xff\xff\xff\xff", b"RIFF"]
    {
        assert!([Kind::Jpeg, Kind::Png, Kind::Webp, Kind::Pdf].iter().all(|kind| strip(*kind, nonsense).is_none()));
    }
}
