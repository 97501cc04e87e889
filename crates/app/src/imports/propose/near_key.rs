//! A column that would tell records apart, were it not for a few blanks. Whoever hands the sheet in is told that it was
//! not taken, and why: the next best may be a name that two people share.

use kernel::{Finding, Place};
use pack::model::Privacy;

use super::{super::read::Row, columns::Seen, draft::TELLING};
use crate::packs::{Column, Used};

/// Of a hundred rows no more are blank in a column that is meant to tell records apart.
const MOST_BLANK: u64 = 30;
/// More rows than a person will look at.
const MOST_TOLD: usize = 5;

/// Says which column was nearly the key, in the column and as a finding.
pub(super) fn told(
    columns: &[Column],
    seen: &mut [Seen],
    rows: &[&Row],
    sheet: Option<&str>,
    key: &[String],
) -> Option<Finding> {
    let total = rows.len() as u64;
    // A number in the name of the key tells apart for certain; nothing better was passed over.
    let taken = columns.iter().filter(|column| key.contains(&column.id)).filter_map(rank).min();
    let better = |column: &Column| rank(column).is_some_and(|own| taken.is_none_or(|taken| own < taken));
    let nearly = |(column, seen): &(&Column, &Seen)| {
        let blank = total - seen.filled.min(total);
        let few = blank > 0 && blank * 100 <= total * MOST_BLANK && seen.filled > 1;
        few && seen.distinct == seen.filled && better(column)
    };
    let at = columns.iter().zip(seen.iter()).filter(nearly).min_by_key(|(column, _)| rank(column))?;
    let (name, number) = (at.0.name.clone(), at.1.column);
    let blank: Vec<u32> =
        rows.iter().filter(|row| row.cell(number as usize - 1).is_empty()).map(|row| row.number).collect();
    let listed: Vec<String> = blank.iter().take(MOST_TOLD).map(|row| format!("第{row}行")).collect();
    let more = if blank.len() > listed.len() { "等" } else { "" };
    let blanks = format!("{}{more}共{}行是空的", listed.join("、"), blank.len());
    let place = Place {
        sheet: sheet.map(str::to_owned),
        line: blank.first().copied(),
        column: Some(number),
        ..Place::default()
    };
    if let Some(own) = seen.iter_mut().find(|seen| seen.column == number) {
        let said = own.because.trim_end_matches('。').to_owned();
        own.because = format!("{said}；{blanks}，所以没有用它认出同一条。");
    }
    let names: Vec<&str> =
        key.iter().filter_map(|id| columns.iter().find(|column| column.id == *id)).map(|c| c.name.as_str()).collect();
    let instead = match names.as_slice() {
        [] => "也没有别的列能用，重复的行认不出来".to_owned(),
        names => format!("改用了“{}”", names.join("、")),
    };
    let message = format!("“{name}”本来可以认出同一条，但{blanks}，所以没有用，{instead}。");
    Some(
        Finding::warning("import.key_has_blanks", message, place)
            .hint("请把空格补上再交一次，就会用这一列；不补的话，请看一看现在用的列会不会重复。"),
    )
}

/// How well a column tells records apart, the best first; `None` where it cannot.
fn rank(column: &Column) -> Option<usize> {
    let plain = matches!(column.ty.as_str(), "text" | "person" | "id_number" | "phone" | "credit_code");
    let numbered = TELLING.iter().position(|word| column.name.contains(word));
    match column.used {
        Used::NumberOf => Some(numbered.unwrap_or(1)),
        Used::Field if plain => Some(match numbered {
            Some(telling) => telling,
            None if column.ty == "text" && column.privacy >= Privacy::Personal => TELLING.len() + 1,
            None => TELLING.len(),
        }),
        _ => None,
    }
}
