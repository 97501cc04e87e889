//! Texts of a dictionary are looked at once an entry where the dictionary is no larger than the block,
//! and else once a row. Equality compares codes.

use std::sync::Arc;

use super::{
    bits,
    vector::{Ints, Texts, Vector},
};
use crate::{CODE_SEPARATOR, ir::FindPlace};

/// Dictionaries up to this size are searched for a text, so that rows compare codes; in longer ones rows compare texts.
const SEARCHED: usize = 4096;

pub(super) fn equal(left: &Texts<'_>, right: &Texts<'_>, len: usize) -> Vec<u64> {
    match (left, right) {
        (Texts::Coded { codes, dictionary }, Texts::Same(text))
        | (Texts::Same(text), Texts::Coded { codes, dictionary })
            if dictionary.len() <= SEARCHED =>
        {
            match dictionary.code_of(text) {
                Some(code) => bits::of_each(codes, |row| row == code),
                None => bits::none(len),
            }
        }
        (Texts::Coded { codes: a, dictionary: x }, Texts::Coded { codes: b, dictionary: y })
            if std::ptr::addr_eq(*x, *y) =>
        {
            bits::of_pairs(a, b, |a, b| a == b)
        }
        _ => bits::collect(len, |row| left.get(row) == right.get(row)),
    }
}

pub(super) fn in_texts<'a>(of: Vector<'a>, items: &[Arc<str>], len: usize) -> Vector<'a> {
    let (values, present) = of.into_texts(len);
    let passing = match &values {
        Texts::Coded { codes, dictionary } if dictionary.len() <= SEARCHED => {
            let wanted: Vec<u32> = items.iter().filter_map(|item| dictionary.code_of(item)).collect();
            bits::of_each(codes, |code| wanted.contains(&code))
        }
        _ => test(&values, len, |text| items.iter().any(|item| **item == *text)),
    };
    Vector::bool(passing, present)
}

/// Both with the separator around them, so that a code is never found inside another.
pub(super) fn in_codes<'a>(code: Vector<'a>, chosen: Vector<'a>, len: usize) -> Vector<'a> {
    let ((code, p), (chosen, q)) = (code.into_texts(len), chosen.into_texts(len));
    let has = |chosen: &str, code: &str| chosen.split(CODE_SEPARATOR).any(|one| one == code);
    let passing = match &code {
        Texts::Same(code) => test(&chosen, len, |chosen| has(chosen, code)),
        _ => bits::collect(len, |row| has(chosen.get(row), code.get(row))),
    };
    Vector::bool(passing, bits::and(p, &q))
}

pub(super) fn find<'a>(place: FindPlace, of: Vector<'a>, what: Vector<'a>, len: usize) -> Vector<'a> {
    let ((of, p), (what, q)) = (of.into_texts(len), what.into_texts(len));
    let holds = |of: &str, what: &str| match place {
        FindPlace::Anywhere => of.contains(what),
        FindPlace::Start => of.starts_with(what),
        FindPlace::End => of.ends_with(what),
    };
    let passing = match &what {
        Texts::Same(what) => test(&of, len, |of| holds(of, what)),
        _ => bits::collect(len, |row| holds(of.get(row), what.get(row))),
    };
    Vector::bool(passing, bits::and(p, &q))
}

pub(super) fn concat<'a>(left: Vector<'a>, right: Vector<'a>, len: usize) -> Vector<'a> {
    let ((a, p), (b, q)) = (left.into_texts(len), right.into_texts(len));
    let values = (0..len).map(|row| Arc::from(format!("{}{}", a.get(row), b.get(row)))).collect();
    Vector::Text { values: Texts::Each(values), present: bits::and(p, &q) }
}

/// Characters are Unicode scalar values.
pub(super) fn size(of: Vector<'_>, len: usize) -> Vector<'_> {
    let (values, present) = of.into_texts(len);
    let count = |text: &str| i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
    Vector::Int { values: Ints::Each((0..len).map(|row| count(values.get(row))).collect()), present }
}

/// The rows whose text passes.
fn test(of: &Texts<'_>, len: usize, passes: impl Fn(&str) -> bool) -> Vec<u64> {
    match of {
        Texts::Coded { codes, dictionary } if dictionary.len() <= len => {
            let entries: Vec<bool> = dictionary.texts().map(&passes).collect();
            bits::collect(len, |row| entries.get(codes[row] as usize).copied().unwrap_or_default())
        }
        Texts::Same(text) if passes(text) => bits::all(len),
        Texts::Same(_) => bits::none(len),
        _ => bits::collect(len, |row| passes(of.get(row))),
    }
}
