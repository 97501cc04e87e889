use kernel::{Measure, Quantity};
use pack::model::FieldType;
use rules::{
    Context,
    convert::{Input, convert, from_float, from_json, measure_of_heading},
};

use crate::world::{day, field, measured, pack, units};

/// What is read, as JSON text; or the code of the first finding.
fn read(field: &pack::model::Field, input: Input, written_in: Option<&str>) -> String {
    let (pack, units) = (pack(), units());
    let context = Context::new(&pack, &units, day("2022-12-31"));
    match convert(field, &input, written_in.map(Measure::read).as_ref(), &context) {
        Ok(value) => value.map_or("none".to_owned(), |value| value.to_json().to_string().replace('"', "")),
        Err(findings) => findings[0].code.clone(),
    }
}

fn check(ty: FieldType, cases: &[(&str, &str)]) {
    for (text, expect) in cases {
        assert_eq!(read(&field("f", "字段", ty.clone()), Input::from(*text), None), *expect, "{ty:?} {text}");
    }
}

#[test]
fn days_in_the_usual_ways() {
    check(
        FieldType::Date,
        &[
            ("2022-03-05", "2022-03-05"),
            ("2022/3/5", "2022-03-05"),
            ("2022.3.5", "2022-03-05"),
            ("2022年3月5日", "2022-03-05"),
            ("2022 年 3 月 5 日", "2022-03-05"),
            ("２０２２年３月５号", "2022-03-05"),
            ("二〇二二年三月五日", "2022-03-05"),
            ("二零二二年十二月二十五日", "2022-12-25"),
            ("二○二二年十月三十一日", "2022-10-31"),
            ("20220305", "2022-03-05"),
            ("44625", "2022-03-05"),
            ("2022-03-05 00:00:00", "2022-03-05"),
            ("", "none"),
            ("—", "none"),
            ("2022-02-30", "value.not_a_date"),
            ("2022年3月", "value.not_a_date"),
            ("2022", "value.not_a_date"),
            ("3/5/2022", "value.not_a_date"),
            ("1022-03-05", "value.unlikely_year"),
            ("202-03-05", "value.unlikely_year"),
            ("1899-12-31", "value.unlikely_year"),
            ("9999-12-31", "value.unlikely_year"),
            ("1000年1月1日", "value.unlikely_year"),
            ("1900-01-01", "1900-01-01"),
            ("长期", "value.not_a_date"),
            ("10220305", "value.not_a_date"),
            ("22.3.5", "value.not_a_date"),
            ("三月五日", "value.not_a_date"),
            ("2022.3.5前后", "value.not_a_date"),
            ("去年", "value.not_a_date"),
        ],
    );
    let number = |text: &str| read(&field("f", "f", FieldType::Date), Input::Number(text.parse().expect(text)), None);
    assert_eq!(number("44625"), "2022-03-05");
    assert_eq!(number("44625.354"), "2022-03-05");
    assert_eq!(number("20220305"), "2022-03-05");
    assert_eq!(number("2022"), "value.not_a_date");
    assert_eq!(number("2022.3"), "value.not_a_date");
}

#[test]
fn moments() {
    check(
        FieldType::Time,
        &[
            ("2022-03-05 08:30", "2022-03-05T08:30:00.000+08:00"),
            ("2022年3月5日下午2时5分", "2022-03-05T14:05:00.000+08:00"),
            ("2022-03-05", "2022-03-05T00:00:00.000+08:00"),
            ("2022-03-05T08:30:00.000+08:00", "2022-03-05T08:30:00.000+08:00"),
            ("2022-03-05 25:00", "value.not_a_time"),
        ],
    );
}

#[test]
fn numbers_as_people_write_them() {
    check(
        FieldType::Decimal { scale: 2, quantity: None },
        &[
            ("1,234,567.8", "1234567.80"),
            ("１２３４．５", "1234.50"),
            (" 12 ", "12.00"),
            ("-0.5", "-0.50"),
            ("12%", "12.00"),
            ("1,23", "value.not_a_number"),
            ("约12", "value.not_a_number"),
            ("12-13", "value.not_a_number"),
            ("一百", "value.not_a_number"),
            ("1.2.3", "value.not_a_number"),
            ("0.125", "value.too_many_places"),
            ("0.1250000", "value.too_many_places"),
            ("92233720368547758.08", "value.out_of_range"),
            ("99999999999999999999999999999999999", "value.not_a_number"),
        ],
    );
    check(FieldType::Integer, &[("12户", "12"), ("12.0", "12"), ("12.5", "value.too_many_places"), ("1 234", "1234")]);
}

