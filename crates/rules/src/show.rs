//! A value in the words a person sees.

use kernel::{Decimal, FieldId, Fields, Value, number};
use pack::model::{Field, FieldType, Ledger, Privacy};

use crate::{Context, geometry::Shape, spells};

/// Who is meant by the id in a reference or person field: the record's title. What the file is called that an id names.
pub type Titles<'a> = &'a dyn Fn(&FieldType, &str) -> Option<String>;

/// Codes by name, money and areas in the field's unit, days as written. Of spells, the value in force today.
pub fn show(field: &Field, value: &Value, context: &Context<'_>, titles: Titles<'_>) -> String {
    match (&field.ty, value) {
        (_, Value::Spells(list)) => {
            let now = spells::at(list, context.today).or_else(|| spells::latest(list));
            now.map(|value| show(field, value, context, titles)).unwrap_or_default()
        }
        (FieldType::Choice(list), Value::Text(code)) => code_name(list.as_str(), code, context),
        (FieldType::Choices(list), Value::Codes(codes)) => {
            codes.iter().map(|code| code_name(list.as_str(), code, context)).collect::<Vec<_>>().join("、")
        }
        (FieldType::Unit(_), Value::Text(unit)) => context.unit_name(unit),
        (FieldType::Person | FieldType::Reference(_), Value::Text(id)) => {
            titles(&field.ty, id).unwrap_or_else(|| "（查不到）".to_owned())
        }
        (FieldType::Point | FieldType::Line | FieldType::Polygon, Value::Text(text)) => {
            Shape::kept(text).map_or_else(|| "（读不懂的位置）".to_owned(), |shape| shape.in_words())
        }
        // What it is called, where somebody looked that up; never the id, which tells a person nothing.
        (FieldType::File, Value::Text(id)) => titles(&field.ty, id).unwrap_or_else(|| "文件".to_owned()),
        (FieldType::Photo, Value::Text(id)) => titles(&field.ty, id).unwrap_or_else(|| "照片".to_owned()),
        (_, Value::Bool(yes)) => if *yes { "是" } else { "否" }.to_owned(),
        // Where only how many there are is told: in lists.
        (FieldType::Table(_), Value::Integer(rows)) => format!("{rows} 行"),
        (_, Value::Integer(n)) => amount(field, Decimal::from(*n)),
        (_, Value::Decimal(n)) => amount(field, *n),
        (_, Value::Text(text)) => text.clone(),
        (_, Value::Date(day)) => day.to_string(),
        (_, Value::Time(moment)) => moment.to_the_minute(),
        (_, Value::Codes(codes)) => codes.join("、"),
        (FieldType::Table(columns), Value::Rows(rows)) => {
            let cell =
                |row: &Fields, id: &FieldId, column: &Field| row.get(id).map(|v| show(column, v, context, titles));
            let line = |row: &Fields| {
                columns.iter().filter_map(|(id, column)| cell(row, id, column)).collect::<Vec<_>>().join(" ")
            };
            rows.iter().map(line).collect::<Vec<_>>().join("；")
        }
        (_, Value::Rows(rows)) => format!("{}行", rows.len()),
    }
}

/// As [`show`], personal fields masked.
pub fn show_masked(field: &Field, value: &Value, context: &Context<'_>, titles: Titles<'_>) -> String {
    show_to(field, value, context, titles, Privacy::Internal)
}

/// As [`show`], masked what is more private than was opened.
pub fn show_to(field: &Field, value: &Value, context: &Context<'_>, titles: Titles<'_>, opened: Privacy) -> String {
    let text = show(field, value, context, titles);
    if is_masked(field, opened) { mask(&field.ty, &text) } else { text }
}

/// Whether a field is masked where this much was opened.
pub fn is_masked(field: &Field, opened: Privacy) -> bool {
    field.privacy > opened.max(Privacy::Internal)
}

/// `138****1234`, `110105********002X`, `张**`; of numbers, days and choices nothing remains.
pub fn mask(ty: &FieldType, text: &str) -> String {
    let chars: Vec<char> = text.chars().collect();
    let keep = |head: usize, tail: usize| -> String {
        let hidden = chars.len().saturating_sub(head + tail);
        let middle = std::iter::repeat_n('*', hidden);
        chars.iter().take(head).copied().chain(middle).chain(chars.iter().skip(head + hidden).copied()).collect()
    };
    match ty {
        _ if chars.is_empty() => String::new(),
        FieldType::Phone if chars.len() == 11 => keep(3, 4),
        FieldType::IdNumber if chars.len() == 18 => keep(6, 4),
        FieldType::Text | FieldType::Person | FieldType::Reference(_) if chars.len() <= 4 => keep(1, 0),
        _ => "***".to_owned(),
    }
}

/// What names a record to a person: its title fields, or its first field that has something to show.
pub fn title(ledger: &Ledger, fields: &Fields, context: &Context<'_>, titles: Titles<'_>) -> String {
    title_to(ledger, fields, context, titles, Privacy::Internal)
}

/// As [`title`], masked what is more private than was opened.
pub fn title_to(
    ledger: &Ledger,
    fields: &Fields,
    context: &Context<'_>,
    titles: Titles<'_>,
    opened: Privacy,
) -> String {
    let shown = |id: &FieldId| {
        let field = ledger.field(id.as_str())?;
        let value = fields.get(id)?;
        // Whom nobody looked up is left out of a name.
        let refers = matches!(field.ty, FieldType::Person | FieldType::Reference(_));
        if refers && value.as_text().is_some_and(|id| titles(&field.ty, id).is_none()) {
            return None;
        }
        let text = called(ledger, field, show_to(field, value, context, titles, opened), context);
        (!text.is_empty()).then_some(text)
    };
    let parts: Vec<String> = ledger.title.iter().filter_map(shown).collect();
    if parts.is_empty() { ledger.fields.keys().find_map(shown).unwrap_or_default() } else { parts.join(" ") }
}

/// Reserved ledgers name indicators and parameters of the pack by their ids; people read their names.
pub fn called(ledger: &Ledger, field: &Field, text: String, context: &Context<'_>) -> String {
    if !ledger.is_system() {
        return text;
    }
    let name = match field.id.as_str() {
        "indicator" => context.pack.indicator_named(&text).map(|indicator| &indicator.name),
        "parameter" => context.pack.parameters.get(text.as_str()).map(|parameter| &parameter.name),
        _ => None,
    };
    name.cloned().unwrap_or(text)
}

fn code_name(list: &str, code: &str, context: &Context<'_>) -> String {
    let entry = context.codes(list).and_then(|list| list.codes.get(code));
    entry.map_or_else(|| code.to_owned(), |entry| entry.name.clone())
}

/// A number in the unit its field is written in.
pub fn in_measure(field: &Field, value: Decimal) -> Decimal {
    let measure = field.measure.as_ref().filter(|measure| measure.quantity.is_some());
    measure.and_then(|measure| measure.from_base(value)).unwrap_or(value)
}

fn amount(field: &Field, value: Decimal) -> String {
    let base = || field.ty.quantity().map(|quantity| quantity.base()).unwrap_or_default();
    let unit = field.measure.as_ref().map_or_else(base, |measure| measure.name.as_str());
    format!("{}{unit}", number::plain(in_measure(field, value)))
}
