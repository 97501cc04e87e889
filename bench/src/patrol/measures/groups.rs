//! Township × month, kind = river: how many, how long, how many issues. In this process, over HTTP, and with the peers.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use kernel::{Ask, Figure, Period, Problem};
use serde_json::{Value as Json, json};

use super::{ALL_YEAR, agree, ask};
use crate::patrol::{
    client::Client,
    ground::Ground,
    home::broken,
    pack::{ASKED, TOWNSHIPS, township},
    rows::{FIRST, rows},
    sheet::{Sheet, Verdict},
    times::{Rounds, told},
};

const ROUNDS: usize = 15;
/// Of those that take long.
const FEW: usize = 3;
const PLOT: &str = "groups";

pub async fn measure(ground: &mut Ground, sheet: &mut Sheet) -> Result<(), Problem> {
    let asks = asks();
    let ours = cells(&ground.books.engine.figures(&ground.reading, &asks, None).await?)?;
    let there: Vec<String> = ground.peers.there.iter().map(|(name, _)| name.clone()).collect();
    for peer in &there {
        agree(peer, &ground.peers.answer(peer, "groups", &[])?, &ours)?;
    }
    let plain = Plain::of(ground.rows);
    agree("the plain loop", &plain.cells(), &ours)?;
    let body = body(&asks);
    let mut client = Client::to(ground.server().await?.address).await.map_err(broken)?;
    let answer = client.post("/api/figures", &body).await.map_err(broken)?;
    agree("HTTP", &wire_cells(&answer.body)?, &ours)?;

    let mut rounds = Rounds::default();
    for round in 0..ROUNDS {
        let begun = Instant::now();
        ground.books.engine.figures(&ground.reading, &asks, None).await?;
        rounds.note("ours", begun.elapsed());
        let begun = Instant::now();
        client.post("/api/figures", &body).await.map_err(broken)?;
        rounds.note("http", begun.elapsed());
        for peer in &there {
            if round < FEW || matches!(peer.as_str(), "duckdb" | "polars") {
                rounds.note(peer, ground.peers.time(peer, "groups", &[])?);
            }
        }
        let begun = Instant::now();
        black_box(plain.fold());
        rounds.note("loop", begun.elapsed());
    }

    let (ours, http) = (rounds.of("ours"), rounds.of("http"));
    let beside = there.iter().map(|peer| format!("{peer} {}", rounds.of(peer).told()));
    let beside: Vec<String> = beside.chain([format!("plain loop, 1 core {}", rounds.of("loop").told())]).collect();
    let (quickest, theirs) = rounds.quickest(&["duckdb", "polars"]).ok_or_else(|| broken("no peer"))?;
    let ratio = ours.ratio(&theirs);
    let goal = format!("≤ 0.5 × {quickest}: {ratio:.2} ×");
    let work = "township × month, kind = river: count and two sums (720 figures), warm";
    sheet.line(work, ours.told(), beside.join("; "), &goal, Verdict::of(ratio <= 0.5));
    let more = http.median().saturating_sub(ours.median());
    let beside = format!("{} kB of answer", answer.body.len() / 1_000);
    let reached = Verdict::of(more <= Duration::from_millis(3));
    sheet.line("the same over HTTP", http.told(), beside, &format!("+ ≤ 3 ms: + {}", told(more)), reached);
    for (curve, name) in [("Qianmo", "ours"), ("Qianmo over HTTP", "http"), ("plain loop", "loop")] {
        sheet.point(PLOT, curve, millis(rounds.of(name).median()));
    }
    for peer in &there {
        sheet.point(PLOT, peer, millis(rounds.of(peer).median()));
    }
    Ok(())
}

/// Milliseconds, for plots.
pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The three for each township and month.
fn asks() -> Vec<Ask> {
    let cells =
        (0..TOWNSHIPS).flat_map(|number| ALL_YEAR.split(kernel::Every::Month).into_iter().map(move |m| (number, m)));
    cells.flat_map(|(number, month)| ASKED.map(|id| ask(id, &township(number), month))).collect()
}

fn body(asks: &[Ask]) -> Vec<u8> {
    let one = |ask: &Ask| json!({ "indicator": ask.indicator.as_str(), "unit": ask.unit.as_str(), "period": ask.period.to_string() });
    json!({ "asks": asks.iter().map(one).collect::<Vec<_>>() }).to_string().into_bytes()
}

