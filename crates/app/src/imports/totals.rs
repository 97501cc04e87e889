//! The sheet's own totals against ours: a row of 合计 or 小计 is no record, but it says what the rows should come to.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    hash::{DefaultHasher, Hash as _, Hasher as _},
    ops::Range,
};

use kernel::{Decimal, Finding, Many, Measure, number::plain};
use pack::model::{Field, FieldType, Ledger};
use rules::{
    Context,
    convert::{self, Input, halfwidth},
};

use super::{
    columns::{Column, at},
    convert::Draft,
    headers::Reach,
    read::{Cell, Row},
    report::TotalCheck,
    vocabulary::Target,
};

/// Words of headings whose numbers are not for adding up.
const NOT_ADDED: [&str; 6] = ["均", "率", "单价", "标准", "%", "占比"];

/// More rows than a person will look at.
const MOST_LOOK: usize = 20;

/// A row of totals.
pub(super) struct Total {
    pub row: u32,
    pub reach: Reach,
    /// How many records stand above it.
    pub above: usize,
    /// What it says, by place in the columns.
    pub said: Vec<(usize, Decimal)>,
}

/// What a row of totals says of each column; numbers as fields keep them, under names how many there are.
pub(super) fn said(row: &Row, columns: &[Column], ledger: &Ledger, context: &Context<'_>) -> Vec<(usize, Decimal)> {
    let read = |(place, column): (usize, &Column)| {
        let Cell::Value(input) = row.cell(column.index) else { return None };
        let number = match added(column, ledger) {
            Some(field) => {
                let value = convert::convert(field, input, column.measure.as_ref(), context).ok()??;
                value.as_decimal()
            }
            None if counted(column, ledger) => count(input),
            None => None,
        };
        Some((place, number?))
    };
    columns.iter().enumerate().filter_map(read).collect()
}

/// What rows say in the columns that totals speak of.
struct Lines {
    /// Their numbers.
    rows: Vec<u32>,
    /// By place in the columns.
    said: BTreeMap<usize, Vec<Thing>>,
}

/// What one row says.
#[derive(Clone, Copy, PartialEq)]
enum Thing {
    Nothing,
    /// It could not be read.
    Unread,
    Number(Decimal),
    /// Words, by their hash: all that is asked is whether they are the same.
    Words(u64),
}

impl Lines {
    fn of(totals: &[Total], drafts: &Many<Draft>, columns: &[Column], ledger: &Ledger) -> Self {
        let places: BTreeSet<usize> = totals.iter().flat_map(|total| &total.said).map(|(place, _)| *place).collect();
        let asked: Vec<(usize, &Column, Option<&Field>)> =
            places.into_iter().map(|place| (place, &columns[place], added(&columns[place], ledger))).collect();
        let mut lines = Self { rows: Vec::new(), said: asked.iter().map(|(place, ..)| (*place, Vec::new())).collect() };
        for draft in drafts.iter() {
            lines.rows.push(draft.row);
            for ((_, column, field), things) in asked.iter().zip(lines.said.values_mut()) {
                things.push(thing(&draft, column, *field));
            }
        }
        lines
    }
}

fn thing(draft: &Draft, column: &Column, field: Option<&Field>) -> Thing {
    match field {
        Some(_) if draft.unread.contains(&column.index) => Thing::Unread,
        Some(field) => {
            draft.fields.get(&field.id).and_then(kernel::Value::as_decimal).map_or(Thing::Nothing, Thing::Number)
        }
        None => said_in(draft, column).map_or(Thing::Nothing, |said| {
            let mut hash = DefaultHasher::new();
            said.hash(&mut hash);
            Thing::Words(hash.finish())
        }),
    }
}

