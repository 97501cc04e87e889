//! A sheet without headings: what to say of it. Its first record is no heading, and nobody can tell what a column is.

use kernel::{Finding, Place};
use rules::{Context, convert::find_unit};

use super::{
    super::{headers::Header, read::Sheet, shape},
    columns::Seen,
};
use crate::packs::{Column, Used};

/// Why no headings were found in the sheets that were looked at.
pub(super) fn none<'a>(file: &str, mut sheets: impl Iterator<Item = &'a Sheet>) -> Finding {
    let record = sheets.find_map(|sheet| Some((sheet, shape::first_record(sheet)?)));
    match record {
        Some((sheet, row)) => records_only(file, sheet, row),
        None => Finding::error("import.no_headings", "这张表里找不到列名和数据。", Place::file(file))
            .hint("请交一张有列名的表：第一行（或标题下面一行）写列名，下面一行一条。"),
    }
}

/// Where what was taken for headings is a record after all: one is a village's name, and villages stand below it.
pub(super) fn is_record(header: &Header, columns: &[(Column, Seen)], context: &Context<'_>) -> bool {
    let unit = |column: &Column| column.used == Used::Unit && find_unit(&column.heading, None, None, context).is_ok();
    header.headings.iter().all(|heading| heading.parts.len() == 1) && columns.iter().any(|(column, _)| unit(column))
}

pub(super) fn records_only(file: &str, sheet: &Sheet, row: u32) -> Finding {
    let place = Place { sheet: sheet.name.clone(), line: Some(row), ..Place::file(file) };
    let message = format!("这张表没有列名：第{row}行已经是数据，看不出每一列是什么。");
    Finding::error("import.no_headings", message, place)
        .hint("请在数据上面加一行列名，写明每一列是什么（例如 村、姓名、金额），再交一次。")
}
