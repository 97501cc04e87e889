//! What the sample's declarations become.

use expr::Number;
use kernel::Quantity;
use pack::{
    model::{Kind, NumberPart, NumberedPer, Numbering},
    sample,
};

#[test]
fn indicators_are_numbers_of_the_right_scale_and_quantity() {
    let pack = sample::pack();
    let check = |id: &str, scale: u8, quantity: Option<Quantity>| {
        let indicator = pack.indicator(id).expect(id);
        assert_eq!(pack.number_of(indicator), Number { scale, quantity }, "{id}");
    };
    let (money, area, length) = (Some(Quantity::Money), Some(Quantity::Area), Some(Quantity::Length));
    check("things", 0, None);
    check("things_area", 2, area);
    check("events_length", 3, length);
    check("events_paid", 2, money);
    check("average_people", 6, None);
    check("closing_rate", 6, None);
    check("unpaid", 2, money);
    check("per_event", 6, money);
    check("events_last_year", 0, None);
    check("events_change", 6, None);
    check("paid_rank", 0, None);
    check("rich_villages", 0, None);
    check("population", 4, None);
    check("paid_target", 0, money);
    check("low_line", 0, money);
}

#[test]
fn measures_and_places_that_are_not_said_are_the_usual_ones() {
    let pack = sample::pack();
    let check = |id: &str, measure: &str, places: Option<u32>| {
        let indicator = pack.indicator(id).expect(id);
        assert_eq!((indicator.measure.name.as_str(), indicator.places), (measure, places), "{id}");
    };
    check("closing_rate", "%", Some(2));
    check("events_change", "%", Some(2));
    check("paid_done", "%", Some(2));
    check("paid_rate_change", "%", None);
    check("events_last_year", "件", None);
    check("paid_rank", "位", None);
    check("paid_target", "万元", None);
    check("things", "个", None);
}

#[test]
fn operands_are_named_in_the_order_of_the_formula_columns() {
    let pack = sample::pack();
    let check = |id: &str, expect: &[&str]| {
        let operands = pack.indicator(id).expect(id).kind.operands();
        let mut names: Vec<&str> = operands.iter().map(|id| id.as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, expect, "{id}");
        if let Kind::Formula { expression, operands } = &pack.indicator(id).expect(id).kind {
            let columns: Vec<&str> = expression.columns().iter().map(|(name, _)| name.as_str()).collect();
            assert!(operands.iter().map(|id| id.as_str()).eq(columns), "{id}");
        }
    };
    check("unpaid", &["events_due", "events_paid"]);
    check("per_event", &["events", "events_paid"]);
    check("paid_rate", &["events_due", "events_paid"]);
    check("rich_villages", &["events_paid"]);
    check("things", &[]);
}

/// Edits to the sample and whose digests they change.
#[test]
fn digests_follow_meaning_and_nothing_else() {
    let before = sample::pack();
    let check = |from: &str, to: &str, expect: &[&str]| {
        let text = sample::FILES.replacen(from, to, 1);
        assert_ne!(text, sample::FILES, "{from}");
        let (after, findings) = pack::load_files(sample::files(&text));
        let after = after.unwrap_or_else(|| panic!("{findings:#?}"));
        let differ = |(id, indicator): (&kernel::IndicatorId, &pack::model::Indicator)| {
            (before.indicators[id].digest != indicator.digest).then(|| id.to_string())
        };
        let changed: Vec<String> = after.indicators.iter().filter_map(differ).collect();
        assert_eq!(changed, expect, "{from} → {to}");
        assert_ne!(after.digest, before.digest, "a pack's digest follows every byte");
    };
    check("name = \"已付金额\"", "name = \"已经付的\"", &[]);
    check("where = \"color == 'red'\"", "where = 'color  ==  \"red\"'", &[]);
    check("where = \"color == 'red'\"", "where = \"color == 'blue'\"", &["red_things"]);
    check(
        "agg = \"sum\"\nof = \"due\"",
        "agg = \"max\"\nof = \"due\"",
        &["events_due", "paid_rate", "unpaid", "paid_rate_change"],
    );
    check("by = \"steps.close\"", "by = \"found_on\"", &["matters_closed"]);
}

#[test]
fn personal_fields_are_personal_unless_said_otherwise() {
    let pack = sample::pack();
    let being = pack.ledger("being").expect("declared");
    assert_eq!(being.field("phone").map(|field| field.privacy), Some(pack::model::Privacy::Personal));
    assert_eq!(being.field("begins").map(|field| field.required), Some(false), "it has a default");
    let thing = pack.ledger("thing").expect("declared");
    assert_eq!(thing.field("begins").map(|field| field.required), Some(true));
    assert_eq!(thing.field("ends").map(|field| field.required), Some(false));
}

#[test]
fn parameters_hold_over_days_in_base_units() {
    let pack = sample::pack();
    let line = pack.parameters.get("thing.low_line").expect("declared");
    let check = |day: &str, expect: Option<&str>| {
        let value = line.on(day.parse().expect(day)).and_then(|value| line.in_base(value));
        assert_eq!(value.map(kernel::number::plain).as_deref(), expect, "{day}");
    };
    check("2019-12-31", None);
    check("2021-12-31", Some("100000"));
    check("2022-01-01", Some("155000"));
}

#[test]
fn indicators_are_found_by_any_of_their_names() {
    let pack = sample::pack();
    let check = |name: &str, expect: Option<&str>| {
        assert_eq!(pack.indicator_named(name).map(|indicator| indicator.id.as_str()), expect, "{name}");
    };
    check("events_paid", Some("events_paid"));
    check("已付金额", Some("events_paid"));
    check("付款", Some("events_paid"));
    check("F0001", Some("events_paid"));
    check("没有的", None);
}

#[test]
fn a_field_says_where_its_beginning_comes_from() {
    let mut files = sample::files(sample::FILES);
    let event = files.get_mut("logs/event.toml").expect("a log");
    *event = event.replacen("codes = \"color\"", "codes = \"color\"\nprefill = \"thing.color\"", 1);
    let (pack, findings) = pack::load_files(files);
    let pack = pack.unwrap_or_else(|| panic!("{findings:?}"));
    let prefill = |field: &str| pack.ledger("event").expect("a log").field(field).expect("a field").prefill.clone();
    assert_eq!(prefill("kind"), Some(pack::model::Prefill { by: "thing".into(), from: "color".into() }));
    assert_eq!(prefill("thing"), None);
}

#[test]
fn a_field_says_how_the_house_numbers_it() {
    let mut files = sample::files(sample::FILES);
    let event = files.get_mut("logs/event.toml").expect("a log");
    let numbered = "type = \"text\"\nnumber = \"事{year}-{seq:3}\"\nnumber_per = \"unit\"";
    *event = event.replacen("type = \"text\"", numbered, 1);
    let (pack, findings) = pack::load_files(files);
    let pack = pack.unwrap_or_else(|| panic!("{findings:?}"));
    let ledger = pack.ledger("event").expect("a log");
    let field = ledger.numbered().expect("is numbered");
    let before = vec![NumberPart::Text("事".to_owned()), NumberPart::Year, NumberPart::Text("-".to_owned())];
    assert_eq!(field.number, Some(Numbering { before, digits: 3, per: NumberedPer::Unit }));
    assert!(field.required && !field.is_demanded(), "a record has it, and nobody must type it");
    assert!(pack.ledger("thing").expect("a register").numbered().is_none());
}
