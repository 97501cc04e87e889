//! The names an expression may use, for each place that holds one.

use std::sync::Arc;

use expr::{Schema, Type};
use indexmap::IndexMap;
use kernel::FieldId;

use super::{Field, Indicator, Ledger, LedgerKind, Pack};

/// Where an expression over a ledger stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Use {
    /// Validation of a record, and filters of lists: `today`, parameters.
    Record,
    /// The guard of a step: also `actor.person`.
    Guard,
    /// A figure: also `period.first` and `period.last`.
    Figure,
}

impl Pack {
    /// Columns and constants for an expression over a ledger.
    pub fn schema(&self, ledger: &Ledger, place: Use) -> Schema {
        let mut schema = self.constants();
        self.add_fields(&mut schema, &ledger.fields);
        schema.columns.insert("unit".to_owned(), Type::text());
        if ledger.kind == LedgerKind::Case {
            let states: Vec<String> = ledger.states.keys().map(ToString::to_string).collect();
            schema.columns.insert("state".to_owned(), Type::Text(Some(Arc::from(states))));
            schema.columns.extend(ledger.steps.keys().map(|step| (format!("steps.{step}"), Type::Date)));
        }
        match place {
            Use::Record => schema,
            Use::Guard => schema.constant("actor.person", Type::text()),
            Use::Figure => with_period(schema),
        }
    }

    /// Columns and constants for an expression over the child rows of a table.
    pub fn child_schema(&self, children: &IndexMap<FieldId, Field>) -> Schema {
        let mut schema = self.constants();
        self.add_fields(&mut schema, children);
        schema
    }

    /// For the condition of "how many units": the column `value` is the indicator asked of every unit.
    pub fn condition_schema(&self, of: &Indicator) -> Schema {
        with_period(self.constants()).column("value", Type::Number(self.number_of(of)))
    }

    /// For a formula: every indicator so far is a column named by its id, a number in base units.
    pub fn formula_schema(&self) -> Schema {
        let number = |indicator: &Indicator| Type::Number(self.number_of(indicator));
        let columns = self.indicators.values().map(|indicator| (indicator.id.to_string(), number(indicator)));
        Schema { columns: columns.collect(), ..Schema::new() }
    }

    /// `today` and the parameters.
    fn constants(&self) -> Schema {
        let mut schema = Schema::new().constant("today", Type::Date);
        for parameter in self.parameters.values() {
            schema.constants.insert(format!("param.{}", parameter.id), Type::Number(parameter.number()));
        }
        schema
    }

    fn add_fields(&self, schema: &mut Schema, fields: &IndexMap<FieldId, Field>) {
        let codes = |list: &str| {
            let list = self.codes.get(list)?;
            Some(Arc::from(list.codes.keys().cloned().collect::<Vec<String>>()))
        };
        for field in fields.values() {
            if let Some(ty) = field.ty.expression_type(&codes) {
                schema.columns.insert(field.id.to_string(), ty);
            }
        }
    }
}

fn with_period(schema: Schema) -> Schema {
    schema.constant("period.first", Type::Date).constant("period.last", Type::Date)
}
