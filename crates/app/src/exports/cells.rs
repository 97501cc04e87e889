//! What stands in a cell.

use std::{borrow::Cow, collections::BTreeSet};

use kernel::{Date, Decimal, FieldId, Instant, Value};
use pack::model::{Field, FieldType, Ledger};
use rules::{Context, geometry::Shape, show, spells};
use store::ListRow;

use super::{
    columns::{Column, Columns, Source, is_masked},
    titles::Titles,
};

/// One cell.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Cell<'a> {
    Blank,
    Text(Cow<'a, str>),
    Number(Decimal),
    Day(Date),
    Moment(Instant),
}

/// What cells are made by.
pub(crate) struct Words<'a> {
    ledger: &'a Ledger,
    context: &'a Context<'a>,
    fields: Vec<Option<&'a Field>>,
    /// Tables whose rows stand on sheets of their own.
    apart: BTreeSet<&'a FieldId>,
}

/// More digits than this a program of sheets does not keep: such a number is a text.
const DIGITS: i128 = 1_000_000_000_000_000;

impl<'a> Words<'a> {
    pub fn new(ledger: &'a Ledger, columns: &Columns, context: &'a Context<'a>) -> Self {
        let fields = columns.fields.iter().map(|id| ledger.field(id.as_str())).collect();
        Self { ledger, context, fields, apart: BTreeSet::new() }
    }

    /// Of these tables a cell says only how many rows there are, as lists do.
    pub fn with_rows_apart(self, tables: impl Iterator<Item = &'a FieldId>) -> Self {
        Self { apart: tables.collect(), ..self }
    }

    /// The cell of a row in a column; rows are counted from 1.
    pub fn cell<'r>(&'r self, column: &Column, row: &'r ListRow, number: u64, titles: &Titles) -> Cell<'r> {
        match column.source {
            Source::Number => Cell::Number(number.into()),
            Source::Blank => Cell::Blank,
            Source::Record => Cell::Text(row.record.as_str().into()),
            Source::Unit => {
                let unit = self.context.units.get(row.unit.as_str());
                Cell::Text(unit.map_or(row.unit.as_str(), |unit| unit.name.as_str()).into())
            }
            Source::State => {
                let Some(state) = &row.state else { return Cell::Blank };
                let name = self.ledger.states.get(state).map_or(state.as_str(), |state| state.name.as_str());
                Cell::Text(name.into())
            }
            Source::Step(at) => row.steps.get(at).copied().flatten().map_or(Cell::Blank, Cell::Day),
            Source::Field(at) => match (self.fields.get(at), row.values.get(at)) {
                (Some(Some(field)), Some(Some(value))) => self.value(field, value, titles),
                _ => Cell::Blank,
            },
        }
    }

    fn value<'r>(&self, field: &Field, value: &'r Value, titles: &Titles) -> Cell<'r> {
        let look = |ty: &FieldType, id: &str| titles.get(self.context.pack, ty, id);
        if is_masked(field) {
            return text(show::show_masked(field, value, self.context, &look));
        }
        // Of spells, what lists show of them.
        let value = match value {
            Value::Spells(list) => match spells::at(list, self.context.today).or_else(|| spells::latest(list)) {
                Some(value) => value,
                None => return Cell::Blank,
            },
            value => value,
        };
        match (&field.ty, value) {
            (_, Value::Rows(rows)) if self.apart.contains(&field.id) => text(format!("{} 行", rows.len())),
            (_, Value::Integer(number)) => self.number(field, Decimal::from(*number)),
            (_, Value::Decimal(number)) => self.number(field, *number),
            (_, Value::Date(day)) => Cell::Day(*day),
            (_, Value::Time(moment)) => Cell::Moment(*moment),
            (
                FieldType::Text
                | FieldType::LongText
                | FieldType::Phone
                | FieldType::IdNumber
                | FieldType::CreditCode
                | FieldType::Line
                | FieldType::Polygon,
                Value::Text(text),
            ) => Cell::Text(text.as_str().into()),
            // As an import reads it again.
            (FieldType::Point, Value::Text(place)) => match Shape::kept(place) {
                Some(shape) => text(shape.as_typed()),
                None => Cell::Text(place.as_str().into()),
            },
            (_, value) => text(show::show(field, value, self.context, &look)),
        }
    }

    fn number(&self, field: &Field, value: Decimal) -> Cell<'static> {
        number(show::in_measure(field, value))
    }
}

/// A number, or its digits as a text where there are too many of them.
pub(crate) fn number(value: Decimal) -> Cell<'static> {
    let number = value.normalize();
    if number.mantissa().abs() < DIGITS { Cell::Number(number) } else { text(number.to_string()) }
}

fn text(text: String) -> Cell<'static> {
    if text.is_empty() { Cell::Blank } else { Cell::Text(Cow::Owned(text)) }
}
