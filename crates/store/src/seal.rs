//! What a row says of its private fields: salted commitments, ciphertexts, search hashes.

use std::collections::BTreeMap;

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use kernel::{BookId, LedgerId, RecordId};
use rules::change::Act;
use serde::{Deserialize, Serialize};

use crate::{
    cell::Cell,
    hash::{Canonical, Hash, from_hex, to_hex},
    keys::Keys,
    random::{Random, bytes},
};

const NONCE: usize = 24;

/// Whose value it is. A ciphertext moved to another place does not open.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    pub ledger: &'a LedgerId,
    pub book: &'a BookId,
    pub record: &'a RecordId,
}

/// The `_seal` column: what stands in a row's hash for each of its private fields.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Seals(pub BTreeMap<String, Seal>);

/// One field's.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct Seal {
    /// Of a commitment; gone when the value is erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<String>,
    /// Of salt and value, or of the ciphertext.
    pub digest: String,
}

impl Seals {
    pub fn to_cell(&self) -> Cell {
        if self.0.is_empty() {
            return Cell::Null;
        }
        serde_json::to_string(self).map_or(Cell::Null, Cell::Text)
    }

    pub fn from_cell(cell: &Cell) -> Option<Self> {
        match cell {
            Cell::Null => Some(Self::default()),
            Cell::Text(text) => serde_json::from_str(text).ok(),
            _ => None,
        }
    }
}

impl Seal {
    /// Commits to a cell without saying it.
    pub fn commit(cell: &Cell, random: &dyn Random) -> Self {
        let salt: [u8; 16] = bytes(random);
        Self { digest: to_hex(&commitment(&salt, cell)), salt: Some(to_hex(&salt)) }
    }

    /// Stands for a ciphertext.
    pub fn over(cipher: &[u8]) -> Self {
        Self { salt: None, digest: to_hex(&digest(cipher)) }
    }

    /// Whether a value that is there is the one committed to.
    pub fn fits(&self, cell: &Cell) -> bool {
        let salt = self.salt.as_deref().and_then(from_hex);
        salt.is_some_and(|salt| to_hex(&commitment(&salt, cell)) == self.digest)
    }

    /// Whether a ciphertext that is there is the one meant.
    pub fn fits_cipher(&self, cipher: &[u8]) -> bool {
        to_hex(&digest(cipher)) == self.digest
    }
}

/// Encrypts a field: version of the key, nonce, ciphertext.
pub(crate) fn encrypt(
    keys: &Keys,
    random: &dyn Random,
    owner: Owner<'_>,
    field: &str,
    plain: &[u8],
) -> Option<Vec<u8>> {
    seal_bytes(keys, random, &place(owner, field), plain)
}

/// The same of anything, in the place that is said.
pub(crate) fn seal_bytes(keys: &Keys, random: &dyn Random, place: &[u8], plain: &[u8]) -> Option<Vec<u8>> {
    let (version, key) = keys.sealing()?;
    let nonce: [u8; NONCE] = bytes(random);
    let cipher = XChaCha20Poly1305::new(&(*key).into());
    let sealed = cipher.encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: place }).ok()?;
    Some([&[version], nonce.as_slice(), &sealed].concat())
}

/// Opens what [`encrypt`] made; `None` without its key, or where it was changed or moved.
pub(crate) fn decrypt(keys: &Keys, owner: Owner<'_>, field: &str, sealed: &[u8]) -> Option<Vec<u8>> {
    unseal_bytes(keys, &place(owner, field), sealed)
}

/// Opens what [`seal_bytes`] made.
pub(crate) fn unseal_bytes(keys: &Keys, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (version, rest) = sealed.split_first()?;
    let (nonce, cipher) = rest.split_at_checked(NONCE)?;
    let nonce: [u8; NONCE] = nonce.try_into().ok()?;
    let key = keys.seal.get(version)?;
    XChaCha20Poly1305::new(&(*key).into()).decrypt(&XNonce::from(nonce), Payload { msg: cipher, aad: place }).ok()
}

/// By which a sealed value is found: the same for equal values of one field, telling nothing else.
pub(crate) fn search_hash(keys: &Keys, ledger: &str, field: &str, cell: &Cell) -> String {
    let mut canonical = Canonical::of("qianmo.search");
    canonical.text(ledger);
    canonical.text(field);
    canonical.cell(cell);
    to_hex(&canonical.keyed(&keys.search))
}

/// By which a retry is told from another request under the same key. Keyed, for a request names persons.
pub(crate) fn request_digest(keys: &Keys, act: Act, asked: &str) -> String {
    let mut canonical = Canonical::of("qianmo.request");
    canonical.text(act.name());
    canonical.text(asked);
    to_hex(&canonical.keyed(&keys.search))
}

/// The key under which a person's browser seals what was not handed in yet. It follows from the house's own, so it needs no
/// place of its own, is the same after every sign-in, and is another for everybody.
pub(crate) fn draft_key(keys: &Keys, actor: &str) -> String {
    let mut canonical = Canonical::of("qianmo.draft");
    canonical.text(actor);
    to_hex(&canonical.keyed(&keys.search))
}

fn commitment(salt: &[u8], cell: &Cell) -> Hash {
    let mut canonical = Canonical::of("qianmo.commitment");
    canonical.bytes(salt);
    canonical.cell(cell);
    canonical.hash()
}

fn digest(cipher: &[u8]) -> Hash {
    let mut canonical = Canonical::of("qianmo.cipher");
    canonical.bytes(cipher);
    canonical.hash()
}

fn place(owner: Owner<'_>, field: &str) -> Vec<u8> {
    let mut canonical = Canonical::of("qianmo.place");
    for text in [owner.ledger.as_str(), owner.book.as_str(), owner.record.as_str(), field] {
        canonical.text(text);
    }
    canonical.hash().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::RepeatableRandom;

    #[test]
    fn a_sealed_value_opens_only_in_its_place_and_whole() {
        let random = RepeatableRandom::new(1);
        let keys = Keys::generate(&random);
        let (ledger, book, one, two) = ("l".into(), "b".into(), "1".into(), "2".into());
        let owner = |record| Owner { ledger: &ledger, book: &book, record };
        let sealed = encrypt(&keys, &random, owner(&one), "id", "甲".as_bytes()).expect("sealed");
        assert_eq!(decrypt(&keys, owner(&one), "id", &sealed), Some("甲".as_bytes().to_vec()));
        assert_eq!(decrypt(&keys, owner(&two), "id", &sealed), None);
        assert_eq!(decrypt(&keys, owner(&one), "name", &sealed), None);
        let mut changed = sealed.clone();
        changed[30] ^= 1;
        assert_eq!(decrypt(&keys, owner(&one), "id", &changed), None);
        assert_eq!(decrypt(&keys, owner(&one), "id", &sealed[..10]), None);
        assert_eq!(decrypt(&keys, owner(&one), "id", &[]), None);
    }

    #[test]
    fn a_commitment_fits_one_value_and_needs_its_salt() {
        let cell = Cell::text("张三");
        let seal = Seal::commit(&cell, &RepeatableRandom::new(1));
        assert!(seal.fits(&cell));
        assert!(!seal.fits(&Cell::text("李四")));
        assert!(!Seal { salt: None, ..seal }.fits(&cell));
    }
}
