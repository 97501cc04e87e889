//! Runs of jobs, on both databases.

use kernel::{Date, Instant};
use store::jobs::Claim;

use crate::ground::*;

on_both! {
    a_run_is_taken_once,
    one_that_nobody_holds_any_more_is_taken_by_another,
    what_failed_is_tried_again_after_a_while_and_not_for_ever,
    the_latest_run_of_every_job_is_told_and_old_ones_forgotten,
}

const TRIES: u32 = 2;

fn at(minute: i64) -> Instant {
    Instant::from_millis(minute * 60_000)
}

fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

fn claim(runner: &str, minute: i64) -> Claim {
    Claim {
        job: "backup".to_owned(),
        slot: day("2022-03-01"),
        runner: runner.to_owned(),
        at: at(minute),
        until: at(minute + 10),
    }
}

async fn takes(ground: &Ground, claim: &Claim) -> bool {
    ground.store.claim_job(claim, TRIES, Instant::from_millis(claim.at.millis() - 30 * 60_000)).await.expect("answers")
}

async fn a_run_is_taken_once(on: On) {
    let ground = open_fresh(on).await;
    let names: Vec<String> = (0..8).map(|n| format!("r{n}")).collect();
    let claims: Vec<Claim> = names.iter().map(|name| claim(name, 1)).collect();
    let taken = join(claims.iter().map(|claim| takes(&ground, claim))).await;
    assert_eq!(taken.iter().filter(|taken| **taken).count(), 1, "{taken:?}");
    let mine = claims.iter().zip(&taken).find(|(_, taken)| **taken).expect("one").0;
    assert!(ground.store.end_job(mine, at(2), None, "做好了").await.expect("answers"));
    assert!(!takes(&ground, &claim("late", 1_000)).await, "what was done is not done again");
    let run = ground.store.latest_jobs().await.expect("answers").remove(0);
    assert_eq!((run.ended_at, run.failed, run.said.as_str(), run.tries), (Some(at(2)), None, "做好了", 1));
}

async fn one_that_nobody_holds_any_more_is_taken_by_another(on: On) {
    let ground = open_fresh(on).await;
    let (first, second) = (claim("first", 0), claim("second", 15));
    assert!(takes(&ground, &first).await);
    assert!(!takes(&ground, &claim("early", 9)).await);
    assert!(ground.store.hold_job(&first, at(14)).await.expect("answers"));
    assert!(!takes(&ground, &claim("early", 13)).await, "it was said again that it is held");
    assert!(takes(&ground, &second).await);
    assert!(!ground.store.hold_job(&first, at(99)).await.expect("answers"), "it is another's now");
    assert!(!ground.store.end_job(&first, at(16), None, "").await.expect("answers"));
    assert!(ground.store.end_job(&second, at(17), None, "").await.expect("answers"));
}

async fn what_failed_is_tried_again_after_a_while_and_not_for_ever(on: On) {
    let ground = open_fresh(on).await;
    let (first, second) = (claim("first", 0), claim("second", 40));
    assert!(takes(&ground, &first).await);
    assert!(ground.store.end_job(&first, at(1), Some("data.files"), "磁盘满了。").await.expect("answers"));
    assert!(!takes(&ground, &claim("soon", 20)).await);
    assert!(takes(&ground, &second).await);
    assert!(ground.store.end_job(&second, at(41), Some("data.files"), "磁盘满了。").await.expect("answers"));
    assert!(!takes(&ground, &claim("third", 999)).await, "twice was enough");
}

async fn the_latest_run_of_every_job_is_told_and_old_ones_forgotten(on: On) {
    let ground = open_fresh(on).await;
    for (job, slot) in [("a", "2022-03-01"), ("a", "2022-03-02"), ("b", "2022-02-01")] {
        assert!(takes(&ground, &Claim { job: job.to_owned(), slot: day(slot), ..claim("r", 0) }).await);
    }
    let told = async || {
        let runs = ground.store.latest_jobs().await.expect("answers");
        runs.into_iter().map(|run| format!("{} {}", run.job, run.slot)).collect::<Vec<_>>()
    };
    assert_eq!(told().await, ["a 2022-03-02", "b 2022-02-01"]);
    ground.store.forget_jobs(day("2022-03-01")).await.expect("answers");
    assert_eq!(told().await, ["a 2022-03-02"]);
}
