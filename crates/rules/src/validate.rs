//! A record against its ledger. All that is wrong is said at once, each with its field.

use indexmap::IndexMap;
use kernel::{Date, FieldId, Fields, Finding, Place, UnitId, Value, number};
use pack::model::{Check, Field, FieldType, Ledger, LedgerKind};

use crate::{
    Context,
    change::{Content, StepTaken},
    context::column,
    ended, only, step,
};

/// Everything wrong with what a record would say. Errors forbid writing it; warnings ask somebody to look.
pub fn validate(ledger: &Ledger, content: &Content, context: &Context<'_>) -> Vec<Finding> {
    let record = Record { ledger, content, context };
    let mut findings = Vec::new();
    record.unit(&mut findings);
    for field in ledger.fields.values() {
        record.field(field, &mut findings);
    }
    for (id, _) in content.fields.iter().filter(|(id, _)| ledger.field(id.as_str()).is_none()) {
        let message = format!("台账“{}”没有“{id}”这个字段。", ledger.name);
        findings.push(Finding::error("record.unknown_field", message, Place::field(id.as_str())));
    }
    record.days(&mut findings);
    findings.extend(ended::find(ledger, content, context));
    // Conditions over a value of the wrong type would only repeat what was said.
    if !findings.iter().any(Finding::is_error) {
        for check in &ledger.checks {
            record.check(check, Place::default(), "record.check", &mut findings);
        }
    }
    findings.extend(step::replay(ledger, content, context.today).err().unwrap_or_default());
    findings
}

struct Record<'a> {
    ledger: &'a Ledger,
    content: &'a Content,
    context: &'a Context<'a>,
}

impl Record<'_> {
    fn unit(&self, findings: &mut Vec<Finding>) {
        let (levels, unit) = (&self.ledger.unit, &self.content.unit);
        let place = || Place::field("unit");
        let Some(known) = self.context.units.get(unit.as_str()) else {
            findings.push(
                Finding::error("unit.unknown", format!("没有代码为“{unit}”的单位。"), place()).hint("请选择所属单位。"),
            );
            return;
        };
        if !levels.is_empty() && !levels.contains(&known.level) {
            let names: Vec<&str> = levels
                .iter()
                .filter_map(|level| self.context.pack.level(level.as_str()))
                .map(|l| l.name.as_str())
                .collect();
            let message = format!("台账“{}”的记录属于{}，“{}”不是。", self.ledger.name, names.join("或"), known.name);
            findings.push(Finding::error("unit.wrong_level", message, place()).hint("请选择对应层级的单位。"));
        }
        if let Some(only) = &self.ledger.only
            && !only::is_of(only, unit.as_str(), self.context.units, self.context.today)
        {
            let whose = self.context.unit_name(only.as_str());
            let message = format!("台账“{}”只归{whose}和它的下级用，“{}”不在里面。", self.ledger.name, known.name);
            findings.push(Finding::error("unit.not_kept", message, place()).hint(format!("请选择{whose}里面的单位。")));
        }
    }

    fn field(&self, field: &Field, findings: &mut Vec<Finding>) {
        let place = || Place::field(field.id.as_str());
        let Some(value) = self.content.fields.get(&field.id) else {
            let asked = field.show_if.as_ref().is_none_or(|condition| self.holds(condition));
            let needed = asked && (field.is_demanded() || field.required_if.as_ref().is_some_and(|c| self.holds(c)));
            // The field that took its place asks in its stead.
            if needed && !self.ledger.is_replaced(field.id.as_str()) {
                let hint = field.help.clone().unwrap_or_else(|| "请补填。".to_owned());
                let message = format!("“{}”必须填写。", field.name);
                findings.push(Finding::error("record.required", message, place()).hint(hint));
            }
            return;
        };
        if !fits(field, value) {
            let message = format!("“{}”的值与字段类型不符。", field.name);
            findings.push(Finding::error("record.wrong_type", message, place()).hint("请重新填写这一项。"));
            return;
        }
        if let Value::Spells(spells) = value
            && !spells.windows(2).all(|pair| pair[0].0 < pair[1].0)
        {
            let message = format!("“{}”各段的起始日期要由早到晚，不能重复。", field.name);
            findings.push(Finding::error("record.spells_order", message, place()));
        }
        if field.show_if.as_ref().is_some_and(|condition| !self.holds(condition)) {
            let message = format!("按其他内容，“{}”不需要填写。", field.name);
            findings.push(Finding::warning("record.not_asked", message, place()).hint("请核对，或清空这一项。"));
        }
        if let Some(check) = &field.check {
            self.check(check, place(), "record.field_check", findings);
        }
        if let (FieldType::Table(columns), Value::Rows(rows)) = (&field.ty, value) {
            for (number, row) in (1u32..).zip(rows) {
                self.child(field, columns, row, number, findings);
            }
        }
    }

    /// A row of a table: its own columns, required and checked like fields.
    fn child(
        &self,
        table: &Field,
        columns: &IndexMap<FieldId, Field>,
        row: &Fields,
        number: u32,
        findings: &mut Vec<Finding>,
    ) {
        let get = |name: &str| row.get(name).cloned();
        for column in columns.values() {
            let place = Place::field(format!("{}.{}", table.id, column.id)).line(number);
            let asks = |condition: &expr::Expression| condition.holds(&get, &self.context.constants).unwrap_or(false);
            if row.contains_key(&column.id) {
                let check = column.check.as_ref();
                let failed = check.filter(|check| {
                    check.expression.evaluate_one(&get, &self.context.constants) == Ok(Some(Value::Bool(false)))
                });
                if let Some(check) = failed {
                    let message = format!("“{}”第{number}行：{}", table.name, said(check));
                    findings.push(Finding::error("record.field_check", message, place).hint("请核对后修改。"));
                }
            } else if column.required || column.required_if.as_ref().is_some_and(asks) {
                let message = format!("“{}”第{number}行的“{}”必须填写。", table.name, column.name);
                findings.push(Finding::error("record.required", message, place).hint("请补填。"));
            }
        }
    }

    fn days(&self, findings: &mut Vec<Finding>) {
        let day = |id: &str| self.content.fields.get(id).and_then(Value::as_date);
        // Logs and cases say what happened. Reserved ledgers also hold plans.
        let happens = self.ledger.kind != LedgerKind::Register && !self.ledger.id.as_str().starts_with('_');
        let date = self.ledger.date.as_str();
        if let Some(on) = day(date).filter(|on| happens && *on > self.context.today) {
            let name = self.ledger.field(date).map_or(date, |field| &field.name);
            let message = format!("“{name}”是 {on}，还没有到。");
            findings.push(Finding::warning("record.future_day", message, Place::field(date)).hint("请核对年份。"));
        }
        if self.ledger.kind == LedgerKind::Register
            && let (Some(begins), Some(ends)) = (day("begins"), day("ends"))
            && ends <= begins
        {
            let name = |id: &str| self.ledger.field(id).map_or_else(|| id.to_owned(), |field| field.name.clone());
            let message = format!("“{}”（{ends}）要晚于“{}”（{begins}）。", name("ends"), name("begins"));
            findings.push(Finding::error("record.ends_before_begins", message, Place::field("ends")));
        }
    }

    fn check(&self, check: &Check, place: Place, code: &str, findings: &mut Vec<Finding>) {
        let result = check.expression.evaluate_one(&|name| self.column(name), &self.context.constants);
        match result {
            Ok(Some(Value::Bool(false))) => {
                findings.push(Finding::error(code, said(check), place).hint("请核对后修改。"));
            }
            Ok(_) => {}
            Err(error) => findings.push(
                Finding::error(
                    "record.check_failed",
                    format!("检查“{}”时：{error}。", check.expression.source()),
                    place,
                )
                .hint("请检查数字是否过大。"),
            ),
        }
    }

    fn holds(&self, condition: &expr::Expression) -> bool {
        condition.holds(&|name| self.column(name), &self.context.constants).unwrap_or(false)
    }

    fn column(&self, name: &str) -> Option<Value> {
        read(self.ledger, &self.content.unit, &self.content.fields, &self.content.steps, self.context.today, name)
    }
}

