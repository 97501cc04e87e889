//! Checked arithmetic on columns. A loop computes all rows, wrapping, and notes whether any went over;
//! only then is it asked whether that row was present.

use std::borrow::Cow;

use super::{
    EvalError, MAX_DIVISOR,
    bits::{self, Bits},
    compare::any_present,
    vector::{Ints, Vector},
};
use crate::ir::Arithmetic;

pub(super) fn arithmetic<'a>(
    with: Arithmetic,
    left: Vector<'a>,
    right: Vector<'a>,
    len: usize,
) -> Result<Vector<'a>, EvalError> {
    match with {
        Arithmetic::Add => checked(left, right, len, i64::overflowing_add),
        Arithmetic::Subtract => checked(left, right, len, i64::overflowing_sub),
        Arithmetic::Multiply => checked(left, right, len, i64::overflowing_mul),
        Arithmetic::AddDays => checked(left, right, len, |date, days| as_day(date.overflowing_add(days))),
        Arithmetic::SubtractDays => checked(left, right, len, |date, days| as_day(date.overflowing_sub(days))),
        Arithmetic::Remainder => {
            let ((a, p), (b, q)) = (left.into_ints(len), right.into_ints(len));
            let values = (0..len).map(|row| if b.get(row) == 0 { 0 } else { a.get(row).wrapping_rem(b.get(row)) });
            Ok(Vector::Int { values: Ints::Each(values.collect()), present: bits::and(nonzero(&b, q, len), &p) })
        }
    }
}

pub(super) fn negate(of: Vector<'_>, len: usize) -> Result<Vector<'_>, EvalError> {
    let zero = Vector::Int { values: Ints::Same(0), present: Cow::Owned(bits::all(len)) };
    checked(zero, of, len, i64::overflowing_sub)
}

pub(super) fn rescale(of: Vector<'_>, by: u8, len: usize) -> Result<Vector<'_>, EvalError> {
    let times = Vector::Int { values: Ints::Same(10_i64.pow(u32::from(by))), present: Cow::Owned(bits::all(len)) };
    checked(of, times, len, i64::overflowing_mul)
}

/// Exact in 128 bits; absent where the divisor is 0.
pub(super) fn divide<'a>(left: Vector<'a>, right: Vector<'a>, shift: i8, len: usize) -> Result<Vector<'a>, EvalError> {
    let ((a, p), (b, q)) = (left.into_ints(len), right.into_ints(len));
    let times = 10_i128.pow(u32::from(shift.unsigned_abs()));
    let (up, down) = if shift < 0 { (1, times) } else { (times, 1) };
    let divisor = |row| i128::from(b.get(row)) * down;
    let too_large = |row| divisor(row).abs() > i128::from(MAX_DIVISOR);
    let present = bits::and(p, &q);
    if any_present(&present, len, too_large) {
        return Err(EvalError::Overflow);
    }
    let present = nonzero(&b, present, len);
    let mut values = vec![0; len];
    for (row, value) in values.iter_mut().enumerate().filter(|(row, _)| bits::get(&present, *row)) {
        let quotient = round(i128::from(a.get(row)) * up, divisor(row));
        *value = i64::try_from(quotient).map_err(|_| EvalError::Overflow)?;
    }
    Ok(Vector::Int { values: Ints::Each(Cow::Owned(values)), present })
}

/// Half away from zero.
fn round(dividend: i128, divisor: i128) -> i128 {
    let (quotient, rest) = (dividend / divisor, dividend % divisor);
    if rest.abs() * 2 < divisor.abs() {
        return quotient;
    }
    if (dividend < 0) == (divisor < 0) { quotient + 1 } else { quotient - 1 }
}

fn nonzero<'a>(divisor: &Ints<'_>, present: Bits<'a>, len: usize) -> Bits<'a> {
    bits::and(present, &bits::collect(len, |row| divisor.get(row) != 0))
}

fn as_day((day, over): (i64, bool)) -> (i64, bool) {
    (day, over || i32::try_from(day).is_err())
}

fn checked<'a>(
    left: Vector<'a>,
    right: Vector<'a>,
    len: usize,
    with: impl Fn(i64, i64) -> (i64, bool),
) -> Result<Vector<'a>, EvalError> {
    let ((a, p), (b, q)) = (left.into_ints(len), right.into_ints(len));
    let present = bits::and(p, &q);
    let (values, over) = match (&a, &b) {
        (Ints::Each(a), Ints::Each(b)) => rows(a.iter().zip(b.iter()).map(|(a, b)| with(*a, *b))),
        (Ints::Each(a), Ints::Same(b)) => rows(a.iter().map(|a| with(*a, *b))),
        (Ints::Same(a), Ints::Each(b)) => rows(b.iter().map(|b| with(*a, *b))),
        (Ints::Same(a), Ints::Same(b)) => {
            let (value, over) = with(*a, *b);
            if over && any_present(&present, len, |_| true) {
                return Err(EvalError::Overflow);
            }
            return Ok(Vector::Int { values: Ints::Same(value), present });
        }
    };
    if over && any_present(&present, len, |row| with(a.get(row), b.get(row)).1) {
        return Err(EvalError::Overflow);
    }
    Ok(Vector::Int { values: Ints::Each(Cow::Owned(values)), present })
}

fn rows(results: impl Iterator<Item = (i64, bool)>) -> (Vec<i64>, bool) {
    let mut any = false;
    let values = results
        .map(|(value, over)| {
            any |= over;
            value
        })
        .collect();
    (values, any)
}
