//! Imports a spreadsheet, or says all that is wrong with it, cell by cell.

use std::process::ExitCode;

use app::imports::{self, ImportOptions, ImportReport, Meaning};
use bytes::Bytes;
use http::call::Call;
use kernel::Problem;
use rules::told::Said;
use serde_json::json;

use crate::{arguments::Import, print};

/// Exit 1 where the file has errors; then nothing is written, unless the good rows alone were wanted.
pub async fn run(call: &Call, wanted: Import) -> Result<ExitCode, Problem> {
    let (file, json) = (wanted.file.as_path(), wanted.json);
    let unopened = |error: std::io::Error| {
        Problem::new("import.unreadable", format!("文件“{}”打不开：{}。", file.display(), print::reason(&error)))
            .hint("请检查路径和权限。")
    };
    // What is too large is not taken into memory to find that out.
    if std::fs::metadata(file).map_err(unopened)?.len() > imports::LARGEST as u64 {
        return Err(imports::too_large());
    }
    let bytes = Bytes::from(std::fs::read(file).map_err(unopened)?);
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let meaning = match wanted.snapshot {
        Some(day) => Meaning::Snapshot { day, end_missing: wanted.end_missing },
        None if wanted.append => Meaning::Append,
        None => Meaning::Update,
    };
    let told = wanted.told_by.map(|name| Said { account: None, name: Some(name), way: wanted.told_way });
    let options = ImportOptions {
        dry_run: wanted.dry_run,
        partial: wanted.partial,
        sheet: wanted.sheet,
        unit: wanted.unit.map(Into::into),
        meaning,
        columns: wanted.map.into_iter().collect(),
        told,
        ..ImportOptions::default()
    };
    let again = wanted.mark.as_ref().map(|_| bytes.clone());
    let report = match imports::import(&call.service, &call.actor, &wanted.ledger.into(), &name, bytes, options).await {
        Ok(report) => report,
        // A file that cannot be read at all is a finding like any other to whoever reads JSON.
        Err(problem) if json && problem.code.starts_with("import.") => {
            print::json(
                &json!({ "file": name, "problem": problem.code, "message": problem.message, "hint": problem.hint, "findings": problem.findings, "receipts": [] }),
            )?;
            return Ok(ExitCode::FAILURE);
        }
        Err(problem) => return Err(problem),
    };
    if let (Some(path), Some(bytes)) = (&wanted.mark, again) {
        let marked = imports::mark(&bytes, &name, &report)?;
        std::fs::write(path, marked).map_err(|error| {
            Problem::new("import.unmarked", format!("文件“{}”写不出来：{error}。", path.display()))
                .hint("请检查路径和权限。")
        })?;
    }
    if json {
        as_json(&report)?
    } else {
        as_lines(&report, wanted.dry_run)
    }
    Ok(if report.has_errors() { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

fn as_json(report: &ImportReport) -> Result<(), Problem> {
    let wire = http::imports::answer(report);
    let mut value = serde_json::to_value(&wire).unwrap_or_default();
    // Findings keep their place as one object here, as every other command prints them.
    value["findings"] = serde_json::to_value(&report.findings).unwrap_or_default();
    print::json(&value)
}

fn as_lines(report: &ImportReport, dry_run: bool) {
    let unknown = report.columns.iter().filter(|column| column.field.is_none()).map(|column| column.heading.as_str());
    let unknown: Vec<&str> = unknown.collect();
    print::lines([format!(
        "{}{}：{} 行，新登记 {}，更新 {}，不变 {}，另有 {} 行没有收（合计、说明）。",
        report.file,
        report.sheet.as_ref().map(|sheet| format!("[{sheet}]")).unwrap_or_default(),
        report.rows,
        report.new,
        report.changed,
        report.same,
        report.left_out.len()
    )]);
    if !unknown.is_empty() {
        print::lines([format!("没有用到的列：{}。", unknown.join("、"))]);
    }
    if report.sheets.len() > 1 {
        print::lines([format!("读了 {} 张工作表：{}。", report.sheets.len(), report.sheets.join("、"))]);
    }
    if report.filled > 0 {
        print::lines([format!("合并的单元格向下补了 {} 格。", report.filled)]);
    }
    print::lines(totals(report));
    print::lines(report.children.iter().map(|table| {
        format!(
            "工作表“{}”（{}）：{} 行，属于 {} 条记录；原有 {} 行，导入后 {} 行。",
            table.sheet, table.name, table.rows, table.records, table.before, table.after
        )
    }));
    if !report.missing.is_empty() {
        let names: Vec<&str> = report.missing.iter().take(10).map(|one| one.title.as_str()).collect();
        let more = if report.missing.len() > names.len() { "等" } else { "" };
        let ends = if report.ended > 0 { "到这一天结束" } else { "没有改动，加 --end-missing 才结束" };
        print::lines([format!(
            "名册里有、表中没有的 {} 条（{}{more}），{ends}。",
            report.missing.len(),
            names.join("、")
        )]);
    }
    print::findings(&report.findings);
    let outcome = match (report.receipts.as_slice(), dry_run) {
        ([], true) => "只看不写，没有写入。".to_owned(),
        ([], false) if report.has_errors() => {
            "有错误，没有写入。改好后再导入，或加 --partial 只收正确的行。".to_owned()
        }
        ([], false) => "没有需要写入的内容。".to_owned(),
        (receipts, _) => {
            let done: Vec<String> =
                receipts.iter().map(|receipt| format!("{} 第 {} 号变更", receipt.book, receipt.seq)).collect();
            format!("已写入：{}。要撤销请用 qianmo undo。", done.join("、"))
        }
    };
    print::lines([outcome]);
}

/// What the sheet adds up itself: the columns that agree, and by how much the others differ.
fn totals(report: &ImportReport) -> Vec<String> {
    let differs = |heading: &str| report.totals.iter().any(|check| check.heading == heading && !check.agrees);
    let mut agreeing: Vec<&str> = Vec::new();
    for check in &report.totals {
        if !differs(&check.heading) && !agreeing.contains(&check.heading.as_str()) {
            agreeing.push(&check.heading);
        }
    }
    let mut lines = Vec::new();
    if !agreeing.is_empty() {
        lines.push(format!("合计一致：{}。", agreeing.join("、")));
    }
    for check in report.totals.iter().filter(|check| !check.agrees) {
        let page = check.page.as_ref().map(|page| format!("工作表“{page}”")).unwrap_or_default();
        let (said, ours) = (kernel::number::plain(check.sheet), kernel::number::plain(check.ours));
        let by = kernel::number::plain((check.sheet - check.ours).abs());
        lines.push(format!(
            "合计不一致：{page}第 {} 行“{}”写 {said}，算出来 {ours}，差 {by}。",
            check.row, check.heading
        ));
    }
    lines
}
