//! Which columns a ledger has: its fields that expressions can read, `state`, and a day for each step.
//! Geometries and child tables stay in the store: no figure folds them. Of a sealed text the store gives its search hash,
//! so that equal values still count as one.

use std::collections::HashMap;

use pack::model::{FieldType, Ledger, LedgerKind};

use super::column::Shape;

/// The name of the column that holds the state of a case.
pub const STATE: &str = "state";

/// The name of the virtual column that holds the unit of a record.
pub const UNIT: &str = "unit";

/// The columns of a ledger, by place and by name.
#[derive(Clone, Debug)]
pub struct Layout {
    /// Names and shapes, in the order of the chunk's columns.
    pub columns: Vec<(String, Shape)>,
    places: HashMap<String, usize>,
    /// Versions divide into spells.
    pub spells: bool,
    /// The place of the ledger's own date; of a register, the day a record begins.
    pub date: Option<usize>,
}

impl Layout {
    /// The columns of a ledger.
    pub fn of(ledger: &Ledger) -> Self {
        let mut columns: Vec<(String, Shape)> =
            ledger.fields.values().filter_map(|field| Some((field.id.to_string(), shape(&field.ty)?))).collect();
        if ledger.kind == LedgerKind::Case {
            columns.push((STATE.to_owned(), Shape::Text));
            columns.extend(ledger.steps.keys().map(|step| (step_column(step.as_str()), Shape::Day)));
        }
        let places: HashMap<String, usize> =
            columns.iter().enumerate().map(|(place, (name, _))| (name.clone(), place)).collect();
        let date = places.get(ledger.date.as_str()).copied();
        Self { columns, places, spells: ledger.has_spells(), date }
    }

    /// The place of a column.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.places.get(name).copied()
    }

    /// The shape of a column.
    pub fn shape(&self, place: usize) -> Shape {
        self.columns[place].1
    }
}

/// The name of the column that holds the last day a step was taken.
pub fn step_column(step: &str) -> String {
    format!("steps.{step}")
}

fn shape(ty: &FieldType) -> Option<Shape> {
    Some(match ty {
        FieldType::Integer | FieldType::Decimal { .. } | FieldType::Money => Shape::Number(ty.scale()?),
        FieldType::Bool => Shape::Bool,
        FieldType::Date => Shape::Day,
        FieldType::Time => Shape::Moment,
        FieldType::Choices(_) => Shape::Codes,
        FieldType::Table(_) | FieldType::Point | FieldType::Line | FieldType::Polygon => return None,
        _ => Shape::Text,
    })
}
