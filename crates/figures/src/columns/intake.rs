//! From values as the store hands them over to cells of columns.

use kernel::{Problem, Value, number};
use store::{Spell, VersionRow, Versions};

use super::{
    column::{Cell, Shape},
    dictionary::Dictionary,
    layout::{Layout, STATE, step_column},
};

/// Where a column finds its values.
#[derive(Clone, Copy)]
pub enum Source {
    /// Among the values of the version.
    Plain(usize),
    /// Among the dated values of the spell.
    Dated(usize),
    /// Among the days of the steps.
    Step(usize),
    /// The state of the spell.
    State,
    /// The store does not give it.
    Nowhere,
}

/// Where each column finds its values in what the store handed over.
pub fn sources(layout: &Layout, versions: &Versions) -> Vec<Source> {
    let source = |name: &str| {
        let step = || versions.steps.iter().position(|step| step_column(step.as_str()) == name).map(Source::Step);
        let dated = || versions.dated.iter().position(|field| field.as_str() == name).map(Source::Dated);
        let plain = || versions.fields.iter().position(|field| field.as_str() == name).map(Source::Plain);
        if name == STATE { Source::State } else { step().or_else(dated).or_else(plain).unwrap_or(Source::Nowhere) }
    };
    layout.columns.iter().map(|(name, _)| source(name)).collect()
}

/// The cells of one row, in the order of the columns.
pub fn cells(
    layout: &Layout,
    dictionaries: &mut [Dictionary],
    version: &VersionRow,
    spell: &Spell,
    sources: &[Source],
) -> Result<Vec<Cell>, Problem> {
    let mut cells = Vec::with_capacity(sources.len());
    for (((name, shape), dictionary), source) in layout.columns.iter().zip(dictionaries).zip(sources) {
        let day;
        let value = match source {
            Source::State => {
                let code = spell.state.as_ref().map(|state| Cell::Code(dictionary.code(state.as_str())));
                cells.push(code.unwrap_or(Cell::Absent));
                continue;
            }
            Source::Step(at) => {
                day = version.steps.get(*at).copied().flatten().map(Value::Date);
                day.as_ref()
            }
            Source::Dated(at) => spell.values.get(*at).and_then(Option::as_ref),
            Source::Plain(at) => version.values.get(*at).and_then(Option::as_ref),
            Source::Nowhere => None,
        };
        cells.push(match value {
            None => Cell::Absent,
            Some(value) => cell(value, *shape, dictionary).ok_or_else(|| unreadable(version, name))?,
        });
    }
    Ok(cells)
}

fn cell(value: &Value, shape: Shape, dictionary: &mut Dictionary) -> Option<Cell> {
    Some(match (value, shape) {
        (Value::Bool(yes), Shape::Bool) => Cell::Bool(*yes),
        (Value::Integer(_) | Value::Decimal(_), Shape::Number(scale)) => {
            Cell::Int(number::to_scaled(value.as_decimal()?, u32::from(scale))?)
        }
        (Value::Date(day), Shape::Day) => Cell::Int(i64::from(day.days())),
        (Value::Time(instant), Shape::Moment) => Cell::Int(instant.millis()),
        (Value::Text(text), Shape::Text) => Cell::Code(dictionary.code(text)),
        (Value::Codes(codes), Shape::Codes) => {
            Cell::Code(dictionary.code(&codes.join(&expr::CODE_SEPARATOR.to_string())))
        }
        _ => return None,
    })
}

fn unreadable(version: &VersionRow, column: &str) -> Problem {
    Problem::new("figure.unreadable", "台账里有一条记录的内容与声明的类型不符，无法统计。")
        .hint("请运行核验（verify），并检查最近启用的口径包是否改变了字段类型。")
        .detail(format!("{}/{} {column}", version.book, version.record))
}
