//! What the program costs before anybody asks anything, and what it holds once somebody has.

use kernel::Problem;

use super::{ALL_YEAR, ask, groups::millis};
use crate::patrol::{
    client::Client,
    ground::Ground,
    home::{Home, broken},
    pack::{self, ASKED},
    server::{Server, size},
    sheet::{Sheet, Verdict},
    times::{Times, megabytes},
};

const STARTS: usize = 5;
/// Bytes of text that a row brings: its name in the books, its number, its note.
const TEXT: usize = 26 + 10 + 90;

/// Start-up, and memory before anything was asked.
pub async fn starts(ground: &mut Ground, sheet: &mut Sheet) -> Result<(), Problem> {
    let mut starts = Times::default();
    let mut idle = Vec::new();
    for _ in 0..STARTS {
        let server = Server::start(&ground.served).await?;
        starts.push(server.ready_after);
        idle.push(server.memory()?);
        server.stop()?;
    }
    let empty = Home::found(&ground.programs.qianmo, ground.folder().join("empty"), pack::files())?;
    let (mut without, mut least) = (Times::default(), u64::MAX);
    for _ in 0..STARTS {
        let server = Server::start(&empty).await?;
        without.push(server.ready_after);
        least = least.min(server.memory()?);
        server.stop()?;
    }
    let reached = Verdict::of(starts.median().as_secs_f64() < 0.3);
    let beside = format!("with empty books {}", without.told());
    sheet.line("start-up, to the first answer that it is ready", starts.told(), beside, "< 0.3 s", reached);
    let most = idle.iter().copied().max().unwrap_or_default();
    let beside = format!("with empty books {}", megabytes(least));
    sheet.line("memory idle (RSS)", megabytes(most), beside, "< 60 MB", Verdict::of(most < 60_000_000));
    let bytes = size(&ground.programs.qianmo)?;
    let reached = Verdict::of(bytes < 40_000_000);
    sheet.line("size of the binary, the web app in it", megabytes(bytes), String::new(), "< 40 MB", reached);
    sheet.point("standing", "start-up (ms)", millis(starts.median()));
    sheet.point("standing", "memory idle (MB)", most as f64 / 1e6);
    Ok(())
}

/// Memory with the ledger warm.
pub async fn memory(ground: &mut Ground, sheet: &mut Sheet) -> Result<(), Problem> {
    let rows = ground.rows as u64;
    // A server that nobody has asked anything, so that what it holds before is known.
    ground.server.take().map(Server::stop).transpose()?;
    let server = ground.server().await?;
    let before = server.memory()?;
    let mut client = Client::to(server.address).await.map_err(broken)?;
    let one = ask(ASKED[0], "c", ALL_YEAR);
    let asked = format!(r#"{{"asks":[{{"indicator":"{}","unit":"c","period":"{}"}}]}}"#, one.indicator, one.period);
    for _ in 0..3 {
        client.post("/api/figures", asked.as_bytes()).await.map_err(broken)?;
    }
    let (warm, most) = (server.memory()?, server.most_memory()?);
    let metrics = client.get("/metrics").await.map_err(broken)?;
    let held = String::from_utf8_lossy(&metrics.body)
        .lines()
        .find_map(|line| line.strip_prefix("qianmo_columns_bytes ")?.trim().parse::<u64>().ok())
        .ok_or_else(|| broken("no gauge of the columns"))?;
    let each = held as f64 / rows as f64;
    let (without, resident) = (each - TEXT as f64, warm.saturating_sub(before) as f64 / rows as f64);
    let ours = format!("{} (columns {}; the most so far {})", megabytes(warm), megabytes(held), megabytes(most));
    let beside = format!("{each:.0} bytes a row with all text ({TEXT} of it); {resident:.0} by RSS");
    let goal = format!("≤ 60 bytes a row without text: {without:.0}");
    sheet.line("memory with the ledger warm", ours, beside, &goal, Verdict::of(without <= 60.0));
    sheet.point("standing", "memory warm (MB)", warm as f64 / 1e6);
    Ok(())
}