/// All totals of a sheet against the rows they are about.
pub(super) fn check(
    sheet: Option<&str>,
    totals: &[Total],
    drafts: &Many<Draft>,
    columns: &[Column],
    ledger: &Ledger,
    findings: &mut Vec<Finding>,
) -> Vec<TotalCheck> {
    let mut checks = Vec::new();
    if totals.is_empty() {
        return checks;
    }
    let lines = Lines::of(totals, drafts, columns, ledger);
    for (index, total) in totals.iter().enumerate() {
        let ranges = ranges(totals, index, lines.rows.len());
        for (place, said) in &total.said {
            let column = &columns[*place];
            let field = added(column, ledger);
            let things = &lines.said[place];
            let sums = ranges.iter().filter_map(|range| {
                let things = &things[range.clone()];
                let sums = match field {
                    Some(_) => vec![sum(things)?],
                    None => number_of(things),
                };
                Some((range, sums))
            });
            let sums: Vec<(&Range<usize>, Vec<Decimal>)> = sums.collect();
            let Some((range, first)) = sums.first() else { continue };
            let agrees = sums.iter().any(|(_, sums)| sums.contains(said));
            let ours = if agrees { *said } else { first.first().copied().unwrap_or_default() };
            let measure = field.and(column.measure.as_ref());
            let shown = |value: Decimal| measure.and_then(|m| m.from_base(value)).unwrap_or(value).normalize();
            let check = TotalCheck {
                page: sheet.map(str::to_owned),
                row: total.row,
                column: u32::try_from(column.index + 1).unwrap_or(u32::MAX),
                heading: column.heading.clone(),
                measure: measure.map(|measure| measure.name.clone()),
                sheet: shown(*said),
                ours: shown(ours),
                agrees,
                look: Vec::new(),
            };
            if !agrees {
                let (rows, things) = (&lines.rows[(*range).clone()], &things[(*range).clone()]);
                let look = look(&check, rows, things, field.is_some(), measure);
                findings.push(differs(&check, sheet, total.reach, column, field, &look));
                checks.push(TotalCheck { look: look.rows, ..check });
                continue;
            }
            checks.push(check);
        }
    }
    checks
}

fn differs(
    check: &TotalCheck,
    sheet: Option<&str>,
    reach: Reach,
    column: &Column,
    field: Option<&Field>,
    look: &Look,
) -> Finding {
    let difference = (check.sheet - check.ours).abs();
    let word = if reach == Reach::Part { "小计" } else { "合计" };
    let ours = if field.is_some() { "各行相加" } else { "数下来" };
    let message = format!(
        "“{}”{word}写 {}，{ours} {}，差 {}。",
        check.heading,
        plain(check.sheet),
        plain(check.ours),
        plain(difference)
    );
    let few: Vec<String> = look.rows.iter().take(5).map(ToString::to_string).collect();
    let hint = match few.is_empty() {
        true => "请核对各行有没有漏掉、写重或写错，合计重新求和。".to_owned(),
        false => format!("第{}行{}", few.join("、"), look.why),
    };
    Finding::warning("import.total_differs", message, at(sheet, check.row, column.index)).hint(hint)
}

/// Rows that would explain a difference, and how.
#[derive(Default)]
struct Look {
    rows: Vec<u32>,
    why: String,
}

/// The row that says just what is missing; else rows that say nothing where too little comes to, or what others say
/// already where too much does.
fn look(check: &TotalCheck, rows: &[u32], things: &[Thing], are_added: bool, measure: Option<&Measure>) -> Look {
    let difference = (check.sheet - check.ours).abs();
    let lacks = check.sheet > check.ours;
    let blank = || {
        let blank = rows.iter().zip(things).filter(|(_, thing)| matches!(thing, Thing::Nothing | Thing::Unread));
        let rows = blank.filter(|_| lacks).map(|(row, _)| *row).take(MOST_LOOK).collect();
        Look { rows, why: "这一列是空的，请先看这些行。".to_owned() }
    };
    if are_added {
        let shown = |value: Decimal| measure.and_then(|m| m.from_base(value)).unwrap_or(value);
        let is_it = |thing: &Thing| matches!(thing, Thing::Number(value) if shown(*value) == difference);
        let Some((row, _)) = rows.iter().zip(things).find(|(_, thing)| is_it(thing)) else { return blank() };
        return Look {
            rows: vec![*row], why: format!("写的正好是 {}，请先看这一行。", plain(difference))
        };
    }
    if lacks {
        return blank();
    }
    let mut seen = HashSet::new();
    let again =
        rows.iter().zip(things).filter(|(_, thing)| matches!(thing, Thing::Words(words) if !seen.insert(*words)));
    let rows = again.map(|(row, _)| *row).take(MOST_LOOK).collect();
    Look { rows, why: "前面已经有了，请先看这些行。".to_owned() }
}

