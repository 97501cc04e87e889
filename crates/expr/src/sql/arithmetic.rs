//! Arithmetic that is exact or fails. PostgreSQL fails by itself; SQLite turns what is too large into floating point,
//! which is found by its type and made the one error SQLite has for integers: `abs` of the smallest.

use super::Writer;
use crate::{
    eval::MAX_DIVISOR,
    ir::{Arithmetic, Node},
};

impl Writer<'_> {
    pub(super) fn arithmetic(&self, with: Arithmetic, left: &Node, right: &Node) -> String {
        match with {
            Arithmetic::Add => self.checked(&self.between(left, "+", right)),
            Arithmetic::Subtract => self.checked(&self.between(left, "-", right)),
            Arithmetic::Multiply => self.checked(&self.between(left, "*", right)),
            Arithmetic::Remainder if self.is_sqlite() => self.between(left, "%", right),
            Arithmetic::Remainder => format!("({} % NULLIF({}, 0))", self.write(left), self.write(right)),
            Arithmetic::AddDays => self.day(self.between(left, "+", right)),
            Arithmetic::SubtractDays => self.day(self.between(left, "-", right)),
        }
    }

    pub(super) fn rescale(&self, of: &Node, by: u8) -> String {
        let times = self.int(10_i64.saturating_pow(u32::from(by)));
        self.checked(&format!("({} * {times})", self.write(of)))
    }

    /// An integer, or an error.
    pub(super) fn checked(&self, sum: &str) -> String {
        if !self.is_sqlite() {
            return format!("({sum})");
        }
        self.with([sum.to_owned()], |[sum]| format!("CASE typeof({sum}) WHEN 'real' THEN {} ELSE {sum} END", fail(sum)))
    }

    /// A day of 32 bits, or an error.
    fn day(&self, sum: String) -> String {
        self.with([sum], |[sum]| {
            let fail = if self.is_sqlite() { fail(sum) } else { format!("abs({sum}) + 9223372036854775807") };
            format!(
                "CASE WHEN {sum} BETWEEN -2147483648 AND 2147483647 THEN {sum} WHEN {sum} IS NOT NULL THEN {fail} END"
            )
        })
    }

    pub(super) fn divide(&self, left: &Node, right: &Node, shift: i8) -> String {
        let times = 10_i64.saturating_pow(u32::from(shift.unsigned_abs()));
        let (left, right) = (self.write(left), self.write(right));
        let right = if shift < 0 { format!("{right} * {times}") } else { right };
        if self.is_sqlite() {
            self.long_division(left, right, shift.max(0))
        } else {
            self.numeric_division(left, right, shift)
        }
    }

    /// Long division, a digit a step, so that nothing grows beyond ten times the divisor.
    fn long_division(&self, left: String, right: String, digits: i8) -> String {
        let steps = self.name();
        let first =
            format!("SELECT 0, _a / _b, _a % _b, _b FROM (SELECT {left} AS _a, {right} AS _b LIMIT 1 OFFSET 0)");
        let next =
            format!("SELECT _i + 1, _q * 10 + (_r * 10) / _b, (_r * 10) % _b, _b FROM {steps} WHERE _i < {digits}");
        let away = "CASE WHEN _r IS NULL THEN 0 \
                    WHEN abs(_r) >= abs(_b) - abs(_r) THEN CASE WHEN (_r < 0) = (_b < 0) THEN 1 ELSE -1 END \
                    ELSE 0 END";
        let rounded = format!("SELECT _b, _q + {away} AS _v FROM {steps} WHERE _i = {digits} LIMIT 1 OFFSET 0");
        let too_large = format!("_v IS NOT NULL AND abs(_b) > {MAX_DIVISOR}");
        let fail = fail("_v");
        format!(
            "(WITH RECURSIVE {steps}(_i, _q, _r, _b) AS ({first} UNION ALL {next}) \
             SELECT CASE WHEN {too_large} THEN {fail} WHEN typeof(_v) = 'real' THEN {fail} ELSE _v END FROM ({rounded}))"
        )
    }

    /// `div` of whole numerics is exact, which `/` is not.
    fn numeric_division(&self, left: String, right: String, shift: i8) -> String {
        let up = 10_i64.saturating_pow(u32::from(shift.max(0).unsigned_abs()));
        let parts = [format!("CAST({left} AS NUMERIC) * {up}"), format!("NULLIF(CAST({right} AS NUMERIC), 0)")];
        self.with(parts, |[n, b]| {
            let q = format!("div({n}, {b})");
            let away = format!(
                "CASE WHEN abs({n} - {q} * {b}) * 2 >= abs({b}) THEN CASE WHEN ({n} < 0) = ({b} < 0) THEN 1 ELSE -1 END ELSE 0 END"
            );
            let fail = format!("CAST(abs({b}) * 100 AS BIGINT)");
            format!(
                "CASE WHEN {n} IS NOT NULL AND abs({b}) > {MAX_DIVISOR} THEN {fail} ELSE CAST({q} + {away} AS BIGINT) END"
            )
        })
    }
}

/// Fails where it is reached. It speaks of a value, so that SQLite cannot compute it beforehand.
fn fail(value: &str) -> String {
    format!("abs(-9223372036854775807 - ({value} IS NOT NULL))")
}
