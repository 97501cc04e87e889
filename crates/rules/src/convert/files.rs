//! Photos and files: a record names them by the id that handing one in gave.

use kernel::{Finding, Value};
use pack::model::{Field, FieldType};

use super::{Input, wrong};

/// Digits of an id.
const DIGITS: usize = 64;

/// Whether a text could be the id of a file. Nothing else ever becomes part of a path.
pub fn is_file_id(text: &str) -> bool {
    text.len() == DIGITS && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}

/// The id. Whether there is such a file, and for whom, is for whoever keeps them to say.
pub(super) fn file(field: &Field, input: &Input) -> Result<Value, Finding> {
    let text = input.text();
    let text = text.trim();
    if is_file_id(text) {
        return Ok(Value::text(text));
    }
    let what = if field.ty == FieldType::Photo { "照片" } else { "文件" };
    let message = format!("“{}”要交{what}，不能写文字。", field.name);
    Err(wrong(field, "value.file", message, format!("请在网页上选一个{what}，交上来以后再保存。")))
}

#[cfg(test)]
mod tests {
    use super::{DIGITS, is_file_id};

    #[test]
    fn what_is_no_id_never_becomes_a_path() {
        let whole = "0".repeat(DIGITS);
        let (short, upper, slash) = ("0".repeat(DIGITS - 1), "A".repeat(DIGITS), format!("{}/", &whole[1..]));
        for wrong in ["", "..", "../../keys.json", &short, &upper, &slash, &"é".repeat(DIGITS / 2)] {
            assert!(!is_file_id(wrong), "{wrong}");
        }
        assert!(
            is_file_id(&whole) && is_file_id(&"9af".repeat(21).split_at(63).0.chars().chain(['0']).collect::<String>())
        );
    }
}
