//! Which column is which field. A heading matches by the field's name, one of its aliases or its id, with or without
//! the unit behind it; of merged headings the whole is tried before its last line.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{FieldId, Finding, Measure, Place};
use pack::model::{Field, FieldType, Ledger};
use rules::{
    Context,
    convert::{halfwidth, measure_of_heading},
    near,
};

use super::{
    children::TABLE_COLUMN,
    headers::{Header, Heading},
    options::ImportOptions,
    report::{Brings, ColumnMatch, Source},
    vocabulary::{Target, Vocabulary},
};
use crate::{files::is_file, records::target};

/// A column and what it brings.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Column {
    pub index: usize,
    pub heading: String,
    pub target: Option<Target>,
    /// The field it is called after where a cell cannot bring that.
    pub named: Option<FieldId>,
    /// The word of the ledger by which its heading is known.
    pub word: Option<String>,
    /// Who says so.
    pub source: Source,
    /// The unit its numbers are written in.
    pub measure: Option<Measure>,
}

impl Column {
    /// The same with names of its own, for another processor.
    pub fn apart(&self) -> Self {
        Self { target: self.target.as_ref().map(Target::apart), ..self.clone() }
    }
}

/// All columns, and what is wrong with the headings.
pub(super) fn columns(
    sheet: Option<&str>,
    header: &Header,
    words: &Vocabulary<'_>,
    options: &ImportOptions,
    context: &Context<'_>,
) -> (Vec<Column>, Vec<Finding>) {
    let ledger = words.ledger;
    let place = |column: usize| at(sheet, header.row, column);
    let mut findings = Vec::new();
    // What a heading says itself comes before what was said of another.
    let own: BTreeSet<&Target> = header
        .headings
        .iter()
        .filter(|heading| words.source(heading) != Source::Remembered)
        .filter_map(|heading| Some(words.look(heading)?.0))
        .collect();
    let look = |heading: &Heading| {
        words.look(heading).filter(|(target, _)| words.source(heading) != Source::Remembered || !own.contains(target))
    };
    let mut taken: BTreeMap<&Target, Vec<(usize, bool)>> = BTreeMap::new();
    for heading in &header.headings {
        if let Some((target, whole)) = look(heading) {
            taken.entry(target).or_default().push((heading.column, whole));
        }
    }
    let mut columns = Vec::new();
    for heading in &header.headings {
        let text = heading.parts.join("/");
        let mut target = look(heading);
        if let Some((found, whole)) = target {
            let rivals = &taken[found];
            let better = rivals.iter().any(|(column, other)| *column != heading.column && *other && !whole);
            let equal = rivals.iter().any(|(column, other)| *column < heading.column && *other == whole);
            if better || *found == Target::Nothing {
                target = target.filter(|_| !better);
            } else if equal {
                let message = format!("“{text}”和前面的一列是同一项，分不清用哪一列。");
                findings.push(
                    Finding::error("import.duplicate_column", message, place(heading.column))
                        .hint("请删去一列，或改列名。"),
                );
                target = None;
            }
        } else if let Some((key, word)) = words.contradiction(heading) {
            let message = format!("列名“{text}”是“{word}”，模板里这一列却是“{key}”，分不清是哪一项。");
            let hint = "请把列名改回去，或删去模板隐藏的第 1 行再导入。";
            findings.push(Finding::error("import.key_contradicts", message, place(heading.column)).hint(hint));
        } else {
            let names = ledger.fields.values().map(|field| field.name.as_str());
            let hint = near::hint(&text, names, "台账里没有这一项，这一列不会导入。");
            let message = format!("不认识的列“{text}”，没有导入。");
            findings.push(Finding::warning("import.unknown_column", message, place(heading.column)).hint(hint));
        }
        let field_of = |target: Option<(&Target, bool)>| match target {
            Some((Target::Field(id), _)) => ledger.field(id.as_str()),
            _ => None,
        };
        let mut named = None;
        // A sheet brings no files: the name that stands there names nothing that was handed in.
        if let Some(field) = field_of(target).filter(|field| is_file(&field.ty)) {
            let message = format!("“{}”收照片或文件，表格带不进来，这一列没有导入；已有的原样保留。", field.name);
            let hint = "导入后请在网页上打开记录，逐条交照片或文件。";
            findings.push(Finding::warning("import.file_column", message, place(heading.column)).hint(hint));
            (target, named) = (None, Some(field.id.clone()));
        }
        // One cell holds no rows.
        if let Some(field) = field_of(target).filter(|field| matches!(field.ty, FieldType::Table(_))) {
            let message = format!("“{}”一条记录有好几行，一格里写不下，这一列没有导入；已有的原样保留。", field.name);
            let hint = "请下载填报模板，把各行填在以它命名的那张工作表里；或导入后在网页上填。";
            let place = Place { field: Some(field.id.to_string()), ..place(heading.column) };
            findings.push(Finding::warning(TABLE_COLUMN, message, place).hint(hint));
            (target, named) = (None, Some(field.id.clone()));
        }
        let field = field_of(target);
        let written = field.map(|field| measure(field, &heading.parts.concat(), &header.above));
        let measure = match written {
            Some(Err(message)) => {
                findings.push(
                    Finding::error("import.wrong_unit", message, place(heading.column)).hint("请改列名里的单位。"),
                );
                None
            }
            Some(Ok(measure)) => measure,
            None => None,
        };
        let target = target.map(|(target, _)| target.clone());
        let source = words.source(heading);
        // What a template calls a column is nothing that people call it.
        let by_heading = source == Source::Heading && heading.key.is_none();
        let word = target.as_ref().filter(|_| by_heading).and_then(|_| words.word(heading));
        let word = word.map(str::to_owned);
        columns.push(Column { index: heading.column, heading: text, target, named, word, source, measure });
    }
    findings.extend(missing(ledger, &columns, options, context).into_iter().map(|message| {
        Finding::error("import.missing_column", message, Place { line: Some(header.row), ..at(sheet, header.row, 0) })
            .hint("请补上这一列，列名照台账的写法。")
    }));
    (columns, findings)
}

