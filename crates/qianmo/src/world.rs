//! The real clock, real names and real randomness: the only place in the house that holds them.
#![expect(clippy::disallowed_methods, reason = "this is where the world comes in as an argument")]

use std::{
    sync::{LazyLock, Mutex},
    time::{Duration, SystemTime, UNIX_EPOCH},
};

use kernel::{Clock, IdGen, Instant};
use store::Random;

/// The machine's clock.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock;

/// Names that sort by time: ten characters of milliseconds, sixteen of chance, in Crockford's base 32.
#[derive(Debug, Default)]
pub struct TimedIds {
    last: Mutex<u128>,
}

/// The operating system's randomness.
#[derive(Clone, Copy, Debug)]
pub struct SystemRandom;

const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

impl Clock for SystemClock {
    fn now(&self) -> Instant {
        let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        Instant::from_millis(i64::try_from(since.as_millis()).unwrap_or(i64::MAX))
    }

    fn ticks(&self) -> Duration {
        static BEGAN: LazyLock<std::time::Instant> = LazyLock::new(std::time::Instant::now);
        BEGAN.elapsed()
    }
}

impl IdGen for TimedIds {
    fn next(&self) -> String {
        let now = u128::from(SystemClock.now().millis().unsigned_abs());
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        // Within one millisecond names follow one another.
        *last = if now > *last >> 80 { now << 80 | chance() } else { *last + 1 };
        encode(*last)
    }
}

impl Random for SystemRandom {
    fn fill(&self, bytes: &mut [u8]) {
        // A machine without randomness must not write keys or salts anybody could guess.
        if let Err(error) = getrandom::fill(bytes) {
            eprintln!("系统无法提供随机数（{error}），为安全起见停止运行。");
            std::process::exit(70);
        }
    }
}

fn chance() -> u128 {
    let mut bytes = [0; 10];
    SystemRandom.fill(&mut bytes);
    bytes.iter().fold(0, |all, byte| all << 8 | u128::from(*byte))
}

fn encode(number: u128) -> String {
    (0..26).rev().map(|place| char::from(ALPHABET[(number >> (place * 5) & 31) as usize])).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_different_and_in_order() {
        let ids = TimedIds::default();
        let names: Vec<String> = (0..1000).map(|_| ids.next()).collect();
        assert!(names.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(names.iter().all(|name| name.len() == 26));
    }
}
