//! A checked tree laid out over a scope: loops run, conditions decided, marks turned into asks. Never fails.

use kernel::{Ask, Boundaries, Period};

use super::ir::{LoopWord, Mark, Node, Over, Part, PeriodWord, Term, Test, UnitPick, UnitWord, When, Whose, Word};
use crate::scope::{Scope, UnitRef, date_in_words};

/// What a tree lays down, in the order of the text.
#[derive(Clone, Debug)]
pub(crate) enum Piece<'a> {
    /// Text; its line breaks count.
    Text(String),
    /// The place of a `{% … %}`: nothing, but a line of nothing else is no line.
    Tag,
    /// One figure, or one for each unit.
    Wanted(Wanted<'a>),
}

/// A mark over a scope.
#[derive(Clone, Debug)]
pub(crate) struct Wanted<'a> {
    pub mark: &'a Mark,
    pub each: Vec<Want>,
    /// Whether each is preceded by its unit's name (`|各村`).
    pub listed: bool,
}

/// One figure.
#[derive(Clone, Debug)]
pub(crate) struct Want {
    pub unit: UnitRef,
    pub ask: Ask,
    /// The ask it is compared with.
    pub base: Option<Ask>,
    /// Whether the template names a unit that is not there; such a figure is not asked.
    pub nowhere: bool,
}

impl Wanted<'_> {
    /// What has to be asked.
    pub fn asks(&self) -> impl Iterator<Item = Ask> + '_ {
        let there = self.each.iter().filter(|want| !want.nowhere);
        there.flat_map(|want| std::iter::once(want.ask.clone()).chain(want.base.clone()))
    }
}

/// Lays out nodes over a scope.
pub(crate) fn expand<'a>(nodes: &'a [Node], scope: &Scope) -> Vec<Piece<'a>> {
    let mut layout = Layout { scope, bound: Vec::new(), turns: Vec::new(), pieces: Vec::new() };
    layout.nodes(nodes);
    layout.pieces
}

enum Held {
    Unit(UnitRef),
    Period(Period),
}

