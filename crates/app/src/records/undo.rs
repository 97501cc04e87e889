//! Somebody takes a whole Change back: one record, or an import of thousands.

use kernel::{BookId, Finding, Place, Problem, RequestId, Seq};
use rules::{access::Actor, change::Act, office::POSTS};
use store::{Receipt, Touched};

use super::{
    back_in::{Asked, may_go_back},
    same_key,
};
use crate::{Service, access, units, world::UNITS};

/// A Change to be taken back.
#[derive(Clone, PartialEq, Debug)]
pub struct Undo {
    /// The client's key.
    pub request: RequestId,
    /// The book.
    pub book: BookId,
    /// The Change's number in it.
    pub seq: Seq,
    /// Why; there must be a reason.
    pub reason: String,
}

/// Takes a Change back. Problems: `undo.no_reason`; `record.conflict` where a record it touched has changed since;
/// `undo.unit_ended`, `undo.unsound_units`, `undo.unit_in_use` where units have changed since so that nothing can go back there.
pub async fn undo(service: &Service, actor: &Actor, wanted: Undo) -> Result<Receipt, Problem> {
    let reason = wanted.reason.trim().to_owned();
    if reason.is_empty() {
        return Err(no_reason());
    }
    let world = service.world().await?;
    let reading = access::read(actor, &world)?;
    let touched = service.store().touched(&reading, &wanted.book, wanted.seq).await?;
    let nothing = || Problem::not_found(format!("账本 {} 的第 {} 号变更", wanted.book, wanted.seq));
    let of_units = touched.iter().any(|touched| touched.ledger.as_str() == UNITS);
    // Posts that ended with their units, or were carried on, go back with these and by no other way.
    let (along, others): (Vec<&Touched>, Vec<&Touched>) =
        touched.iter().partition(|touched| of_units && touched.ledger.as_str() == POSTS);
    let mut allowed = None;
    for touched in &others {
        allowed = Some(access::write_ledger(actor, &world, touched.ledger.as_str())?.0);
    }
    if !along.is_empty() {
        allowed = Some(access::administer(actor)?.writing_units().within(&world.units, world.today));
    }
    let allowed = allowed.ok_or_else(nothing)?;
    let _alone = match of_units {
        true => Some(service.declaring().await?),
        false => None,
    };
    let Undo { request, book, seq, .. } = wanted.clone();
    // A retry is answered with what it brought about, and not judged by what has become of it.
    let before = service.store().receipt(&allowed, &book, &request, Act::Undo(seq), &seq.to_string()).await;
    match before {
        Ok(Some(_)) => {}
        Ok(None) if of_units => {
            units::may_be_undone(service, &*service.world().await?, (&book, seq), &touched).await?;
        }
        Ok(None) => {
            let (reading, writing, touched) = (&reading, &allowed, touched.as_slice());
            let asked = Asked { reading, writing, book: &book, seq, touched };
            may_go_back(service, &world, asked).await?;
        }
        Err(problem) if problem.code == "not_found" => return Err(nothing()),
        Err(problem) => return Err(problem),
    }
    let undone = service.store().undo(&allowed, &book, seq, request, Some(reason)).await;
    // Which record of it is out of reach, and why, is not for whoever cannot see it.
    let receipt = match undone {
        Ok(receipt) => receipt,
        Err(problem) if problem.code == "not_found" => return Err(nothing()),
        Err(problem) => return Err(same_key(service, &reading, &world, problem).await),
    };
    if !along.is_empty() && !receipt.repeated {
        let after = service.world().await?;
        let lines = units::lines_of_undo(service, &touched, [&after, &world], &actor.name);
        service.store().do_deeds(lines).await?;
    }
    Ok(receipt)
}

/// Others may have relied on what is taken back; the list of changes tells them why it is gone.
fn no_reason() -> Problem {
    let (message, hint) = ("撤销要写原因，没有撤销。", "请写一句为什么撤销，以后查看的人要知道。");
    let finding = Finding::error("undo.no_reason", "没有写为什么撤销。", Place::field("reason")).hint(hint);
    Problem::new("undo.no_reason", message).hint(hint).findings(vec![finding])
}
