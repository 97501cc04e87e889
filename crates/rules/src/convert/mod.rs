//! What a person wrote → a value of the field's type, or a sentence on why not.
//!
//! Text and cells come as people write them: full-width digits, `2022年3月5日`, `1,234.5`, `152.81万元`, names for codes.
//! JSON comes as the wire gives it: numbers in base units, codes, days as `YYYY-MM-DD`; what a person could have
//! written is accepted there as well. References and persons stay ids here: who may be meant by a name is for the
//! import to find out.

mod choices;
mod dates;
mod files;
mod geometry;
mod identifiers;
mod json;
mod numbers;
mod text;
mod units;

use std::borrow::Cow;

use kernel::{Date, Decimal, Finding, Instant, Measure, Place, Value};
use pack::model::{Field, FieldType};

pub use dates::{from_serial, moment};
pub use files::is_file_id;
pub use json::{Patch, from_json};
pub use numbers::{from_float, measure_of_heading};
pub use text::{halfwidth, squeeze};
pub use units::find_unit;

use crate::Context;

/// The most characters of a line and of a long text.
const MOST_TEXT: usize = 1_000;
const MOST_LONG: usize = 20_000;

/// One cell or one form entry.
#[derive(Clone, PartialEq, Debug)]
pub enum Input {
    /// Nothing.
    Empty,
    /// As typed.
    Text(String),
    /// A number cell.
    Number(Decimal),
    /// A yes/no cell.
    Bool(bool),
    /// A cell the sheet knows to be a day.
    Date(Date),
    /// A cell the sheet knows to be a moment.
    Time(Instant),
}

/// The value; `None` where nothing was written. `written_in` is the unit that a number without a unit is in:
/// of a spreadsheet that of the heading or of the field, `None` is the base unit.
pub fn convert(
    field: &Field,
    input: &Input,
    written_in: Option<&Measure>,
    context: &Context<'_>,
) -> Result<Option<Value>, Vec<Finding>> {
    if input.is_blank() {
        return Ok(None);
    }
    // What is longer was pasted by accident; the value is not repeated in the answer.
    let most = if field.ty == FieldType::LongText { MOST_LONG } else { MOST_TEXT };
    let geometry = matches!(field.ty, FieldType::Point | FieldType::Line | FieldType::Polygon | FieldType::Choices(_));
    if let Input::Text(text) = input
        && text.len() > most
        && !geometry
        && text.chars().count() > most
    {
        let message = format!("“{}”太长，最多 {most} 个字。", field.name);
        return Err(vec![wrong(field, "value.too_long", message, "请检查是否多粘贴了内容。")]);
    }
    let one = |result: Result<Value, Finding>| result.map(Some).map_err(|finding| vec![finding]);
    match &field.ty {
        FieldType::Text | FieldType::LongText | FieldType::Person | FieldType::Reference(_) => {
            let text = input.as_text();
            let long = field.ty == FieldType::LongText;
            let text = if long { text::printable(text.trim()) } else { text::squeeze(&text) };
            Ok((!text.is_empty()).then_some(Value::Text(text)))
        }
        FieldType::File | FieldType::Photo => one(files::file(field, input)),
        FieldType::Integer | FieldType::Decimal { .. } | FieldType::Money => {
            one(numbers::number(field, input, written_in))
        }
        FieldType::Choice(list) => one(choices::choice(field, list.as_str(), &input.as_text(), context)),
        FieldType::Choices(list) => choices::choices(field, list.as_str(), &input.as_text(), context).map(Some),
        FieldType::Bool => one(choices::yes_or_no(field, input)),
        FieldType::Date => one(dates::date(field, input, context).map(Value::Date)),
        FieldType::Time => one(dates::time(field, input, context).map(Value::Time)),
        FieldType::Unit(level) => {
            let found = find_unit(&input.text(), level.as_ref().map(std::slice::from_ref), None, context);
            one(found.map(|unit| Value::text(unit.as_str())).map_err(|finding| at(finding, field)))
        }
        FieldType::Phone => one(identifiers::phone(field, input)),
        FieldType::IdNumber => one(identifiers::id_number(field, input)),
        FieldType::CreditCode => one(identifiers::credit_code(field, input)),
        FieldType::Point | FieldType::Line | FieldType::Polygon => one(geometry::geometry(field, &input.text())),
        FieldType::Table(_) => Err(vec![wrong(
            field,
            "value.table_in_cell",
            format!("“{}”是一张明细表，不能写在一个格子里。", field.name),
            "请在网页上逐行填写。",
        )]),
    }
}

impl Input {
    /// Whether nothing was written; a dash stands for nothing.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => matches!(text.trim(), "" | "-" | "—" | "——" | "/" | "\u{3000}"),
            _ => false,
        }
    }

    /// As text, as a person would read the cell.
    pub fn text(&self) -> String {
        self.as_text().into_owned()
    }

    /// See [`Input::text`]; what is text already is not copied.
    pub fn as_text(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(kernel::number::plain(*number)),
            Self::Bool(yes) => Cow::Borrowed(if *yes { "是" } else { "否" }),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Time(moment) => Cow::Owned(moment.to_the_minute()),
        }
    }
}

impl From<&str> for Input {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

fn wrong(field: &Field, code: &str, message: impl Into<String>, hint: impl Into<String>) -> Finding {
    at(Finding::error(code, message, Place::default()).hint(hint), field)
}

fn at(mut finding: Finding, field: &Field) -> Finding {
    finding.place.field = Some(field.id.to_string());
    finding
}
