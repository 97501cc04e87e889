use expr::{Number, Schema, Type};
use kernel::{Fields, Value};
use pack::model::{Check, FieldType, Ledger, LedgerKind};
use rules::{Context, change::Content, validate::validate};

use crate::world::{day, field, ledger, pack, units};

fn expression(source: &str) -> expr::Expression {
    let number = Type::Number(Number { scale: 0, quantity: None });
    let schema = Schema::new()
        .column("heads", number.clone())
        .column("kind", Type::Text(None))
        .column("begins", Type::Date)
        .constant("today", Type::Date);
    expr::compile_bool(source, &schema).expect(source)
}

/// A register: heads must be positive, a note is needed for `wheat` and asked only where there are heads.
fn register() -> Ledger {
    let mut begins = field("begins", "起始日期", FieldType::Date);
    begins.required = true;
    begins.check =
        Some(Check { expression: expression("begins <= today"), message: "还没到这一天。".to_owned() });
    let mut note = field("note", "说明", FieldType::Text);
    note.required_if = Some(expression("kind == 'wheat'"));
    note.show_if = Some(expression("heads > 0"));
    let mut class = field("class", "类别", FieldType::Text);
    class.dated = true;
    let mut ledger = ledger(
        LedgerKind::Register,
        "begins",
        vec![
            begins,
            field("ends", "终止日期", FieldType::Date),
            field("heads", "人数", FieldType::Integer),
            field("kind", "作物", FieldType::Choice("crops".into())),
            note,
            class,
        ],
    );
    ledger.checks = vec![Check { expression: expression("heads >= 0"), message: "人数不能为负。".to_owned() }];
    ledger
}

/// The findings as `code@field`, in order.
fn check(unit: &str, fields: &[(&str, Value)], expect: &[&str]) {
    let (pack, units) = (pack(), units());
    let context = Context::new(&pack, &units, day("2022-12-31"));
    let fields: Fields = fields.iter().map(|(id, value)| ((*id).into(), value.clone())).collect();
    let content = Content { unit: unit.into(), fields, steps: Vec::new() };
    let findings = validate(&register(), &content, &context);
    let found: Vec<String> =
        findings.iter().map(|f| format!("{}@{}", f.code, f.place.field.as_deref().unwrap_or("-"))).collect();
    assert_eq!(found, expect, "{content:?}");
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let begins = || ("begins", Value::Date(day("2022-01-01")));
    let date = |text: &str| Value::Date(day(text));
    check("360101", &[begins()], &[]);
    check("360101", &[], &["record.required@begins"]);
    check("3601", &[begins()], &["unit.wrong_level@unit"]);
    check("99", &[], &["unit.unknown@unit", "record.required@begins"]);
    check("360101", &[("begins", date("2023-01-01"))], &["record.field_check@begins"]);
    check("360101", &[begins(), ("ends", date("2022-01-01"))], &["record.ends_before_begins@ends"]);
    check("360101", &[begins(), ("heads", Value::Integer(-1))], &["record.check@-"]);
    check("360101", &[begins(), ("heads", Value::text("3"))], &["record.wrong_type@heads"]);
    check("360101", &[begins(), ("wings", Value::Integer(2))], &["record.unknown_field@wings"]);
}

#[test]
fn fields_are_asked_and_needed_by_condition() {
    let begins = || ("begins", Value::Date(day("2022-01-01")));
    let wheat = || ("kind", Value::text("wheat"));
    check("360101", &[begins(), wheat(), ("heads", Value::Integer(3))], &["record.required@note"]);
    check("360101", &[begins(), wheat(), ("heads", Value::Integer(0))], &[]);
    check("360101", &[begins(), wheat()], &[]);
    check("360101", &[begins(), ("heads", Value::Integer(0)), ("note", Value::text("多"))], &["record.not_asked@note"]);
}

#[test]
fn spells_go_from_early_to_late() {
    let begins = || ("begins", Value::Date(day("2022-01-01")));
    let spell = |on: &str, value: &str| (day(on), Some(Box::new(Value::text(value))));
    let class = |spells| ("class", Value::Spells(spells));
    check("360101", &[begins(), class(vec![spell("2022-01-01", "a"), spell("2022-06-01", "b")])], &[]);
    check(
        "360101",
        &[begins(), class(vec![spell("2022-06-01", "a"), spell("2022-06-01", "b")])],
        &["record.spells_order@class"],
    );
    check("360101", &[begins(), ("class", Value::text("a"))], &["record.wrong_type@class"]);
}

#[test]
fn what_one_unit_keeps_takes_no_record_of_another() {
    let (pack, units) = (pack(), units());
    let context = Context::new(&pack, &units, day("2022-12-31"));
    let own = Ledger { only: Some("3601".into()), ..register() };
    for (unit, expect) in [("360101", None), ("360201", Some("unit.not_kept"))] {
        let fields: Fields = [("begins".into(), Value::Date(day("2022-01-01")))].into();
        let found = validate(&own, &Content { unit: unit.into(), fields, steps: Vec::new() }, &context);
        assert_eq!(found.first().map(|finding| finding.code.as_str()), expect, "{unit}: {found:?}");
    }
}
