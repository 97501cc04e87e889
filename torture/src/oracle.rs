//! What must be there: a plain list of Changes by their number, what each did, and figures counted from it by hand.

use std::collections::BTreeMap;

/// The book that all of it is written to, and the root book, which has one Change (the pack) for ever.
pub const BOOK: &str = "990900200000";
pub const ROOT: &str = "990900000000";
/// The villages, by code and name.
pub const VILLAGES: [(&str, &str); 4] =
    [("990900200201", "东试村"), ("990900200202", "西试村"), ("990900200203", "南试村"), ("990900200204", "北试村")];
/// What is asked of every unit and month.
pub const INDICATORS: [&str; 4] = ["visits", "persons_visited", "matters_found", "matters_closed"];

/// A day of the one year that is played.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Day {
    pub month: u32,
    pub day: u32,
}

/// What a record says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    pub village: usize,
    pub on: Day,
    pub says: Says,
}

/// Of which ledger it is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Says {
    Visit { persons: i64 },
    Matter { closed: Option<Day> },
}

/// One record before and after a Change, by its business key.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Effect {
    pub number: String,
    pub before: Option<Row>,
    pub after: Option<Row>,
}

/// How the journal names a Change: by the key of its request, or by the file it was read from.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Mark {
    Key(String),
    File(String),
}

/// A Change that was acknowledged.
#[derive(Clone, Debug)]
pub struct Done {
    pub mark: Mark,
    pub effects: Vec<Effect>,
    /// Of an issued report: its version, and the position that its figures speak of.
    pub issued: Option<(u64, u64)>,
}

/// All that was acknowledged.
#[derive(Default)]
pub struct Oracle {
    by_seq: BTreeMap<u64, Done>,
    /// Two acknowledgements of one number: one of them must be wrong.
    pub clashes: Vec<String>,
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "2022-{:02}-{:02}", self.month, self.day)
    }
}

impl Done {
    /// How many records the journal must say it touched.
    pub fn rows(&self) -> u64 {
        if self.issued.is_some() { 1 } else { self.effects.len() as u64 }
    }
}

impl Oracle {
    /// Notes an acknowledgement.
    pub fn note(&mut self, seq: u64, done: Done) {
        if let Some(before) = self.by_seq.insert(seq, done.clone()) {
            self.clashes.push(format!("Change {seq} was acknowledged to {:?} and to {:?}", before.mark, done.mark));
        }
    }

    /// What was acknowledged, by number.
    pub fn all(&self) -> &BTreeMap<u64, Done> {
        &self.by_seq
    }

    /// The records that stand after a Change.
    pub fn at(&self, seq: u64) -> BTreeMap<&str, &Row> {
        let mut standing = BTreeMap::new();
        for done in self.by_seq.range(..=seq).map(|(_, done)| done) {
            for effect in &done.effects {
                match &effect.after {
                    Some(row) => standing.insert(effect.number.as_str(), row),
                    None => standing.remove(effect.number.as_str()),
                };
            }
        }
        standing
    }
}

/// A figure, counted by hand; of all villages, and of the whole year, where none is named.
pub fn figure(standing: &BTreeMap<&str, &Row>, indicator: &str, village: Option<usize>, month: Option<u32>) -> i64 {
    let within = |row: &Row, on: Day| {
        village.is_none_or(|village| village == row.village) && month.is_none_or(|month| month == on.month)
    };
    let of = |row: &&Row| match (&row.says, indicator) {
        (Says::Visit { .. }, "visits") | (Says::Matter { .. }, "matters_found") => i64::from(within(row, row.on)),
        (Says::Visit { persons }, "persons_visited") if within(row, row.on) => *persons,
        (Says::Matter { closed: Some(on) }, "matters_closed") => i64::from(within(row, *on)),
        _ => 0,
    };
    standing.values().map(of).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(month: u32, persons: i64) -> Row {
        Row { village: 0, on: Day { month, day: 1 }, says: Says::Visit { persons } }
    }

    fn change(oracle: &mut Oracle, seq: u64, before: Option<Row>, after: Option<Row>) {
        let effects = vec![Effect { number: "n".into(), before, after }];
        oracle.note(seq, Done { mark: Mark::Key(seq.to_string()), effects, issued: None });
    }

    #[test]
    fn figures_follow_the_changes() {
        let mut oracle = Oracle::default();
        change(&mut oracle, 1, None, Some(visit(3, 7)));
        change(&mut oracle, 2, Some(visit(3, 7)), Some(visit(4, 9)));
        change(&mut oracle, 3, Some(visit(4, 9)), None);
        let check = |seq, indicator, village, month, expect| {
            assert_eq!(figure(&oracle.at(seq), indicator, village, month), expect, "{seq} {indicator} {month:?}");
        };
        check(1, "visits", None, None, 1);
        check(1, "persons_visited", Some(0), Some(3), 7);
        check(2, "persons_visited", None, Some(3), 0);
        check(2, "persons_visited", None, Some(4), 9);
        check(2, "visits", Some(1), None, 0);
        check(3, "visits", None, None, 0);
    }

    #[test]
    fn one_number_given_twice_is_a_clash() {
        let mut oracle = Oracle::default();
        change(&mut oracle, 1, None, Some(visit(1, 1)));
        change(&mut oracle, 1, None, Some(visit(1, 1)));
        assert_eq!(oracle.clashes.len(), 1);
    }
}
