//! Figures and the questions for them.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes;

/// Until when is asked.
#[derive(Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CutQuery {
    /// The day whose end is meant; one to come means now.
    #[param(value_type = shapes::Day)]
    pub day: String,
}

/// What was known then.
#[derive(Serialize, ToSchema)]
pub struct KnownBy {
    /// Where each book stood, as `as_of` is asked for.
    pub as_of: String,
}

/// A question for one figure.
#[derive(Deserialize, Serialize, ToSchema, Clone)]
pub struct Ask {
    /// An indicator's id.
    pub indicator: String,
    /// The scope: everything within this unit.
    pub unit: String,
    /// `2022`, `2022-Q1`, `2022-03`, `2022-01-01..2022-10-31`.
    #[schema(value_type = shapes::Period)]
    pub period: String,
    /// `then` (the boundaries of each record's day) or `now`.
    #[serde(default)]
    #[schema(value_type = Option<shapes::Boundaries>)]
    pub boundaries: Option<String>,
}

/// Several questions, answered together at one cut.
#[derive(Deserialize, ToSchema)]
pub struct Asks {
    /// The questions.
    pub asks: Vec<Ask>,
    /// The cut to answer at; the newest where absent.
    #[serde(default)]
    #[schema(value_type = Option<shapes::Cut>)]
    pub as_of: Option<String>,
}

/// One indicator over the units of a level, by parts of the period.
#[derive(Deserialize, ToSchema)]
pub struct Spread {
    /// The question that is spread.
    pub ask: Ask,
    /// One figure for each unit of this level.
    #[serde(default)]
    pub level: Option<String>,
    /// One figure for each `year`, `quarter` or `month`.
    #[serde(default)]
    #[schema(value_type = Option<shapes::Every>)]
    pub every: Option<String>,
    /// The cut to answer at.
    #[serde(default)]
    #[schema(value_type = Option<shapes::Cut>)]
    pub as_of: Option<String>,
}

/// An answered figure.
#[derive(Serialize, ToSchema, Clone)]
pub struct Figure {
    /// The indicator's id.
    pub indicator: String,
    /// Its name.
    pub name: String,
    /// The value in `in`, a decimal; null when nothing is behind it.
    pub value: Option<String>,
    /// The unit of the value: 万元, 亩, 户, %.
    #[serde(rename = "in")]
    pub measure: String,
    /// Places it is shown with.
    pub places: Option<u32>,
    /// `records`, `village_totals`, `external`, `attested`, `forecast`.
    pub grade: &'static str,
    /// The word for the grade.
    pub grade_name: &'static str,
    /// Of a ratio, the exact part.
    pub numerator: Option<String>,
    /// Of a ratio, the exact whole.
    pub denominator: Option<String>,
    /// The scope.
    pub unit: String,
    /// The scope's name.
    pub unit_name: String,
    /// The period.
    pub period: String,
    /// The boundaries records were placed by.
    pub boundaries: &'static str,
    /// The cut it was computed at.
    #[schema(value_type = String)]
    pub as_of: Arc<str>,
    /// Digest of the definition.
    pub definition: String,
    /// Records behind it.
    pub rows: Option<u64>,
    /// Why there is no value.
    pub missing: Option<Missing>,
}

/// Why a figure has no value.
#[derive(Serialize, ToSchema, Clone)]
pub struct Missing {
    /// Stable code.
    pub code: String,
    /// A sentence, with what to do.
    pub message: String,
}

/// Answers, in the order of the questions.
#[derive(Serialize, ToSchema)]
pub struct Figures {
    /// The cut all were computed at.
    pub as_of: String,
    /// The figures.
    pub figures: Vec<Figure>,
}

/// One cell of a spread.
#[derive(Serialize, ToSchema)]
pub struct Cell {
    /// The unit; null for what a split left undecided (待划分).
    pub unit: Option<String>,
    /// Its name.
    pub unit_name: String,
    /// The part of the period.
    pub period: String,
    /// The figure.
    pub figure: Figure,
}

