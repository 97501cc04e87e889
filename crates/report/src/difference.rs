//! How two documents of one report differ, figure by figure: what was printed, what is printed, and whether the figure
//! is still computed the same way. Words that are no figures are not compared; their file is.

use std::collections::BTreeMap;

use kernel::{Ask, Figure, IndicatorId, Period};

use crate::{
    document::{Block, Document, Run},
    scope::UnitRef,
};

/// A figure that reads differently in the two.
#[derive(Clone, PartialEq, Debug)]
pub struct Difference {
    /// Its indicator.
    pub indicator: IndicatorId,
    /// Its unit.
    pub unit: UnitRef,
    /// Its period.
    pub period: Period,
    /// What it is called.
    pub name: String,
    /// As the earlier prints it; `None` where it does not.
    pub was: Option<String>,
    /// As the later prints it; `None` where it does not.
    pub is: Option<String>,
    /// It is computed otherwise than it was: the definition has changed.
    pub redefined: bool,
}

/// What the later prints otherwise than the earlier, in the order of the later; then what only the earlier prints.
pub fn differences(earlier: &Document, later: &Document) -> Vec<Difference> {
    let (before, after) = (places(earlier), places(later));
    let of = |document: &Document, ask: &Ask, name: &str, was: Option<String>, is: Option<String>, redefined| {
        let unit = document.unit_named(&ask.unit);
        Difference {
            indicator: ask.indicator.clone(),
            unit,
            period: ask.period,
            name: name.to_owned(),
            was,
            is,
            redefined,
        }
    };
    let mut found = Vec::new();
    for place in &after.order {
        let now = &after.texts[place];
        let known = before.texts.get(place);
        let redefined = known.is_some_and(|then| then.figure.definition != now.figure.definition);
        // A gap that was accepted and still is one has not moved, whatever words stand in it.
        let same = |then: &Printed<'_>| then.text == now.text || (then.gap && now.gap);
        if !known.is_some_and(same) {
            let was = known.map(|then| then.text.to_owned());
            found.push(of(later, &place.0, &now.figure.name, was, Some(now.text.to_owned()), redefined));
        }
    }
    for place in before.order.iter().filter(|place| !after.texts.contains_key(*place)) {
        let then = &before.texts[place];
        found.push(of(earlier, &place.0, &then.figure.name, Some(then.text.to_owned()), None, false));
    }
    // Where a figure stands twice and moved alike in both, once is enough.
    let mut once: Vec<Difference> = Vec::new();
    for one in found {
        if !once.iter().any(|known| same_move(known, &one)) {
            once.push(one);
        }
    }
    once
}

fn same_move(one: &Difference, other: &Difference) -> bool {
    let what = |of: &Difference| (of.indicator.clone(), of.unit.clone(), of.period);
    what(one) == what(other) && (&one.was, &one.is) == (&other.was, &other.is)
}

/// A figure, and the how-manieth of it.
type Spot = (Ask, usize);

struct Places<'a> {
    order: Vec<Spot>,
    texts: BTreeMap<Spot, Printed<'a>>,
}

struct Printed<'a> {
    figure: &'a Figure,
    text: &'a str,
    gap: bool,
}

fn places(document: &Document) -> Places<'_> {
    let mut counts: BTreeMap<&Ask, usize> = BTreeMap::new();
    let mut places = Places { order: Vec::new(), texts: BTreeMap::new() };
    for run in document.blocks.iter().flat_map(Block::runs) {
        let (figure, text, gap) = match run {
            Run::Figure { figure, text, .. } => (figure, text, false),
            Run::Gap { figure: Some(figure), text, .. } => (figure, text, true),
            _ => continue,
        };
        let count = counts.entry(&figure.ask).or_default();
        let place = (figure.ask.clone(), *count);
        *count += 1;
        places.order.push(place.clone());
        places.texts.insert(place, Printed { figure, text, gap });
    }
    places
}
