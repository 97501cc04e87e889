//! The columns of a sheet as a new ledger: what it is called, register or log, what tells its records apart.

use std::collections::BTreeSet;

use kernel::{Date, Finding};
use pack::model::{LedgerKind, Privacy};
use rules::{Context, convert::squeeze};

use super::{super::read::Row, columns::Seen, near_key};
use crate::packs::{Column, LedgerDraft, Used, stem};

/// Days since when a thing is there; what else a sheet dates happened on that day.
const SINCE: [&str; 10] = ["登记", "建档", "纳入", "购置", "成立", "注册", "入党", "认定", "启用", "起始"];
/// Days that place nothing in a year's work.
const OF_THE_PERSON: [&str; 2] = ["出生", "生日"];
/// Words that tell records apart better than others.
pub(super) const TELLING: [&str; 5] = ["编号", "证号", "代码", "户号", "号"];
/// Words that begin a title and say nothing of the ledger.
const DATED_TITLE: [char; 4] = ['年', '月', '度', '季'];

pub(super) fn draft(
    title: Option<&str>,
    file: &str,
    sheet: Option<&str>,
    columns: Vec<(Column, Seen)>,
    rows: &[&Row],
    context: &Context<'_>,
) -> (LedgerDraft, Vec<Seen>, Option<Finding>) {
    let (mut columns, mut seen): (Vec<Column>, Vec<Seen>) = columns.into_iter().unzip();
    let total = rows.len() as u64;
    let date = |fits: &dyn Fn(&Column) -> bool| {
        let of = columns.iter().zip(&seen).filter(|(column, _)| column.used == Used::Field && column.ty == "date");
        of.filter(|(column, seen)| fits(column) && seen.filled * 10 >= total * 9)
            .map(|(column, _)| column.id.clone())
            .next()
    };
    let named = |column: &Column, words: &[&str]| words.iter().any(|word| column.name.contains(word));
    let happened = date(&|column| !named(column, &SINCE) && !named(column, &OF_THE_PERSON));
    let since = date(&|column| named(column, &SINCE));
    let (kind, date) = match (happened, since) {
        (Some(happened), _) => (LedgerKind::Log, Some(happened)),
        (None, since) => (LedgerKind::Register, since),
    };
    let mut key = key(&columns, &seen, rows, date.as_deref());
    // The same person is paid, trained, visited again; what happened is told apart by its day, unless it has a number.
    let numbered = |id: &String| {
        columns.iter().any(|column| column.id == *id && TELLING.iter().any(|word| column.name.contains(word)))
    };
    if let (LedgerKind::Log, Some(day)) = (kind, &date)
        && !key.is_empty()
        && !key.contains(day)
        && !key.iter().any(numbered)
    {
        key.push(day.clone());
    }
    let nearly = near_key::told(&columns, &mut seen, rows, sheet, &key);
    for column in &mut columns {
        column.required = key.contains(&column.id) || date.as_ref() == Some(&column.id);
    }
    for (column, seen) in columns.iter().zip(&mut seen) {
        if date.as_ref() == Some(&column.id) {
            seen.because = if kind == LedgerKind::Log {
                "按这一天归到哪年哪月。"
            } else {
                "从这一天起算在册。"
            }
            .to_owned();
        } else if key == [column.id.clone()] {
            seen.because =
                format!("{}每行不同，用来认出同一条。", seen.because.trim_end_matches('。').to_owned() + "；");
        }
    }
    let begins = (kind == LedgerKind::Register).then(|| Date::first_of_year(context.today.year())).flatten();
    let title_of = |column: &&Column| {
        column.used == Used::Field && matches!(column.ty.as_str(), "text" | "person") && !named(column, &TELLING[..4])
    };
    let named_by = columns.iter().find(title_of).map(|column| column.id.clone());
    let name = name(title, file, sheet, context);
    let title = named_by.into_iter().chain(key.first().cloned()).collect::<Vec<_>>();
    let mut once = BTreeSet::new();
    let title = title.into_iter().filter(|id| once.insert(id.clone())).collect();
    let counted = counted(&name, kind, &columns, &key).to_owned();
    (
        LedgerDraft { name, kind, only: None, mandate: String::new(), counted, date, begins, key, title, columns },
        seen,
        nearly,
    )
}