#[test]
fn units_of_measure_convert_exactly() {
    let money = || measured(field("f", "收入", FieldType::Money), "万元");
    let area = || measured(field("f", "面积", FieldType::Decimal { scale: 2, quantity: Some(Quantity::Area) }), "亩");
    let heads = || measured(field("f", "人数", FieldType::Integer), "人");
    let check = |field: pack::model::Field, text: &str, heading: Option<&str>, expect: &str| {
        assert_eq!(read(&field, Input::from(text), heading), expect, "{text} {heading:?}");
    };
    check(money(), "152.81", Some("万元"), "1528100.00");
    check(money(), "152.81万元", Some("元"), "1528100.00");
    check(money(), "152.81", Some("元"), "152.81");
    check(money(), "152.81", None, "152.81");
    check(money(), "15.2万", None, "152000.00");
    check(money(), "0.1234567", Some("万元"), "value.too_many_places");
    check(money(), "12亩", None, "value.wrong_unit");
    check(money(), "12", Some("户"), "value.wrong_unit");
    check(area(), "2公顷", Some("亩"), "30.00");
    check(area(), "2000平方米", None, "3.00");
    check(area(), "100平方米", None, "0.15");
    check(heads(), "1.2万人", None, "12000");
    check(heads(), "12户", None, "value.wrong_unit");
}

#[test]
fn codes_by_code_name_or_alias() {
    check(
        FieldType::Choice("crops".into()),
        &[
            ("wheat", "wheat"),
            ("小 麦", "wheat"),
            ("早稻", "rice"),
            ("旧麦", "wheat"),
            ("玉米/苞谷", "maize"),
            ("小米", "value.unknown_choice"),
        ],
    );
    check(
        FieldType::Choices("crops".into()),
        &[
            ("小麦、水稻", "[wheat,rice]"),
            ("玉米/苞谷", "[maize]"),
            ("小麦，早稻,晚稻", "[wheat,rice]"),
            ("小麦、高粱", "value.unknown_choice"),
        ],
    );
    check(
        FieldType::Bool,
        &[("是", "true"), ("√", "true"), ("×", "false"), ("无", "false"), ("也许", "value.not_yes_or_no")],
    );
}

#[test]
fn numbers_with_a_check_digit() {
    check(
        FieldType::IdNumber,
        &[
            ("11010519491231002x", "11010519491231002X"),
            ("110105 19491231 002X", "11010519491231002X"),
            ("１１０１０５１９４９１２３１００２Ｘ", "11010519491231002X"),
            ("110105194912310021", "value.id_number"),
            ("1.10105E+17", "value.digits_lost"),
        ],
    );
    let cell = Input::Number("110105194912310000".parse().expect("number"));
    assert_eq!(read(&field("f", "f", FieldType::IdNumber), cell, None), "value.digits_lost");
    check(
        FieldType::CreditCode,
        &[("91350100m000100y43", "91350100M000100Y43"), ("91350100M000100Y44", "value.credit_code")],
    );
    check(
        FieldType::Phone,
        &[("138 0013 8000", "13800138000"), ("+86 13800138000", "13800138000"), ("1380013800", "value.phone")],
    );
}

#[test]
fn units_by_name_or_code() {
    check(
        FieldType::Unit(None),
        &[
            ("360101", "360101"),
            ("石桥村", "360101"),
            ("石桥", "360101"),
            ("青山镇石桥村", "360101"),
            ("白水镇新华村", "360201"),
            ("云岭县白水镇新华村", "360201"),
            ("新华村", "unit.ambiguous"),
            ("石侨村", "unit.unknown"),
        ],
    );
    check(FieldType::Unit(Some("township".into())), &[("青山镇", "3601"), ("石桥村", "unit.unknown")]);
}

