//! `甲、乙、丙村面积分别为1、2和3亩`: figures given out in order over what is listed before them.

use std::collections::BTreeMap;

use super::{
    around::{self, Around, SLOT},
    scan::Found,
};
use crate::scope::Scope;

/// How near the words around a listed item stand to it.
const SHARED: f32 = 0.45;
const SHARED_BY_UNITS: f32 = 0.9;

/// Tells the slots of such a list what they are of; the others are left as they were.
pub(super) fn distribute(masked: &[char], found: &[Found], arounds: &mut BTreeMap<usize, Around>, scope: &Scope) {
    let word = ['分', '别'];
    for at in (0..masked.len().saturating_sub(1)).filter(|at| masked[*at..*at + 2] == word) {
        let slots = listed(masked, found, at + 2);
        let start = masked[..at].iter().rposition(|c| matches!(*c, '。' | '；' | '，' | ',' | '\n' | SLOT));
        let start = start.map_or(0, |at| at + 1);
        let items = items(masked, start, at);
        if slots.len() < 2 || items.len() != slots.len() {
            continue;
        }
        let counter = slots.iter().rev().find_map(|slot| found[*slot].counter.clone());
        for (slot, (from, to)) in slots.into_iter().zip(items) {
            let Some(around) = arounds.get_mut(&slot) else { continue };
            let item = &masked[from..to];
            let place = around::place(item, scope);
            around.pairs.clear();
            around.own.clear();
            around.hear_own(item, 1.0);
            around.hear(&masked[start..at], if place.is_some() { SHARED_BY_UNITS } else { SHARED });
            around.other_topic = false;
            around.place = place.or_else(|| around.place.take());
            if found[slot].counter.is_none() {
                around.counter.clone_from(&counter);
                around.bare = true;
            }
        }
    }
}

/// The slots that follow with nothing but list marks between them.
fn listed(masked: &[char], found: &[Found], from: usize) -> Vec<usize> {
    let mut slots: Vec<usize> = Vec::new();
    for (n, one) in found.iter().enumerate().filter(|(_, one)| one.start >= from) {
        let end = slots.last().map_or(from, |last| found[*last].end);
        let between = &masked[end..one.start];
        let first = slots.is_empty() && between.len() <= 3 && !between.contains(&'。');
        let next = between.len() == 1 && matches!(between[0], '、' | '和' | '与' | '及' | '，' | ',');
        if !first && !next {
            break;
        }
        slots.push(n);
    }
    slots
}

fn items(masked: &[char], start: usize, end: usize) -> Vec<(usize, usize)> {
    let mut items = Vec::new();
    let mut from = start;
    for (at, c) in masked.iter().enumerate().take(end).skip(start) {
        if matches!(c, '、' | '和' | '与' | '及') {
            items.push((from, at));
            from = at + 1;
        }
    }
    items.push((from, end));
    items
}
