//! What a server says of the time, in the header that every answer has.

use kernel::{Date, Instant};

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// The moment that `Date` names (RFC 9110): `Sun, 06 Nov 1994 08:49:37 GMT`. The two forms from before 1998 are none.
pub(super) fn moment(text: &str) -> Option<Instant> {
    let (_, rest) = text.split_once(", ")?;
    let parts: Vec<&str> = rest.split(' ').collect();
    let [day, month, year, time, "GMT"] = parts[..] else { return None };
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let date = Date::new(year.parse().ok()?, i8::try_from(month).ok()?, day.parse().ok()?)?;
    let clock: Vec<i64> = time.split(':').map(|part| part.parse::<u8>().ok().map(i64::from)).collect::<Option<_>>()?;
    let [hours, minutes, seconds] = clock[..] else { return None };
    let seconds = i64::from(date.days()) * 86_400 + hours * 3_600 + minutes * 60 + seconds;
    Some(Instant::from_millis(seconds * 1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_or_is_none() {
        let check = |text: &str, expect: Option<i64>| {
            assert_eq!(moment(text).map(|at| at.millis() / 1_000), expect, "{text}");
        };
        check("Sun, 06 Nov 1994 08:49:37 GMT", Some(784_111_777));
        check("Thu, 01 Jan 1970 00:00:00 GMT", Some(0));
        check("Fri, 27 Nov 2026 11:00:00 GMT", Some(1_795_777_200));
        for wrong in [
            "",
            "Sunday, 06-Nov-94 08:49:37 GMT",
            "Sun Nov  6 08:49:37 1994",
            "Sun, 31 Feb 2026 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49 GMT",
            "Sun, 06 Nov 1994 08:49:37 CST",
            "Sun, 06 nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:-49:37 GMT",
        ] {
            check(wrong, None);
        }
    }
}
