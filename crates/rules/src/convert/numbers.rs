//! Numbers as people write them, in the unit they write them in.

use kernel::{Decimal, Finding, Measure, Value, number};
use pack::model::{Field, FieldType};

use super::{Input, halfwidth, wrong};

/// A sheet's number cell. Sheets keep binary fractions and promise fifteen digits; those are what the person wrote.
pub fn from_float(cell: f64) -> Option<Decimal> {
    if !cell.is_finite() {
        return None;
    }
    if let Some(short) = short(cell) {
        return Some(short);
    }
    Decimal::from_scientific(&format!("{cell:.14e}")).ok().map(|number| number.normalize())
}

/// A number of few places, as nearly all are: where no more than fifteen digits say exactly this fraction, they are
/// the fifteen digits, and need not be written out to be found.
fn short(cell: f64) -> Option<Decimal> {
    const MOST: f64 = 1e15;
    [1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6].iter().zip(0..).find_map(|(factor, places)| {
        let scaled = (cell * factor).round();
        (scaled.abs() < MOST && scaled / factor == cell).then(|| Decimal::new(scaled as i64, places))
    })
}

/// The unit a heading ends with: `总收入（万元）`, `面积(亩)`, `金额/元`, `单位：元`. Answers the bare heading too.
pub fn measure_of_heading(heading: &str) -> (String, Option<Measure>) {
    let text = halfwidth(heading);
    let text = text.trim();
    for (open, close) in [('(', ")"), ('[', "]"), ('〔', "〕")] {
        if let Some((name, unit)) = text.strip_suffix(close).and_then(|rest| rest.rsplit_once(open)) {
            let unit = unit.trim_start_matches("单位").trim_start_matches(':').trim();
            if !unit.is_empty() && !name.trim().is_empty() {
                return (name.trim().to_owned(), Some(Measure::read(unit)));
            }
        }
    }
    if let Some((name, unit)) = text.rsplit_once('/') {
        let measure = Measure::read(unit);
        if measure.quantity.is_some() && !name.trim().is_empty() {
            return (name.trim().to_owned(), Some(measure));
        }
    }
    (text.to_owned(), None)
}

pub(super) fn number(field: &Field, input: &Input, written_in: Option<&Measure>) -> Result<Value, Finding> {
    let (value, own) = match input {
        Input::Number(number) => (*number, None),
        Input::Text(text) => read(text).ok_or_else(|| not_a_number(field, text))?,
        other => return Err(not_a_number(field, &other.text())),
    };
    let value = in_storage(field, value, own.as_ref().or(written_in))?;
    fit(field, value)
}

fn not_a_number(field: &Field, text: &str) -> Finding {
    wrong(field, "value.not_a_number", format!("“{}”应当是数，写的是“{text}”。", field.name), "请只写数字，例如 12.5。")
}

/// `１，２３４．５`, `1,234.5`, `￥12`, `152.81万元`: the number, and the unit behind it.
fn read(text: &str) -> Option<(Decimal, Option<Measure>)> {
    let text: String = halfwidth(text).replace('。', ".").chars().filter(|c| !c.is_whitespace()).collect();
    let text = text.trim_start_matches(['¥', '￥']);
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+'))).unwrap_or(text.len());
    let (digits, unit) = text.split_at(end);
    let (whole, _) = digits.split_once('.').unwrap_or((digits, ""));
    let groups: Vec<&str> = whole.trim_start_matches(['-', '+']).split(',').collect();
    let grouped = groups.len() == 1
        || (!groups[0].is_empty() && groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let bare = digits.replace(',', "");
    if !grouped || !bare.ends_with(|c: char| c.is_ascii_digit()) || digits.matches(',').count() + 1 != groups.len() {
        return None;
    }
    let value = bare.parse().ok()?;
    // A unit is a word, not the rest of a sentence or a second number.
    let word = unit.is_empty() || (unit.chars().count() <= 4 && !unit.chars().any(|c| c.is_ascii_digit()));
    word.then(|| (value, (!unit.is_empty()).then(|| Measure::read(unit))))
}

/// Into the unit the field is kept in: the base unit of its quantity, or as the field says where it measures nothing.
fn in_storage(field: &Field, value: Decimal, written: Option<&Measure>) -> Result<Decimal, Finding> {
    let Some(written) = written else { return Ok(value) };
    let own = field.measure.as_ref();
    let mismatch = || {
        let expected =
            own.map_or_else(|| field.ty.quantity().map_or("数", |q| q.base()).to_owned(), ToString::to_string);
        wrong(
            field,
            "value.wrong_unit",
            format!("“{}”的单位应当是{expected}，写的是“{written}”。", field.name),
            "请改用同类的单位。",
        )
    };
    let converted = match (field.ty.quantity(), written.quantity) {
        (Some(kept), Some(given)) if kept == given => written.to_base(value),
        // 万, 亿 alone before a money or area field: as many base units.
        (Some(_), None) => match written.name.as_str() {
            "万" => value.checked_mul(Decimal::from(10_000)),
            "亿" => value.checked_mul(Decimal::from(100_000_000)),
            _ => return Err(mismatch()),
        },
        (None, None) if own.is_none_or(|own| own.name == written.name) => Some(value),
        (None, None) => {
            let word = |name: &str| name.trim_start_matches(['万', '亿']).to_owned();
            if own.is_some_and(|own| word(&own.name) != word(&written.name) || own.name == "%" || written.name == "%") {
                return Err(mismatch());
            }
            written.to_base(value).and_then(|value| own.map_or(Some(value), |own| own.from_base(value)))
        }
        _ => return Err(mismatch()),
    };
    converted.ok_or_else(|| out_of_range(field))
}

fn fit(field: &Field, value: Decimal) -> Result<Value, Finding> {
    let value = value.normalize();
    let scale = u32::from(field.ty.scale().unwrap_or(0));
    if value.scale() > scale {
        let (message, hint) = if scale == 0 {
            (format!("“{}”应当是整数，写的是 {value}。", field.name), "请去掉小数。".to_owned())
        } else {
            let unit = field.ty.quantity().map_or_else(String::new, |quantity| format!("（以{}计）", quantity.base()));
            (
                format!("“{}”最多{scale}位小数{unit}，写的是 {value}。", field.name),
                format!("请四舍五入到{scale}位，例如 {}。", number::plain(number::round(value, scale))),
            )
        };
        return Err(wrong(field, "value.too_many_places", message, hint));
    }
    let scaled = number::to_scaled(value, scale).ok_or_else(|| out_of_range(field))?;
    if field.ty == FieldType::Integer {
        return Ok(Value::Integer(scaled));
    }
    number::from_scaled(i128::from(scaled), scale).map(Value::Decimal).ok_or_else(|| out_of_range(field))
}

fn out_of_range(field: &Field) -> Finding {
    wrong(
        field,
        "value.out_of_range",
        format!("“{}”的数太大，存不下。", field.name),
        "请检查是否多写了几位，或单位写错了。",
    )
}