/// What one record is: 户 where households tell them apart, 人 where persons do, or as the name of the ledger says.
fn counted(name: &str, kind: LedgerKind, columns: &[Column], key: &[String]) -> &'static str {
    const ENDS: [(&str, &str); 8] = [
        ("户", "户"),
        ("人", "人"),
        ("员", "人"),
        ("者", "人"),
        ("生", "人"),
        ("童", "人"),
        ("机", "台"),
        ("车", "辆"),
    ];
    let keyed = |column: &&Column| key.contains(&column.id);
    let by_key = columns.iter().filter(keyed).find_map(|column| match column.ty.as_str() {
        _ if column.name.contains('户') => Some("户"),
        "person" | "id_number" => Some("人"),
        _ => None,
    });
    let stem = stem(name);
    let by_name = || ENDS.iter().find(|(end, _)| stem.ends_with(end)).map(|(_, counted)| *counted);
    by_key.or_else(by_name).unwrap_or(if kind == LedgerKind::Log { "条" } else { "个" })
}

/// One column without blanks in which no two rows of a unit agree; the most telling one, else the first two that do
/// together with the day.
fn key(columns: &[Column], seen: &[Seen], rows: &[&Row], date: Option<&str>) -> Vec<String> {
    let total = rows.len() as u64;
    let fits = |(column, seen): &(&Column, &Seen)| {
        let plain = matches!(column.ty.as_str(), "text" | "person" | "id_number" | "phone" | "credit_code");
        column.used == Used::Field && plain && seen.filled == total && total > 0
    };
    let candidates: Vec<(&Column, &Seen)> = columns.iter().zip(seen).filter(fits).collect();
    let number_of = columns.iter().zip(seen).find(|(column, _)| column.used == Used::NumberOf);
    // A person is told apart by the number, not by the name.
    let different = |column: &Column, own: &Seen| match number_of {
        Some((_, number)) if column.ty == "person" => number.filled == total && number.distinct == total,
        _ => own.distinct == total,
    };
    // Names of people are shared by people; they tell apart only where nothing better does.
    let rank = |column: &Column| match TELLING.iter().position(|word| column.name.contains(word)) {
        Some(telling) => telling,
        None if column.ty == "text" && column.privacy >= Privacy::Personal => TELLING.len() + 1,
        None => TELLING.len(),
    };
    let alone =
        candidates.iter().filter(|(column, seen)| different(column, seen)).min_by_key(|(column, _)| rank(column));
    if let Some((column, _)) = alone {
        return vec![column.id.clone()];
    }
    let unit = columns.iter().zip(seen).find(|(column, _)| column.used == Used::Unit).map(|(_, seen)| seen.column);
    let day = columns.iter().zip(seen).find(|(column, _)| Some(column.id.as_str()) == date);
    for (column, own) in &candidates {
        let with_day = day.filter(|(day, _)| day.id != column.id);
        for (more, also) in [None, with_day].into_iter().map(|more| (more.map(|(c, _)| c), more.map(|(_, s)| s.column)))
        {
            let of = |row: &&Row| -> Vec<String> {
                let at = [unit, Some(own.column), also];
                at.into_iter().flatten().map(|column| squeeze(&row.text(column as usize - 1))).collect()
            };
            let different: BTreeSet<Vec<String>> = rows.iter().map(of).collect();
            if different.len() == rows.len() {
                return std::iter::once(*column).chain(more).map(|column| column.id.clone()).collect();
            }
        }
    }
    Vec::new()
}

/// The title without office and year: `白石镇2026年农机具登记表` → `农机具登记表`; else the sheet's or the file's name.
fn name(title: Option<&str>, file: &str, sheet: Option<&str>, context: &Context<'_>) -> String {
    let stem = file.rsplit(['/', '\\']).next().unwrap_or(file);
    let stem = stem.rsplit_once('.').map_or(stem, |(stem, _)| stem);
    let plain = |sheet: &&str| {
        let unnamed = sheet.to_ascii_lowercase().starts_with("sheet") || sheet.starts_with("工作表");
        !unnamed && sheet.chars().count() > 1
    };
    let said = title.or_else(|| sheet.filter(plain)).unwrap_or(stem);
    let mut name: &str = said.trim();
    let mut names: Vec<&str> = context.units.iter().map(|unit| unit.name.as_str()).collect();
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    loop {
        let before = name;
        for unit in &names {
            name = name.strip_prefix(unit).unwrap_or(name);
        }
        name = name.trim_start_matches(|c: char| {
            c.is_ascii_digit()
                || c.is_whitespace()
                || DATED_TITLE.contains(&c)
                || matches!(c, '第' | '-' | '_' | '、' | '.')
        });
        if name == before {
            break;
        }
    }
    let name: String = name.chars().filter(|c| !c.is_whitespace()).take(30).collect();
    if name.is_empty() { squeeze(said) } else { name }
}
