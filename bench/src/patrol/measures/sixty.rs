//! Sixty filtered figures in one ask, beside one of them alone.

use std::time::Instant;

use kernel::{Ask, Decimal, Problem};
use serde_json::Value as Json;

use super::{ALL_YEAR, agree, ask, groups::millis};
use crate::patrol::{
    ground::Ground,
    home::broken,
    sheet::{Sheet, Verdict},
    sixty::{Filtered, sixty},
    times::{Rounds, told},
};

const ROUNDS: usize = 15;
const FEW: usize = 3;

pub async fn measure(ground: &mut Ground, sheet: &mut Sheet) -> Result<(), Problem> {
    let all = sixty();
    let asks: Vec<Ask> = all.iter().map(|one| ask(&one.id, "c", ALL_YEAR)).collect();
    let plans: Vec<Json> = all.iter().map(|one| one.plan.clone()).collect();
    let figures = ground.books.engine.figures(&ground.reading, &asks, None).await?;
    let whole = |(figure, one): (&kernel::Figure, &Filtered)| {
        let times = Decimal::from(if one.fold == "length" { 10 } else { 1 });
        figure.value.map_or_else(|| "None".to_owned(), |value| (value * times).normalize().to_string())
    };
    let ours = vec![figures.iter().zip(&all).map(whole).collect::<Vec<_>>()];
    let there: Vec<String> = ground.peers.there.iter().map(|(name, _)| name.clone()).collect();
    for peer in &there {
        agree(peer, &ground.peers.answer(peer, "sixty", &plans)?, &ours)?;
    }

    let mut rounds = Rounds::default();
    for round in 0..ROUNDS {
        for (name, some) in [("one", &asks[..1]), ("sixty", &asks[..])] {
            let begun = Instant::now();
            ground.books.engine.figures(&ground.reading, some, None).await?;
            rounds.note(name, begun.elapsed());
        }
        for peer in &there {
            if round < FEW || matches!(peer.as_str(), "duckdb" | "polars") {
                for what in ["one", "sixty"] {
                    let taken = ground.peers.time(peer, what, &plans)?;
                    rounds.note(&format!("{peer} {what}"), taken);
                }
            }
        }
    }

    let told_of = |peer: &String| {
        let [one, sixty] = ["one", "sixty"].map(|what| rounds.of(&format!("{peer} {what}")));
        format!("{peer} {} (one {})", told(sixty.median()), told(one.median()))
    };
    let beside: Vec<String> = there.iter().map(told_of).collect();
    let (one, sixty) = (rounds.of("one"), rounds.of("sixty"));
    let (_, quickest) = rounds.quickest(&["duckdb sixty", "polars sixty"]).ok_or_else(|| broken("no peer"))?;
    let (ratio, theirs) = (sixty.ratio(&one), sixty.ratio(&quickest));
    let ours = format!("{} (one {})", sixty.told(), one.told());
    let goal = format!("≤ 4 × one: {ratio:.2} × ({theirs:.2} × the quickest peer)");
    sheet.line("60 filtered figures in one ask", ours, beside.join("; "), &goal, Verdict::of(ratio <= 4.0));
    sheet.point("sixty", "Qianmo, one", millis(one.median()));
    sheet.point("sixty", "Qianmo, sixty", millis(sixty.median()));
    for peer in &there {
        sheet.point("sixty", &format!("{peer}, sixty"), millis(rounds.of(&format!("{peer} sixty")).median()));
    }
    Ok(())
}
