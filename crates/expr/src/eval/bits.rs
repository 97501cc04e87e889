//! Bitmaps of rows: 64 a word, the first row in the lowest bit, nothing beyond the last row.

use std::borrow::Cow;

/// A bitmap, borrowed from a column where it can be.
pub(super) type Bits<'a> = Cow<'a, [u64]>;

pub(super) fn words(len: usize) -> usize {
    len.div_ceil(64)
}

pub(super) fn none(len: usize) -> Vec<u64> {
    vec![0; words(len)]
}

pub(super) fn all(len: usize) -> Vec<u64> {
    let mut bits = vec![u64::MAX; words(len)];
    trim(&mut bits, len);
    bits
}

pub(super) fn get(bits: &[u64], row: usize) -> bool {
    bits[row / 64] >> (row % 64) & 1 == 1
}

/// The rows that pass a test. Written word by word, so that the test is compiled for many rows at once.
pub(super) fn collect(len: usize, test: impl Fn(usize) -> bool) -> Vec<u64> {
    let word = |first: usize| {
        let last = (first + 64).min(len);
        (first..last).fold(0_u64, |word, row| word | u64::from(test(row)) << (row - first))
    };
    (0..words(len)).map(|index| word(index * 64)).collect()
}

/// A word at a time over two bitmaps; the result is written over the first where that is our own.
pub(super) fn zip<'a>(left: Bits<'a>, right: &[u64], with: impl Fn(u64, u64) -> u64) -> Bits<'a> {
    let mut left = left.into_owned();
    left.iter_mut().zip(right).for_each(|(a, b)| *a = with(*a, *b));
    Cow::Owned(left)
}

pub(super) fn and<'a>(left: Bits<'a>, right: &[u64]) -> Bits<'a> {
    zip(left, right, |a, b| a & b)
}

/// A caller's bitmap, checked for length, without anything beyond the last row.
pub(super) fn read(bits: &[u64], len: usize) -> Option<Bits<'_>> {
    let bits = bits.get(..words(len))?;
    let clean = len.is_multiple_of(64) || bits.last().is_none_or(|last| last >> (len % 64) == 0);
    if clean {
        return Some(Cow::Borrowed(bits));
    }
    let mut bits = bits.to_vec();
    trim(&mut bits, len);
    Some(Cow::Owned(bits))
}

fn trim(bits: &mut [u64], len: usize) {
    if !len.is_multiple_of(64)
        && let Some(last) = bits.last_mut()
    {
        *last &= (1 << (len % 64)) - 1;
    }
}
