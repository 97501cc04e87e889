//! A ledger as XLSX. Beside it: a writer of workbooks alone.

use std::time::Instant;

use kernel::Problem;
use rust_xlsxwriter::Workbook;

use super::groups::millis;
use crate::patrol::{
    client::Client,
    ground::Ground,
    home::broken,
    rows::rows,
    sheet::{Sheet, Verdict},
    times::{Times, megabytes, told},
};

/// Where the export is asked for.
const ROUTE: &str = "/api/ledgers/patrol/export?format=xlsx";
/// The rows the goal is for.
const ROWS: usize = 100_000;
const COLUMNS: usize = 10;

pub async fn measure(ground: &mut Ground, sheet: &mut Sheet) -> Result<(), Problem> {
    let count = ground.rows.min(ROWS);
    let mut alone = Times::default();
    for _ in 0..3 {
        let begun = Instant::now();
        workbook(count).map_err(broken)?;
        alone.push(begun.elapsed());
    }
    let beside = format!("rust_xlsxwriter alone, {count} × {COLUMNS}, all in memory: {}", alone.told());
    let work = "XLSX export of the ledger";
    let server = ground.server().await?;
    server.forget_most_memory()?;
    let before = server.memory()?;
    let mut client = Client::to(server.address).await.map_err(broken)?;
    let begun = Instant::now();
    let answer = client.get(ROUTE).await.map_err(broken)?;
    let taken = begun.elapsed();
    if answer.status == 404 {
        sheet.line(work, "–".to_owned(), beside, "≤ 2.7 s for 100,000 × 10, flat memory", Verdict::NotBuilt);
        sheet.line(
            "XLSX export, 570,000 × 45",
            "–".to_owned(),
            String::new(),
            "completes in flat memory",
            Verdict::NotBuilt,
        );
        return Ok(());
    }
    if answer.status != 200 || !answer.body.starts_with(b"PK") {
        return Err(broken(format!("the export answered {}", answer.status)));
    }
    let more = server.most_memory()?.saturating_sub(before);
    let each = taken.as_secs_f64() * ROWS as f64 / ground.rows as f64;
    let ours = format!(
        "{} rows in {}, {} of file, memory + {}",
        ground.rows,
        told(taken),
        megabytes(answer.body.len() as u64),
        megabytes(more)
    );
    let goal = format!("≤ 2.7 s for 100,000 rows: {each:.2} s; flat memory");
    sheet.line(work, ours, beside, &goal, Verdict::of(each <= 2.7 && more < 100_000_000));
    sheet.point("export", "Qianmo", millis(taken));
    Ok(())
}

/// The same kind of cells, ten in a row.
fn workbook(count: usize) -> Result<usize, rust_xlsxwriter::XlsxError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (line, row) in (0..).zip(rows(count)) {
        let texts = [row.number(), row.on().to_string(), row.kind().to_owned(), row.status().to_owned(), row.note()];
        for (column, text) in (0..).zip(texts) {
            sheet.write_string(line, column, text)?;
        }
        for (column, number) in (5..).zip([row.length, row.day, row.grid, u16::from(row.issues), u16::from(row.kind)]) {
            sheet.write_number(line, column, f64::from(number))?;
        }
    }
    Ok(workbook.save_to_buffer()?.len())
}
