//! Which columns a file has, and what stands above them.

use kernel::{FieldId, Finding, Place, Problem};
use pack::model::{Field, FieldType, Ledger, Privacy, Step};
use rules::near;

use crate::records::is_kept_elsewhere;

/// One column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Column {
    /// Its words.
    pub heading: String,
    /// Where its cells come from.
    pub source: Source,
    /// How its cells look.
    pub form: Form,
}

/// Where cells come from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) enum Source {
    /// The record's id.
    Record,
    /// The unit that owns it.
    Unit,
    /// The state of a case.
    State,
    /// A field, by its place among those that are read.
    Field(usize),
    /// The last day of a step, by its place among the ledger's steps in the order of their ids.
    Step(usize),
    /// The number of the row.
    Number,
    /// Nothing: somebody writes in it by hand.
    Blank,
}

/// How cells look.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Form {
    /// Text, also where it is all digits.
    Text,
    /// Numbers, with so many places or as many as they have.
    Number(Option<u8>),
    /// Days.
    Day,
    /// Moments.
    Moment,
}

/// The columns, and the fields that are read for them.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub(crate) struct Columns {
    pub all: Vec<Column>,
    pub fields: Vec<FieldId>,
}

/// What every ledger has beside its fields; no field may be called so.
const RECORD: &str = "record";
const UNIT: &str = "unit";
const STATE: &str = "state";
const STEPS: &str = "steps.";

/// Columns that were asked for by their ids; else all of them in the order of the form, after the unit and the state.
pub(super) fn choose(ledger: &Ledger, asked: Option<&str>) -> Result<Columns, Problem> {
    let named: Vec<&str> = asked.unwrap_or_default().split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    let mut columns = Columns::default();
    if named.is_empty() {
        columns.put(ledger, UNIT);
        if !ledger.states.is_empty() {
            columns.put(ledger, STATE);
        }
        let fields = ledger.fields.keys().filter(|id| !is_kept_elsewhere(ledger, id));
        fields.for_each(|id| columns.put(ledger, id.as_str()));
        ledger.steps.keys().for_each(|step| columns.put(ledger, &format!("{STEPS}{step}")));
        return Ok(columns);
    }
    let unknown: Vec<Finding> = named.iter().filter(|id| !knows(ledger, id)).map(|id| missing(ledger, id)).collect();
    if let Some(first) = unknown.first() {
        let message = first.message.clone();
        return Err(Problem::new("export.unknown_field", message)
            .hint("请刷新页面后再导出；字段可能刚刚改过。")
            .findings(unknown));
    }
    named.iter().for_each(|id| columns.put(ledger, id));
    Ok(columns)
}

fn knows(ledger: &Ledger, id: &str) -> bool {
    let field = || ledger.field(id).is_some_and(|field| !is_kept_elsewhere(ledger, &field.id));
    let step = || id.strip_prefix(STEPS).is_some_and(|step| ledger.steps.contains_key(step));
    matches!(id, RECORD | UNIT) || id == STATE && !ledger.states.is_empty() || field() || step()
}

fn missing(ledger: &Ledger, id: &str) -> Finding {
    let hint = near::hint(id, ledger.fields.keys().map(FieldId::as_str), "请去掉这一列。");
    Finding::error("export.unknown_field", format!("台账里没有“{id}”这一列，没有导出。"), Place::field(id)).hint(hint)
}

impl Columns {
    /// Whether anything of persons is in it: what is masked, and who is named, masked or not.
    pub fn is_personal(&self, ledger: &Ledger) -> bool {
        self.fields
            .iter()
            .filter_map(|id| ledger.fields.get(id))
            .any(|field| is_masked(field) || field.ty == FieldType::Person)
    }

    /// Adds a column that is known, once.
    fn put(&mut self, ledger: &Ledger, id: &str) {
        let (heading, source, form) = match id {
            RECORD => ("记录编号".to_owned(), Source::Record, Form::Text),
            UNIT => ("单位".to_owned(), Source::Unit, Form::Text),
            STATE => ("状态".to_owned(), Source::State, Form::Text),
            _ => match (id.strip_prefix(STEPS), ledger.field(id)) {
                (Some(step), _) => {
                    let Some((at, named)) = place_of_step(ledger, step) else { return };
                    (format!("{}日期", named.name), Source::Step(at), Form::Day)
                }
                (None, Some(field)) => (heading(field), Source::Field(self.fields.len()), form(field)),
                (None, None) => return,
            },
        };
        let known = |column: &&Column| match (&column.source, &source) {
            (Source::Field(at), Source::Field(_)) => self.fields[*at].as_str() == id,
            (one, other) => one == other,
        };
        if self.all.iter().any(|column| known(&column)) {
            return;
        }
        if matches!(source, Source::Field(_)) {
            self.fields.push(id.into());
        }
        // Two columns of one name (a field that took the place of another) would be one to whoever reads them.
        let taken = self.all.iter().any(|column| column.heading == heading);
        let heading = if taken { format!("{heading}·{id}") } else { heading };
        self.all.push(Column { heading, source, form });
    }
}

/// A step, and its place among the ledger's steps in the order of their ids.
pub(crate) fn place_of_step<'a>(ledger: &'a Ledger, step: &str) -> Option<(usize, &'a Step)> {
    let mut steps: Vec<&Step> = ledger.steps.values().collect();
    steps.sort_by(|a, b| a.id.cmp(&b.id));
    steps.iter().position(|known| known.id.as_str() == step).map(|at| (at, steps[at]))
}

/// Whether lists mask what a field says.
pub(super) fn is_masked(field: &Field) -> bool {
    rules::show::is_masked(field, Privacy::Internal)
}

/// The name, and what numbers are written in.
pub(super) fn heading(field: &Field) -> String {
    let written_in = field.measure.as_ref().map(|measure| measure.name.as_str());
    match written_in.or_else(|| Some(field.ty.quantity()?.base())) {
        Some(measure) => format!("{}（{measure}）", field.name),
        None => field.name.clone(),
    }
}

/// How the cells of a field look.
pub(crate) fn form(field: &Field) -> Form {
    let is_base = field.measure.as_ref().is_none_or(|m| m.quantity.is_none() || m.numerator == m.denominator);
    match field.ty {
        _ if is_masked(field) => Form::Text,
        FieldType::Integer | FieldType::Decimal { .. } | FieldType::Money => {
            Form::Number(field.ty.scale().filter(|_| is_base))
        }
        FieldType::Date => Form::Day,
        FieldType::Time => Form::Moment,
        _ => Form::Text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(ledger: &str, asked: Option<&str>, expect: &str) {
        let pack = pack::sample::pack();
        let ledger = pack.ledger(ledger).expect(ledger);
        let told = match choose(ledger, asked) {
            Ok(columns) => columns.all.iter().map(|column| column.heading.as_str()).collect::<Vec<_>>().join(" "),
            Err(problem) => format!("{} {}", problem.code, problem.findings.len()),
        };
        assert_eq!(told, expect, "{asked:?}");
    }

    #[test]
    fn columns_are_those_asked_for_or_all() {
        check("thing", Some("code,worth, unit,code"), "编号 价值（万元） 单位");
        check("thing", Some("record,area"), "记录编号 面积（亩）");
        check("thing", Some("wings,state,code"), "export.unknown_field 2");
        check("being", None, "单位 姓名 身份证号 电话 出生日期 登记日期 止于");
        check("being", Some(""), "单位 姓名 身份证号 电话 出生日期 登记日期 止于");
    }
}
