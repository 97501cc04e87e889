//! Rows of cells → drafts of records. Every cell that cannot be read is a finding with its sheet, row and column.

use std::{borrow::Cow, collections::BTreeMap};

use kernel::{
    Date, FieldId, Fields, Finding, LevelId, Pack, Packs, Place, StepId, UnitId, Unpack, Value, side_by_side,
};
use pack::model::{Field, FieldType, Ledger, Privacy};
use rules::{
    Context,
    change::StepTaken,
    convert::{self, Input, find_unit},
    show,
};

use super::{
    columns::{Column, at},
    findings::prune,
    read::{Cell, Row},
    vocabulary::Target,
};
use crate::records::{resolve_name, target};

/// What one row says.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Draft {
    /// Its number.
    pub row: u32,
    /// The unit it names.
    pub unit: Option<UnitId>,
    /// Values of fields; dated ones plainly.
    pub fields: Fields,
    /// Names of persons and records, still to be found.
    pub names: Vec<Named>,
    /// Steps of a case.
    pub steps: Vec<StepTaken>,
    /// From when dated values hold; `None` is all of them.
    pub since: BTreeMap<Option<FieldId>, Date>,
    /// Something in it could not be read.
    pub wrong: bool,
    /// Columns that could not be read, from 0.
    pub unread: Vec<usize>,
}

/// A person or record as the sheet names it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Named {
    pub field: FieldId,
    /// Its column, from 0.
    pub column: usize,
    /// The name; of a person named only by number, blank.
    pub name: String,
    /// The ID number beside it.
    pub number: Option<String>,
}

/// Reads rows against the columns of their sheet.
#[derive(Clone)]
pub(super) struct Reader<'a> {
    pub ledger: &'a Ledger,
    pub columns: &'a [Column],
    pub sheet: Option<&'a str>,
    pub context: &'a Context<'a>,
    /// Units already looked up: sheets name few, many times.
    pub units: BTreeMap<Option<String>, BTreeMap<String, Result<UnitId, Finding>>>,
    /// The identity register's field for ID numbers.
    pub number: Option<Field>,
}

