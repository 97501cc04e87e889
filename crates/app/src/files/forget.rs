//! What was handed in and never used is not kept for ever.

use kernel::Instant;

use crate::jobs::{Job, job};

/// So long a form may stay open over a file, in milliseconds: two days.
const UNUSED: i64 = 2 * 24 * 60 * 60 * 1_000;

/// Since when whatever was handed in counts as just handed in.
pub(super) fn fresh(now: Instant) -> Instant {
    Instant::from_millis(now.millis() - UNUSED)
}

/// Every day from four o'clock: after the backup, which takes its time.
pub fn forget_unused() -> Job {
    job("files", 240, |service| {
        Box::pin(async move {
            let before = fresh(service.clock().now());
            Ok(match service.store().forget_files(before).await? {
                0 => "没有交了不用的照片和文件。".to_owned(),
                many => format!("清理了 {many} 个交了两天还没有用上的照片和文件。"),
            })
        })
    })
}
