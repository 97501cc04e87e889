//! Rows, cell by cell.

use calamine::{DataRef, ExcelDateTime, ExcelDateTimeType};
use rules::convert::Input;

use super::{
    frame::Style,
    markup::{Markup, plain},
    strings::{self, Texts},
};
use crate::imports::read::{Cell, MOST_COLUMNS, MOST_ROWS, Row, limits::Budget, workbook};

/// What cells are read by.
struct Known<'a> {
    texts: &'a Texts<'a>,
    styles: &'a [Style],
}

/// What the attributes of a cell say.
#[derive(Default)]
struct Said<'a> {
    at: &'a [u8],
    style: Option<&'a [u8]>,
    ty: Option<&'a [u8]>,
}

/// The errors that a formula can give, as they are written and told.
const ERRORS: [&str; 7] = ["#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"];

/// The rows that have anything, one of so many shares of a file.
pub(super) fn rows(content: &[u8], texts: &Texts<'_>, styles: &[Style], share: usize) -> Option<Vec<Row>> {
    let (mut markup, known, mut budget) = (Markup(content), Known { texts, styles }, Budget::share(share));
    let (mut rows, mut last, mut width) = (Vec::new(), 0, 0);
    loop {
        markup.space();
        if markup.0.is_empty() {
            return Some(rows);
        }
        markup.take(b"<row")?;
        let mut number = None;
        let empty = markup.attributes(|name, value| {
            if name == b"r" {
                number = natural(value);
            }
        })?;
        let number = u32::try_from(number?).ok().filter(|number| *number > last)?;
        last = number;
        let mut row = Row { number, cells: Vec::with_capacity(if empty { 0 } else { width }) };
        while !empty && !closes(&mut markup, b"</row>") {
            let (column, cell) = cell(&mut markup, &known, number)?;
            if cell.is_empty() {
                continue;
            }
            // What is too far away or too much is told by whoever reads it next.
            if number > MOST_ROWS || column >= MOST_COLUMNS {
                return None;
            }
            let column = column as usize;
            budget.take((column + 1).saturating_sub(row.cells.len()), cell.size()).ok()?;
            row.cells.resize(row.cells.len().max(column + 1), Cell::Value(Input::Empty));
            row.cells[column] = cell;
        }
        if !row.cells.is_empty() {
            width = row.cells.len();
            rows.push(row);
        }
    }
}

fn closes(markup: &mut Markup<'_>, tag: &[u8]) -> bool {
    markup.space();
    markup.took(tag)
}

/// A cell, and its column counted from 0.
fn cell(markup: &mut Markup<'_>, known: &Known<'_>, row: u32) -> Option<(u32, Cell)> {
    markup.take(b"<c")?;
    let mut said = Said::default();
    let mut empty = markup.attributes(|name, value| match name {
        b"r" => said.at = value,
        b"s" => said.style = Some(value),
        b"t" => said.ty = Some(value),
        _ => (),
    })?;
    let column = column(said.at, row)?;
    let (mut cell, mut formula) = (Cell::Value(Input::Empty), false);
    while !empty {
        markup.space();
        if markup.took(b"<v>") {
            cell = value(markup.text()?, &said, known)?;
            markup.take(b"</v>")?;
        } else if markup.took(b"<f") {
            formula = true;
            if !markup.attributes(|_, _| ())? {
                markup.text()?;
                markup.take(b"</f>")?;
            }
        } else if markup.took(b"<is>") {
            cell = text(&strings::inner(markup)?);
            markup.take(b"</is>")?;
        } else {
            markup.take(b"</c>")?;
            empty = true;
        }
    }
    let unset = formula && matches!(cell, Cell::Value(Input::Empty));
    Some((column, if unset { Cell::Formula } else { cell }))
}

fn value(written: &[u8], said: &Said<'_>, known: &Known<'_>) -> Option<Cell> {
    match said.ty {
        _ if written.is_empty() => (said.ty != Some(b"inlineStr")).then_some(Cell::Value(Input::Empty)),
        None | Some(b"n") => number(written, said.style, known.styles),
        Some(b"s") => known.texts.get(natural(written)?).map(text),
        Some(b"str") => plain(written).map(|written| text(&written)),
        Some(b"b") => match written {
            b"0" => Some(Cell::Value(Input::Bool(false))),
            b"1" => Some(Cell::Value(Input::Bool(true))),
            _ => None,
        },
        Some(b"e") => {
            let error = ERRORS.iter().find(|error| error.as_bytes() == written)?;
            Some(Cell::Error((*error).to_owned()))
        }
        Some(_) => None,
    }
}

fn number(written: &[u8], style: Option<&[u8]>, styles: &[Style]) -> Option<Cell> {
    let usual = |byte: &u8| matches!(byte, b'0'..=b'9' | b'.' | b'-' | b'+' | b'e' | b'E');
    let number: f64 = std::str::from_utf8(written).ok().filter(|_| written.iter().all(usual))?.parse().ok()?;
    let style = style.map_or(Some(Style::Number), |style| styles.get(natural(style)?).copied())?;
    Some(workbook::cell(match style {
        Style::Number => DataRef::Float(number),
        Style::Day { since_1904 } => {
            DataRef::DateTime(ExcelDateTime::new(number, ExcelDateTimeType::DateTime, since_1904))
        }
    }))
}

fn text(text: impl AsRef<str>) -> Cell {
    let text = text.as_ref();
    Cell::Value(if text.trim().is_empty() { Input::Empty } else { Input::Text(text.to_owned()) })
}

/// The column of a place like `AB12`, counted from 0, where it is of this row.
fn column(at: &[u8], row: u32) -> Option<u32> {
    let letters = at.iter().take_while(|byte| byte.is_ascii_uppercase()).count();
    let (letters, digits) = at.split_at(letters);
    let of_this_row = natural(digits) == usize::try_from(row).ok();
    let column = letters.iter().fold(0, |column, letter| column * 26 + u32::from(letter - b'A') + 1);
    (of_this_row && (1..=3).contains(&letters.len())).then(|| column - 1)
}

/// A whole number as programs write it.
fn natural(digits: &[u8]) -> Option<usize> {
    let known = (1..=9).contains(&digits.len()) && digits.iter().all(u8::is_ascii_digit);
    known.then(|| digits.iter().fold(0, |number, digit| number * 10 + usize::from(digit - b'0')))
}