impl Reader<'_> {
    /// Rows of a sheet, shared out among the processors: no row needs to know of another.
    pub fn read_all(&self, rows: &[Cow<'_, Row>], findings: &mut Vec<Finding>) -> Vec<Draft> {
        let mut drafts = Vec::with_capacity(rows.len());
        for (more, found) in side_by_side(rows.iter().collect(), &|share: Vec<&Cow<'_, Row>>| self.read_share(&share)) {
            drafts.extend(more);
            findings.extend(found);
        }
        drafts
    }

    fn read_share(&self, rows: &[&Cow<'_, Row>]) -> (Vec<Draft>, Vec<Finding>) {
        let columns: Vec<Column> = self.columns.iter().map(Column::apart).collect();
        let mut reader = Reader { columns: &columns, ..self.clone() };
        let mut findings = Vec::new();
        let mut drafts = Vec::with_capacity(rows.len());
        for row in rows {
            drafts.push(reader.read(row, &mut findings));
            prune(&mut findings);
        }
        (drafts, findings)
    }

    fn read(&mut self, row: &Row, findings: &mut Vec<Finding>) -> Draft {
        let mut draft = Draft { row: row.number, ..Draft::default() };
        let before = findings.len();
        let mut numbers: BTreeMap<FieldId, String> = BTreeMap::new();
        let mut by: BTreeMap<&StepId, String> = BTreeMap::new();
        let above = self.above(row);
        let (sheet, columns) = (self.sheet, self.columns);
        for column in columns {
            let Some(target) = &column.target else { continue };
            let place = || at(sheet, row.number, column.index);
            let input = match row.cell(column.index) {
                Cell::Value(input) if input.is_blank() => continue,
                Cell::Value(input) => input,
                Cell::Formula if matches!(target, Target::Nothing) => continue,
                Cell::Formula => {
                    draft.unread.push(column.index);
                    let message = format!("“{}”是公式，还没有算出结果。", column.heading);
                    let hint = "请用表格软件打开文件，算好后保存，再导入。";
                    findings.push(Finding::error("import.formula_without_value", message, place()).hint(hint));
                    continue;
                }
                Cell::Error(error) => {
                    draft.unread.push(column.index);
                    let message = format!("“{}”的公式出错（{error}）。", column.heading);
                    findings.push(
                        Finding::error("import.formula_error", message, place()).hint("请改正公式，或直接填数。"),
                    );
                    continue;
                }
            };
            let known = findings.len();
            let result = match target {
                Target::Field(id) => self.field(id, column, input, &mut draft),
                Target::Unit => self.unit(&input.as_text(), &above).map(|unit| draft.unit = Some(unit)).map_err(one),
                Target::Step(step) => day(self.ledger, column, input, self.context).map(|on| {
                    let to = self.ledger.steps.get(step).map(|step| step.to.clone());
                    draft.steps.extend(to.map(|to| StepTaken { step: step.clone(), to, on, by: None, note: None }));
                }),
                Target::StepBy(step) => {
                    by.insert(step, convert::squeeze(&input.as_text()));
                    Ok(())
                }
                Target::NumberOf(id) => self.number(input).map(|number| {
                    numbers.insert(id.clone(), number);
                }),
                Target::Since(id) => day(self.ledger, column, input, self.context).map(|on| {
                    draft.since.insert(id.clone(), on);
                }),
                Target::Above(_) | Target::Nothing => Ok(()),
            };
            for mut finding in result.err().unwrap_or_default() {
                finding.place = kernel::Place { field: finding.place.field.or(field_of(target)), ..place() };
                if is_rounded(&finding.code, input) {
                    finding.code = "value.digits_lost".to_owned();
                    finding.message = format!(
                        "“{}”末三位是 000：表格曾把号码当成数，只留下前 15 位，后面的已经丢失。",
                        column.heading
                    );
                    finding.hint = Some("请把这一列的格式改为“文本”，再重新填写号码。".to_owned());
                }
                findings.push(finding);
            }
            if findings.len() > known {
                draft.unread.push(column.index);
            }
        }
        for taken in &mut draft.steps {
            taken.by = by.remove(&taken.step);
        }
        for (field, number) in numbers {
            match draft.names.iter_mut().find(|named| named.field == field) {
                Some(named) => named.number = Some(number),
                None => {
                    let target = Some(Target::NumberOf(field.clone()));
                    let column = columns.iter().find(|column| column.target == target).map_or(0, |column| column.index);
                    draft.names.push(Named { field, column, name: String::new(), number: Some(number) });
                }
            }
        }
        draft.wrong = findings[before..].iter().any(Finding::is_error);
        draft
    }

    fn field(&self, id: &FieldId, column: &Column, input: &Input, draft: &mut Draft) -> Result<(), Vec<Finding>> {
        let Some(field) = self.ledger.field(id.as_str()) else { return Ok(()) };
        if is_starred(field, input) {
            let message = format!("“{}”是打了星号的，不是原来写的。", field.name);
            let hint = "请写出真实的内容；从列表导出的文件，请先删去打星号的列再导入。";
            return Err(one(Finding::error("import.masked_cell", message, Place::field(id.as_str())).hint(hint)));
        }
        if target(&field.ty, self.context.pack).is_some() {
            let name = convert::squeeze(&input.as_text());
            draft.names.push(Named { field: id.clone(), column: column.index, name, number: None });
            return Ok(());
        }
        let resolved = match self.ledger.is_system() {
            true => resolve_name(self.ledger, field, &input.as_text(), self.context),
            false => None,
        };
        let value = match resolved {
            Some(resolved) => Some(Value::Text(resolved.map_err(one)?)),
            None => convert::convert(field, input, column.measure.as_ref(), self.context)?,
        };
        draft.fields.extend(value.map(|value| (id.clone(), value)));
        Ok(())
    }

    /// The name of a unit above, where the row has one.
    fn above(&self, row: &Row) -> Option<String> {
        let columns = self.columns.iter().rev();
        let mut texts =
            columns.filter(|column| matches!(column.target, Some(Target::Above(_)))).map(|c| row.text(c.index));
        texts.find(|text| !text.is_empty())
    }

    fn unit(&mut self, text: &str, above: &Option<String>) -> Result<UnitId, Finding> {
        if let Some(known) = self.units.get(above).and_then(|known| known.get(text)) {
            return known.clone();
        }
        let found = unit(text, above.as_deref(), &self.ledger.unit, self.context).map(|unit| unit.apart());
        self.units.entry(above.clone()).or_default().insert(text.to_owned(), found.clone());
        found
    }

    fn number(&self, input: &Input) -> Result<String, Vec<Finding>> {
        let Some(field) = &self.number else { return Ok(input.text()) };
        let value = convert::convert(field, input, None, self.context)?;
        Ok(value.as_ref().and_then(Value::as_text).unwrap_or_default().to_owned())
    }
}

/// What a list shows in the place of what it masks: `张**` is nobody's name. Of other types it is unreadable anyway.
fn is_starred(field: &Field, input: &Input) -> bool {
    let Input::Text(text) = input else { return false };
    let (text, kept) = (text.trim(), text.trim().trim_end_matches('*'));
    if kept.len() == text.len() || kept.chars().count() > 1 {
        return false;
    }
    match field.ty {
        FieldType::Person | FieldType::Reference(_) => true,
        FieldType::Text | FieldType::LongText => show::is_masked(field, Privacy::Internal),
        _ => false,
    }
}

/// A unit by name, within the unit above where the sheet names one.
pub(super) fn unit(
    text: &str,
    above: Option<&str>,
    levels: &[LevelId],
    context: &Context<'_>,
) -> Result<UnitId, Finding> {
    let levels = (!levels.is_empty()).then_some(levels);
    let scope = above.and_then(|above| find_unit(above, None, None, context).ok());
    let inside = scope.as_ref().and_then(|scope| find_unit(text, levels, Some(scope.as_str()), context).ok());
    match inside {
        Some(unit) => Ok(unit),
        None => find_unit(text, levels, None, context),
    }
}

/// Of steps and beginnings: a day, read as any date field reads it.
fn day(ledger: &Ledger, column: &Column, input: &Input, context: &Context<'_>) -> Result<Date, Vec<Finding>> {
    let known = ledger.field(ledger.date.as_str()).filter(|field| field.ty == FieldType::Date);
    let Some(field) = known else { return Err(Vec::new()) };
    let value = convert::convert(field, input, None, context).map_err(|mut findings| {
        findings.iter_mut().for_each(|finding| {
            finding.message = finding.message.replace(&field.name, &column.heading);
            finding.place.field = None;
        });
        findings
    })?;
    value.as_ref().and_then(Value::as_date).ok_or_else(Vec::new)
}

fn field_of(target: &Target) -> Option<String> {
    match target {
        Target::Field(id) | Target::NumberOf(id) | Target::Since(Some(id)) => Some(id.to_string()),
        Target::Unit | Target::Above(_) => Some("unit".to_owned()),
        Target::Step(step) | Target::StepBy(step) => Some(format!("steps.{step}")),
        Target::Since(None) | Target::Nothing => None,
    }
}

/// A number of eighteen digits that a sheet once rounded to fifteen and then wrote out as text.
fn is_rounded(code: &str, input: &Input) -> bool {
    let digits: String = input.text().chars().filter(char::is_ascii_digit).collect();
    matches!(code, "value.id_number" | "value.credit_code") && digits.len() == 18 && digits.ends_with("000")
}

impl Packs for Draft {
    fn pack(&self, into: &mut Pack<'_>) {
        into.number(self.row.into());
        into.maybe(self.unit.as_ref(), |into, unit| into.name(unit.as_str()));
        into.put(&self.fields);
        into.all(self.names.iter(), Pack::put);
        into.all(self.steps.iter(), Pack::put);
        into.all(self.since.iter(), |into, (id, since)| {
            into.maybe(id.as_ref(), |into, id| into.name(id.as_str()));
            into.signed(since.days().into());
        });
        into.flag(self.wrong);
        into.all(self.unread.iter(), |into, column| into.count(*column));
    }

    fn unpack(from: &mut Unpack<'_>) -> Self {
        Self {
            row: u32::try_from(from.number()).unwrap_or(u32::MAX),
            unit: from.maybe(|from| UnitId::shared(from.name())),
            fields: from.take(),
            names: from.all(Unpack::take),
            steps: from.all(Unpack::take),
            since: from.all(|from| {
                let id = from.maybe(|from| FieldId::shared(from.name()));
                (id, Date::from_days(from.signed() as i32))
            }),
            wrong: from.flag(),
            unread: from.all(Unpack::count),
        }
    }
}

impl Packs for Named {
    fn pack(&self, into: &mut Pack<'_>) {
        into.name(self.field.as_str());
        into.count(self.column);
        into.text(&self.name);
        into.maybe(self.number.as_deref(), Pack::text);
    }

    fn unpack(from: &mut Unpack<'_>) -> Self {
        Self {
            field: FieldId::shared(from.name()),
            column: from.count(),
            name: from.text(),
            number: from.maybe(Unpack::text),
        }
    }
}

fn one(finding: Finding) -> Vec<Finding> {
    vec![finding]
}

#[cfg(test)]
mod tests {
    use kernel::Many;

    use super::*;

    #[test]
    fn drafts_that_are_packed_come_back_as_they_were() {
        let named =
            Named { field: "keeper".into(), column: 3, name: "张三".to_owned(), number: Some("1X".to_owned()) };
        let step = StepTaken { step: "s".into(), to: "t".into(), on: Date::from_days(9), by: None, note: None };
        let draft = |row: u32| Draft {
            row,
            unit: (!row.is_multiple_of(3)).then(|| "v1".into()),
            fields: Fields::from([("code".into(), Value::text(format!("C{row}")))]),
            names: if row.is_multiple_of(5) { vec![named.clone()] } else { Vec::new() },
            steps: if row.is_multiple_of(7) { vec![step.clone()] } else { Vec::new() },
            since: BTreeMap::from([(None, Date::from_days(1)), (Some("code".into()), Date::from_days(-1))]),
            wrong: row.is_multiple_of(2),
            unread: vec![0, 300],
        };
        let many: Many<Draft> = (0..70_000).map(draft).collect();
        assert!(many.packed_bytes() > 0 && many.iter().map(Cow::into_owned).eq((0..70_000).map(draft)));
    }
}
