//! A whole list as of a day: what is there and not in the list ends on that day, if the person says so.

use kernel::{Date, FieldId, Finding, Place, Value};
use pack::model::{Ledger, LedgerKind};
use rules::{change::Content, show};
use store::Record;

use super::{
    options::{ImportOptions, Meaning},
    plan::Planner,
    report::Missing,
};

/// The field that ends a record.
pub(super) const ENDS: &str = "ends";

/// Why a ledger cannot be taken as a whole list on the day that was given.
pub(super) fn impossible(ledger: &Ledger, options: &ImportOptions, today: Date) -> Option<Finding> {
    let Meaning::Snapshot { day, .. } = options.meaning else { return None };
    let error =
        |code: &str, message: String, hint: &str| Some(Finding::error(code, message, Place::default()).hint(hint));
    if ledger.kind != LedgerKind::Register || ledger.field(ENDS).is_none() {
        let message = format!("“{}”不是名册，不能按整表快照导入。", ledger.name);
        return error("import.no_snapshot", message, "请改用“更新”或“追加”。");
    }
    if ledger.key.is_empty() {
        let message = format!("“{}”没有定关键字段，认不出哪些记录已经有了，不能按整表快照导入。", ledger.name);
        return error("import.no_snapshot", message, "请改用“追加”。");
    }
    if day > today {
        let message = format!("快照日期{day}还没有到。");
        return error("import.snapshot_in_future", message, "请改用名册实际的日期。");
    }
    None
}

impl Planner<'_> {
    pub fn as_missing(&self, record: &Record) -> Missing {
        let title = show::title(self.ledger, &record.fields, self.context, &|_, _| None);
        Missing {
            book: record.book.clone(),
            record: record.record.clone(),
            unit: record.unit.clone(),
            title: if title.is_empty() { format!("{} {}", self.ledger.name, record.record) } else { title },
        }
    }

    /// The record ends on the day; all else stays.
    pub fn ended(&self, record: &Record, day: Date) -> Content {
        let mut fields = record.fields.clone();
        fields.insert(FieldId::from(ENDS), Value::Date(day));
        Content { unit: record.unit.clone(), fields, steps: record.steps.clone() }
    }
}
