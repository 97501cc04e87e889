//! A database that goes away in the middle: what was begun is not there, and what was being committed is looked up.

use kernel::Problem;

use super::Applied;
use crate::{engine::Connection, heads, problem, schema, shared::Shared};

/// Begins the writer's transaction. A connection that was lost meanwhile is made anew: nothing hangs on it yet.
pub(super) async fn begin(shared: &Shared, link: &mut Connection) -> Result<(), Problem> {
    if !link.is_lost() {
        match link.run(shared.dialect.begin_write(), Vec::new()).await {
            Ok(_) => return Ok(()),
            Err(problem) if !link.is_lost() => return Err(super::abandon(link, problem).await),
            Err(_) => {}
        }
    }
    tracing::warn!("store.reconnect");
    link.renew().await?;
    heads::catch_up(link, shared.dialect, shared.folder()).await?;
    link.run(shared.dialect.begin_write(), Vec::new()).await.map(|_| ())
}

/// Whether the tables are still those that Changes were staged for. Another server may have laid out more: then
/// nothing is written, and the next Change is staged for what is there now.
pub(super) async fn still_laid_out(shared: &Shared, link: &mut Connection) -> Result<(), Problem> {
    if !shared.dialect.is_shared() || schema::version(link).await? == shared.layouts().1 {
        return Ok(());
    }
    shared.lay_out(schema::layouts(link).await?);
    Err(problem::pack_moved())
}

/// The answer to COMMIT was lost. Once nobody else writes, the old connection can do no more either; then the mac of an
/// entry, which no other entry can have, tells whether all of the group is there or none of it.
pub(super) async fn settle(
    shared: &Shared,
    link: &mut Connection,
    answers: Vec<Result<Applied, Problem>>,
) -> Result<Vec<Result<Applied, Problem>>, Problem> {
    let Some((book, seq, mac)) = answers.iter().flatten().find(|one| !one.receipt.repeated).map(Applied::head) else {
        return Ok(answers);
    };
    tracing::warn!(%book, %seq, "store.settle");
    begin(shared, link).await.map_err(|_| problem::unanswered())?;
    let kept = heads::mac(link, shared.dialect, book.as_str(), seq).await.map_err(|_| problem::unanswered())?;
    // Nothing was written: how this ends does not matter.
    let _ = link.run("ROLLBACK", Vec::new()).await;
    if kept.is_some_and(|kept| kept == mac) { Ok(answers) } else { Err(problem::not_kept()) }
}
