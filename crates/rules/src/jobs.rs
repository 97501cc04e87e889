//! When the house's own work is due. It is daily: a day's run is due from its hour on until the next day's is, so that a
//! machine that is switched off at night catches up in the morning, and with the latest day alone.

use kernel::{Date, Instant};

/// Whoever works at a run says so again at least as often as this; three times as long without a word, and it is free.
pub const WORD_MINUTES: i64 = 5;
/// A run that failed is tried so many times in all.
pub const TRIES: u32 = 3;
/// And not before so many minutes.
pub const AGAIN_MINUTES: i64 = 30;
/// How long it is told what was done, in days.
pub const TOLD_DAYS: i32 = 400;

const MINUTE: i64 = 60_000;

/// The day whose run is due: today's from so many minutes past midnight on, until then yesterday's.
pub fn due(now: Instant, minutes: i64) -> Date {
    earlier(now, minutes).date()
}

/// Until when a run is held that was spoken for now.
pub fn held_until(now: Instant) -> Instant {
    earlier(now, -3 * WORD_MINUTES)
}

/// What failed before then may be tried again.
pub fn again_before(now: Instant) -> Instant {
    earlier(now, AGAIN_MINUTES)
}

fn earlier(now: Instant, minutes: i64) -> Instant {
    Instant::from_millis(now.millis() - minutes * MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_due_from_its_hour_on() {
        // 2022-12-01 00:00 in Shanghai.
        let midnight = 1_669_824_000_000;
        let check = |minute: i64, expect: &str| {
            assert_eq!(due(Instant::from_millis(midnight + minute * MINUTE), 150).to_string(), expect, "{minute}");
        };
        check(0, "2022-11-30");
        check(149, "2022-11-30");
        check(150, "2022-12-01");
        check(1_439, "2022-12-01");
    }

    #[test]
    fn nobody_loses_a_run_while_he_speaks() {
        let now = Instant::from_millis(0);
        assert!(held_until(now).millis() > WORD_MINUTES * MINUTE);
        assert!(again_before(now) < now);
    }
}
