use kernel::{Quantity, Value};
use pack::model::{FieldType, Privacy};
use rules::{
    Context,
    show::{mask, show, show_masked},
};

use crate::world::{day, field, measured, pack, units};

#[test]
fn values_in_words() {
    let (pack, units) = (pack(), units());
    let context = Context::new(&pack, &units, day("2022-12-31"));
    let decimal = |text: &str| Value::Decimal(text.parse().expect(text));
    let check = |field: pack::model::Field, value: Value, expect: &str| {
        assert_eq!(show(&field, &value, &context, &|_, id| Some(format!("<{id}>"))), expect);
    };
    check(measured(field("f", "f", FieldType::Money), "万元"), decimal("97900.00"), "9.79万元");
    check(field("f", "f", FieldType::Money), decimal("97900.00"), "97900元");
    check(field("f", "f", FieldType::Decimal { scale: 2, quantity: Some(Quantity::Area) }), decimal("3.50"), "3.5亩");
    check(field("f", "f", FieldType::Choice("crops".into())), Value::text("rice"), "水稻");
    check(
        field("f", "f", FieldType::Choices("crops".into())),
        Value::Codes(vec!["rice".into(), "wheat".into()]),
        "水稻、小麦",
    );
    check(field("f", "f", FieldType::Unit(None)), Value::text("360101"), "石桥村");
    check(field("f", "f", FieldType::Person), Value::text("p1"), "<p1>");
    check(field("f", "f", FieldType::Bool), Value::Bool(false), "否");
    let spells = Value::Spells(vec![
        (day("2020-01-01"), Some(Box::new(Value::text("rice")))),
        (day("2024-01-01"), Some(Box::new(Value::text("wheat")))),
    ]);
    check(field("f", "f", FieldType::Choice("crops".into())), spells, "水稻");
}

#[test]
fn personal_values_are_masked() {
    let check = |ty: FieldType, text: &str, expect: &str| assert_eq!(mask(&ty, text), expect);
    check(FieldType::Phone, "13812341234", "138****1234");
    check(FieldType::IdNumber, "11010519491231002X", "110105********002X");
    check(FieldType::Text, "张三丰", "张**");
    check(FieldType::Text, "家住石桥村一组", "***");
    check(FieldType::Money, "1200元", "***");
    let (pack, units) = (pack(), units());
    let context = Context::new(&pack, &units, day("2022-12-31"));
    for (privacy, expect) in [(Privacy::Internal, "13812341234"), (Privacy::Personal, "138****1234")] {
        let mut phone = field("f", "f", FieldType::Phone);
        phone.privacy = privacy;
        assert_eq!(show_masked(&phone, &Value::text("13812341234"), &context, &|_, _| None), expect);
    }
}
