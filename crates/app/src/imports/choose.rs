//! Which sheets of a workbook are read, and the unit one is about where its rows do not say.

use std::collections::BTreeSet;

use kernel::{Finding, Place, UnitId};
use pack::model::Ledger;
use rules::Context;

use super::{
    columns::columns,
    convert::unit,
    headers::{self, Header},
    options::ImportOptions,
    read::Sheet,
    vocabulary::{Target, Vocabulary},
};

/// Words that begin the next thing on the line of a sheet's unit.
const NEXT: [&str; 8] = ["单位", "计量", "金额", "填报", "填表", "制表", "时间", "日期"];

/// The sheet that was named, or the first whose headings bring all that is needed, or the one that brings most;
/// and all that have the same headings, as where each village has a sheet.
pub(super) fn choose<'a>(
    sheets: &[&'a Sheet],
    words: &Vocabulary<'_>,
    options: &ImportOptions,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> Vec<(&'a Sheet, Header)> {
    let score = |headings: &[headers::Heading]| words.score(headings);
    let named = |sheet: &&Sheet| options.sheet.is_none() || sheet.name == options.sheet;
    let found: Vec<(&Sheet, Header)> =
        sheets.iter().copied().filter(named).filter_map(|sheet| Some((sheet, headers::find(sheet, &score)?))).collect();
    // Beside a template of this ledger, that of another one is somebody else's.
    let own = words.ledger.id.as_str();
    let has_own = found.iter().any(|(_, header)| header.template_of.as_deref() == Some(own));
    let other = |header: &Header| header.template_of.as_deref().is_some_and(|id| id != own);
    let found: Vec<_> = found.into_iter().filter(|(_, header)| !has_own || !other(header)).collect();
    let fits = |(sheet, header): &&(&Sheet, Header)| {
        !columns(sheet.name.as_deref(), header, words, options, context).1.iter().any(Finding::is_error)
    };
    let best =
        found.iter().find(fits).or_else(|| found.iter().rev().max_by_key(|(_, header)| words.score(&header.headings)));
    if best.is_none() {
        let names: Vec<&str> = sheets.iter().filter_map(|sheet| sheet.name.as_deref()).collect();
        let finding = match &options.sheet {
            Some(name) if !names.contains(&name.as_str()) => {
                Finding::error("import.unknown_sheet", format!("没有叫“{name}”的工作表。"), Place::default())
                    .hint(format!("有：{}。", names.join("、")))
            }
            _ => {
                Finding::error("import.no_headings", "找不到列名：没有一行的列名与台账的字段对得上。", Place::default())
                    .hint("请检查是否选对了台账，列名照台账的写法。")
            }
        };
        findings.push(finding);
    }
    let Some((first, header)) = best else { return Vec::new() };
    if let Some(other) = header.template_of.as_deref().filter(|id| *id != words.ledger.id.as_str()) {
        let message = format!("这份模板是另一本台账（{other}）的，不是“{}”的，没有导入。", words.ledger.name);
        let place = Place { sheet: first.name.clone(), ..Place::default() };
        let hint = "请到那本台账里导入，或下载这本台账的填报模板。";
        findings.push(Finding::error("import.other_template", message, place).hint(hint));
        return Vec::new();
    }
    if options.sheet.is_some() {
        return vec![(*first, header.clone())];
    }
    let named = |header: &Header| -> BTreeSet<Target> {
        header.headings.iter().filter_map(|heading| words.look(heading).map(|(target, _)| target.clone())).collect()
    };
    let brings = named(header);
    let (same, other): (Vec<_>, Vec<_>) = found.iter().partition(|(_, header)| named(header) == brings);
    for (sheet, theirs) in other.into_iter().filter(fits) {
        // What brings half as much is likely the same list with a column less.
        let filled = sheet.rows.len() > theirs.data;
        if filled && words.score(&theirs.headings) * 2 >= words.score(&header.headings) {
            let name = sheet.name.as_deref().unwrap_or_default();
            let read = first.name.as_deref().unwrap_or_default();
            let message = format!("工作表“{name}”的列与“{read}”不同，没有读。");
            let place = Place { sheet: sheet.name.clone(), line: Some(theirs.row), ..Place::default() };
            let hint = "如果也要导入，请把列名改成一样，或指定这张工作表再导入一次。";
            findings.push(Finding::warning("import.sheet_left_out", message, place).hint(hint));
        }
    }
    same.into_iter().cloned().collect()
}

/// The unit that stands above the headings (`填报单位：…`) or that the sheet is called after.
pub(super) fn fallback(ledger: &Ledger, header: &Header, sheet: &Sheet, context: &Context<'_>) -> Option<UnitId> {
    let said = header.above.iter().flat_map(|line| after_colons(line));
    said.chain(sheet.name.as_deref()).find_map(|name| unit(name, None, &ledger.unit, context).ok())
}

/// What stands behind each colon of a line; of `填报单位：甲村 单位：元`, 甲村 and 元.
fn after_colons(line: &str) -> impl Iterator<Item = &str> {
    line.split([':', '：']).skip(1).map(|piece| {
        let next = NEXT.iter().filter_map(|word| piece.find(word)).filter(|at| *at > 0).min();
        piece[..next.unwrap_or(piece.len())].trim()
    })
}
