//! Whether whoever writes a record may have it name the files that it names. Nobody comes to read a file by writing its id
//! into a record of his own: it must be his own, for this very field, or stand in this very field already.

use kernel::{Fields, Finding, Place, Problem, Value};
use pack::model::{FieldType, Ledger};
use rules::{
    access::{Allowed, Write},
    change::Content,
};

use super::is_file;
use crate::Service;

/// Files that a record would name and must not. Those that it may name are not forgotten from now on.
pub(crate) async fn unknown(
    service: &Service,
    allowed: &Allowed<Write>,
    ledger: &Ledger,
    before: &Fields,
    content: &Content,
) -> Result<Vec<Finding>, Problem> {
    let mut findings = Vec::new();
    for field in ledger.fields.values().filter(|field| is_file(&field.ty)) {
        let Some(id) = content.fields.get(&field.id).and_then(Value::as_text) else { continue };
        if before.get(&field.id).and_then(Value::as_text) == Some(id) {
            continue;
        }
        let now = service.clock().now();
        if !service.store().hold_file(allowed, &ledger.id, &field.id, id, now).await? {
            let what = if field.ty == FieldType::Photo { "照片" } else { "文件" };
            let message = format!("“{}”的{what}不是您为这一项交的，或放得太久已经清理。", field.name);
            let finding = Finding::error("record.unknown_file", message, Place::field(field.id.as_str()));
            findings.push(finding.hint(format!("请重新选一次{what}，交上来以后再保存。")));
        }
    }
    Ok(findings)
}
