//! Somebody says what a parameter is from a day on.

use kernel::{Date, Decimal, Fields, Finding, LedgerId, Place, Problem, RecordId, RequestId, Value, number};
use rules::{
    access::Actor,
    change::{Act, Content, Edit},
    near,
};
use store::Receipt;

use crate::{
    Service, access,
    world::{self, PARAMETERS},
};

/// A value from a day on.
#[derive(Clone, PartialEq, Debug)]
pub struct Set {
    /// The client's key.
    pub request: RequestId,
    /// Which parameter.
    pub parameter: String,
    /// In its own measure.
    pub value: String,
    /// First day.
    pub begins: Date,
    /// The paper it rests on.
    pub basis: String,
}

/// Sets a parameter, or says all that is wrong (`parameter.invalid`). What was before that day stays; the same day again
/// replaces what was said for it.
pub async fn set(service: &Service, actor: &Actor, wanted: Set) -> Result<Receipt, Problem> {
    let allowed = access::administer(actor)?;
    let world = service.world().await?;
    let asked = format!("{wanted:?}");
    let Set { request, parameter, value, begins, basis } = wanted;
    let (book, leave) = (world.root_book(), allowed.writing());
    if let Some(receipt) = service.store().receipt(&leave, &book, &request, Act::Correct, &asked).await? {
        return Ok(receipt);
    }
    let known = world.pack.parameters.get(parameter.as_str());
    let number: Option<Decimal> = value.trim().parse().ok();
    let wrong = |code: &'static str, message: String, field: &str, hint: String| {
        Finding::error(code, message, Place::field(field)).hint(hint)
    };
    let mut findings = Vec::new();
    if known.is_none() {
        let names = world.pack.parameters.keys().map(|id| id.as_str());
        let hint = near::hint(&parameter, names, "请从列表里选。");
        findings.push(wrong("parameter.unknown", format!("没有参数“{parameter}”。"), "parameter", hint));
    }
    if number.is_none() {
        let hint = "请只写数，不写单位，比如 15。".to_owned();
        findings.push(wrong("parameter.not_a_number", format!("“{}”不是数。", value.trim()), "value", hint));
    }
    let choices = super::choices(&parameter);
    let is_choice = |number: Decimal| (0..choices.len()).any(|choice| number == Decimal::from(choice));
    if number.is_some_and(|number| !choices.is_empty() && !is_choice(number)) {
        let named: Vec<String> = choices.iter().enumerate().map(|(at, word)| format!("{at}（{word}）")).collect();
        let message = format!("“{}”不是可选的值。", value.trim());
        findings.push(wrong("parameter.not_a_choice", message, "value", format!("请写 {}。", named.join("、"))));
    }
    if basis.trim().is_empty() {
        let hint = "请写定下这个数的文件，比如“县政〔2023〕12号”。".to_owned();
        findings.push(wrong("parameter.no_basis", "没有写依据。".to_owned(), "basis", hint));
    }
    let fits = |known: &pack::model::Parameter, number| {
        known.measure.quantity.is_none() || known.measure.to_base(number).is_some()
    };
    if let (Some(known), Some(number)) = (known, number)
        && !fits(known, number)
    {
        let hint = "请检查位数。".to_owned();
        findings.push(wrong("parameter.too_large", format!("“{}”太大或小数位太多。", value.trim()), "value", hint));
    }
    let (Some(known), Some(number), true) = (known, number, findings.is_empty()) else {
        return Err(Problem::new("parameter.invalid", format!("有{}处需要修改，没有保存。", findings.len()))
            .hint("请按下面的提示修改后再提交。")
            .findings(findings));
    };
    let records = world::all(service.store(), &allowed.reading(), PARAMETERS, None, &world.cut).await?;
    let same = |record: &&store::Record| {
        record.fields.get("parameter").and_then(Value::as_text) == Some(known.id.as_str())
            && record.fields.get("begins").and_then(Value::as_date) == Some(begins)
    };
    let before = records.iter().find(same);
    let mut fields: Fields = before.map(|record| record.fields.clone()).unwrap_or_default();
    fields.extend([
        ("parameter".into(), Value::text(known.id.as_str())),
        ("value".into(), Value::Text(number::plain(number))),
        ("begins".into(), Value::Date(begins)),
        ("basis".into(), Value::text(basis.trim())),
    ]);
    let content = Content { unit: world.root_unit()?, fields, steps: Vec::new() };
    let mut change = service.change(book, request, Act::Correct, asked);
    let word = format!("{}从 {begins} 起为 {}{}", known.name, number::plain(number), known.measure.name);
    change.reason = Some(format!("{word}，依据：{}", basis.trim()));
    change.edits = vec![Edit {
        ledger: LedgerId::from(PARAMETERS),
        record: before.map_or_else(|| RecordId::from(format!("{}@{begins}", known.id)), |record| record.record.clone()),
        expects: before.map(|record| record.from_seq),
        to: Some(content),
    }];
    service.store().commit(&leave, change).await
}
