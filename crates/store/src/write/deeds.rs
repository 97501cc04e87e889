//! What happens to accounts, beside the ledgers: a few statements in one transaction.

use kernel::Problem;

use super::{abandon, lifeline};
use crate::{
    dialect::Sql,
    engine::{Connection, Row},
    shared::Shared,
};

/// Runs them, all or none; answers the rows they gave. Where the answer to COMMIT is lost, nobody is told that it was
/// done: a try that is counted twice, or a session that nobody has the token of, does no harm.
pub(super) async fn run(shared: &Shared, link: &mut Connection, statements: Vec<Sql>) -> Result<Vec<Row>, Problem> {
    lifeline::begin(shared, link).await?;
    let mut rows = Vec::new();
    for statement in statements {
        match link.rows(statement).await {
            Ok(more) => rows.extend(more),
            Err(problem) => return Err(abandon(link, problem).await),
        }
    }
    match link.run("COMMIT", Vec::new()).await {
        Ok(_) => Ok(rows),
        Err(problem) => Err(abandon(link, problem).await),
    }
}
