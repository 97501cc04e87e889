//! What the journal binds: the hash of a row's content, and the chain of entries.
//! Everything hashed is written with its length before it, so that no two contents read alike.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::cell::Cell;

/// A SHA-256 or HMAC-SHA256.
pub(crate) type Hash = [u8; 32];

/// As much as a usual row is.
const USUAL: usize = 512;

/// Bytes to be hashed.
#[derive(Default)]
pub(crate) struct Canonical(Vec<u8>);

impl Canonical {
    /// Begins with what kind of content it is.
    pub fn of(kind: &str) -> Self {
        let mut canonical = Self(Vec::with_capacity(USUAL));
        canonical.text(kind);
        canonical
    }

    pub fn bytes(&mut self, bytes: &[u8]) {
        self.0.extend((bytes.len() as u64).to_le_bytes());
        self.0.extend(bytes);
    }

    pub fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub fn number(&mut self, number: i64) {
        self.0.extend(number.to_le_bytes());
    }

    /// A cell with its kind.
    pub fn cell(&mut self, cell: &Cell) {
        match cell {
            Cell::Null => self.blob(None),
            Cell::Int(number) => {
                self.0.push(1);
                self.number(*number);
            }
            Cell::Text(text) => {
                self.0.push(2);
                self.text(text);
            }
            Cell::Blob(bytes) => self.blob(Some(bytes)),
        }
    }

    /// A cell that holds bytes, or nothing.
    pub fn blob(&mut self, bytes: Option<&[u8]>) {
        match bytes {
            None => self.0.push(0),
            Some(bytes) => {
                self.0.push(3);
                self.bytes(bytes);
            }
        }
    }

    pub fn hash(&self) -> Hash {
        Sha256::digest(&self.0).into()
    }

    pub fn keyed(self, key: &[u8; 32]) -> Hash {
        Keyed::begin(key, self).finish()
    }
}

/// A keyed hash of bytes that come in pieces: those of a Change of a million records are never all there.
pub(crate) struct Keyed {
    mac: Hmac<Sha256>,
    /// What comes next.
    pub next: Canonical,
}

/// Bytes of a piece.
const PIECE: usize = 64 * 1024;

impl Keyed {
    pub fn begin(key: &[u8; 32], next: Canonical) -> Self {
        let mut block = [0; 64];
        block[..32].copy_from_slice(key);
        Self { mac: Hmac::<Sha256>::new(&block.into()), next }
    }

    /// Takes in what has come, once it is worth it.
    pub fn go_on(&mut self) {
        if self.next.0.len() >= PIECE {
            self.mac.update(&self.next.0);
            self.next.0.clear();
        }
    }

    pub fn finish(mut self) -> Hash {
        self.mac.update(&self.next.0);
        self.mac.finalize().into_bytes().into()
    }
}

pub(crate) fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes.iter().flat_map(|b| [b >> 4, b & 15]).map(|digit| char::from(DIGITS[usize::from(digit)])).collect()
}

pub(crate) fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    text.as_bytes()
        .chunks(2)
        .map(|pair| if let [high, low] = pair { Some(digit(*high)? << 4 | digit(*low)?) } else { None })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hex_reads_back() {
        let bytes: Vec<u8> = (0..=255).collect();
        assert_eq!(from_hex(&to_hex(&bytes)), Some(bytes));
        assert_eq!(from_hex("0"), None);
        assert_eq!(from_hex("xx"), None);
    }

    #[test]
    fn pieces_hash_as_the_whole_does() {
        let (key, text) = ([7; 32], "记".repeat(PIECE));
        let mut whole = Canonical::of("test");
        let mut pieces = Keyed::begin(&key, Canonical::of("test"));
        for _ in 0..3 {
            whole.text(&text);
            pieces.next.text(&text);
            pieces.go_on();
        }
        assert_eq!(pieces.finish(), whole.keyed(&key));
    }

    #[test]
    fn what_stands_apart_hashes_apart() {
        let hash = |parts: &[&str]| {
            let mut canonical = Canonical::of("test");
            parts.iter().for_each(|part| canonical.text(part));
            canonical.hash()
        };
        assert_ne!(hash(&["ab", "c"]), hash(&["a", "bc"]));
        assert_ne!(hash(&["", "a"]), hash(&["a", ""]));
    }
}