fn said(check: &Check) -> &str {
    if check.message.is_empty() { "不符合填写要求。" } else { &check.message }
}

/// Dated values are judged as they stand today; a record that only begins later, as it will begin.
fn read(
    ledger: &Ledger,
    unit: &UnitId,
    fields: &Fields,
    steps: &[StepTaken],
    today: Date,
    name: &str,
) -> Option<Value> {
    column(ledger, unit, fields, steps, today, name).or_else(|| match fields.get(name) {
        Some(Value::Spells(spells)) if spells.first().is_some_and(|(since, _)| *since > today) => {
            column(ledger, unit, fields, steps, spells[0].0, name)
        }
        _ => None,
    })
}

/// Whether a value is one the field's type may hold; of a dated field, spells of such values.
pub fn fits(field: &Field, value: &Value) -> bool {
    match value {
        Value::Spells(spells) => {
            field.dated && spells.iter().all(|(_, v)| v.as_deref().is_none_or(|v| plain(&field.ty, v)))
        }
        value => !field.dated && plain(&field.ty, value),
    }
}

fn plain(ty: &FieldType, value: &Value) -> bool {
    match (ty, value) {
        (FieldType::Integer, Value::Integer(_))
        | (FieldType::Bool, Value::Bool(_))
        | (FieldType::Date, Value::Date(_))
        | (FieldType::Time, Value::Time(_))
        | (FieldType::Choices(_), Value::Codes(_)) => true,
        (FieldType::Decimal { scale, .. }, Value::Decimal(number)) => {
            number::to_scaled(*number, u32::from(*scale)).is_some()
        }
        (FieldType::Money, Value::Decimal(number)) => number::to_scaled(*number, 2).is_some(),
        (FieldType::Table(columns), Value::Rows(rows)) => rows
            .iter()
            .all(|row| row.iter().all(|(id, value)| columns.get(id).is_some_and(|column| plain(&column.ty, value)))),
        (
            FieldType::Integer
            | FieldType::Bool
            | FieldType::Date
            | FieldType::Time
            | FieldType::Choices(_)
            | FieldType::Decimal { .. }
            | FieldType::Money
            | FieldType::Table(_),
            _,
        ) => false,
        (_, Value::Text(_)) => true,
        _ => false,
    }
}
