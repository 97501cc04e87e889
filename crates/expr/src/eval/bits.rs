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

/// The rows that pass a test, asked row by row.
pub(super) fn collect(len: usize, test: impl Fn(usize) -> bool) -> Vec<u64> {
    let word = |first: usize| {
        let last = (first + 64).min(len);
        (first..last).fold(0_u64, |word, row| word | u64::from(test(row)) << (row - first))
    };
    (0..words(len)).map(|index| word(index * 64)).collect()
}

/// The rows whose value passes a test: into bytes, which the compiler does for many rows at once, then into words.
pub(super) fn of_each<T: Copy>(values: &[T], test: impl Fn(T) -> bool) -> Vec<u64> {
    let word = |rows: &[T]| {
        let mut flags = [0_u8; 64];
        flags.iter_mut().zip(rows).for_each(|(flag, value)| *flag = u8::from(test(*value)));
        pack(&flags)
    };
    values.chunks(64).map(word).collect()
}

/// The rows whose two values pass a test.
pub(super) fn of_pairs<T: Copy>(left: &[T], right: &[T], test: impl Fn(T, T) -> bool) -> Vec<u64> {
    let word = |(left, right): (&[T], &[T])| {
        let mut flags = [0_u8; 64];
        let pairs = left.iter().zip(right);
        flags.iter_mut().zip(pairs).for_each(|(flag, (a, b))| *flag = u8::from(test(*a, *b)));
        pack(&flags)
    };
    left.chunks(64).zip(right.chunks(64)).map(word).collect()
}

/// 64 bytes of 0 or 1 as a word. The factor brings the lowest bit of each of eight bytes into the highest byte.
fn pack(flags: &[u8; 64]) -> u64 {
    let (eights, _) = flags.as_chunks::<8>();
    let bits = |eight: &[u8; 8]| u64::from_le_bytes(*eight).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    eights.iter().enumerate().fold(0, |word, (index, eight)| word | bits(eight) << (8 * index))
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
