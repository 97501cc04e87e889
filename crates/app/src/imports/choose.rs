//! Which sheet of a workbook is read, and the unit it is about where its rows do not say.

use kernel::{Finding, Place, UnitId};
use pack::model::Ledger;
use rules::Context;

use super::{
    columns::columns,
    convert::unit,
    headers::{self, Header},
    read::Sheet,
    run::ImportOptions,
    vocabulary::Vocabulary,
};

/// The sheet that was named, or the first whose headings bring all that is needed, or the one that brings most.
pub(super) fn choose<'a>(
    sheets: &'a [Sheet],
    words: &Vocabulary<'_>,
    options: &ImportOptions,
    context: &Context<'_>,
    findings: &mut Vec<Finding>,
) -> Option<(&'a Sheet, Header)> {
    let score = |headings: &[headers::Heading]| words.score(headings);
    let named = |sheet: &&Sheet| options.sheet.is_none() || sheet.name == options.sheet;
    let found: Vec<(&Sheet, Header)> =
        sheets.iter().filter(named).filter_map(|sheet| Some((sheet, headers::find(sheet, &score)?))).collect();
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
    best.cloned()
}

/// The unit that stands above the headings (`填报单位：…`) or that the sheet is called after.
pub(super) fn fallback(ledger: &Ledger, header: &Header, sheet: &Sheet, context: &Context<'_>) -> Option<UnitId> {
    let said = header.above.iter().filter_map(|line| line.rsplit_once([':', '：']).map(|(_, name)| name.trim()));
    said.chain(sheet.name.as_deref()).find_map(|name| unit(name, None, &ledger.unit, context).ok())
}
