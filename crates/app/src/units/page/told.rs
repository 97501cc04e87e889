//! The figures that are looked at first, of this unit, against the same time of the year before; and what was promised.
//! All of them are asked for at once, at one cut, by the one road.

use kernel::{Ask, Boundaries, Figure, IndicatorId, Period, Problem};
use pack::model::Kind;

use super::Look;
use crate::{figures::Sayable, kept::first_of};

/// So many are asked for, and so many of those that say something are shown.
const ASKED: usize = 36;
const SHOWN: usize = 12;

/// A figure and what it was before.
#[derive(Clone, PartialEq, Debug)]
pub struct Told {
    /// Of the period.
    pub now: Figure,
    /// Of the same time of the year before, where the reader may ask it.
    pub before: Option<Figure>,
}

/// What was promised, and how far that is.
#[derive(Clone, PartialEq, Debug)]
pub struct Promise {
    /// The target.
    pub target: Figure,
    /// What it promises.
    pub so_far: Option<Figure>,
}

impl Look<'_> {
    pub(super) async fn told(&self, before: Period) -> Result<(Vec<Told>, Vec<Promise>), Problem> {
        let first = first_of(self.service, self.actor, self.world, self.unit, self.period).await?;
        let first: Vec<IndicatorId> = first.into_iter().take(ASKED).collect();
        let promised = self.promised().await?;
        let now = first.iter().map(|id| self.ask(id, self.period));
        let then = first.iter().map(|id| self.ask(id, before));
        let targets = promised.iter().map(|(target, _)| self.ask(target, self.period));
        let reached = promised.iter().map(|(_, of)| self.ask(of, self.period));
        let mut answers = self.answers(now.chain(then).chain(targets).chain(reached).collect()).await?.into_iter();
        let mut next = |many: usize| answers.by_ref().take(many).collect::<Vec<_>>();
        let (now, then) = (next(first.len()), next(first.len()));
        let (targets, reached) = (next(promised.len()), next(promised.len()));
        let told = now.into_iter().zip(then).filter_map(|(now, before)| Some(Told { now: now?, before }));
        let told = told.filter(Told::says).take(SHOWN).collect();
        let promises = targets.into_iter().zip(reached);
        let promises = promises.filter_map(|(target, so_far)| Some(Promise { target: target?, so_far }));
        Ok((told, promises.filter(|promise| promise.target.value.is_some()).collect()))
    }

    /// The targets that somebody set for this unit, each with what it promises.
    async fn promised(&self) -> Result<Vec<(IndicatorId, IndicatorId)>, Problem> {
        let sayable = Sayable::of(self.service, self.allowed, self.world, self.unit).await?;
        let targets = self.world.pack.indicators.values().filter_map(|indicator| match &indicator.kind {
            Kind::Target { of } => Some((indicator.id.clone(), of.clone())),
            _ => None,
        });
        Ok(targets.filter(|(target, _)| sayable.says(target)).collect())
    }

    /// A figure for each question, none for those that the reader may not ask.
    async fn answers(&self, asks: Vec<Ask>) -> Result<Vec<Option<Figure>>, Problem> {
        let engine = self.service.engine();
        let open = engine.admitted(self.allowed, &asks).await?;
        let admitted: Vec<Ask> = asks.into_iter().zip(&open).filter(|(_, open)| **open).map(|(ask, _)| ask).collect();
        if admitted.is_empty() {
            return Ok(open.iter().map(|_| None).collect());
        }
        let mut figures = engine.figures(self.allowed, &admitted, None).await?.into_iter();
        Ok(open.into_iter().map(|open| if open { figures.next() } else { None }).collect())
    }

    fn ask(&self, indicator: &IndicatorId, period: Period) -> Ask {
        Ask { indicator: indicator.clone(), unit: self.unit.id.clone(), period, boundaries: Boundaries::default() }
    }
}

impl Told {
    /// Whether there is anything to be read: a gap now and before is left out. What is suppressed is told as that.
    fn says(&self) -> bool {
        let told = |figure: &Figure| {
            figure.value.is_some() || figure.missing.as_ref().is_some_and(|missing| missing.code == "figure.suppressed")
        };
        told(&self.now) || self.before.as_ref().is_some_and(told)
    }
}
