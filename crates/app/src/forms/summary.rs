//! Rows that are units: the figures of each, and those of the whole unit itself, which are asked for and never added up.

use std::collections::BTreeMap;

use kernel::{Ask, Boundaries, Cut, Figure, Grade, IndicatorId, LevelId, Period, Problem, Spread, UnitId};
use pack::model::{Form, FormCell};
use report::points::is_small;
use rules::access::{Allowed, Read};

use super::preview::Gap;
use crate::{Service, World};

/// What stands in front of the last row.
pub(super) const WHOLE: &str = "合计";
/// What stands for the units that a split left undecided.
const UNDECIDED: &str = "待划分";

/// The rows of a summary; the last is the whole.
pub(super) struct Summary {
    pub rows: Vec<SummaryRow>,
    /// Its indicators, each once, and what stands above them.
    columns: Vec<(IndicatorId, String)>,
}

/// A row of a summary.
pub(super) struct SummaryRow {
    /// What stands in front of it.
    pub name: String,
    /// Whether it is that of the whole.
    pub is_whole: bool,
    /// Its figures. A unit that is not there in the period has none where none could be.
    pub figures: BTreeMap<IndicatorId, Figure>,
}

/// Asks all of a form's figures together.
pub(super) async fn summary(
    service: &Service,
    allowed: &Allowed<Read>,
    world: &World,
    form: &Form,
    level: &LevelId,
    (unit, period): (&UnitId, Period),
    cut: &Cut,
) -> Result<Summary, Problem> {
    let mut columns: Vec<(IndicatorId, String)> = Vec::new();
    for column in &form.columns {
        if let FormCell::Indicator(id) = &column.shows
            && columns.iter().all(|(known, _)| known != id)
        {
            columns.push((id.clone(), column.name.clone()));
        }
    }
    let indicators: Vec<&IndicatorId> = columns.iter().map(|(id, _)| id).collect();
    let spread = |indicator: &IndicatorId, level: Option<&LevelId>| Spread {
        ask: Ask { indicator: indicator.clone(), unit: unit.clone(), period, boundaries: Boundaries::default() },
        level: level.cloned(),
        every: None,
    };
    let below = indicators.iter().map(|id| spread(id, Some(level)));
    let spreads: Vec<Spread> = below.chain(indicators.iter().map(|id| spread(id, None))).collect();
    let mut answers = service.engine().spreads(allowed, &spreads, Some(cut.clone())).await?;
    let wholes = answers.split_off(indicators.len());
    // What a split left undecided comes last.
    let mut rows: BTreeMap<(bool, UnitId), BTreeMap<IndicatorId, Figure>> = BTreeMap::new();
    for (id, cells) in indicators.iter().zip(answers) {
        for (of, _, figure) in cells {
            let key = (of.is_none(), of.unwrap_or_else(|| figure.ask.unit.clone()));
            rows.entry(key).or_default().insert((*id).clone(), figure);
        }
    }
    let name = |id: &UnitId| world.units.get(id.as_str()).map_or(id.to_string(), |unit| unit.name.clone());
    let row = |((is_undecided, id), figures): ((bool, UnitId), BTreeMap<IndicatorId, Figure>)| SummaryRow {
        name: if is_undecided { format!("{}（{UNDECIDED}）", name(&id)) } else { name(&id) },
        is_whole: false,
        figures,
    };
    let mut rows: Vec<SummaryRow> = rows.into_iter().map(row).collect();
    let own =
        indicators.iter().zip(wholes).filter_map(|(id, cells)| Some(((*id).clone(), cells.into_iter().next()?.2)));
    rows.push(SummaryRow { name: WHOLE.to_owned(), is_whole: true, figures: own.collect() });
    Ok(Summary { rows, columns })
}

impl Summary {
    /// How many rows there are beside the whole.
    pub fn total(&self) -> u64 {
        self.rows.iter().filter(|row| !row.is_whole).count() as u64
    }

    /// The figures that are missing, and why.
    pub fn missing(&self) -> Vec<Gap> {
        self.gaps(|figure| figure.missing.as_ref().map(|missing| missing.message.clone()))
    }

    /// Counts of persons that are so small that they may tell who is meant.
    pub fn small(&self, world: &World) -> Vec<Gap> {
        let is_personal =
            |id: &IndicatorId| world.pack.indicator(id.as_str()).is_some_and(|indicator| indicator.personal);
        self.gaps(|figure| {
            let value = figure.value.filter(|value| is_small(*value) && is_personal(&figure.ask.indicator))?;
            Some(format!(
                "{}{}，涉及个人又小于5，公开后可能看得出是谁",
                kernel::number::plain(value),
                figure.measure.name
            ))
        })
    }

    /// Figures that somebody foretold: whoever sends them up as they are has to know.
    pub fn forecast(&self) -> Vec<Gap> {
        self.gaps(|figure| {
            let value = figure.value.filter(|_| figure.grade == Grade::Forecast)?;
            Some(format!("{}{}是预计数，还不是结果", kernel::number::plain(value), figure.measure.name))
        })
    }

    /// What is said below the table of figures that do not rest on records one by one, a sentence an indicator and grade.
    pub fn founded(&self) -> Vec<String> {
        let mut told: Vec<(&str, Grade, Vec<&str>)> = Vec::new();
        for (id, column) in &self.columns {
            for row in &self.rows {
                let figure = row.figures.get(id).filter(|figure| figure.value.is_some());
                let Some(grade) = figure.map(|figure| figure.grade).filter(|grade| *grade != Grade::Records) else {
                    continue;
                };
                match told.iter_mut().find(|(name, known, _)| *name == column && *known == grade) {
                    Some((.., rows)) => rows.push(&row.name),
                    None => told.push((column, grade, vec![&row.name])),
                }
            }
        }
        let all = self.rows.len();
        let sentence = |(column, grade, rows): (&str, Grade, Vec<&str>)| {
            let whose = if rows.len() == all { "各行".to_owned() } else { rows.join("、") };
            format!("“{column}”{whose}的数是{}。", grade.name())
        };
        told.into_iter().map(sentence).collect()
    }

    fn gaps(&self, told: impl Fn(&Figure) -> Option<String>) -> Vec<Gap> {
        let of = |row: &SummaryRow| {
            let gap = |(id, column): &(IndicatorId, String)| {
                Some(Gap { row: row.name.clone(), column: column.clone(), message: told(row.figures.get(id)?)? })
            };
            self.columns.iter().filter_map(gap).collect::<Vec<_>>()
        };
        self.rows.iter().flat_map(of).collect()
    }
}