struct Layout<'a, 's> {
    scope: &'s Scope,
    bound: Vec<(&'a str, Held)>,
    /// Turn and number of turns of the loops around.
    turns: Vec<(usize, usize)>,
    pieces: Vec<Piece<'a>>,
}

impl<'a> Layout<'a, '_> {
    fn nodes(&mut self, nodes: &'a [Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => self.pieces.push(Piece::Text(text.clone())),
                Node::Word(word) => {
                    // A name with a line break or a bar must not change the shape of the document.
                    let text = self.word(word).replace(['\n', '|'], " ");
                    self.pieces.push(Piece::Text(text));
                }
                Node::Mark(mark) => {
                    let wanted = self.wanted(mark);
                    self.pieces.push(Piece::Wanted(wanted));
                }
                Node::Each { name, over, row, body, otherwise } => self.each(name, over, *row, body, otherwise),
                Node::When { test, then, otherwise } => {
                    self.pieces.push(Piece::Tag);
                    let chosen = if self.test(test) { then } else { otherwise };
                    self.nodes(chosen);
                    self.pieces.push(Piece::Tag);
                }
            }
        }
    }

    fn each(&mut self, name: &'a str, over: &Over, row: bool, body: &'a [Node], otherwise: &'a [Node]) {
        let held: Vec<Held> = match over {
            Over::Units(level) => self.scope.at_level(level).iter().cloned().map(Held::Unit).collect(),
            Over::Parts(every) => self.scope.period.split(*every).into_iter().map(Held::Period).collect(),
        };
        let length = held.len();
        self.pieces.push(Piece::Tag);
        for (turn, held) in held.into_iter().enumerate() {
            self.bound.push((name, held));
            self.turns.push((turn, length));
            self.nodes(body);
            self.turns.pop();
            self.bound.pop();
            if row && turn + 1 < length {
                self.pieces.push(Piece::Text("\n".to_owned()));
            } else {
                self.pieces.push(Piece::Tag);
            }
        }
        if length == 0 {
            self.nodes(otherwise);
            self.pieces.push(Piece::Tag);
        }
    }

    fn wanted(&self, mark: &'a Mark) -> Wanted<'a> {
        let (units, listed) = match &mark.place {
            UnitPick::Own => (vec![(self.scope.unit.clone(), false)], false),
            UnitPick::Bound(name) => (vec![(self.unit(name).clone(), false)], false),
            UnitPick::Each(level) => {
                (self.scope.at_level(level).iter().map(|unit| (unit.clone(), false)).collect(), true)
            }
            UnitPick::Named(level, name) => {
                let found =
                    self.scope.at_level(level).iter().find(|unit| unit.name == *name || unit.id.as_str() == name);
                let lost = || (UnitRef::new(self.scope.unit.id.clone(), name.clone()), true);
                (vec![found.map_or_else(lost, |unit| (unit.clone(), false))], false)
            }
        };
        let period = match &mark.when {
            When::Own => self.scope.period,
            When::YearBefore => self.scope.period.year_before(),
            When::At(period) => *period,
            When::Bound(name) => self.period(name),
            When::Year(whose, on) => {
                let of = if let Whose::Bound(name) = whose { self.period(name) } else { self.scope.period };
                Period::Year(of.year() + on)
            }
        };
        let want = |(unit, nowhere): (UnitRef, bool)| {
            let ask = |period| Ask {
                indicator: mark.indicator.clone(),
                unit: unit.id.clone(),
                period,
                boundaries: Boundaries::default(),
            };
            let base = if let Part::Change(since) = mark.part { Some(ask(since.of(period))) } else { None };
            Want { ask: ask(period), base, unit, nowhere }
        };
        Wanted { mark, each: units.into_iter().map(want).collect(), listed }
    }

    fn unit(&self, name: &str) -> &UnitRef {
        let found = self.bound.iter().rev().find(|(bound, _)| *bound == name);
        match found {
            Some((_, Held::Unit(unit))) => unit,
            _ => &self.scope.unit,
        }
    }

    fn period(&self, name: &str) -> Period {
        match self.bound.iter().rev().find(|(bound, _)| *bound == name) {
            Some((_, Held::Period(period))) => *period,
            _ => self.scope.period,
        }
    }

    fn word(&self, word: &Word) -> String {
        match word {
            Word::Today => date_in_words(self.scope.today),
            Word::Unit(whose, word) => {
                let unit = if let Whose::Bound(name) = whose { self.unit(name) } else { &self.scope.unit };
                match word {
                    UnitWord::Name => unit.name.clone(),
                    UnitWord::Id => unit.id.to_string(),
                }
            }
            Word::Period(whose, word) => {
                let period = if let Whose::Bound(name) = whose { self.period(name) } else { self.scope.period };
                match word {
                    PeriodWord::Year => period.year().to_string(),
                    PeriodWord::LastYear => (period.year() - 1).to_string(),
                    PeriodWord::NextYear => (period.year() + 1).to_string(),
                    PeriodWord::Words => period.in_words(),
                    PeriodWord::First => date_in_words(period.first()),
                    PeriodWord::Last => date_in_words(period.last()),
                }
            }
            Word::Loop(word) => {
                let (turn, length) = self.turns.last().copied().unwrap_or_default();
                match word {
                    LoopWord::Index => (turn + 1).to_string(),
                    LoopWord::First => truth(turn == 0),
                    LoopWord::Last => truth(turn + 1 == length),
                }
            }
        }
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::Text(text) => text.clone(),
            Term::Word(word) => self.word(word),
        }
    }

    fn test(&self, test: &Test) -> bool {
        match test {
            Test::Is(term) => !matches!(self.term(term).as_str(), "" | "false"),
            Test::Equal(left, right) => self.term(left) == self.term(right),
            Test::Not(test) => !self.test(test),
            Test::Both(left, right) => self.test(left) && self.test(right),
            Test::Either(left, right) => self.test(left) || self.test(right),
        }
    }
}

fn truth(is: bool) -> String {
    if is { "true" } else { "false" }.to_owned()
}
