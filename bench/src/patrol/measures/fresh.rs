//! The columns: made of nothing, and made fresh after one write.

use std::time::Instant;

use kernel::{Decimal, Problem};

use super::{ALL_YEAR, ask, groups::millis};
use crate::patrol::{
    ground::Ground,
    home::broken,
    pack::{ASKED, township},
    rows::rows,
    sheet::{Sheet, Verdict},
    times::Times,
};

const COLD: usize = 3;
const WRITES: usize = 15;

pub async fn measure(ground: &Ground, sheet: &mut Sheet) -> Result<(), Problem> {
    let (engine, reading) = (&ground.books.engine, &ground.reading);
    let asks = [ask(ASKED[0], "c", ALL_YEAR)];
    let mut cold = Times::default();
    for _ in 0..COLD {
        engine.forget().await;
        let begun = Instant::now();
        engine.figures(reading, &asks, None).await?;
        cold.push(begun.elapsed());
    }
    let millions = ground.rows as f64 / 1e6;
    let each = cold.median().as_secs_f64() / millions;
    let least = cold.least().as_secs_f64() / millions;
    let goal = format!("≤ 1.5 s a million: {least:.2} / {each:.2} s");
    let work = "cold build of the columns from the store, and one figure";
    sheet.line(work, cold.told(), String::new(), &goal, Verdict::of(each <= 1.5));
    sheet.point("columns", "cold build", millis(cold.median()));

    let mut after = Times::default();
    let mut warm = Times::default();
    let mut before = value(ground, &asks).await?;
    let river = rows(ground.rows + 1_000).skip(ground.rows).filter(|row| row.kind() == "river");
    let mut written = 0;
    for row in river.take(WRITES) {
        ground.books.commit(&township(row.township()), vec![row.edit()]).await?;
        written += 1;
        let begun = Instant::now();
        let now = value(ground, &asks).await?;
        after.push(begun.elapsed());
        if now != before + Decimal::ONE {
            return Err(broken(format!("after one write {before} became {now}")));
        }
        before = now;
        let begun = Instant::now();
        value(ground, &asks).await?;
        warm.push(begun.elapsed());
    }
    let share = after.median().as_secs_f64() / cold.median().as_secs_f64() * 100.0;
    let work = format!("first figure after one write, {written} times, each right");
    let beside = format!("the same figure again {}", warm.told());
    let goal = format!("right, and < 5 % of a cold build: {share:.1} %");
    sheet.line(&work, after.told(), beside, &goal, Verdict::of(share < 5.0));
    sheet.point("columns", "first figure after a write", millis(after.median()));
    sheet.point("columns", "one figure, warm", millis(warm.median()));
    Ok(())
}

async fn value(ground: &Ground, asks: &[kernel::Ask]) -> Result<Decimal, Problem> {
    let figures = ground.books.engine.figures(&ground.reading, asks, None).await?;
    figures.first().and_then(|figure| figure.value).ok_or_else(|| broken("no value"))
}
