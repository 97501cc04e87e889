//! Ledgers as workbooks, over HTTP. Beside the usual one: a writer of workbooks alone, which is given its cells.

use std::time::Instant;

use kernel::Problem;
use rust_xlsxwriter::Workbook;

use super::groups::millis;
use crate::patrol::{
    client::Client,
    ground::Ground,
    home::broken,
    rows::rows,
    server::Server,
    sheet::{Sheet, Verdict},
    times::{Times, megabytes, told},
    wide::{self, Shape, USUAL, WIDE},
};

/// Memory that an export may take beside what the server held, however many records there are: buffers, and what the
/// allocator keeps for a while. The wide one unpacks to more than a gigabyte.
const FLAT: u64 = 100_000_000;
const COLUMNS: usize = 10;

pub async fn measure(ground: &Ground, sheet: &mut Sheet) -> Result<(), Problem> {
    let count = |(.., most): Shape| (most as f64 * (ground.rows as f64 / 1_000_000.0).min(1.0)) as usize;
    let mut alone = Times::default();
    for _ in 0..3 {
        let begun = Instant::now();
        workbook(count(USUAL)).map_err(broken)?;
        alone.push(begun.elapsed());
    }
    let usual = exported(ground, USUAL, count(USUAL), 5).await?;
    let beside = format!("rust_xlsxwriter alone, {} × {COLUMNS}, all in memory: {}", count(USUAL), alone.told());
    let each = usual.times.median().as_secs_f64() * USUAL.3 as f64 / count(USUAL) as f64;
    let goal = format!("≤ 2.7 s for 100,000 × 10: {each:.2} s; flat memory");
    let work = format!("XLSX export, {} × {COLUMNS}", count(USUAL));
    sheet.line(&work, usual.told(), beside, &goal, Verdict::of(each <= 2.7 && usual.more < FLAT));
    sheet.point("export", "100,000 × 10", millis(usual.times.median()));
    let wide = exported(ground, WIDE, count(WIDE), 1).await?;
    let work = format!("XLSX export, {} × {}", count(WIDE), WIDE.2 + 2);
    sheet.line(&work, wide.told(), String::new(), "completes in flat memory", Verdict::of(wide.more < FLAT));
    sheet.point("export", "570,000 × 45", millis(wide.times.median()));
    Ok(())
}

/// What an export took.
struct Exported {
    times: Times,
    bytes: u64,
    /// Of memory, beside what the server held before.
    more: u64,
}

impl Exported {
    fn told(&self) -> String {
        let (bytes, more) = (megabytes(self.bytes), megabytes(self.more));
        let time = if self.times.count() > 1 { self.times.told() } else { told(self.times.median()) };
        format!("{time}, {bytes} of file, memory + {more}")
    }
}

async fn exported(ground: &Ground, shape: Shape, count: usize, rounds: usize) -> Result<Exported, Problem> {
    let home = wide::found(&ground.programs.qianmo, ground.folder(), shape, count)?;
    let server = Server::start(&home).await?;
    let route = format!("/api/ledgers/{}/export?format=xlsx", shape.0);
    server.forget_most_memory()?;
    let before = server.memory()?;
    let mut client = Client::to(server.address).await.map_err(broken)?;
    let (mut times, mut bytes) = (Times::default(), 0);
    for _ in 0..rounds {
        let begun = Instant::now();
        let answer = client.get(&route).await.map_err(broken)?;
        times.push(begun.elapsed());
        // An archive that was broken off has no directory at its end.
        let is_whole = answer.body.windows(4).rev().take(1 << 16).any(|four| four == b"PK\x05\x06");
        if answer.status != 200 || !is_whole {
            return Err(broken(format!("the export of {} answered {}", shape.0, answer.status)));
        }
        bytes = answer.body.len() as u64;
    }
    let more = server.most_memory()?.saturating_sub(before);
    server.stop()?;
    std::fs::remove_dir_all(&home.folder).map_err(broken)?;
    Ok(Exported { times, bytes, more })
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
