//! For whom a statement runs: a route's pattern, indicators, the writer. It travels with the task, so that no door
//! between a request and its statements has to hand it on.

use std::sync::Arc;

tokio::task_local! {
    static WHO: Arc<str>;
}

/// Does work in the name of somebody; within the name of another, both stand in the note.
pub async fn by<T>(who: &str, work: impl Future<Output = T>) -> T {
    let who = self::who().map_or_else(|| who.into(), |outer| format!("{outer} · {who}").into());
    WHO.scope(who, work).await
}

/// Whom the task works for, where somebody said so.
pub fn who() -> Option<Arc<str>> {
    WHO.try_with(Clone::clone).ok()
}

#[cfg(test)]
mod tests {
    #[tokio::test]
    async fn the_inner_stands_behind_the_outer() {
        let said = super::by("GET /a", super::by("count_b", async { super::who() })).await;
        assert_eq!((said.as_deref(), super::who()), (Some("GET /a · count_b"), None));
    }
}
