//! A page of the ledger, filtered, sorted, with its total, at any depth.

use std::time::{Duration, Instant};

use kernel::Problem;
use serde_json::Value as Json;

use super::groups::millis;
use crate::patrol::{
    client::Client,
    ground::Ground,
    home::broken,
    sheet::{Sheet, Verdict},
    times::{Times, told},
};

const MOST: usize = 300;
/// No depth is measured for longer.
const PATIENCE: Duration = Duration::from_secs(12);
/// `kind == 'river' && issues >= 1`, as it stands in an address.
const FILTER: &str = "kind%20%3D%3D%20%27river%27%20%26%26%20issues%20%3E%3D%201";

pub async fn measure(ground: &mut Ground, sheet: &mut Sheet) -> Result<(), Problem> {
    let address = ground.server().await?.address;
    let mut client = Client::to(address).await.map_err(broken)?;
    let page = |more: &str| format!("/api/ledgers/patrol/records?limit=50&sort=-on&filter={FILTER}{more}");
    let begun = Instant::now();
    let total = asked(&mut client, &page("")).await?["total"].as_u64().unwrap_or_default();
    let first = begun.elapsed();
    while by_columns(&mut client).await? == 0 && begun.elapsed() < PATIENCE {
        tokio::time::sleep(Duration::from_millis(50)).await;
        asked(&mut client, &page("")).await?;
    }
    let said = format!("{}, from memory after {}", told(first), told(begun.elapsed()));
    sheet.line("the first page after a start, from the database", said, String::new(), "", Verdict::Told);
    let mut worst = Duration::ZERO;
    for (depth, name, day) in
        [(0, "first page", None), (50, "half way", Some("2025-07-02")), (95, "near the end", Some("2025-01-20"))]
    {
        let after = match day {
            None => String::new(),
            Some(day) => format!("&after={}", cursor(&mut client, &page(&before(day))).await?),
        };
        let path = page(&after);
        let first = asked(&mut client, &path).await?;
        let top = first["records"][0]["fields"]["on"].as_str().unwrap_or_default().to_owned();
        if first["total"].as_u64() != Some(total) || day.is_some_and(|day| top.as_str() > day) {
            return Err(broken(format!("a page at {depth} % begins with {top}, of {}", first["total"])));
        }
        let (mut times, begun) = (Times::default(), Instant::now());
        while times.count() < MOST && begun.elapsed() < PATIENCE {
            let begun = Instant::now();
            let answer = client.get(&path).await.map_err(broken)?;
            times.push(begun.elapsed());
            if answer.status != 200 {
                return Err(broken(String::from_utf8_lossy(&answer.body)));
            }
        }
        let [p50, p99] = [0.5, 0.99].map(|share| times.share(share));
        worst = worst.max(p99);
        let work = format!("list page, filter + sort + total of {total}, {name}");
        let ours = format!("p50 {}, p99 {} of {}", told(p50), told(p99), times.count());
        sheet.line(&work, ours, String::new(), "p99 < 10 ms", Verdict::of(p99 < Duration::from_millis(10)));
        sheet.point("lists", &format!("{name}, p50"), millis(p50));
    }
    sheet.point("lists", "worst p99", millis(worst));
    Ok(())
}

/// How many pages were answered from memory.
async fn by_columns(client: &mut Client) -> Result<u64, Problem> {
    let answer = client.get("/metrics").await.map_err(broken)?;
    let text = String::from_utf8_lossy(&answer.body).into_owned();
    let line = text.lines().find_map(|line| line.strip_prefix("qianmo_lists_by_columns_total "));
    line.and_then(|count| count.trim().parse().ok()).ok_or_else(|| broken("no count of lists among the metrics"))
}

/// Where a page ends whose records lie before a day: what a person's browser has who went there page by page.
async fn cursor(client: &mut Client, path: &str) -> Result<String, Problem> {
    let said = asked(client, path).await?;
    said["next"].as_str().map(str::to_owned).ok_or_else(|| broken("no next page"))
}

fn before(day: &str) -> String {
    format!("%20%26%26%20on%20%3C%3D%20date(%27{day}%27)")
}

async fn asked(client: &mut Client, path: &str) -> Result<Json, Problem> {
    let answer = client.get(path).await.map_err(broken)?;
    match answer.status {
        200 => serde_json::from_slice(&answer.body).map_err(broken),
        status => Err(broken(format!("{path}: {status} {}", String::from_utf8_lossy(&answer.body)))),
    }
}
