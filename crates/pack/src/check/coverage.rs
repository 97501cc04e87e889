//! `coverage.csv`: which figure of a real report each indicator answers.

use std::collections::BTreeMap;

use kernel::{IndicatorId, Period, Place, UnitId};

use super::{Findings, World, codes, nearest};
use crate::{model::Coverage, read::TextFile};

const HEADER: [&str; 4] = ["figure", "indicator", "unit", "period"];

/// Reads and checks the file.
pub(crate) fn coverage(world: &World<'_>, out: &mut Findings) -> Vec<Coverage> {
    let Some(file) = &world.drafts.coverage else { return Vec::new() };
    let mut lines = file.text.lines().zip(1u32..).filter(|(line, _)| !line.trim().is_empty());
    let header: Vec<&str> = lines.next().map(|(line, _)| cells(line)).unwrap_or_default();
    if header != HEADER {
        say(file, 1, "第一行应当是列名。", format!("请写：{}", HEADER.join(",")), out);
        return Vec::new();
    }
    let mut seen = BTreeMap::new();
    lines.filter_map(|(line, number)| row(world, file, line, number, &mut seen, out)).collect()
}

fn row(
    world: &World<'_>,
    file: &TextFile,
    line: &str,
    number: u32,
    seen: &mut BTreeMap<String, u32>,
    out: &mut Findings,
) -> Option<Coverage> {
    let before = out.len();
    let cells = cells(line);
    let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
    let (figure, indicator, unit, period) = (cell(0), cell(1), cell(2), cell(3));
    if cells.len() < 2 || cells.len() > HEADER.len() {
        say(file, number, "这一行的格数不对。", format!("请写四格：{}", HEADER.join(",")), out);
        return None;
    }
    if !(figure.len() == 5 && figure.starts_with('F') && figure.bytes().skip(1).all(|b| b.is_ascii_digit())) {
        say(file, number, format!("“{figure}”不是数字编号。"), "编号是 F 加四位数字，如 F0416。", out);
    } else if let Some(first) = seen.insert(figure.to_owned(), number) {
        say(
            file,
            number,
            format!("“{figure}”在第 {first} 行已经写过。"),
            "一个数字只由一个指标回答，请删去一行。",
            out,
        );
    }
    let known = &world.drafts.indicators;
    if !known.contains_key(indicator) && !world.drafts.is_broken("indicators", indicator) {
        let hint = nearest::hint(indicator, known.keys().map(String::as_str));
        say(file, number, format!("没有指标“{indicator}”。"), hint, out);
    }
    let units = &world.pack.units;
    let unread = world.drafts.is_broken("units", "units");
    if !unit.is_empty() && !unread && !units.iter().any(|known| known.id.as_str() == unit) {
        let hint = nearest::hint(unit, units.iter().map(|known| known.id.as_str()));
        say(file, number, format!("没有单位“{unit}”。"), hint, out);
    }
    let parsed = period.parse::<Period>().ok();
    if !period.is_empty() && parsed.is_none() {
        say(file, number, format!("“{period}”不是期间。"), "请写 2022、2022-Q3、2022-08 或两个日期用 .. 相连。", out);
    }
    (out.len() == before).then(|| Coverage {
        figure: figure.to_owned(),
        indicator: IndicatorId::new(indicator),
        unit: (!unit.is_empty()).then(|| UnitId::new(unit)),
        period: parsed,
    })
}

/// The cells of a line; none of these hold commas, so quotes are only taken off.
fn cells(line: &str) -> Vec<&str> {
    line.split(',').map(|cell| cell.trim().trim_matches('"')).collect()
}

fn say(file: &TextFile, line: u32, message: impl Into<String>, hint: impl Into<String>, out: &mut Findings) {
    out.error(&codes::COVERAGE, Place::file(&file.file).line(line), message).hint(hint);
}
