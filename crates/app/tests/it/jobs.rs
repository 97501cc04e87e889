//! What the house does by itself: once a day, kept whether it was done or not.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use app::jobs::{How, Job, forget, job, run_due, told};
use kernel::Problem;
use tokio::task::JoinSet;

use crate::world::Place;

/// A backup that fails the first so many times, and how often it was begun.
fn failing(times: u32) -> (Job, Arc<AtomicU32>) {
    let begun = Arc::new(AtomicU32::new(0));
    let counted = begun.clone();
    let job = job("backup", 0, move |_| {
        let tries = counted.fetch_add(1, Ordering::Relaxed);
        Box::pin(async move {
            if tries < times { Err(Problem::new("data.files", "磁盘满了。")) } else { Ok("做好了".to_owned()) }
        })
    });
    (job, begun)
}

async fn stands(place: &Place) -> Vec<(String, How, String)> {
    let runs = told(&place.service).await.expect("answers");
    runs.into_iter().map(|run| (run.name, run.how, run.said)).collect()
}

#[tokio::test]
async fn a_day_s_work_is_done_once() {
    let place = Place::new().await;
    let (backup, begun) = failing(0);
    let mut asked = JoinSet::new();
    for _ in 0..6 {
        let (service, backup) = (place.service.clone(), backup.clone());
        asked.spawn(async move { run_due(&service, &backup).await.expect("answers") });
    }
    let done = asked.join_all().await.into_iter().filter(|done| *done).count();
    assert_eq!((done, begun.load(Ordering::Relaxed)), (1, 1));
    assert_eq!(stands(&place).await, [("每日备份".to_owned(), How::Done, "做好了".to_owned())]);
}

#[tokio::test]
async fn what_failed_is_told_and_not_tried_again_at_once() {
    let place = Place::new().await;
    let (backup, begun) = failing(9);
    for _ in 0..2 {
        assert!(!run_due(&place.service, &backup).await.expect("the books answer"));
    }
    assert_eq!(begun.load(Ordering::Relaxed), 1, "not before half an hour");
    assert_eq!(stands(&place).await, [("每日备份".to_owned(), How::Failed, "磁盘满了。".to_owned())]);
}

#[tokio::test]
async fn every_server_forgets_what_need_not_be_known() {
    let place = Place::new().await;
    assert!(run_due(&place.service, &forget()).await.expect("answers"));
    assert_eq!(stands(&place).await[0].1, How::Done);
}
