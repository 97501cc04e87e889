//! A pack is put in force by one Change of the root book: the units and parameters it brings, and its digest.
//! Later packs change only what differs, and leave alone what a person has edited since.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use kernel::{Cut, LedgerId, Problem, RequestId, Seq};
use pack::model::Pack;
use rules::{
    access::{Actor, Allowed, Declare},
    change::{Act, Edit},
};
use store::{PackFile, Receipt, Record};

use super::{
    Asking, Files,
    seeds::{Seed, seeds},
};
use crate::{
    Service, access,
    world::{self, PACKS, PARAMETERS, UNITS},
};

/// What the files of a shared pack belong to.
pub(super) const BASE: &str = "base";
pub(super) const OVERLAY: &str = "overlay";

/// Puts a whole pack in force that was made elsewhere; see [`put_in_force`]. Only who administers does so.
pub async fn activate(
    service: &Service,
    actor: &Actor,
    pack: Arc<Pack>,
    asking: Option<&Asking>,
) -> Result<Option<Receipt>, Problem> {
    put_in_force(service, &access::administer(actor)?.declaring(), pack, asking).await
}

/// Lays out the tables and writes what the pack brings; `None` where the pack is in force already.
/// `asking` is why, and the client's key; by default that the pack was put in force.
pub(super) async fn put_in_force(
    service: &Service,
    allowed: &Allowed<Declare>,
    pack: Arc<Pack>,
    asking: Option<&Asking>,
) -> Result<Option<Receipt>, Problem> {
    let Some(root) = pack.root() else {
        return Err(
            Problem::new("pack.no_root", "口径包里没有最上级的单位。").hint("请在 units.toml 里写一个没有上级的单位。")
        );
    };
    share(service, allowed, &pack).await?;
    service.store().prepare(pack.clone()).await?;
    let heads = service.heads().await?;
    let reading = allowed.before();
    let packs = world::all(service.store(), &reading, PACKS, None, &heads).await?;
    if newest(&packs) == Some(pack.digest.as_str()) {
        return Ok(None);
    }
    let ours = written_by_packs(service, &reading, root.book.clone(), &heads).await?;
    let mut existing = world::all(service.store(), &reading, UNITS, None, &heads).await?;
    existing.extend(world::all(service.store(), &reading, PARAMETERS, None, &heads).await?);
    let mut edits: Vec<Edit> = seeds(&pack, root).into_iter().filter_map(|seed| edit(seed, &existing, &ours)).collect();
    let content = super::seeds::pack_content(&pack, root, service.today());
    // In force before, on this very day: the same record says so again.
    let again = packs.iter().find(|record| record.fields == content.fields);
    edits.push(Edit {
        ledger: LedgerId::from(PACKS),
        record: again.map_or_else(|| service.ids().next().into(), |record| record.record.clone()),
        expects: again.map(|record| record.from_seq),
        to: Some(content),
    });
    let own = || RequestId::from(format!("activate:{}:{}", pack.digest, heads.at(root.book.as_str())));
    // The client's key stands for what the client asked, not for the pack it came to.
    let (request, asked) = match asking.and_then(|asking| Some((asking.request.clone()?, asking.asked.clone()))) {
        Some(theirs) => theirs,
        None => (own(), pack.digest.clone()),
    };
    let mut change = service.change(root.book.clone(), request, Act::Activate, asked);
    let reason = || format!("启用口径包“{}”{}", pack.name, pack.version);
    change.reason = Some(asking.map_or_else(reason, |asking| asking.reason.clone()));
    change.pack = pack.digest.clone();
    change.edits = edits;
    service.store().commit(&allowed.bringing(&root.id, &root.book), change).await.map(Some)
}

/// The digest of the pack that was put in force last.
pub(super) fn newest(packs: &[Record]) -> Option<&str> {
    packs.iter().max_by_key(|record| record.from_seq)?.fields.get("digest")?.as_text()
}

/// Other servers of the database find the files there before they are told of the pack.
async fn share(service: &Service, allowed: &Allowed<Declare>, pack: &Pack) -> Result<(), Problem> {
    if !service.store().is_shared() {
        return Ok(());
    }
    let Files { base, overlay } = service.shelf().kept(pack)?;
    let files = |part: &'static str, files: BTreeMap<String, String>| {
        files.into_iter().map(move |(path, text)| PackFile { part: part.to_owned(), path, text })
    };
    let files = files(BASE, base).chain(files(OVERLAY, overlay)).collect();
    service.store().keep_pack(allowed, &pack.digest, files).await
}

/// The Changes of the root book that put packs in force.
async fn written_by_packs(
    service: &Service,
    allowed: &rules::access::Allowed<rules::access::Read>,
    book: kernel::BookId,
    heads: &Cut,
) -> Result<BTreeSet<Seq>, Problem> {
    let limit = u32::try_from(heads.at(book.as_str()).0).unwrap_or(u32::MAX).max(1);
    let entries = service.store().journal(allowed, &book, None, limit).await?;
    Ok(entries.into_iter().filter(|entry| entry.act == Act::Activate.name()).map(|entry| entry.seq).collect())
}

fn edit(seed: Seed, existing: &[Record], ours: &BTreeSet<Seq>) -> Option<Edit> {
    let Seed { ledger, record, content } = seed;
    let known = existing.iter().find(|known| known.ledger == ledger && known.record == record);
    let expects = match known {
        None => None,
        Some(known) if known.fields == content.fields || !ours.contains(&known.from_seq) => return None,
        Some(known) => Some(known.from_seq),
    };
    Some(Edit { ledger, record, expects, to: Some(content) })
}
