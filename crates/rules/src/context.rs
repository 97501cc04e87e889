//! What a decision about a record knows of the world around it.

use std::collections::BTreeMap;

use expr::Constants;
use kernel::{Date, Decimal, Fields, StateId, UnitId, UnitTree, Value, number};
use pack::model::{CodeList, Ledger, Pack, Parameter};

use crate::{change::StepTaken, spells, step};

/// The pack in force, the units as they stand, the day, and the constants expressions read.
#[derive(Clone, Debug)]
pub struct Context<'a> {
    /// The pack.
    pub pack: &'a Pack,
    /// The units of all books.
    pub units: &'a UnitTree,
    /// Today in Asia/Shanghai.
    pub today: Date,
    /// `today` and `param.<id>`, as [`constants`] gives them.
    pub constants: Constants,
}

impl<'a> Context<'a> {
    /// A context whose parameters are the pack's own, as they hold today.
    pub fn new(pack: &'a Pack, units: &'a UnitTree, today: Date) -> Self {
        Self::with_parameters(pack, units, today, &|_| None)
    }

    /// A context in which `local` may give a parameter's value (as the reserved ledger has it) before the pack does.
    pub fn with_parameters(
        pack: &'a Pack,
        units: &'a UnitTree,
        today: Date,
        local: &dyn Fn(&str) -> Option<Decimal>,
    ) -> Self {
        Self { pack, units, today, constants: constants(pack, today, local) }
    }

    /// The codes of a choice.
    pub fn codes(&self, list: &str) -> Option<&'a CodeList> {
        self.pack.codes.get(list)
    }

    /// A unit's name; its code where it is unknown.
    pub fn unit_name(&self, unit: &str) -> String {
        self.units.get(unit).map_or_else(|| unit.to_owned(), |unit| unit.name.clone())
    }
}

/// `today` and each parameter's value on that day, in its base unit.
pub fn constants(pack: &Pack, today: Date, local: &dyn Fn(&str) -> Option<Decimal>) -> Constants {
    let mut constants = BTreeMap::from([("today".to_owned(), Some(Value::Date(today)))]);
    for (id, parameter) in &pack.parameters {
        let value = local(id.as_str()).or_else(|| declared(parameter, today));
        let value = value.and_then(|value| match parameter.measure.quantity {
            Some(_) => parameter.measure.to_base(value),
            None => Some(value),
        });
        constants.insert(format!("param.{id}"), value.map(|value| Value::Decimal(value.normalize())));
    }
    constants
}

/// The declared value of a parameter on a day, in its own measure.
pub fn declared(parameter: &Parameter, on: Date) -> Option<Decimal> {
    let holds = parameter.values.iter().rev().find(|value| value.from <= on && value.to.is_none_or(|to| on < to));
    holds.map(|value| value.value)
}

/// What an expression of a ledger reads from one record on a day: fields (dated ones as they stood),
/// `state`, `steps.<id>`, `unit`.
pub fn column(
    ledger: &Ledger,
    unit: &UnitId,
    fields: &Fields,
    steps: &[StepTaken],
    on: Date,
    name: &str,
) -> Option<Value> {
    if let Some(step) = name.strip_prefix("steps.") {
        return steps.iter().rev().find(|taken| taken.step.as_str() == step).map(|taken| Value::Date(taken.on));
    }
    match (name, ledger.field(name)) {
        (_, Some(field)) => {
            let value = match fields.get(name)? {
                Value::Spells(spells) => spells::at(spells, on)?,
                value => value,
            };
            Some(match (value, field.ty.scale()) {
                (Value::Decimal(value), Some(scale)) => Value::Decimal(number::round(*value, u32::from(scale))),
                (value, _) => value.clone(),
            })
        }
        ("unit", None) => Some(Value::text(unit.as_str())),
        ("state", None) => step::state(ledger, steps).map(|state: StateId| Value::text(state.as_str())),
        _ => None,
    }
}
