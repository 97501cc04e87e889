//! Single records created over HTTP by sixteen at once, each durable and journaled before it is answered.

use std::{
    fs::File,
    io::Write as _,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use kernel::Problem;

use super::groups::millis;
use crate::patrol::{
    client::Client,
    ground::Ground,
    home::broken,
    pack::{GRIDS, TOWNSHIPS, VILLAGES, grid},
    rows::{Row, rows},
    sheet::{Sheet, Verdict},
    times::{Times, told},
};

const AT_ONCE: u64 = 16;
const LASTS: Duration = Duration::from_secs(5);
const ROUNDS: u64 = 4;

/// One round of it.
struct Round {
    rate: f64,
    p50: Duration,
    p99: Duration,
    /// Of the server, a create.
    processor: Duration,
}

pub async fn measure(ground: &mut Ground, sheet: &mut Sheet) -> Result<(), Problem> {
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        let one = one(ground, round).await?;
        // The first only warms up.
        rounds.extend((round > 0).then_some(one));
    }
    rounds.sort_by(|one, other| one.rate.total_cmp(&other.rate));
    let middle = &rounds[rounds.len() / 2];
    let best = rounds.last().map(|best| best.rate).unwrap_or_default();
    let disk = disk(ground)?;
    let Round { rate, p50, p99, processor } = middle;
    let rates = format!("{rate:.0}/s (best round {best:.0}/s), p50 {}, p99 {}", told(*p50), told(*p99));
    let beside = format!("this disk keeps 4 kB in {}", disk.told());
    let work = format!("single create over HTTP, durable and journaled, {AT_ONCE} at once, the client beside it");
    let reached = Verdict::of(*rate >= 3_000.0 && *p99 < Duration::from_millis(20));
    sheet.line(&work, rates, beside, "≥ 3,000/s, p99 < 20 ms", reached);
    let reached = Verdict::of(*processor <= Duration::from_micros(400));
    sheet.line("of this the server's processor, each", told(*processor), String::new(), "≤ 0.4 ms", reached);
    sheet.point("creates", "p50 (ms)", millis(*p50));
    sheet.point("creates", "p99 (ms)", millis(*p99));
    sheet.point("creates", "server processor each (ms)", millis(*processor));
    sheet.point("creates", "16 ÷ rate (ms)", 16_000.0 / rate);
    Ok(())
}

async fn one(ground: &mut Ground, round: u64) -> Result<Round, Problem> {
    let server = ground.server().await?;
    let (over, number) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU64::new(0)));
    let before = server.processor()?;
    let begun = Instant::now();
    let mut lanes = Vec::new();
    for lane in 0..AT_ONCE {
        let client = Client::to(server.address).await.map_err(broken)?;
        let like: Vec<Row> = rows(1_000).skip(lane as usize * 50).take(50).collect();
        lanes.push(tokio::spawn(create(client, like, round, over.clone(), number.clone())));
    }
    tokio::time::sleep(LASTS).await;
    over.store(true, Ordering::Relaxed);
    let mut all = Vec::new();
    for lane in lanes {
        all.extend(lane.await.map_err(broken)??);
    }
    let (lasted, processor) = (begun.elapsed(), server.processor()?.saturating_sub(before));
    let times: Times = all.into_iter().collect();
    let count = u32::try_from(times.count()).unwrap_or(u32::MAX).max(1);
    let rate = f64::from(count) / lasted.as_secs_f64();
    Ok(Round { rate, p50: times.share(0.5), p99: times.share(0.99), processor: processor / count })
}

/// Creates one record after the other until it is over.
async fn create(
    mut client: Client,
    like: Vec<Row>,
    round: u64,
    over: Arc<AtomicBool>,
    number: Arc<AtomicU64>,
) -> Result<Vec<Duration>, Problem> {
    let mut times = Vec::new();
    for row in like.iter().cycle() {
        if over.load(Ordering::Relaxed) {
            break;
        }
        let next = number.fetch_add(1, Ordering::Relaxed);
        let unit = grid((usize::from(row.grid) + next as usize * 7) % (TOWNSHIPS * VILLAGES * GRIDS));
        let (on, kind, status, note) = (row.on(), row.kind(), row.status(), row.note());
        let (length, issues) = (f64::from(row.length) / 10.0, row.issues);
        let body = format!(
            r#"{{"request":"bench-{round}-{next}","unit":"{unit}","fields":{{"number":"HT{round}-{next}","on":"{on}","kind":"{kind}","length":"{length:.1}公里","issues":{issues},"status":"{status}","note":"{note}"}}}}"#
        );
        let begun = Instant::now();
        let answer = client.post("/api/ledgers/patrol/records", body.as_bytes()).await.map_err(broken)?;
        times.push(begun.elapsed());
        if answer.status != 200 {
            return Err(broken(String::from_utf8_lossy(&answer.body)));
        }
    }
    Ok(times)
}

/// How long the disk itself takes to keep a page: no group of creates is quicker.
fn disk(ground: &Ground) -> Result<Times, Problem> {
    let mut file = File::create(ground.folder().join("page")).map_err(broken)?;
    let mut times = Times::default();
    for _ in 0..100 {
        let begun = Instant::now();
        file.write_all(&[7; 4_096]).map_err(broken)?;
        file.sync_data().map_err(broken)?;
        times.push(begun.elapsed());
    }
    Ok(times)
}
