//! Takes out of a picture all that it says beside itself: where and when it was taken, by which telephone, words, earlier
//! and smaller pictures, whatever was hung on behind its end. A photo is evidence of what it shows and must not tell where
//! somebody was. Only what a picture cannot be drawn without is kept, and which side is up; what is not known is left out.

mod jpeg;
mod png;
mod tiff;
mod webp;

use super::Kind;

/// A picture that was looked through.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Picture {
    /// What is kept of it.
    pub bytes: Vec<u8>,
    /// How wide it is, in points.
    pub width: u32,
    /// How high.
    pub height: u32,
}

/// The picture without the rest; nothing where it is not whole.
pub(super) fn strip(kind: Kind, bytes: &[u8]) -> Option<Picture> {
    let picture = match kind {
        Kind::Jpeg => jpeg::strip(bytes),
        Kind::Png => png::strip(bytes),
        Kind::Webp => webp::strip(bytes),
        _ => None,
    }?;
    (picture.width > 0 && picture.height > 0).then_some(picture)
}

#[cfg(test)]
mod tests;
