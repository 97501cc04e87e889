//! The mark that prints a figure as the text has it: `{{ 名称|村('甲村')|上年|万元|余 }}`.

use kernel::{Ask, Boundaries, IndicatorId, Measure, Period};

use super::{
    around::Around,
    catalogue::Entry,
    counters::{Fit, fit},
    scan::Found,
    score::Equal,
    when::When,
};
use crate::{
    names::{Names, Resolution},
    scope::Scope,
    show,
    template::{Approximate, Since},
};

/// A mark, and what it will ask.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Written {
    /// What goes in place of the slot's text.
    pub mark: String,
    /// The figure it prints.
    pub ask: Ask,
    /// The figure a change is told against.
    pub base: Option<Ask>,
}

/// The mark of an entry for a slot. `places` is set where the text's number is the figure's, rounded.
pub(super) fn write(
    entry: &Entry,
    slot: &Found,
    around: &Around,
    scope: &Scope,
    names: &dyn Names,
    equal: Equal,
    declared: Option<u32>,
) -> Written {
    let mut mark = name(&entry.indicator, &entry.name, names);
    if let Some((level, unit)) = &around.place {
        let word = names.levels().into_iter().find(|(id, _)| id == level).map(|(_, word)| word).unwrap_or_default();
        mark += &format!("|{word}({})", quoted(&unit.name));
    }
    let own = matches!(around.when, When::Own) || entry.tells_of_another_year();
    mark += &match around.when {
        _ if own => String::new(),
        When::Own => String::new(),
        When::YearBefore => "|上年".to_owned(),
        When::YearAfter => "|期间(period.next_year)".to_owned(),
        When::Year(year) => format!("|期间('{year}')"),
    };
    if around.change.is_some() {
        mark += if around.change == Some(Since::Before) { "|环比" } else { "|同比" };
        if equal != Equal::Unknown || slot.number.is_some() {
            mark += &format!("|位({})", slot.places);
        }
    } else {
        mark += &shown(entry, slot, around, equal, declared);
    }
    let mark = format!("{{{{ {mark} }}}}{}", kept(entry, slot, around));
    let period = period(scope.period, if own { When::Own } else { around.when });
    let unit = around.place.as_ref().map_or(&scope.unit.id, |(_, unit)| &unit.id).clone();
    let ask = Ask { indicator: entry.indicator.clone(), unit, period, boundaries: Boundaries::default() };
    let base = around.change.map(|since| Ask { period: since.of(period), ..ask.clone() });
    Written { mark, ask, base }
}

fn shown(entry: &Entry, slot: &Found, around: &Around, equal: Equal, declared: Option<u32>) -> String {
    let counter = slot.counter.as_deref().or(around.counter.as_deref());
    let mut shown = String::new();
    let converted = counter.filter(|_| fit(counter, &entry.measure) == Some(Fit::Converted)).and_then(|word| {
        let word = if matches!(word, "万" | "亿") { format!("{word}元") } else { word.to_owned() };
        let to = Measure::read(&word);
        (to.name != entry.measure.name && show::converts(&entry.measure, &to)).then_some(to.name)
    });
    if let Some(word) = &converted {
        shown += &format!("|{word}");
    }
    match slot.approximate {
        Some(how) => {
            shown += match how {
                Approximate::Over => "|余",
                Approximate::Beyond => "|超",
                Approximate::Near => "|近",
                Approximate::About => "|约",
            };
        }
        None if equal == Equal::Same && converted.is_none() && declared.is_some_and(|places| places != slot.places) => {
            shown += &format!("|位({})", slot.places);
        }
        None => {}
    }
    if around.bare || keeps_word(entry, slot) {
        shown += "|数";
    }
    shown
}

/// The officer's own word where it is another than the indicator's: 名 for 人.
fn kept(entry: &Entry, slot: &Found, around: &Around) -> String {
    let keeps = around.change.is_none() && !around.bare && keeps_word(entry, slot);
    slot.counter.clone().filter(|_| keeps).unwrap_or_default()
}

fn keeps_word(entry: &Entry, slot: &Found) -> bool {
    slot.counter.is_some() && fit(slot.counter.as_deref(), &entry.measure) == Some(Fit::Kin)
}

/// The period a mark asks.
pub(super) fn period(own: Period, when: When) -> Period {
    match when {
        When::Own => own,
        When::YearBefore => own.year_before(),
        When::YearAfter => Period::Year(own.year() + 1),
        When::Year(year) => Period::Year(year),
    }
}

/// The name as a template writes it; the id where another indicator is called the same.
fn name(indicator: &IndicatorId, name: &str, names: &dyn Names) -> String {
    const WORDS: [&str; 11] = ["unit", "period", "today", "loop", "true", "false", "none", "not", "and", "or", "in"];
    let sure = matches!(names.resolve(name), Resolution::One(one) if one.indicator == *indicator);
    let name = if sure { name } else { indicator.as_str() };
    let mut chars = name.chars();
    let begins = chars.next().is_some_and(|c| c.is_alphabetic() || c == '_');
    let plain = begins && chars.all(|c| c.is_alphanumeric() || c == '_') && !WORDS.contains(&name);
    if plain { name.to_owned() } else { format!("指标({})", quoted(name)) }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}