/// The rows a total may be about, the likeliest first.
fn ranges(totals: &[Total], index: usize, all: usize) -> Vec<Range<usize>> {
    let total = &totals[index];
    let of = |reach: Reach| totals.iter().enumerate().filter(move |(_, other)| other.reach == reach);
    let since = |reach: &dyn Fn(Reach) -> bool| {
        totals[..index].iter().rev().find(|other| reach(other.reach)).map_or(0, |other| other.above)
    };
    let (first, second): (Range<usize>, Option<Range<usize>>) = match total.reach {
        Reach::Part => {
            // Where a partial total stands before any record, they all stand above their rows.
            let heads = of(Reach::Part).next().is_some_and(|(_, first)| first.above == 0);
            if heads {
                let next = totals[index + 1..].iter().find(|other| other.above > total.above);
                (total.above..next.map_or(all, |next| next.above), None)
            } else {
                (since(&|_| true)..total.above, None)
            }
        }
        Reach::Whole if of(Reach::Whole).count() > 1 => {
            (since(&|reach| reach == Reach::Whole)..total.above, Some(0..all))
        }
        Reach::Whole | Reach::Grand => (0..all, None),
    };
    std::iter::once(first).chain(second).filter(|range| !range.is_empty()).collect()
}

/// `None` where a cell could not be read, or it overflows.
fn sum(things: &[Thing]) -> Option<Decimal> {
    things.iter().try_fold(Decimal::ZERO, |sum, thing| match thing {
        Thing::Unread => None,
        Thing::Number(number) => sum.checked_add(*number),
        _ => Some(sum),
    })
}

/// How many rows have something there, and how many different things.
fn number_of(things: &[Thing]) -> Vec<Decimal> {
    let all = things.iter().filter_map(|thing| if let Thing::Words(words) = thing { Some(*words) } else { None });
    let different: HashSet<u64> = all.clone().collect();
    vec![Decimal::from(all.count()), Decimal::from(different.len())]
}

/// What a row says in a column whose things are counted.
fn said_in(draft: &Draft, column: &Column) -> Option<String> {
    match &column.target {
        Some(Target::Unit) => draft.unit.as_ref().map(ToString::to_string),
        Some(Target::Field(id)) => {
            let text = draft.fields.get(id).and_then(kernel::Value::as_text).map(str::to_owned);
            let name = || draft.names.iter().find(|named| named.field == *id).map(|named| named.name.clone());
            text.or_else(name)
        }
        _ => None,
    }
}

/// The field of a column whose numbers add up.
fn added<'a>(column: &Column, ledger: &'a Ledger) -> Option<&'a Field> {
    let Some(Target::Field(id)) = &column.target else { return None };
    let field = ledger.field(id.as_str())?;
    let number = matches!(field.ty, FieldType::Integer | FieldType::Decimal { .. } | FieldType::Money);
    let rate = field.measure.as_ref().is_some_and(|measure| measure.name == "%");
    (number && !rate && !NOT_ADDED.iter().any(|word| column.heading.contains(word))).then_some(field)
}

fn counted(column: &Column, ledger: &Ledger) -> bool {
    match &column.target {
        Some(Target::Unit) => true,
        Some(Target::Field(id)) => ledger
            .field(id.as_str())
            .is_some_and(|field| matches!(field.ty, FieldType::Text | FieldType::Person | FieldType::Reference(_))),
        _ => false,
    }
}

/// `731`, `731人`, `共219户`.
fn count(input: &Input) -> Option<Decimal> {
    let text = halfwidth(&input.text());
    let text = text.trim().trim_start_matches(['共', '计']).trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, word) = text.split_at(end);
    let counts = word.is_empty() || ["人", "户", "个", "条", "家", "名", "处", "件"].contains(&word.trim());
    (counts && digits.len() < 9).then(|| digits.parse().ok())?
}
