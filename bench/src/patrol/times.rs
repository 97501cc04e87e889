//! Times taken in rounds, and how they are told.

use std::{collections::BTreeMap, time::Duration};

/// What one of several took, a time a round.
#[derive(Clone, Default)]
pub struct Times(Vec<Duration>);

/// Several that were asked by turns.
#[derive(Default)]
pub struct Rounds(BTreeMap<String, Times>);

impl Rounds {
    pub fn note(&mut self, name: &str, taken: Duration) {
        self.0.entry(name.to_owned()).or_default().0.push(taken);
    }

    /// The times of one; none where it was not asked.
    pub fn of(&self, name: &str) -> Times {
        self.0.get(name).cloned().unwrap_or_default()
    }

    /// The quickest of these by its median, with its name.
    pub fn quickest<'n>(&self, names: &[&'n str]) -> Option<(&'n str, Times)> {
        let there = names.iter().filter(|name| self.0.contains_key(**name));
        there.map(|name| (*name, self.of(name))).min_by_key(|(_, times)| times.median())
    }
}

impl FromIterator<Duration> for Times {
    fn from_iter<I: IntoIterator<Item = Duration>>(taken: I) -> Self {
        Self(taken.into_iter().collect())
    }
}

impl Times {
    pub fn push(&mut self, taken: Duration) {
        self.0.push(taken);
    }

    pub fn count(&self) -> usize {
        self.0.len()
    }

    pub fn least(&self) -> Duration {
        self.0.iter().min().copied().unwrap_or_default()
    }

    pub fn median(&self) -> Duration {
        self.share(0.5)
    }

    /// The time that such a share of all did not exceed.
    pub fn share(&self, share: f64) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort();
        let last = sorted.len().saturating_sub(1);
        let place = (sorted.len() as f64 * share) as usize;
        sorted.get(place.min(last)).copied().unwrap_or_default()
    }

    /// How many times another's, round by round: whatever slows a machine for a while slows both. The median of it.
    pub fn ratio(&self, to: &Self) -> f64 {
        let pairs = self.0.iter().zip(&to.0);
        let mut ratios: Vec<f64> = pairs.map(|(one, other)| one.as_secs_f64() / other.as_secs_f64()).collect();
        ratios.sort_by(f64::total_cmp);
        ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// Least and median.
    pub fn told(&self) -> String {
        if self.0.len() == 1 { told(self.least()) } else { format!("{} / {}", told(self.least()), told(self.median())) }
    }
}

/// A time as a person reads it.
pub fn told(time: Duration) -> String {
    let millis = time.as_secs_f64() * 1_000.0;
    match millis {
        0.0..1.0 => format!("{millis:.3} ms"),
        1.0..100.0 => format!("{millis:.1} ms"),
        100.0..10_000.0 => format!("{millis:.0} ms"),
        _ => format!("{:.1} s", millis / 1_000.0),
    }
}

/// Bytes as a person reads them.
pub fn megabytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ratios_are_taken_round_by_round() {
        let times = |all: &[u64]| all.iter().map(|millis| Duration::from_millis(*millis)).collect::<Times>();
        let (ours, theirs) = (times(&[10, 40, 10]), times(&[20, 80, 20]));
        assert_eq!((ours.ratio(&theirs), ours.told()), (0.5, "10.0 ms / 10.0 ms".to_owned()));
        assert_eq!(times(&[1, 2, 3, 4]).share(0.99), Duration::from_millis(4));
    }
}
