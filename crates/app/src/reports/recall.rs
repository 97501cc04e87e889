//! Somebody withdraws an issued version. It stays in the list, with the reason; its number is not given again.

use kernel::{Problem, RequestId};
use rules::access::Actor;

use super::{
    frozen::ledger,
    versions::{Of, Version, find, versions_of},
};
use crate::{
    Service,
    records::{self, RecordRef, Withdraw},
};

/// A version to be withdrawn.
#[derive(Clone, PartialEq, Debug)]
pub struct Recall {
    /// The client's key.
    pub request: RequestId,
    /// Versions of what.
    pub of: Of,
    /// Which.
    pub number: u32,
    /// Why; there must be a reason.
    pub reason: String,
}

/// Withdraws an issued version.
pub async fn recall(service: &Service, actor: &Actor, wanted: Recall) -> Result<Version, Problem> {
    let Recall { request, of, number, reason } = wanted;
    let all = versions_of(service, actor, &of).await?;
    withdraw_version(service, actor, request, &find(&all, number)?.0, &reason).await?;
    let all = versions_of(service, actor, &of).await?;
    find(&all, number).map(|(version, _)| version.clone())
}

/// Withdraws a version of a report, or of a form; there must be a reason.
pub(crate) async fn withdraw_version(
    service: &Service,
    actor: &Actor,
    request: RequestId,
    version: &Version,
    reason: &str,
) -> Result<(), Problem> {
    if reason.trim().is_empty() {
        return Err(Problem::new("report.no_reason", "撤回印发的版本要写原因。").hint("请写一句为什么撤回。"));
    }
    let number = version.issued.number;
    let record = RecordRef { ledger: ledger(), book: version.book.clone(), record: version.record.clone() };
    let withdraw =
        Withdraw { request, record, expects: version.from_seq, reason: Some(reason.trim().to_owned()), told: None };
    records::take_back(service, actor, withdraw).await.map_err(|problem| match problem.code.as_str() {
        "not_found" => Problem::new("report.withdrawn", format!("第{number}版已经撤回过了。")).hint("请刷新版本列表。"),
        _ => problem,
    })?;
    Ok(())
}
