//! The same plans computed by the database the books are in: what an office has whose ledger is too large for memory, and
//! the oracle of the columns.

use std::time::{Duration, Instant};

use kernel::{Date, Decimal, Every, Period, Problem};
use pack::model::Kind;
use store::{FoldQuery, PlaceSpell};

use super::{ALL_YEAR, agree, ask, groups::millis};
use crate::patrol::{
    ground::Ground,
    home::{Books, broken},
    pack::{ASKED, GRIDS, TOWNSHIPS, VILLAGES, grid, township},
    sheet::{Sheet, Verdict},
    times::told,
};

pub async fn measure(ground: &Ground, sheet: &mut Sheet) -> Result<(), Problem> {
    let ours = in_memory(ground).await?;
    let (answer, sqlite) = folded(ground, &ground.books).await?;
    agree("the plan in SQLite", &answer, &ours)?;
    let mut told_of = format!("SQLite {}", told(sqlite));
    sheet.point("groups", "one plan of 36 in SQLite", millis(sqlite));
    match &ground.elsewhere {
        Some(books) => {
            let (answer, postgres) = folded(ground, books).await?;
            agree("the plan in PostgreSQL", &answer, &ours)?;
            told_of.push_str(&format!("; PostgreSQL {}", told(postgres)));
            sheet.point("groups", "one plan of 36 in PostgreSQL", millis(postgres));
        }
        None => told_of.push_str("; PostgreSQL was not measured"),
    }
    let beside = "all agree to the digit with the columns".to_owned();
    let work = "one month of it by township, the same plan by the database itself, as known at the cut";
    sheet.line(work, told_of, beside, "told", Verdict::Told);
    Ok(())
}

/// The months that are asked of databases: they take long, and each month as long as the other.
fn months() -> impl Iterator<Item = Period> {
    ALL_YEAR.split(Every::Month).into_iter().take(3)
}

/// By township, month and indicator, in that order of the questions; whole numbers.
async fn in_memory(ground: &Ground) -> Result<Vec<Vec<String>>, Problem> {
    let mut all = Vec::new();
    for id in ASKED {
        for month in months() {
            let asks: Vec<_> = (0..TOWNSHIPS).map(|number| ask(id, &township(number), month)).collect();
            let figures = ground.books.engine.figures(&ground.reading, &asks, None).await?;
            let times = Decimal::from(if id == ASKED[1] { 10 } else { 1 });
            let value = |figure: &kernel::Figure| figure.value.map(|value| (value * times).normalize().to_string());
            all.push(figures.iter().map(|figure| value(figure).unwrap_or_default()).collect());
        }
    }
    Ok(all)
}

/// What each plan comes to, and how long one takes.
async fn folded(ground: &Ground, books: &Books) -> Result<(Vec<Vec<String>>, Duration), Problem> {
    let spell = |number: usize| PlaceSpell {
        unit: grid(number).as_str().into(),
        since: Date::from_days(0),
        until: Date::from_days(100_000),
        group: (number / (VILLAGES * GRIDS)) as u32,
    };
    let placement: Vec<PlaceSpell> = (0..TOWNSHIPS * VILLAGES * GRIDS).map(spell).collect();
    let cut = books.store.heads().await?;
    let begun = Instant::now();
    let mut all = Vec::new();
    for id in ASKED {
        let Some(Kind::Fold(fold)) = books.pack.indicator(id).map(|indicator| &indicator.kind) else {
            return Err(broken(id));
        };
        for month in months() {
            let (cut, placement) = (cut.clone(), &placement[..]);
            let query = FoldQuery { fold, period: month, cut, placement, constants: Default::default() };
            let groups = books.store.fold(&ground.reading, &query).await?;
            let mut row = vec!["0".to_owned(); TOWNSHIPS];
            for (group, value) in groups {
                row[group as usize] = match id {
                    id if id == ASKED[0] => value.rows.to_string(),
                    // Of metres.
                    id if id == ASKED[1] => (value.sum / 100).to_string(),
                    _ => value.sum.to_string(),
                };
            }
            all.push(row);
        }
    }
    let plans = u32::try_from(all.len()).unwrap_or(1);
    Ok((all, begun.elapsed() / plans))
}
