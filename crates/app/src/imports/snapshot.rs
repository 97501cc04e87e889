//! A whole list as of a day: what is there and not in the list ends on that day, if the person says so.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Date, FieldId, Finding, Place, UnitId, Value};
use pack::model::{Ledger, LedgerKind};
use rules::{
    change::{Content, Edit},
    show,
};
use store::Record;

use super::{
    plan::{Planner, Seen},
    report::Missing,
    run::{ImportOptions, Meaning},
};

const ENDS: &str = "ends";

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
    /// Records of the units that the list covers which existed on the day and are not in it.
    pub fn missing<'r>(
        &self,
        existing: &'r [Record],
        seen: &Seen<'_>,
        covered: &BTreeSet<UnitId>,
        day: Date,
    ) -> Vec<&'r Record> {
        let date = |record: &Record, id: &str| record.fields.get(id).and_then(Value::as_date);
        let there = |record: &&Record| {
            date(record, self.ledger.date.as_str()).is_none_or(|begins| begins < day)
                && date(record, ENDS).is_none_or(|ends| ends > day)
        };
        let key = |record: &Record| self.key(&record.unit, &record.fields, &BTreeMap::new());
        existing
            .iter()
            .filter(|record| covered.contains(&record.unit))
            .filter(there)
            .filter(|record| !seen.contains_key(&key(record)))
            .collect()
    }

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
    pub fn ended(&self, record: &Record, day: Date) -> Edit {
        let mut fields = record.fields.clone();
        fields.insert(FieldId::from(ENDS), Value::Date(day));
        let to = Content { unit: record.unit.clone(), fields, steps: record.steps.clone() };
        Edit {
            ledger: self.ledger.id.clone(),
            record: record.record.clone(),
            expects: Some(record.from_seq),
            to: Some(to),
        }
    }
}
