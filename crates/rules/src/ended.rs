//! Codes and units with a day on which they end. The day of the record decides, not the day on which somebody types it: what
//! happened before may still be entered, and what is there already stays as it is.

use kernel::{Date, Fields, Finding, Place, UnitId, Value};
use pack::model::{Code, CodeList, Field, FieldType, Ledger};

use crate::{Context, change::Content};

/// Every choice that the record's own day, or the first day of a spell, may no longer say (`record.ended_choice`), and a
/// unit that was no longer there on that day (`unit.ended`).
pub fn find(ledger: &Ledger, content: &Content, context: &Context<'_>) -> Vec<Finding> {
    let own = content.fields.get(&ledger.date).and_then(Value::as_date).unwrap_or(context.today);
    let mut findings: Vec<Finding> = unit(ledger, content, own, context).into_iter().collect();
    for field in ledger.fields.values() {
        let Some(value) = content.fields.get(&field.id) else { continue };
        match (&field.ty, value) {
            (FieldType::Table(columns), Value::Rows(rows)) => {
                for (number, row) in (1u32..).zip(rows) {
                    for column in columns.values() {
                        let Some(value) = row.get(&column.id) else { continue };
                        let place = Place::field(format!("{}.{}", field.id, column.id)).line(number);
                        findings.extend(one(column, value, own, &place, context));
                    }
                }
            }
            (_, Value::Spells(spells)) => {
                let place = Place::field(field.id.as_str());
                for (since, value) in spells {
                    let value = value.as_deref();
                    findings.extend(value.and_then(|value| one(field, value, *since, &place, context)));
                }
            }
            _ => findings.extend(one(field, value, own, &Place::field(field.id.as_str()), context)),
        }
    }
    findings
}

/// What is wrong with a unit that undoing would put a record into again: it is not there on the record's own day
/// (`unit.ended`), or not at all (`unit.unknown`). The day is not repeated: it may be masked.
pub fn back_in(ledger: &Ledger, unit: &UnitId, fields: &Fields, context: &Context<'_>) -> Option<Finding> {
    if ledger.is_system() {
        return None;
    }
    let Some(known) = context.units.get(unit.as_str()) else {
        let message = format!("代码为“{unit}”的单位已经不在了。");
        return Some(Finding::error("unit.unknown", message, Place::field("unit")));
    };
    let on = fields.get(&ledger.date).and_then(Value::as_date).unwrap_or(context.today);
    let ends = known.ends.filter(|ends| *ends <= on)?;
    let message = format!("“{}”自 {ends} 起已撤销，这条记录的日期在那以后。", known.name);
    Some(Finding::error("unit.ended", message, Place::field("unit")))
}

/// What is said of units themselves, such as a target, is not of a day.
fn unit(ledger: &Ledger, content: &Content, on: Date, context: &Context<'_>) -> Option<Finding> {
    let unit = context.units.get(content.unit.as_str()).filter(|_| !ledger.is_system())?;
    let ends = unit.ends.filter(|ends| *ends <= on)?;
    let message = format!("“{}”自 {ends} 起已撤销，这里的日期是 {on}。", unit.name);
    let next: Vec<String> = unit.successors.iter().map(|next| context.unit_name(next.as_str())).collect();
    let hint = match next.as_slice() {
        [] => "请选现在的单位，或核对日期。".to_owned(),
        next => format!("请选“{}”，或核对日期。", next.join("”或“")),
    };
    Some(Finding::error("unit.ended", message, Place::field("unit")).hint(hint))
}

fn one(field: &Field, value: &Value, on: Date, place: &Place, context: &Context<'_>) -> Option<Finding> {
    let (FieldType::Choice(list) | FieldType::Choices(list)) = &field.ty else { return None };
    let list = context.codes(list.as_str())?;
    let said: Vec<&str> = match value {
        Value::Text(code) => vec![code],
        Value::Codes(codes) => codes.iter().map(String::as_str).collect(),
        _ => Vec::new(),
    };
    let over = |code: &&str| list.codes.get(*code).is_some_and(|entry| entry.ends.is_some_and(|ends| ends <= on));
    let entry = list.codes.get(said.into_iter().find(over)?)?;
    let ends = entry.ends?;
    let message = format!("“{}”的“{}”自 {ends} 起停用，这里的日期是 {on}。", field.name, entry.name);
    Some(Finding::error("record.ended_choice", message, place.clone()).hint(instead(list, entry, on)))
}

fn instead(list: &CodeList, entry: &Code, on: Date) -> String {
    if let Some(next) = entry.becomes.as_deref().and_then(|next| list.codes.get(next)) {
        return format!("请改为“{}”，或核对日期。", next.name);
    }
    let names: Vec<&str> =
        list.codes.values().filter(|code| !code.has_ended(on)).map(|code| code.name.as_str()).take(20).collect();
    format!("可写：{}；或核对日期。", names.join("、"))
}
