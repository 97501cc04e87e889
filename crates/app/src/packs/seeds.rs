//! What a pack brings, as records of the reserved ledgers. Their ids follow from what they say, so that the next
//! version of the pack finds them again.

use kernel::{Date, Fields, LedgerId, RecordId, Value, number, units::Unit};
use pack::model::Pack;
use rules::change::Content;

use crate::world::{PARAMETERS, UNITS};

/// A record a pack brings.
pub(super) struct Seed {
    pub ledger: LedgerId,
    pub record: RecordId,
    pub content: Content,
}

/// Units and parameters.
pub(super) fn seeds(pack: &Pack, root: &Unit) -> Vec<Seed> {
    let content = |fields| Content { unit: root.id.clone(), fields, steps: Vec::new() };
    let units = pack.units.iter().map(|unit| Seed {
        ledger: UNITS.into(),
        record: unit.id.as_str().into(),
        content: content(unit_fields(unit)),
    });
    let parameters = pack.parameters.iter().flat_map(|(id, parameter)| {
        parameter.values.iter().map(move |value| {
            let mut fields = Fields::from([
                ("parameter".into(), Value::text(id.as_str())),
                ("value".into(), Value::Text(number::plain(value.value))),
                ("begins".into(), Value::Date(value.from)),
            ]);
            if !value.basis.is_empty() {
                fields.insert("basis".into(), Value::text(&value.basis));
            }
            if let Some(to) = value.to {
                fields.insert("ends".into(), Value::Date(to));
            }
            (RecordId::from(format!("{id}@{}", value.from)), fields)
        })
    });
    let parameters =
        parameters.map(|(record, fields)| Seed { ledger: PARAMETERS.into(), record, content: content(fields) });
    units.chain(parameters).collect()
}

/// That a pack came into force on a day.
pub(super) fn pack_content(pack: &Pack, root: &Unit, on: Date) -> Content {
    let fields = Fields::from([
        ("digest".into(), Value::text(&pack.digest)),
        ("id".into(), Value::text(pack.id.as_str())),
        ("version".into(), Value::text(&pack.version)),
        ("on".into(), Value::Date(on)),
    ]);
    Content { unit: root.id.clone(), fields, steps: Vec::new() }
}

fn unit_fields(unit: &Unit) -> Fields {
    let mut fields = Fields::from([
        ("code".into(), Value::text(unit.id.as_str())),
        ("name".into(), Value::text(&unit.name)),
        ("level".into(), Value::text(unit.level.as_str())),
        ("begins".into(), Value::Date(unit.begins)),
        ("book".into(), Value::text(unit.book.as_str())),
    ]);
    if !unit.is_root() {
        let spell = |(since, parent): &(Date, kernel::UnitId)| (*since, Some(Box::new(Value::text(parent.as_str()))));
        fields.insert("parent".into(), Value::Spells(unit.parents.iter().map(spell).collect()));
    }
    if !unit.successors.is_empty() {
        let codes: Vec<&str> = unit.successors.iter().map(|unit| unit.as_str()).collect();
        fields.insert("successors".into(), Value::Text(codes.join(",")));
    }
    if let Some(ends) = unit.ends {
        fields.insert("ends".into(), Value::Date(ends));
    }
    fields
}