/// As the report says it.
pub(super) fn matches(columns: &[Column]) -> Vec<ColumnMatch> {
    let field = |target: &Target| match target {
        Target::Field(id) => Some(id.clone()),
        Target::Unit | Target::Above(_) => Some("unit".into()),
        Target::Step(step) | Target::StepBy(step) => Some(format!("steps.{step}").into()),
        Target::NumberOf(id) | Target::Since(Some(id)) => Some(id.clone()),
        Target::Since(None) | Target::Nothing => None,
    };
    let brings = |column: &Column| match &column.target {
        Some(Target::Field(_)) => Brings::Field,
        Some(Target::Unit) => Brings::Unit,
        Some(Target::Above(_)) => Brings::Above,
        Some(Target::Step(_)) => Brings::Step,
        Some(Target::StepBy(_)) => Brings::StepBy,
        Some(Target::NumberOf(_)) => Brings::NumberOf,
        Some(Target::Since(_)) => Brings::Since,
        Some(Target::Nothing) => Brings::Nothing,
        None if column.named.is_some() => Brings::Named,
        None => Brings::Unknown,
    };
    let one = |column: &Column| ColumnMatch {
        column: u32::try_from(column.index + 1).unwrap_or(u32::MAX),
        heading: column.heading.clone(),
        field: column.target.as_ref().and_then(field).or_else(|| column.named.clone()),
        brings: brings(column),
        word: column.word.clone(),
        source: column.source,
        measure: column.measure.as_ref().map(|measure| measure.name.clone()),
    };
    columns.iter().map(one).collect()
}

pub(super) fn at(sheet: Option<&str>, row: u32, column: usize) -> Place {
    let column = u32::try_from(column + 1).unwrap_or(u32::MAX);
    Place { sheet: sheet.map(str::to_owned), line: Some(row), column: Some(column), ..Place::default() }
}

/// The unit a column's numbers are in: of its heading, of the line `单位：万元` above, or the field's own.
fn measure(field: &Field, heading: &str, above: &[String]) -> Result<Option<Measure>, String> {
    if field.ty.scale().is_none() {
        return Ok(None);
    }
    let own = field.ty.quantity();
    let (_, said) = measure_of_heading(heading);
    // `/` and commas part several units: `单位：万元、亩`.
    let lines = above.iter().filter_map(|line| halfwidth(line).split_once("单位:").map(|(_, units)| units.to_owned()));
    let noted: Vec<Measure> = lines
        .flat_map(|units| units.split([',', '、', '/', ';', ' ', ')']).map(Measure::read).collect::<Vec<_>>())
        .collect();
    match (own, said) {
        (Some(own), Some(said)) if said.quantity == Some(own) => Ok(Some(said)),
        (Some(own), Some(said)) if said.quantity.is_some() => {
            Err(format!("“{heading}”的单位是{said}，“{}”应当用{}一类的单位。", field.name, own.base()))
        }
        (Some(own), _) => {
            let noted = noted.into_iter().find(|measure| measure.quantity == Some(own));
            Ok(noted.or_else(|| field.measure.clone()))
        }
        (None, Some(said)) if said.quantity.is_none() && said.name.starts_with('万') => Ok(Some(said)),
        (None, _) => Ok(field.measure.clone()),
    }
}

/// Required fields, parts of the key and the unit that no column brings and nothing else gives.
fn missing(ledger: &Ledger, columns: &[Column], options: &ImportOptions, context: &Context<'_>) -> Vec<String> {
    let has = |target: &Target| columns.iter().any(|column| column.target.as_ref() == Some(target));
    let mut messages = Vec::new();
    for field in ledger.fields.values() {
        let given = has(&Target::Field(field.id.clone())) || field.default.is_some();
        let dated = field.id == ledger.date && options.day().is_some();
        // The rows of a table come from a sheet of their own, or are missed with the record.
        if given
            || dated
            || matches!(field.ty, FieldType::Table(_))
            || (target(&field.ty, context.pack).is_some() && has(&Target::NumberOf(field.id.clone())))
        {
            continue;
        }
        if field.is_demanded() && !ledger.is_replaced(field.id.as_str()) {
            messages.push(format!("缺少必填的列“{}”。", field.name));
        }
    }
    messages
}
