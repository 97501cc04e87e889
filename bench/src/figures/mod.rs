//! One figure, sixty figures, township × month.

mod ground;

use std::time::{Duration, Instant};

use figures::Engine;
use kernel::{Ask, Boundaries, Every, Period, Problem, Spread};
use rules::access::Actor;

use ground::Ground;

use crate::table::Table;

/// How often each question is asked; the median counts.
const TIMES: usize = 15;

/// Lays the ground, asks, and prints.
pub async fn measure(rows: usize) -> Result<(), Problem> {
    let begun = Instant::now();
    let ground = Ground::lay(rows).await?;
    println!("{rows} records written through the store in {:.1} s", begun.elapsed().as_secs_f64());
    let engine = Engine::new(ground.store.clone(), ground.clock.clone());
    let reading = Actor::local().may_read().ok_or_else(|| Problem::new("bench.no_leave", "no leave to read"))?;
    let begun = Instant::now();
    engine.figures(&reading, &[ask("all", "c")], None).await?;
    println!("columns built of them in {:.1} s\n", begun.elapsed().as_secs_f64());

    let sixty: Vec<String> = (0..60).map(|number| format!("f{number:02}")).collect();
    let over_county: Vec<Ask> = sixty.iter().map(|id| ask(id, "c")).collect();
    let townships: Vec<String> = std::iter::once("c".to_owned()).chain((0..7).map(|t| format!("t{t}"))).collect();
    let everywhere: Vec<Ask> = sixty.iter().flat_map(|id| townships.iter().map(|unit| ask(id, unit))).collect();
    let mut table = Table::of("figures");
    for (name, asks) in [
        ("1 filtered figure, county, one year", &over_county[..1]),
        ("60 filtered figures in one ask", &over_county[..]),
        ("60 figures × (county + 7 townships) in one ask", &everywhere[..]),
    ] {
        let mut taken = Vec::new();
        for _ in 0..TIMES {
            let begun = Instant::now();
            engine.figures(&reading, asks, None).await?;
            taken.push(begun.elapsed());
        }
        table.row(name, asks.len(), taken);
    }
    let mut taken = Vec::new();
    for _ in 0..TIMES {
        let begun = Instant::now();
        for ask in &over_county {
            engine.figures(&reading, std::slice::from_ref(ask), None).await?;
        }
        taken.push(begun.elapsed());
    }
    table.row("60 filtered figures, one ask each", 60, taken);
    for (name, indicator) in [("township × month, no filter", "all"), ("township × month, filtered", "f00")] {
        let spread = Spread { ask: ask(indicator, "c"), level: Some("township".into()), every: Some(Every::Month) };
        let mut taken: Vec<Duration> = Vec::new();
        let mut cells = 0;
        for _ in 0..TIMES {
            let begun = Instant::now();
            cells = engine.spread(&reading, &spread, None).await?.len();
            taken.push(begun.elapsed());
        }
        table.row(name, cells, taken);
    }
    print!("{table}");
    Ok(())
}

fn ask(indicator: &str, unit: &str) -> Ask {
    Ask { indicator: indicator.into(), unit: unit.into(), period: Period::Year(2022), boundaries: Boundaries::Then }
}
