//! Comparisons: numbers and days many rows at once, bools by their bitmaps, texts in [`super::text`].

use super::{
    bits::{self, Bits},
    text,
    vector::{Ints, Vector},
};
use crate::ir::Test;

pub(super) fn compare<'a>(test: Test, left: Vector<'a>, right: Vector<'a>, len: usize) -> Vector<'a> {
    match (left, right) {
        (Vector::Int { values: a, present: p }, Vector::Int { values: b, present: q }) => {
            Vector::bool(ints(test, &a, &b, len), bits::and(p, &q))
        }
        (Vector::Bool { values: a, present: p }, Vector::Bool { values: b, present: q }) => {
            let differ = |a: u64, b: u64| if test == Test::Equal { !(a ^ b) } else { a ^ b };
            Vector::bool(bits::zip(a, &b, differ).into_owned(), bits::and(p, &q))
        }
        (Vector::Text { values: a, present: p }, Vector::Text { values: b, present: q }) => {
            let equal = text::equal(&a, &b, len);
            let values = if test == Test::Equal { equal } else { equal.into_iter().map(|word| !word).collect() };
            Vector::bool(values, bits::and(p, &q))
        }
        (left, _) => left,
    }
}

/// Whether an integer is one of a few.
pub(super) fn in_ints<'a>(of: Vector<'a>, items: &[i64], len: usize) -> Vector<'a> {
    let (values, present) = of.into_ints(len);
    let each = |item: &i64| ints(Test::Equal, &values, &Ints::Same(*item), len);
    let any = items.iter().map(each).reduce(|a, b| a.iter().zip(b).map(|(a, b)| a | b).collect());
    Vector::bool(any.unwrap_or_else(|| bits::none(len)), present)
}

fn ints(test: Test, left: &Ints<'_>, right: &Ints<'_>, len: usize) -> Vec<u64> {
    match test {
        Test::Equal => pairs(left, right, len, |a, b| a == b),
        Test::NotEqual => pairs(left, right, len, |a, b| a != b),
        Test::Less => pairs(left, right, len, |a, b| a < b),
        Test::LessOrEqual => pairs(left, right, len, |a, b| a <= b),
        Test::Greater => pairs(left, right, len, |a, b| a > b),
        Test::GreaterOrEqual => pairs(left, right, len, |a, b| a >= b),
    }
}

/// One loop for each shape of the two sides, so that each is compiled on its own.
fn pairs(left: &Ints<'_>, right: &Ints<'_>, len: usize, test: impl Fn(i64, i64) -> bool) -> Vec<u64> {
    match (left, right) {
        (Ints::Each(a), Ints::Each(b)) => bits::of_pairs(a, b, test),
        (Ints::Each(a), Ints::Same(b)) => bits::of_each(a, |a| test(a, *b)),
        (Ints::Same(a), Ints::Each(b)) => bits::of_each(b, |b| test(*a, b)),
        (Ints::Same(a), Ints::Same(b)) => {
            if test(*a, *b) {
                bits::all(len)
            } else {
                bits::none(len)
            }
        }
    }
}

/// The present rows on which `wrong` holds; for checks that must look past absent rows.
pub(super) fn any_present(present: &Bits<'_>, len: usize, wrong: impl Fn(usize) -> bool) -> bool {
    (0..len).any(|row| bits::get(present, row) && wrong(row))
}
