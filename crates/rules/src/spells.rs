//! The dated values of a field: from that day on, this value.

use kernel::{Date, Value};

/// One dated value; `None` is none from that day on.
pub type Spell = (Date, Option<Box<Value>>);

/// A single spell.
pub fn from_day(since: Date, value: Value) -> Value {
    Value::Spells(vec![(since, Some(Box::new(value)))])
}

/// The value on a day; none before the first spell.
pub fn at(spells: &[Spell], day: Date) -> Option<&Value> {
    spells.iter().rev().find(|(since, _)| *since <= day).and_then(|(_, value)| value.as_deref())
}

/// The last value, however far ahead it begins.
pub fn latest(spells: &[Spell]) -> Option<&Value> {
    spells.last().and_then(|(_, value)| value.as_deref())
}

/// The world changed: from `since` on the value is another. Later spells stay; a spell that says nothing new goes.
pub fn change(spells: &[Spell], since: Date, value: Option<Value>) -> Vec<Spell> {
    let mut next: Vec<Spell> = spells.iter().filter(|(day, _)| *day != since).cloned().collect();
    next.push((since, value.map(Box::new)));
    next.sort_by_key(|(day, _)| *day);
    next.dedup_by(|later, earlier| later.1 == earlier.1);
    next
}

/// A mistake is corrected: the last spell always had this value. Without spells it begins on `since`.
pub fn correct(spells: &[Spell], since: Date, value: Option<Value>) -> Vec<Spell> {
    let since = spells.last().map_or(since, |(day, _)| *day);
    let mut next = spells.to_vec();
    next.pop();
    next.push((since, value.map(Box::new)));
    next.dedup_by(|later, earlier| later.1 == earlier.1);
    next
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().expect(text)
    }

    fn spells(list: &[(&str, &str)]) -> Vec<Spell> {
        list.iter().map(|(since, value)| (day(since), Some(Box::new(Value::text(*value))))).collect()
    }

    fn check(since: &str, value: &str, expect: &[(&str, &str)]) {
        let before = spells(&[("2020-01-01", "a"), ("2022-01-01", "b")]);
        assert_eq!(change(&before, day(since), Some(Value::text(value))), spells(expect), "{since} {value}");
    }

    #[test]
    fn a_change_keeps_what_was_true_before_and_after() {
        check("2023-01-01", "c", &[("2020-01-01", "a"), ("2022-01-01", "b"), ("2023-01-01", "c")]);
        check("2021-01-01", "c", &[("2020-01-01", "a"), ("2021-01-01", "c"), ("2022-01-01", "b")]);
        check("2023-01-01", "b", &[("2020-01-01", "a"), ("2022-01-01", "b")]);
        check("2022-01-01", "a", &[("2020-01-01", "a")]);
    }

    #[test]
    fn a_value_is_read_on_a_day() {
        let list = spells(&[("2020-01-01", "a"), ("2022-01-01", "b")]);
        let check = |on: &str, expect: Option<&str>| assert_eq!(at(&list, day(on)).and_then(Value::as_text), expect);
        check("2019-12-31", None);
        check("2021-12-31", Some("a"));
        check("2022-01-01", Some("b"));
        assert_eq!(latest(&correct(&list, day("2023-01-01"), Some(Value::text("c")))), Some(&Value::text("c")));
        assert_eq!(correct(&list, day("2023-01-01"), None)[1], (day("2022-01-01"), None));
    }
}