/// As peers tell it: township, month, and whole numbers; what has no rows is no row of theirs.
fn cells(figures: &[Figure]) -> Result<Vec<Vec<String>>, Problem> {
    let cell = |three: &[Figure]| {
        let Period::Month(_, month) = three[0].ask.period else { return Err(broken(three[0].ask.period)) };
        let value = |at: usize, times: i64| three[at].value.map(|value| value * kernel::Decimal::from(times));
        let [count, length, issues] = [value(0, 1), value(1, 10), value(2, 1)]
            .map(|value| value.map_or_else(|| "None".to_owned(), |value| value.normalize().to_string()));
        Ok(vec![three[0].ask.unit.to_string(), month.to_string(), count, length, issues])
    };
    let mut cells = figures.chunks_exact(3).map(cell).collect::<Result<Vec<_>, _>>()?;
    cells.retain(|cell| cell[2] != "0");
    cells.sort();
    Ok(cells)
}

fn wire_cells(body: &[u8]) -> Result<Vec<Vec<String>>, Problem> {
    let said: Json = serde_json::from_slice(body).map_err(broken)?;
    let figures = said["figures"].as_array().ok_or_else(|| broken(&said))?;
    let text = |figure: &Json, times: f64| {
        let value = figure["value"].as_str().and_then(|text| text.parse::<f64>().ok()).unwrap_or(f64::NAN);
        format!("{:.0}", value * times)
    };
    let cell = |three: &[Json]| {
        let month: u8 = three[0]["period"].as_str()?.rsplit('-').next()?.parse().ok()?;
        let counts = [text(&three[0], 1.0), text(&three[1], 10.0), text(&three[2], 1.0)];
        Some([three[0]["unit"].as_str()?.to_owned(), month.to_string()].into_iter().chain(counts).collect::<Vec<_>>())
    };
    let mut cells: Vec<_> = figures.chunks_exact(3).filter_map(cell).collect();
    cells.retain(|cell| cell[2] != "0");
    cells.sort();
    Ok(cells)
}

/// What a loop over arrays takes that knows nothing but this question: as little as anybody can.
struct Plain {
    kind: Vec<u8>,
    township: Vec<u8>,
    day: Vec<u16>,
    length: Vec<u16>,
    issues: Vec<u8>,
    month: [u8; 366],
}

impl Plain {
    fn of(count: usize) -> Self {
        let mut month = [0; 366];
        for (day, month) in month.iter_mut().enumerate() {
            let text = kernel::Date::from_days(FIRST.days() + day as i32).to_string();
            *month = text[5..7].parse::<u8>().unwrap_or(1) - 1;
        }
        let none = || Vec::with_capacity(count);
        let (day, length) = (Vec::with_capacity(count), Vec::with_capacity(count));
        let mut plain = Self { kind: none(), township: none(), day, length, issues: none(), month };
        for row in rows(count) {
            plain.kind.push(row.kind);
            plain.township.push(row.township() as u8);
            plain.day.push(row.day);
            plain.length.push(row.length);
            plain.issues.push(row.issues);
        }
        plain
    }

    fn fold(&self) -> [[u64; 3]; TOWNSHIPS * 12] {
        let mut cells = [[0; 3]; TOWNSHIPS * 12];
        for (at, kind) in self.kind.iter().enumerate() {
            if *kind == 0 {
                let month = usize::from(self.month[usize::from(self.day[at])]);
                let cell = &mut cells[usize::from(self.township[at]) * 12 + month];
                cell[0] += 1;
                cell[1] += u64::from(self.length[at]);
                cell[2] += u64::from(self.issues[at]);
            }
        }
        cells
    }

    fn cells(&self) -> Vec<Vec<String>> {
        let cell = |(at, cell): (usize, &[u64; 3])| {
            let [count, length, issues] = cell.map(|number| number.to_string());
            vec![township(at / 12), (at % 12 + 1).to_string(), count, length, issues]
        };
        let mut cells: Vec<_> = self.fold().iter().enumerate().map(cell).collect();
        cells.retain(|cell| cell[2] != "0");
        cells.sort();
        cells
    }
}
