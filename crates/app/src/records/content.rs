//! What a client sent → what the record would say.

use std::collections::BTreeSet;

use kernel::{Cut, Date, FieldId, Finding, Place, Problem, RecordId, Value};
use pack::model::{Field, Ledger};
use rules::{
    Context,
    access::{Allowed, Read},
    change::Content,
    convert::{self, Input, Patch},
    near, spells,
    validate::validate,
};
use serde_json::{Map, Value as Json};
use store::Store;

/// The fields a client sent, laid over what the record says. All that cannot be read is found at once.
pub(super) fn apply(
    ledger: &Ledger,
    mut content: Content,
    fields: &Map<String, Json>,
    context: &Context<'_>,
) -> (Content, Vec<Finding>) {
    let mut findings = Vec::new();
    for id in fields.keys().filter(|id| ledger.field(id).is_none()) {
        let names = ledger.fields.keys().map(FieldId::as_str);
        let message = format!("台账“{}”没有“{id}”这个字段。", ledger.name);
        let hint = near::hint(id, names, "请刷新页面后再填。");
        findings.push(Finding::error("record.unknown_field", message, Place::field(id)).hint(hint));
    }
    // The days first, for dated values begin on them.
    let (dated, plain): (Vec<&Field>, Vec<&Field>) = ledger.fields.values().partition(|field| field.dated);
    for field in plain.into_iter().chain(dated) {
        let Some(json) = fields.get(field.id.as_str()) else { continue };
        match named(ledger, field, json, context).unwrap_or_else(|| convert::from_json(field, json, context)) {
            Ok(patch) => put(ledger, field, &mut content, patch, context.today),
            Err(more) => findings.extend(more),
        }
    }
    (content, findings)
}

/// The values a new record starts with where nothing else was given.
pub(crate) fn defaults(ledger: &Ledger, content: &mut Content, context: &Context<'_>) {
    for field in ledger.fields.values().filter(|field| !content.fields.contains_key(&field.id)).collect::<Vec<_>>() {
        let asked = !ledger.is_replaced(field.id.as_str());
        let Some(text) = field.default.as_deref().filter(|_| asked) else { continue };
        if let Ok(Some(value)) = convert::convert(field, &Input::from(text), field.measure.as_ref(), context) {
            put(ledger, field, content, Patch::Value(Some(value)), context.today);
        }
    }
}

/// The day a dated value begins on where nobody says: the record's own day.
pub(crate) fn own_day(ledger: &Ledger, content: &Content, today: Date) -> Date {
    content.fields.get(&ledger.date).and_then(Value::as_date).unwrap_or(today)
}

/// Reserved ledgers name indicators and parameters of the pack; people may write either name or id.
pub(crate) fn resolve_name(
    ledger: &Ledger,
    field: &Field,
    text: &str,
    context: &Context<'_>,
) -> Option<Result<String, Finding>> {
    if !ledger.is_system() {
        return None;
    }
    let text = text.trim();
    let (found, names): (Option<String>, Vec<&str>) = match field.id.as_str() {
        "indicator" => {
            let all = || context.pack.indicators.values();
            let by_alias = || all().find(|indicator| indicator.aliases.iter().any(|alias| alias == text));
            let found = context.pack.indicator_named(text).or_else(by_alias);
            (found.map(|indicator| indicator.id.to_string()), all().map(|indicator| indicator.name.as_str()).collect())
        }
        "parameter" => {
            let all = || context.pack.parameters.values();
            let found = all().find(|parameter| parameter.id.as_str() == text || parameter.name == text);
            (found.map(|parameter| parameter.id.to_string()), all().map(|parameter| parameter.name.as_str()).collect())
        }
        _ => return None,
    };
    Some(found.ok_or_else(|| {
        let message = format!("口径包里没有叫“{text}”的{}。", field.name);
        Finding::error("value.unknown_name", message, Place::field(field.id.as_str())).hint(near::hint(
            text,
            names,
            "请写口径包里的名称或代码。",
        ))
    }))
}

/// Everything wrong with what a record would say: what could not be read, what the ledger forbids, whom it does not know.
pub(super) async fn judge(
    store: &Store,
    allowed: &Allowed<Read>,
    cut: &Cut,
    ledger: &Ledger,
    content: &Content,
    mut findings: Vec<Finding>,
    context: &Context<'_>,
) -> Result<Vec<Finding>, Problem> {
    let unread: BTreeSet<Option<String>> = findings.iter().map(|finding| finding.place.field.clone()).collect();
    // A value that could not be read is not also missing.
    findings.extend(validate(ledger, content, context).into_iter().filter(|more| !unread.contains(&more.place.field)));
    findings.extend(super::titles::unknown_references(store, allowed, cut, ledger, content, context).await?);
    sound(findings)
}

/// What is no error, for somebody to look at; or all of it, where there are errors.
pub(super) fn sound(findings: Vec<Finding>) -> Result<Vec<Finding>, Problem> {
    if findings.iter().any(Finding::is_error) {
        let wrong = findings.iter().filter(|finding| finding.is_error()).count();
        return Err(Problem::new("record.invalid", format!("有{wrong}处需要修改，没有保存。"))
            .hint("请按下面的提示逐处修改后再提交。")
            .findings(findings));
    }
    Ok(findings)
}

/// The record a Change wrote: of a repeated request the one it wrote the first time.
pub(super) async fn written(
    store: &Store,
    allowed: &Allowed<Read>,
    receipt: &store::Receipt,
    record: RecordId,
) -> Result<RecordId, Problem> {
    if !receipt.repeated {
        return Ok(record);
    }
    let touched = store.touched(allowed, &receipt.book, receipt.seq).await?;
    Ok(touched.into_iter().next().map_or(record, |touched| touched.record))
}

fn named(ledger: &Ledger, field: &Field, json: &Json, context: &Context<'_>) -> Option<Result<Patch, Vec<Finding>>> {
    let resolved = resolve_name(ledger, field, json.as_str().filter(|text| !text.trim().is_empty())?, context)?;
    Some(resolved.map(|id| Patch::Value(Some(Value::Text(id)))).map_err(|finding| vec![finding]))
}

fn put(ledger: &Ledger, field: &Field, content: &mut Content, patch: Patch, today: Date) {
    let since = own_day(ledger, content, today);
    let before = match content.fields.get(&field.id) {
        Some(Value::Spells(spells)) => spells.clone(),
        _ => Vec::new(),
    };
    let value = match patch {
        Patch::Value(value) if !field.dated => value,
        Patch::Value(None) if before.is_empty() => None,
        Patch::Value(value) => Some(Value::Spells(spells::correct(&before, since, value))),
        Patch::From(since, value) => Some(Value::Spells(spells::change(&before, since, value))),
        Patch::Spells(spells) => (!spells.is_empty()).then_some(Value::Spells(spells)),
    };
    match value {
        Some(Value::Text(text)) if text.is_empty() => {
            content.fields.remove(&field.id);
        }
        Some(value) => {
            content.fields.insert(field.id.clone(), value);
        }
        None => {
            content.fields.remove(&field.id);
        }
    }
}
