//! One file a work: each measures, and adds its lines and points to the sheet.

mod creates;
mod database;
mod export;
mod fresh;
mod groups;
mod imports;
mod pages;
mod sixty;
mod standing;

use kernel::{Ask, Boundaries, Period, Problem};

use super::{ground::Ground, rows::YEAR, sheet::Sheet};

/// The parts that can be measured alone.
pub const PARTS: [&str; 6] = ["peers", "standing", "lists", "export", "csv", "creates"];

/// Measures these parts, in an order in which none spoils the next.
pub async fn measure(parts: &[&str], ground: &mut Ground, sheet: &mut Sheet) -> Result<(), Problem> {
    let wanted = |part: &str| parts.contains(&part);
    if wanted("standing") {
        standing::starts(ground, sheet).await?;
    }
    if wanted("peers") {
        groups::measure(ground, sheet).await?;
        sixty::measure(ground, sheet).await?;
        database::measure(ground, sheet).await?;
        fresh::measure(ground, sheet).await?;
    }
    if wanted("standing") {
        standing::memory(ground, sheet).await?;
    }
    if wanted("lists") {
        pages::measure(ground, sheet).await?;
    }
    if wanted("export") {
        export::measure(ground, sheet).await?;
    }
    if wanted("csv") {
        imports::measure(ground, sheet).await?;
    }
    if wanted("creates") {
        creates::measure(ground, sheet).await?;
    }
    Ok(())
}

/// One figure of the year.
fn ask(indicator: &str, unit: &str, period: Period) -> Ask {
    Ask { indicator: indicator.into(), unit: unit.into(), period, boundaries: Boundaries::Then }
}

/// The year everything is of.
const ALL_YEAR: Period = Period::Year(YEAR);

/// Answers must be the same to the digit, or nothing they took is worth telling.
fn agree(who: &str, theirs: &[Vec<String>], ours: &[Vec<String>]) -> Result<(), Problem> {
    if theirs == ours {
        return Ok(());
    }
    let differ = theirs.iter().zip(ours).find(|(theirs, ours)| theirs != ours);
    Err(Problem::new("bench.disagree", format!("{who}: {} rows, ours {}; {differ:?}", theirs.len(), ours.len())))
}
