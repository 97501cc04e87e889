//! The journal, and undo.

use app::records;
use axum::{Json, extract::Path};
use kernel::Seq;

use crate::{
    body::{Asked, Body},
    call,
    call::Call,
    problem::Refusal,
    wire,
};

/// A page of a book's Changes, newest first.
#[utoipa::path(get, path = "/api/books/{book}/changes", operation_id = "list_changes",
    params(("book" = String, Path), wire::ChangesQuery), responses((status = 200, body = wire::Changes)))]
pub async fn list(
    call: Call,
    Path(book): Path<String>,
    Asked(asked): Asked<wire::ChangesQuery>,
) -> Result<Json<wire::Changes>, Refusal> {
    let wire::ChangesQuery { before, limit, who, act, from, to, q, told, told_by } = asked;
    let (from, to) = (call::day_or_none(from.as_deref())?, call::day_or_none(to.as_deref())?);
    let told = told.unwrap_or_default();
    let wanted = records::Changes { before: before.map(Seq), limit, who, act, from, to, words: q, told, told_by };
    let book = book.into();
    let entries = records::changes(&call.service, &call.actor, &book, wanted).await?;
    let partial = records::told_in_part(&*call.world().await?, &call.actor, &book);
    let next = entries.last().map(|view| view.entry.seq.0).filter(|seq| *seq > 1);
    let acts = records::ACTS.map(|(act, name)| wire::ActName { act: act.to_owned(), name: name.to_owned() });
    Ok(Json(wire::Changes { acts: acts.into(), partial, changes: entries.iter().map(entry).collect(), next }))
}

/// One Change, and the records it touched.
#[utoipa::path(get, path = "/api/books/{book}/changes/{seq}", operation_id = "show_change",
    params(("book" = String, Path), ("seq" = u64, Path, maximum = 18_446_744_073_709_551_615_u64)),
    responses((status = 200, body = wire::Change), (status = 404, body = crate::problem::WireProblem)))]
pub async fn show(call: Call, Path((book, seq)): Path<(String, u64)>) -> Result<Json<wire::Change>, Refusal> {
    let view = records::change(&call.service, &call.actor, &book.into(), Seq(seq)).await?;
    let touched = |one: &records::TouchedView| wire::TouchedRecord {
        ledger: one.ledger.to_string(),
        ledger_name: one.ledger_name.clone(),
        record: one.record.to_string(),
        title: one.title.clone(),
        begins: one.closed.is_none(),
        ends: !one.opened,
    };
    Ok(Json(wire::Change { entry: entry(&view), touched: view.touched.iter().map(touched).collect() }))
}

/// Takes a Change back by a new one.
#[utoipa::path(post, path = "/api/books/{book}/changes/{seq}/undo", operation_id = "undo_change",
    params(("book" = String, Path), ("seq" = u64, Path, maximum = 18_446_744_073_709_551_615_u64)), request_body = wire::Undo,
    responses((status = 200, body = wire::Receipt), (status = 409, body = crate::problem::WireProblem),
        (status = 422, body = crate::problem::WireProblem)))]
pub async fn undo(
    call: Call,
    Path((book, seq)): Path<(String, u64)>,
    Body(wanted): Body<wire::Undo>,
) -> Result<Json<wire::Receipt>, Refusal> {
    let reason = wanted.reason.unwrap_or_default();
    let wanted = records::Undo { request: wanted.request.into(), book: book.into(), seq: Seq(seq), reason };
    let receipt = records::undo(&call.service, &call.actor, wanted).await?;
    Ok(Json(crate::records::receipt(&receipt)))
}

/// A journal entry on the wire, for the command line too.
pub fn entry(view: &records::ChangeView) -> wire::ChangeEntry {
    let entry = &view.entry;
    wire::ChangeEntry {
        book: entry.book.to_string(),
        seq: entry.seq.0,
        at: entry.at.to_string(),
        actor: entry.actor.clone(),
        actor_name: view.actor_name.clone(),
        act: entry.act.clone(),
        act_name: view.act_name.to_owned(),
        request: entry.request.to_string(),
        undoes: entry.undoes.map(|seq| seq.0),
        reason: entry.reason.clone(),
        told: view.told.as_ref().map(crate::records::told),
        rows: entry.rows,
    }
}
