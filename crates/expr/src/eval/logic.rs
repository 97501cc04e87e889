//! Yes, no and unknown (Kleene), a word of 64 rows at a time.

use std::{borrow::Cow, sync::Arc};

use super::{
    bits::{self, Bits},
    vector::{Ints, Texts, Vector},
};

/// Always known.
pub(super) fn has<'a>(of: &Vector<'a>, len: usize) -> Vector<'a> {
    Vector::Bool { values: of.present().clone(), present: Cow::Owned(bits::all(len)) }
}

pub(super) fn not(of: Vector<'_>) -> Vector<'_> {
    let Vector::Bool { values, present } = of else { return of };
    Vector::Bool { values: bits::zip(values, &present, |value, present| present & !value), present }
}

/// Known where both are, and where one is no.
pub(super) fn and<'a>(left: Vector<'a>, right: Vector<'a>) -> Vector<'a> {
    let (Vector::Bool { values: a, present: p }, Vector::Bool { values: b, present: q }) = (&left, &right) else {
        return left;
    };
    let present = rows(a, p, b, q, |a, p, b, q| (p & q) | (p & !a) | (q & !b));
    let values = rows(a, p, b, q, |a, _, b, _| a & b);
    Vector::Bool { values, present }
}

/// Known where both are, and where one is yes.
pub(super) fn or<'a>(left: Vector<'a>, right: Vector<'a>) -> Vector<'a> {
    let (Vector::Bool { values: a, present: p }, Vector::Bool { values: b, present: q }) = (&left, &right) else {
        return left;
    };
    let present = rows(a, p, b, q, |a, p, b, q| (p & q) | a | b);
    let values = rows(a, p, b, q, |a, _, b, _| a | b);
    Vector::Bool { values, present }
}

/// `yes` where the condition is, `no` where it is not, absent where it is unknown.
pub(super) fn choose<'a>(condition: Vector<'a>, yes: Vector<'a>, no: Vector<'a>, len: usize) -> Vector<'a> {
    let Vector::Bool { values: when, present: known } = condition else { return condition };
    let present =
        rows(&when, &known, yes.present(), no.present(), |when, known, yes, no| (when & yes) | (known & !when & no));
    match (yes, no) {
        (Vector::Bool { values: a, .. }, Vector::Bool { values: b, .. }) => {
            let values = rows(&when, &known, &a, &b, |when, known, a, b| (when & a) | (known & !when & b));
            Vector::Bool { values, present }
        }
        (Vector::Int { values: a, .. }, Vector::Int { values: b, .. }) => {
            let pick = |row| if bits::get(&when, row) { a.get(row) } else { b.get(row) };
            Vector::Int { values: Ints::Each((0..len).map(pick).collect()), present }
        }
        (Vector::Text { values: a, .. }, Vector::Text { values: b, .. }) => {
            let (a, b): (Vec<Arc<str>>, _) = (a.into_rows(len), b.into_rows(len));
            let pick = |(row, (a, b))| if bits::get(&when, row) { a } else { b };
            let values = a.into_iter().zip(b).enumerate().map(pick).collect();
            Vector::Text { values: Texts::Each(values), present }
        }
        (yes, _) => yes,
    }
}

fn rows<'a>(a: &[u64], p: &[u64], b: &[u64], q: &[u64], with: impl Fn(u64, u64, u64, u64) -> u64) -> Bits<'a> {
    let left = a.iter().zip(p);
    let right = b.iter().zip(q);
    left.zip(right).map(|((a, p), (b, q))| with(*a, *p, *b, *q)).collect()
}
