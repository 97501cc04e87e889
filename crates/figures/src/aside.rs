//! Long work beside the threads that answer, so that one question does not hold up all others.

use kernel::Problem;

/// Runs work that waits for nothing on a thread of its own.
pub async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => Ok(done),
        Err(error) => match error.try_into_panic() {
            Ok(panic) => std::panic::resume_unwind(panic),
            Err(_) => Err(Problem::new("figure.stopped", "系统正在停止，这次统计没有完成。").hint("请稍后再试。")),
        },
    }
}
