//! What a person must have looked at before a document may be issued: forecasts, figures with nothing behind them, and
//! small counts of personal matters. Each figure is one point, however often it is printed.

use std::collections::BTreeSet;

use kernel::{Decimal, Figure, Grade, IndicatorId, Period};
use serde::{Deserialize, Serialize};

use crate::{
    document::{Block, Document, Run},
    scope::UnitRef,
};

/// Counts of persons from 1 to below this may tell who is meant.
const SMALL: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// Why somebody must look.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PointKind {
    /// A forecast: to be replaced, or confirmed.
    Forecast,
    /// Nothing is behind it: to be resolved, or accepted with the words that are printed instead.
    Missing,
    /// A count of personal matters below five.
    Small,
}

/// A figure that somebody must have looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Point {
    /// Why.
    pub kind: PointKind,
    /// Its indicator.
    pub indicator: IndicatorId,
    /// Its unit.
    pub unit: UnitRef,
    /// Its period.
    pub period: Period,
    /// What it is called.
    pub name: String,
    /// As it is printed where it first stands.
    pub text: String,
    /// Why, in a sentence.
    pub message: String,
}

impl Point {
    /// `indicator@unit@period`, as a person or a finding names it.
    pub fn key(&self) -> String {
        key(&self.indicator, self.unit.id.as_str(), self.period)
    }
}

/// `indicator@unit@period`.
pub(crate) fn key(indicator: &IndicatorId, unit: &str, period: Period) -> String {
    format!("{indicator}@{unit}@{period}")
}

/// All points of a document in the order of the text; `personal` tells which indicators count personal matters.
pub fn points(document: &Document, personal: &dyn Fn(&IndicatorId) -> bool) -> Vec<Point> {
    let mut seen = BTreeSet::new();
    let mut points: Vec<Point> = Vec::new();
    for run in document.blocks.iter().flat_map(Block::runs) {
        let Run::Figure { text, figure, against, .. } = run else { continue };
        for (figure, text) in [(Some(figure), text.clone()), (against.as_ref(), String::new())] {
            let Some(figure) = figure else { continue };
            let Some((kind, message)) = concern(figure, personal) else { continue };
            let ask = &figure.ask;
            let key = key(&ask.indicator, ask.unit.as_str(), ask.period);
            if seen.insert((kind, key)) {
                let text = if text.is_empty() { exact(figure) } else { text };
                let (indicator, unit, period) = (ask.indicator.clone(), document.unit_of(figure), ask.period);
                points.push(Point { kind, indicator, unit, period, name: figure.name.clone(), text, message });
            }
        }
    }
    for gap in &document.missing {
        let point = Point {
            kind: PointKind::Missing,
            indicator: gap.indicator.clone(),
            unit: gap.unit.clone(),
            period: gap.period,
            name: gap.name.clone(),
            text: String::new(),
            message: gap.message.clone(),
        };
        if seen.insert((PointKind::Missing, point.key())) {
            points.push(point);
        }
    }
    points
}

/// Whether a count of persons may tell who is meant.
pub fn is_small(value: Decimal) -> bool {
    value > Decimal::ZERO && value < SMALL
}

fn concern(figure: &Figure, personal: &dyn Fn(&IndicatorId) -> bool) -> Option<(PointKind, String)> {
    let value = figure.value?;
    if figure.grade == Grade::Forecast {
        return Some((PointKind::Forecast, "这是预计数，印发前要换成实际数，或者逐个确认。".to_owned()));
    }
    let small = is_small(value) && personal(&figure.ask.indicator);
    small.then(|| (PointKind::Small, "这个数涉及个人，又小于5，公开后可能看得出是谁。".to_owned()))
}

fn exact(figure: &Figure) -> String {
    figure.value.map(|value| format!("{}{}", kernel::number::plain(value), figure.measure.name)).unwrap_or_default()
}
