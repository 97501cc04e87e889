//! Phones, ID numbers and credit codes.

use kernel::{
    Finding, Value,
    identifier::{self, IdentifierError},
};
use pack::model::Field;

use super::{Input, halfwidth, wrong};

pub(super) fn phone(field: &Field, input: &Input) -> Result<Value, Finding> {
    let text = bare(input);
    let digits =
        text.strip_prefix("+86").or_else(|| text.strip_prefix("86").filter(|r| r.len() == 11)).unwrap_or(&text);
    identifier::mobile_phone(digits).map(|()| Value::text(digits)).map_err(|_| {
        let message = format!("“{}”不是11位手机号码。", field.name);
        wrong(field, "value.phone", message, "请核对是否少写、多写了数字。")
    })
}

pub(super) fn id_number(field: &Field, input: &Input) -> Result<Value, Finding> {
    let text = bare(input).to_uppercase();
    if rounded(input) {
        return Err(lost_digits(field));
    }
    identifier::resident_id(&text).map(|_| Value::text(&text)).map_err(|error| {
        let message = match error {
            IdentifierError::Shape => "应当是18位身份证号码",
            IdentifierError::CheckDigit => "最后一位校验码对不上",
            IdentifierError::Birthday => "里的出生日期不存在",
        };
        wrong(field, "value.id_number", format!("“{}”{message}。", field.name), "请对照身份证逐位核对。")
    })
}

pub(super) fn credit_code(field: &Field, input: &Input) -> Result<Value, Finding> {
    let text = bare(input).to_uppercase();
    if rounded(input) {
        return Err(lost_digits(field));
    }
    identifier::credit_code(&text).map(|()| Value::text(&text)).map_err(|error| {
        let message = match error {
            IdentifierError::CheckDigit => "最后一位校验码对不上",
            _ => "应当是18位统一社会信用代码",
        };
        wrong(field, "value.credit_code", format!("“{}”{message}。", field.name), "请对照营业执照逐位核对。")
    })
}

/// A number cell of more than fifteen digits has lost its last ones.
fn rounded(input: &Input) -> bool {
    match input {
        Input::Number(number) => number.mantissa().unsigned_abs() >= 1_000_000_000_000_000 || number.scale() > 0,
        Input::Text(text) => text.contains("E+") || text.contains("e+"),
        _ => false,
    }
}

fn lost_digits(field: &Field) -> Finding {
    let message = format!("“{}”在表格里存成了数，末尾几位已经丢失。", field.name);
    wrong(field, "value.digits_lost", message, "请把这一列的格式改为“文本”，再重新填写号码。")
}

fn bare(input: &Input) -> String {
    if let Input::Text(text) = input
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        return text.clone();
    }
    halfwidth(&input.text()).chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\'' | '\u{200b}')).collect()
}
