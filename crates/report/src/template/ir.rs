//! What a template is lowered to: a small tree in which everything is known and nothing can fail.

use kernel::{Decimal, Every, IndicatorId, LevelId, Measure, Period};

/// A node of the tree.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Node {
    /// Text as written.
    Text(String),
    /// `{{ unit.name }}`
    Word(Word),
    /// `{{ 指标名|… }}`
    Mark(Box<Mark>),
    /// `{% for x in 各… %}`
    Each {
        /// The name bound in the body.
        name: String,
        /// Over what.
        over: Over,
        /// Whether the body is one row of a table on one line, which then ends the line itself.
        row: bool,
        /// Once for each.
        body: Vec<Node>,
        /// Where there are none.
        otherwise: Vec<Node>,
    },
    /// `{% if … %}`
    When {
        /// On what.
        test: Test,
        /// Then.
        then: Vec<Node>,
        /// Else.
        otherwise: Vec<Node>,
    },
}

/// Every figure that is printed somewhere in these nodes, in the order of the text.
pub(crate) fn marks<'a>(nodes: &'a [Node], tell: &mut dyn FnMut(&'a Mark)) {
    for node in nodes {
        match node {
            Node::Text(_) | Node::Word(_) => {}
            Node::Mark(mark) => tell(mark),
            Node::Each { body: first, otherwise, .. } | Node::When { then: first, otherwise, .. } => {
                marks(first, tell);
                marks(otherwise, tell);
            }
        }
    }
}

/// What a loop runs over.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Over {
    /// The units of a level below the report's unit.
    Units(LevelId),
    /// The parts of the report's period.
    Parts(Every),
}

/// A piece of text the scope knows. `Own` is the report's, `Bound` a loop's.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Word {
    Unit(Whose, UnitWord),
    Period(Whose, PeriodWord),
    Today,
    Loop(LoopWord),
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Whose {
    Own,
    Bound(String),
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum UnitWord {
    Name,
    Id,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum PeriodWord {
    Year,
    LastYear,
    NextYear,
    Words,
    First,
    Last,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum LoopWord {
    Index,
    First,
    Last,
}

/// A condition, on the scope only.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Test {
    Is(Term),
    Equal(Term, Term),
    Not(Box<Test>),
    Both(Box<Test>, Box<Test>),
    Either(Box<Test>, Box<Test>),
}

/// One side of a comparison.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Term {
    Word(Word),
    Text(String),
}

/// A figure to be printed.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Mark {
    pub indicator: IndicatorId,
    /// The indicator's name.
    pub name: String,
    /// What its values are in.
    pub measure: Measure,
    pub place: UnitPick,
    pub when: When,
    pub part: Part,
    pub shown: Shown,
    /// The template's line.
    pub line: u32,
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) enum UnitPick {
    Own,
    Bound(String),
    Named(LevelId, String),
    Each(LevelId),
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) enum When {
    Own,
    YearBefore,
    At(Period),
    Bound(String),
    /// The whole year of a period, or so many years on: `期间(period.next_year)`.
    Year(Whose, i16),
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Part {
    Value,
    Numerator,
    Denominator,
    /// How well founded it is: 逐条, 外部 …
    Grade,
    /// Against an earlier period, in words.
    Change(Since),
}

/// The earlier period that a change is told against.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Since {
    /// 同比: the same period of the year before.
    YearBefore,
    /// 环比: the period just before.
    Before,
}

impl Since {
    /// The filter's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::YearBefore => "同比",
            Self::Before => "环比",
        }
    }

    /// What the earlier period is called in a sentence.
    pub fn base(self) -> &'static str {
        match self {
            Self::YearBefore => "上年同期",
            Self::Before => "上期",
        }
    }

    /// The earlier period.
    pub fn of(self, period: Period) -> Period {
        match self {
            Self::YearBefore => period.year_before(),
            Self::Before => period.before(),
        }
    }
}

/// How a value is written.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Shown {
    /// Converted to this measure.
    pub measure: Option<Measure>,
    /// With so many places.
    pub places: Option<u32>,
    pub approximate: Option<Approximate>,
    /// To multiples of this.
    pub step: Option<Decimal>,
    /// Without the unit word.
    pub bare: bool,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Approximate {
    /// 余
    Over,
    /// 超
    Beyond,
    /// 近
    Near,
    /// 约
    About,
}
