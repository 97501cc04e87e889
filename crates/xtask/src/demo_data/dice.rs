//! Numbers that look random and never change.

/// Dice thrown from a seed.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From `low` to `high`, both included.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^= mixed >> 31;
        let span = high.abs_diff(low) + 1;
        low + i64::try_from(mixed % span).unwrap_or(0)
    }

    /// A place in a list of this length.
    pub fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.between(0, i64::try_from(length).unwrap_or(1) - 1)).unwrap_or(0)
    }

    /// One of these.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.index(from.len())]
    }

    /// All of these in another order.
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let other = self.index(last + 1);
            items.swap(last, other);
        }
    }

    /// `count` whole numbers from `low` to `high` whose sum is `total`.
    pub fn parts(&mut self, total: i64, count: usize, low: i64, high: i64) -> Vec<i64> {
        let mut parts = vec![low; count];
        let mut rest = total - parts.iter().sum::<i64>();
        let step = ((high - low) / 3).max(1);
        assert!(rest >= 0 && rest <= (high - low) * i64::try_from(count).unwrap_or(0), "{total} in {count} parts");
        while rest > 0 {
            let at = self.index(count);
            let add = self.between(1, step).min(rest).min(high - parts[at]);
            parts[at] += add;
            rest -= add;
        }
        parts
    }
}