/// A spread's cells.
#[derive(Serialize, ToSchema)]
pub struct Cells {
    /// The cut.
    pub as_of: String,
    /// The cells, units in order, then periods.
    pub cells: Vec<Cell>,
}

/// An indicator of the pack.
#[derive(Serialize, ToSchema)]
pub struct Indicator {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// The unit it is answered in.
    #[serde(rename = "in")]
    pub measure: String,
    /// `fold`, `ratio`, `formula`, `against`, `rank`, `units`, `sourced`, `target`, `parameter`.
    pub kind: String,
    /// The definition in words, as the pack gives it.
    pub about: Option<String>,
    /// Digest of the definition.
    pub definition: String,
    /// The ledger whose records it folds.
    pub ledger: Option<String>,
}

impl From<&kernel::Figure> for Figure {
    fn from(figure: &kernel::Figure) -> Self {
        Self::at(figure, figure.as_of.to_string().into())
    }
}

impl Figure {
    /// The figure with its unit's name.
    pub fn of(figure: &kernel::Figure, units: &kernel::UnitTree) -> Self {
        Self { unit_name: name_of(figure, units), ..Self::from(figure) }
    }

    /// Several figures with their units' names. Those of one question have one cut: a county's names hundreds of books, and is
    /// put into words once.
    pub fn all<'f>(
        figures: impl Iterator<Item = &'f kernel::Figure>,
        units: &kernel::UnitTree,
    ) -> impl Iterator<Item = Self> {
        let mut said: Option<(&'f kernel::Cut, Arc<str>)> = None;
        figures.map(move |figure| {
            let known = said.take().filter(|(cut, _)| **cut == figure.as_of);
            let (_, as_of) = said.insert(known.unwrap_or_else(|| (&figure.as_of, figure.as_of.to_string().into())));
            Self { unit_name: name_of(figure, units), ..Self::at(figure, as_of.clone()) }
        })
    }

    fn at(figure: &kernel::Figure, as_of: Arc<str>) -> Self {
        Self {
            indicator: figure.ask.indicator.as_str().to_owned(),
            name: figure.name.clone(),
            value: figure.value.map(|value| shown(value, figure.places)),
            measure: figure.measure.name.clone(),
            places: figure.places,
            grade: grade(figure.grade),
            grade_name: figure.grade.name(),
            numerator: figure.numerator.map(kernel::number::plain),
            denominator: figure.denominator.map(kernel::number::plain),
            unit: figure.ask.unit.as_str().to_owned(),
            unit_name: String::new(),
            period: figure.ask.period.to_string(),
            boundaries: boundaries(figure.ask.boundaries),
            as_of,
            definition: figure.definition.clone(),
            rows: figure.rows,
            missing: figure
                .missing
                .as_ref()
                .map(|missing| Missing { code: missing.code.clone(), message: missing.message.clone() }),
        }
    }
}

fn name_of(figure: &kernel::Figure, units: &kernel::UnitTree) -> String {
    units.get(figure.ask.unit.as_str()).map(|unit| unit.name.clone()).unwrap_or_default()
}

fn shown(value: kernel::Decimal, places: Option<u32>) -> String {
    places.map_or_else(|| kernel::number::plain(value), |places| kernel::number::round(value, places).to_string())
}

/// The code of a grade.
pub fn grade(grade: kernel::Grade) -> &'static str {
    match grade {
        kernel::Grade::Records => "records",
        kernel::Grade::VillageTotals => "village_totals",
        kernel::Grade::External => "external",
        kernel::Grade::Attested => "attested",
        kernel::Grade::Forecast => "forecast",
    }
}

fn boundaries(boundaries: kernel::Boundaries) -> &'static str {
    match boundaries {
        kernel::Boundaries::Then => "then",
        kernel::Boundaries::Now => "now",
    }
}
