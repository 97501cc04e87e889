//! Photos and files that people hand in for fields of records. ADR 0033.
//!
//! One is handed in by itself, before the record is saved: `hand_in` asks leave, `kind` tells by its bytes what it is,
//! `strip` takes out of a picture what it says beside itself (where it was taken, by which telephone), `name` makes its name
//! harmless, and the store keeps it. The record then names it by its id; `known` looks that whoever writes it handed the
//! file in for this very field, or found it there. It is given to whoever may read that field of that record, as known at
//! the cut asked for: `give`.
//!
//! Absent on purpose: thumbnails and other pictures made of pictures (the browser makes a photo small before it is sent), a
//! list of all files, and any way to a file but through the record that names it.

mod forget;
mod give;
mod hand_in;
mod kind;
mod known;
mod name;
mod office;
mod strip;

pub use forget::forget_unused;
pub use give::{Given, give, open, own};
pub use hand_in::{HandIn, hand_in, too_large};
pub use kind::Kind;
pub(crate) use known::unknown;
pub use store::files::FileInfo;

use pack::model::FieldType;

/// The most bytes of a file.
pub const LARGEST: usize = 20 * 1024 * 1024;

/// Whether a field holds a photo or a file.
pub(crate) fn is_file(ty: &FieldType) -> bool {
    matches!(ty, FieldType::File | FieldType::Photo)
}
