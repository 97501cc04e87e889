//! Codes by their code, name or another word for it; yes and no.

use kernel::{Finding, Value};
use pack::model::{CodeList, Field};

use super::{Input, halfwidth, squeeze, wrong};
use crate::{Context, near};

const YES: &[&str] = &["是", "√", "✓", "✔", "☑", "有", "对", "y", "yes", "true", "1", "已"];
const NO: &[&str] = &["否", "×", "✗", "✘", "x", "☐", "无", "没有", "不", "不是", "错", "n", "no", "false", "0", "未"];

pub(super) fn choice(field: &Field, list: &str, text: &str, context: &Context<'_>) -> Result<Value, Finding> {
    code(field, list, text, context).map(Value::Text)
}

pub(super) fn choices(field: &Field, list: &str, text: &str, context: &Context<'_>) -> Result<Value, Vec<Finding>> {
    // A name may itself hold a separator, so the whole is tried first.
    if let Ok(code) = code(field, list, text, context) {
        return Ok(Value::Codes(vec![code]));
    }
    let parts = text.split(['、', ',', '，', ';', '；', '|', '/', '\n', ' ']).filter(|part| !part.trim().is_empty());
    let (mut codes, mut findings) = (Vec::new(), Vec::new());
    for part in parts {
        match code(field, list, part, context) {
            Ok(code) if !codes.contains(&code) => codes.push(code),
            Ok(_) => {}
            Err(finding) => findings.push(finding),
        }
    }
    if findings.is_empty() { Ok(Value::Codes(codes)) } else { Err(findings) }
}

pub(super) fn yes_or_no(field: &Field, input: &Input) -> Result<Value, Finding> {
    let text = halfwidth(&input.text()).trim().to_lowercase();
    if let Input::Bool(yes) = input {
        return Ok(Value::Bool(*yes));
    }
    match (YES.contains(&text.as_str()), NO.contains(&text.as_str())) {
        (true, _) => Ok(Value::Bool(true)),
        (_, true) => Ok(Value::Bool(false)),
        _ => {
            let message = format!("“{}”只能写“是”或“否”，写的是“{text}”。", field.name);
            Err(wrong(field, "value.not_yes_or_no", message, "请写“是”或“否”。"))
        }
    }
}

fn code(field: &Field, list: &str, text: &str, context: &Context<'_>) -> Result<String, Finding> {
    let wanted = squeeze(text);
    let Some(list) = context.codes(list) else {
        let message = format!("“{}”的选项表“{list}”不在口径包里。", field.name);
        return Err(wrong(field, "value.unknown_list", message, "请联系管理员检查口径包。"));
    };
    let narrow = halfwidth(&wanted);
    let found = list.codes.iter().find(|(code, entry)| {
        [&wanted, &narrow].iter().any(|w| *w == *code || **w == entry.name || entry.aliases.contains(w))
    });
    found.map(|(code, _)| in_force(list, code)).ok_or_else(|| {
        let names = || list.codes.values().filter(|code| !code.has_ended(context.today)).map(|code| code.name.as_str());
        let all = || format!("可写：{}。", names().take(20).collect::<Vec<_>>().join("、"));
        let message = format!("“{}”没有“{wanted}”这个选项。", field.name);
        let near = near::nearest(&wanted, names());
        let hint = if near.is_empty() { all() } else { format!("是不是：{}？{}", near.join("、"), all()) };
        wrong(field, "value.unknown_choice", message, hint)
    })
}

/// A code that ended without a day is written as the one that took its place. With a day, the record's own day decides,
/// which is judged once the whole record is read (`ended`).
fn in_force(list: &CodeList, code: &str) -> String {
    let mut code = code;
    for _ in 0..list.codes.len() {
        let ended = list.codes.get(code).filter(|entry| entry.ends.is_none());
        match ended.and_then(|entry| entry.becomes.as_deref()) {
            Some(next) if list.codes.contains_key(next) => code = next,
            _ => break,
        }
    }
    code.to_owned()
}
