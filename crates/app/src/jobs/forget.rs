//! What need not be known any more: sessions and tokens that have ended, old lines of the security log, old runs.

use rules::{jobs::TOLD_DAYS, program::told_from, sign_in::events_before};
use store::accounts::Deed;

use super::{Job, job};

/// Every day from half past one.
pub fn forget() -> Job {
    job("forget", 90, |service| {
        Box::pin(async move {
            let now = service.clock().now();
            let deeds = vec![
                Deed::ForgetEnded(now),
                Deed::ForgetPending(now),
                Deed::ForgetReturns(now),
                Deed::ForgetTokens(told_from(now)),
                Deed::ForgetEvents(events_before(now)),
            ];
            service.store().do_deeds(deeds).await?;
            service.store().forget_jobs(now.date().plus(-TOLD_DAYS)).await?;
            Ok("过期的登录和保存期满的日志已清理。".to_owned())
        })
    })
}
