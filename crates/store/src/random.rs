//! Randomness as an argument: salts, nonces and keys. The binary supplies the operating system's.

use std::sync::atomic::{AtomicU64, Ordering};

use sha2::{Digest, Sha256};

/// Gives bytes nobody can guess.
pub trait Random: Send + Sync {
    /// Fills the buffer.
    fn fill(&self, bytes: &mut [u8]);
}

/// Bytes that come out the same each time. For tests only: whoever knows the seed knows the bytes.
#[derive(Debug)]
pub struct RepeatableRandom {
    seed: u64,
    next: AtomicU64,
}

impl RepeatableRandom {
    /// The sequence of this seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, next: AtomicU64::new(0) }
    }
}

impl Random for RepeatableRandom {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let block = Sha256::new().chain_update(self.seed.to_le_bytes()).chain_update(at.to_le_bytes()).finalize();
            let length = chunk.len();
            chunk.copy_from_slice(&block[..length]);
        }
    }
}

pub(crate) fn bytes<const N: usize>(random: &dyn Random) -> [u8; N] {
    let mut bytes = [0; N];
    random.fill(&mut bytes);
    bytes
}
