use kernel::{Fields, Value};
use pack::model::FieldType;
use rules::{
    Context,
    change::{Content, StepTaken},
    step::{Wanted, in_order, open_steps, state, take},
};

use crate::world::{case, day, field, pack, units};

fn taken(step: &str, to: &str, on: &str) -> StepTaken {
    StepTaken { step: step.into(), to: to.into(), on: day(on), by: None, note: None }
}

fn content(steps: Vec<StepTaken>) -> Content {
    Content { unit: "360101".into(), fields: Fields::from([("found".into(), Value::Date(day("2022-03-01")))]), steps }
}

/// The state after the step, or the codes of what forbids it.
fn check(before: &[(&str, &str, &str)], step: &str, on: &str, expect: &str) {
    let (pack, units) = (pack(), units());
    let context = Context::new(&pack, &units, day("2022-12-31"));
    let ledger = case(vec![field("found", "发现日期", FieldType::Date)]);
    let content = content(before.iter().map(|(step, to, on)| taken(step, to, on)).collect());
    let wanted = Wanted { step: step.into(), on: day(on), by: None, note: None, person: None };
    let text = match take(&ledger, &content, wanted, &context) {
        Ok(next) => state(&ledger, &next.steps).expect("a case has a state").to_string(),
        Err(findings) => findings.iter().map(|finding| finding.code.as_str()).collect::<Vec<_>>().join(" "),
    };
    assert_eq!(text, expect, "{before:?} {step} {on}");
}

#[test]
fn a_case_takes_the_steps_that_leave_its_state() {
    check(&[], "assign", "2022-03-02", "b");
    check(&[("assign", "b", "2022-03-02")], "close", "2022-03-02", "c");
    check(&[("assign", "b", "2022-03-02")], "back", "2022-03-03", "a");
    check(&[], "close", "2022-03-02", "step.wrong_state");
    check(&[], "assign", "2022-02-28", "step.too_early");
    check(&[], "assign", "2023-01-01", "step.in_future");
    check(&[("assign", "b", "2022-03-05")], "close", "2022-03-04", "step.too_early");
    check(&[("assign", "b", "2022-03-05")], "assign", "2022-03-04", "step.wrong_state step.too_early");
    check(&[], "fly", "2022-03-02", "step.unknown");
}

#[test]
fn a_guard_compares_persons() {
    let (pack, units) = (pack(), units());
    let context = Context::new(&pack, &units, day("2022-12-31"));
    let mut ledger = case(vec![field("found", "发现日期", FieldType::Date), field("who", "责任人", FieldType::Person)]);
    let schema = expr::Schema::new().column("who", expr::Type::text()).constant("actor.person", expr::Type::text());
    let expression = expr::compile_bool("!has(who) || actor.person != who", &schema).expect("compiles");
    ledger.steps["assign"].guard =
        Some(pack::model::Check { expression, message: "不能自己派给自己。".to_owned() });
    let mut case = content(Vec::new());
    case.fields.insert("who".into(), Value::text("p1"));
    for (person, may) in [(Some("p2"), true), (Some("p1"), false), (None, false)] {
        let person = person.map(str::to_owned);
        let wanted =
            Wanted { step: "assign".into(), on: day("2022-03-02"), by: None, note: None, person: person.clone() };
        assert_eq!(take(&ledger, &case, wanted, &context).is_ok(), may, "{person:?}");
    }
}

#[test]
fn steps_of_one_day_follow_the_states() {
    let ledger = case(vec![]);
    let steps = vec![taken("close", "c", "2022-03-02"), taken("assign", "b", "2022-03-02")];
    let ids: Vec<String> = in_order(&ledger, steps).iter().map(|taken| taken.step.to_string()).collect();
    assert_eq!(ids, ["assign", "close"]);
    let open =
        |steps: &[StepTaken]| open_steps(&ledger, steps).iter().map(|s| s.name.clone()).collect::<Vec<_>>().join(" ");
    assert_eq!(open(&[]), "派单");
    assert_eq!(open(&[taken("assign", "b", "2022-03-02")]), "退回 销号");
}
