//! What is asked of a table.

use std::sync::Arc;

use expr::{Constants, Expression};
use kernel::{Boundaries, Date, Period, UnitId, UnitTree, Value, number};
use pack::model::{DateOf, Fold, Moment, Pack};

use crate::{
    columns::{Table, step_column},
    records::{Parameters, Reserved},
};

/// What is the same for all questions of one run.
pub struct World<'a> {
    /// Names and types.
    pub pack: &'a Pack,
    /// Units at the cut.
    pub tree: &'a UnitTree,
    /// Parameters at the cut.
    pub parameters: &'a Parameters,
    /// Today.
    pub today: Date,
    /// What units and parameters are part of, where others may ask of the same.
    pub reserved: Option<&'a Arc<Reserved>>,
}

/// One fold, when, by which boundaries, and for which scopes.
#[derive(Clone, Debug)]
pub struct Lane<'a> {
    /// The plan.
    pub fold: &'a Fold,
    /// Only the part of its rows for which this is true.
    pub part: Option<&'a Expression>,
    /// When.
    pub period: Period,
    /// By which boundaries rows are placed.
    pub boundaries: Boundaries,
    /// For each of these units.
    pub scopes: Vec<UnitId>,
}

/// Which day places a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PlacedBy {
    /// The same for all rows.
    Day(i32),
    /// The day in a column.
    Column(usize),
}

impl Lane<'_> {
    /// The column of a row's day: that which places it in the period; of a stock, the day it begins.
    pub fn day_column(&self, table: &Table) -> Option<usize> {
        match &self.fold.moment {
            Moment::InPeriod(DateOf::Field(field)) => table.layout.place(field.as_str()),
            Moment::InPeriod(DateOf::Step(step)) => table.layout.place(&step_column(step.as_str())),
            Moment::OnLastDay => table.layout.date,
        }
    }

    /// Which day places a row among the units.
    pub fn placed_by(&self, table: &Table, world: &World<'_>) -> PlacedBy {
        let last = PlacedBy::Day(self.period.last().days());
        match (self.boundaries, &self.fold.moment) {
            (Boundaries::Now, _) => PlacedBy::Day(world.today.days()),
            (Boundaries::Then, Moment::OnLastDay) => last,
            (Boundaries::Then, Moment::InPeriod(_)) => self.day_column(table).map_or(last, PlacedBy::Column),
        }
    }
}

impl World<'_> {
    /// The constants an expression reads, for a period. Parameters are those of the period's last day.
    pub fn constants(&self, expression: &Expression, period: Period) -> Constants {
        let value = |name: &str, ty: &expr::Type| match name {
            "today" => Some(Value::Date(self.today)),
            "period.first" => Some(Value::Date(period.first())),
            "period.last" => Some(Value::Date(period.last())),
            _ => {
                let id = name.strip_prefix("param.")?;
                let value = self.parameters.base_on(self.pack, id, period.last())?;
                let scale = ty.as_number().map_or(0, |number| u32::from(number.scale));
                Some(Value::Decimal(number::round(value, scale)))
            }
        };
        expression.constants().iter().map(|(name, ty)| (name.clone(), value(name, ty))).collect()
    }
}
