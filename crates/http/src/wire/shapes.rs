//! How what is handed in as text must be written, said once for the OpenAPI document: whoever makes a client of it, or tries
//! everything it allows, learns what is refused at the door. What a shape cannot say (no such day, no such unit) is refused
//! behind it.

#![expect(dead_code, reason = "they describe; texts are read by `call` and the use cases")]

use std::fmt;

use serde::{Deserializer, de};
use utoipa::ToSchema;

/// A day: `2022-03-01`.
#[derive(ToSchema)]
#[schema(value_type = String, format = Date)]
pub struct Day(String);

/// A period: `2022`, `2022-H1`, `2022-Q3`, `2022-03`, a day, or two days: `2022-01-01..2022-10-31`.
#[derive(ToSchema)]
#[schema(
    value_type = String,
    pattern = r"^([0-9]{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(\.\.[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?)$"
)]
pub struct Period(String);

/// A day, or nothing where it is empty.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^([0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?$")]
pub struct DayOrNone(String);

/// A period, or nothing where it is empty.
#[derive(ToSchema)]
#[schema(
    value_type = String,
    pattern = r"^([0-9]{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(\.\.[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))?)?$"
)]
pub struct PeriodOrNone(String);

/// A cut: `book:seq`, with commas between books; the newest where it is empty.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^([^:,]+:[0-9]{1,18}(,[^:,]+:[0-9]{1,18})*)?$")]
pub struct Cut(String);

/// The client's key of a request: something, 300 characters at most.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = r"\S", max_length = 300)]
pub struct RequestKey(String);

/// Some words; blanks alone are none.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = r"\S")]
pub struct Words(String);

/// What somebody signs in with.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^[a-z][a-z0-9._-]{1,39}$")]
pub struct Login(String);

/// A password that is to hold from now on.
#[derive(ToSchema)]
#[schema(value_type = String, min_length = 10, max_length = 128)]
pub struct NewPassword(String);

/// What a program may do: `read`, or `write`, which reads too.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^(read|write)$")]
pub struct Scope(String);

/// A kind of ledger that a sheet may make.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^(register|log)$")]
pub struct DraftKind(String);

/// What a column is used for.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^(field|unit|number_of|none)$")]
pub struct ColumnUse(String);

/// A type that a column may have.
#[derive(ToSchema)]
#[schema(
    value_type = String,
    pattern = "^(text|long_text|integer|decimal|money|date|time|bool|choice|person|id_number|phone|credit_code)$"
)]
pub struct ColumnType(String);

/// How private a column is; `internal` where it is empty.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^(open|internal|personal|sensitive)?$")]
pub struct ColumnPrivacy(String);

/// A kind of period; `year` where it is empty.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^(year|half|quarter|month|span)?$")]
pub struct PeriodKind(String);

/// An office: `system`, `security` or `audit`.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^(system|security|audit)$")]
pub struct Office(String);

/// By which boundaries: `then` (where it is empty) or `now`.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^(then|now)?$")]
pub struct Boundaries(String);

/// A part of a period.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^(year|quarter|month)$")]
pub struct Every(String);

/// A kind of file: `xlsx` (where it is empty) or `csv`.
#[derive(ToSchema)]
#[schema(value_type = String, pattern = "^(xlsx|csv)?$")]
pub struct Format(String);

/// A whole number, which to JSON is the same with a nought behind its point.
pub fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u64, D::Error> {
    deserializer.deserialize_any(Whole)
}

struct Whole;

impl de::Visitor<'_> for Whole {
    type Value = u64;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a whole number")
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<u64, E> {
        Ok(number)
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<u64, E> {
        /// Up to here every whole number has a float of its own.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let is_whole = number.fract() == 0.0 && (0.0..=EXACT).contains(&number);
        if !is_whole {
            return Err(E::invalid_value(de::Unexpected::Float(number), &self));
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it was just looked at")]
        Ok(number as u64)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Version {
        #[serde(deserialize_with = "super::whole")]
        expects: u64,
    }

    #[test]
    fn whole_numbers_with_and_without_a_point() {
        let check = |text: &str, expect: Option<u64>| {
            let read = serde_json::from_str::<Version>(&format!("{{\"expects\":{text}}}")).ok();
            assert_eq!(read.map(|version| version.expects), expect, "{text}");
        };
        check("7", Some(7));
        check("7.0", Some(7));
        check("7e0", Some(7));
        check("18446744073709551615", Some(u64::MAX));
        check("7.5", None);
        check("-7", None);
        check("-1.0", None);
        check("1e300", None);
        check("\"7\"", None);
        check("null", None);
    }
}
