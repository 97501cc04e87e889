//! Exact answers, each ask once.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use foldhash::fast::RandomState;
use kernel::{Ask, BookId, Date, Decimal, Grade, LedgerId, Missing, Problem};
use pack::model::{Indicator, Kind, RatioMode};

use super::{
    against, fold, formula, kept,
    leaves::{Folds, Leaf},
    rank, ratio, units,
};
use crate::{run::Folded, session::Session};

/// An exact answer.
#[derive(Clone, PartialEq, Debug)]
pub struct Answer {
    /// In base units of the indicator's measure, not rounded.
    pub value: Result<Decimal, Missing>,
    /// How well founded.
    pub grade: Grade,
    /// Of a ratio, the part in base units.
    pub numerator: Option<Decimal>,
    /// Of a ratio, the whole in base units.
    pub denominator: Option<Decimal>,
    /// Records behind it.
    pub rows: Option<u64>,
    /// It stands in a ledger of values with sources rather than being computed.
    pub kept: bool,
}

/// Answers so far, from folds that have all been run.
pub struct Answers<'a> {
    /// Where the question is asked.
    pub session: &'a Session,
    folds: &'a Folds,
    known: HashMap<Ask, Answer, RandomState>,
    kept_since: BTreeMap<(LedgerId, BTreeSet<BookId>), Option<Date>>,
}

impl Answer {
    /// A value with its grade.
    pub fn new(value: Result<Decimal, Missing>, grade: Grade) -> Self {
        Self { value, grade, numerator: None, denominator: None, rows: None, kept: false }
    }
}

impl<'a> Answers<'a> {
    /// Answers over these folds.
    pub fn new(session: &'a Session, folds: &'a Folds) -> Self {
        Self { session, folds, known: HashMap::default(), kept_since: BTreeMap::new() }
    }

    /// The answer to an ask.
    pub fn of(&mut self, ask: &Ask) -> Result<Answer, Problem> {
        let session = self.session;
        let indicator = session.indicator(&ask.indicator)?;
        // What a fold came to is looked up as quickly as what was answered before.
        if let Kind::Fold(_) = &indicator.kind {
            return self.compute(indicator, ask);
        }
        if let Some(answer) = self.known.get(ask) {
            return Ok(answer.clone());
        }
        let answer = self.compute(indicator, ask)?;
        self.known.insert(ask.clone(), answer.clone());
        Ok(answer)
    }

    /// What a fold came to.
    pub fn fold(&self, leaf: &Leaf) -> Result<&'a Folded, Problem> {
        self.folds
            .get(leaf)
            .ok_or_else(|| Problem::new("figure.unplanned", "统计程序漏算了一项，请联系管理员。").detail(&leaf.fold))
    }

    /// From which day on a ledger was kept where an ask looks; it looks through the whole ledger, so only once.
    pub fn kept_since(&mut self, ledger: &LedgerId, ask: &Ask) -> Option<Date> {
        let session = self.session;
        let key = (ledger.clone(), session.books(ask));
        let read = |(ledger, books): &(LedgerId, BTreeSet<BookId>)| session.kept_since(ledger, books);
        *self.kept_since.entry(key).or_insert_with_key(read)
    }

    fn compute(&mut self, indicator: &'a Indicator, ask: &Ask) -> Result<Answer, Problem> {
        match &indicator.kind {
            Kind::Fold(plan) => fold::answer(self, indicator, plan, ask),
            Kind::Ratio(RatioMode::Cohort { over, .. }) => ratio::cohort(self, indicator, over, ask),
            Kind::Ratio(RatioMode::Flow { part, over }) => ratio::flow(self, indicator, part, over, ask),
            Kind::Formula { expression, operands } => formula::answer(self, expression, operands, ask),
            Kind::Against { indicator: of, base, show } => against::answer(self, indicator, of, *base, *show, ask),
            Kind::Rank { indicator: of, order } => rank::answer(self, of, *order, ask),
            Kind::Units { of, level, condition } => units::answer(self, of, level, condition, ask),
            Kind::Sourced { grade } => Ok(kept::sourced(self.session, indicator, *grade, ask)),
            Kind::Target { of } => kept::target(self.session, of, ask),
            Kind::Parameter(id) => Ok(kept::parameter(self.session, id, ask)),
        }
    }
}

/// The weakest of several grades.
pub fn weakest(grades: impl IntoIterator<Item = Grade>) -> Grade {
    grades.into_iter().max().unwrap_or(Grade::Records)
}

/// The grade of what is made of these: the weakest of those that have a value, for a missing one has no say yet.
pub fn grade_of(answers: &[Answer]) -> Grade {
    let valued: Vec<Grade> = answers.iter().filter(|a| a.value.is_ok()).map(|a| a.grade).collect();
    if valued.is_empty() { weakest(answers.iter().map(|a| a.grade)) } else { weakest(valued) }
}
