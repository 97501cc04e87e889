//! Numbers that the house gives a new record where nobody typed one: which series a record belongs to, what a number of it
//! looks like, and what a typed one says. How far a series has come is read from the records themselves (ADR 0045).

use kernel::{FieldId, Finding, Place, UnitId, Value};
use pack::model::{Field, Ledger, NumberPart, NumberedPer, Numbering};

use crate::change::Content;

/// Numbers that run on from one another.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Series {
    /// The field that is numbered.
    pub field: FieldId,
    /// The unit whose records they are, where each has its own.
    pub unit: Option<UnitId>,
    /// What all of them begin with.
    pub begin: String,
    /// Places of what follows, at least.
    pub digits: u32,
}

impl Series {
    /// The series in which a record is numbered; `None` where its ledger has none, or the day is not there that says
    /// of which year it is.
    pub fn of(ledger: &Ledger, content: &Content) -> Option<Self> {
        let field = ledger.numbered()?;
        let Numbering { before, digits, per } = field.number.as_ref()?;
        let mut begin = String::new();
        for part in before {
            match part {
                NumberPart::Text(text) => begin.push_str(text),
                NumberPart::Year => {
                    begin.push_str(&content.fields.get(&ledger.date)?.as_date()?.year().to_string());
                }
            }
        }
        let unit = (*per == NumberedPer::Unit).then(|| content.unit.clone());
        Some(Self { field: field.id.clone(), unit, begin, digits: *digits })
    }

    /// What the n-th is; `None` where the series has no more.
    pub fn text(&self, n: u64) -> Option<String> {
        (n <= self.last()).then(|| format!("{}{n:0width$}", self.begin, width = self.digits as usize))
    }

    /// The n of a number that somebody typed as the house would have given it.
    pub fn read(&self, text: &str) -> Option<u64> {
        let running = text.strip_prefix(self.begin.as_str())?;
        let counts = running.len() <= self.longest() && running.bytes().all(|byte| byte.is_ascii_digit());
        running.parse().ok().filter(|_| counts)
    }

    /// The most places of what runs. A number with more, typed by mistake, does not carry the series away.
    pub fn longest(&self) -> usize {
        self.digits as usize + 1
    }

    /// The last there is.
    fn last(&self) -> u64 {
        10u64.pow(self.digits + 1) - 1
    }
}

/// Whether a new record is still to be numbered.
pub fn is_wanted(ledger: &Ledger, content: &Content) -> bool {
    ledger.numbered().is_some_and(|field| said(field, content).is_none())
}

/// What a record's number says.
pub fn said<'c>(field: &Field, content: &'c Content) -> Option<&'c str> {
    content.fields.get(&field.id).and_then(Value::as_text)
}

/// A number that a record has is not taken from it: others may have written it down.
pub fn taken_away(ledger: &Ledger, before: &Content, after: &Content) -> Option<Finding> {
    let field = ledger.numbered()?;
    let number = said(field, before)?;
    if said(field, after).is_some() {
        return None;
    }
    let message = format!("“{}”不能清空，已经编为 {number}。", field.name);
    let finding = Finding::error("record.number_kept", message, Place::field(field.id.as_str()));
    Some(finding.hint("请填回原来的编号，或改成正确的编号。"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn series(digits: u32) -> Series {
        Series { field: "number".into(), unit: None, begin: "YH2026-".to_owned(), digits }
    }

    #[test]
    fn numbers_are_written_with_their_places() {
        let check = |n: u64, expect: Option<&str>| assert_eq!(series(3).text(n).as_deref(), expect, "{n}");
        check(7, Some("YH2026-007"));
        check(999, Some("YH2026-999"));
        check(1_000, Some("YH2026-1000"));
        check(9_999, Some("YH2026-9999"));
        check(10_000, None);
        assert_eq!(series(9).text(9_999_999_999).as_deref(), Some("YH2026-9999999999"));
    }

    #[test]
    fn typed_ones_count_where_they_are_of_the_series() {
        let check = |text: &str, expect: Option<u64>| assert_eq!(series(3).read(text), expect, "{text}");
        check("YH2026-007", Some(7));
        check("YH2026-7", Some(7));
        check("YH2026-1234", Some(1_234));
        check("YH2026-12345", None);
        check("YH2026-", None);
        check("YH2026-+7", None);
        check("YH2026-7补", None);
        check("YH2025-007", None);
        check("007", None);
    }
}