#[test]
fn geometries_lie_within_the_country() {
    let point = r#"{type:Point,coordinates:[110.25,30.12]}"#;
    let read = |text: &str| read(&field("f", "f", FieldType::Point), Input::from(text), None).replace('\\', "");
    assert_eq!(read("110.25, 30.12"), point);
    assert_eq!(read("30.12,110.25"), "value.geometry");
    assert_eq!(read("村口"), "value.geometry");
    assert_eq!(read("东经110°15′，北纬30°7′12″"), point);
    assert_eq!(read(r#"{"type":"Point","coordinates":[110.25,30.12,431.5]}"#), point);
    assert_eq!(read(r#"{"type":"LineString","coordinates":[[110.25,30.12],[110.26,30.12]]}"#), "value.geometry");
}

#[test]
fn areas_are_closed_and_do_not_cross_themselves() {
    let read = |ty: FieldType, coordinates: &str| {
        let kind = if ty == FieldType::Line { "LineString" } else { "Polygon" };
        let text = format!(r#"{{"type":"{kind}","coordinates":{coordinates}}}"#);
        read(&field("f", "f", ty), Input::from(text.as_str()), None).replace('\\', "")
    };
    let square = "[[[110,30],[111,30],[111,31],[110,31],[110,30]]]";
    assert_eq!(read(FieldType::Polygon, square), format!("{{type:Polygon,coordinates:{square}}}"));
    assert_eq!(read(FieldType::Polygon, "[[[110,30],[111,30],[111,31],[110,31]]]"), "value.geometry");
    assert_eq!(read(FieldType::Polygon, "[[[110,30],[111,31],[111,30],[110,31],[110,30]]]"), "value.geometry");
    assert_eq!(read(FieldType::Line, "[[110,30],[110,30]]"), "value.geometry");
    let many: Vec<String> = (0..2_001).map(|at| format!("[110.{at:04},30]")).collect();
    assert_eq!(read(FieldType::Line, &format!("[{}]", many.join(","))), "value.geometry");
}

#[test]
fn sheets_keep_fifteen_digits() {
    let check = |cell: f64, expect: &str| assert_eq!(from_float(cell).map(|n| n.to_string()).as_deref(), Some(expect));
    check(0.1 + 0.2, "0.3");
    check(152.81, "152.81");
    check(1e15, "1000000000000000");
    check(4079.7, "4079.7");
    check(-0.0, "0");
    assert_eq!(from_float(f64::NAN), None);
}

#[test]
fn headings_name_their_unit() {
    let check = |heading: &str, name: &str, unit: Option<&str>| {
        let (bare, measure) = measure_of_heading(heading);
        assert_eq!((bare.as_str(), measure.map(|m| m.name).as_deref()), (name, unit), "{heading}");
    };
    check("总收入（万元）", "总收入", Some("万元"));
    check("面积(单位：亩)", "面积", Some("亩"));
    check("金额/元", "金额", Some("元"));
    check("是/否", "是/否", None);
    check("户主", "户主", None);
}

#[test]
fn json_of_dated_fields() {
    let (pack, units) = (pack(), units());
    let context = Context::new(&pack, &units, day("2022-12-31"));
    let mut dated = field("f", "类别", FieldType::Choice("crops".into()));
    dated.dated = true;
    let check = |json: serde_json::Value, expect: &str| {
        let text = match from_json(&dated, &json, &context) {
            Ok(patch) => format!("{patch:?}"),
            Err(findings) => findings[0].code.clone(),
        };
        assert_eq!(text, expect, "{json}");
    };
    check(serde_json::json!("小麦"), r#"Value(Some(Text("wheat")))"#);
    check(serde_json::json!(null), "Value(None)");
    check(serde_json::json!({"since": "2022-03-01", "value": "rice"}), r#"From(2022-03-01, Some(Text("rice")))"#);
    check(
        serde_json::json!([{"since": "2022-03-01", "value": "rice"}, {"since": "2021-03-01", "value": null}]),
        r#"Spells([(2021-03-01, None), (2022-03-01, Some(Text("rice")))])"#,
    );
    check(serde_json::json!({"since": "bad", "value": "rice"}), "value.since");
}
