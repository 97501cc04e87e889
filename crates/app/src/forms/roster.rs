//! Rows that are records: the question of a list, with the condition and the order of the form, and its columns.

use kernel::{Period, Problem, UnitId, Value};
use pack::model::{Form, FormCell, FormRows, Ledger};
use store::ListQuery;

use crate::{
    World,
    exports::{self, Column, Columns, Source},
    records::{self, List},
};

/// What a roster is made of.
pub(super) struct Roster<'w> {
    pub ledger: &'w Ledger,
    pub columns: Columns,
    pub query: ListQuery,
}

/// The roster of a form; nothing where its rows are no records.
pub(super) fn roster<'w>(
    world: &'w World,
    form: &Form,
    unit: &UnitId,
    period: Period,
    as_of: kernel::Cut,
) -> Option<Result<Roster<'w>, Problem>> {
    let FormRows::Records { ledger, filter, sort } = &form.rows else { return None };
    let ledger = world.pack.ledger(ledger.as_str())?;
    let asked = List { unit: Some(unit.clone()), as_of: Some(as_of), ..List::default() };
    let query = records::question(world, ledger, &asked).map(|mut query| {
        let days = [("period.first", period.first()), ("period.last", period.last())];
        query.constants.extend(days.map(|(name, day)| (name.to_owned(), Some(Value::Date(day)))));
        ListQuery { filter: filter.clone(), sort: sort.clone(), ..query }
    });
    Some(query.map(|query| Roster { ledger, columns: columns(form, ledger), query }))
}

/// The columns of a form as those of a list. Unlike there, a field may stand twice.
fn columns(form: &Form, ledger: &Ledger) -> Columns {
    let mut columns = Columns::default();
    for column in &form.columns {
        let (source, looks) = match &column.shows {
            FormCell::Number => (Source::Number, exports::Form::Number(Some(0))),
            FormCell::Unit => (Source::Unit, exports::Form::Text),
            FormCell::State => (Source::State, exports::Form::Text),
            FormCell::Blank | FormCell::Indicator(_) => (Source::Blank, exports::Form::Text),
            FormCell::Step(step) => match exports::place_of_step(ledger, step.as_str()) {
                Some((at, _)) => (Source::Step(at), exports::Form::Day),
                None => (Source::Blank, exports::Form::Text),
            },
            FormCell::Field(id) => match ledger.field(id.as_str()) {
                Some(field) => {
                    let known = columns.fields.iter().position(|other| other == id);
                    let at = known.unwrap_or_else(|| {
                        columns.fields.push(id.clone());
                        columns.fields.len() - 1
                    });
                    (Source::Field(at), exports::form(field))
                }
                None => (Source::Blank, exports::Form::Text),
            },
        };
        columns.all.push(Column { heading: column.heading(), source, form: looks });
    }
    columns
}
