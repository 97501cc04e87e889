//! Officers declare in the browser what an engineer declares in files: the files are written to the overlay of the
//! office, the whole pack is read and checked again, and only then put in force by one Change.

use std::{collections::BTreeMap, sync::Arc};

use kernel::{Problem, RequestId};
use pack::model::Pack;
use rules::{
    access::{Allowed, Declare},
    change::Act,
};
use store::Receipt;

use super::activate::put_in_force;
use crate::Service;

/// A pack that was put in force.
#[derive(Clone, Debug)]
pub struct Declared {
    /// The pack.
    pub pack: Arc<Pack>,
    /// The Change; `None` where all of it was in force already.
    pub receipt: Option<Receipt>,
}

/// Why something is declared, and the client's key for it.
#[derive(Clone, Default, Debug)]
pub struct Asking {
    /// What the journal says of it.
    pub reason: String,
    /// The client's key: a retry with the same key is the same Change.
    pub request: Option<RequestId>,
    /// All that was asked; the same key for something else is refused.
    pub asked: String,
}

/// Writes what `change` makes of the files in force, and puts it in force. `change` is asked while nobody else
/// declares, so what it reads is what it lays its files over. Problems: what `change` says; `pack.wrong` with all
/// findings, the pack before stays in force; `record.request_reused`. A request that was answered before is answered
/// with its receipt, and `change` is not asked again.
pub async fn declare(
    service: &Service,
    allowed: &Allowed<Declare>,
    asking: Asking,
    change: impl FnOnce(&Pack, &mut BTreeMap<String, String>) -> Result<(), Problem>,
) -> Result<Declared, Problem> {
    let _alone = service.declaring().await?;
    // What another server declared before is what this is laid over.
    service.world().await?;
    let shelf = service.shelf();
    let mut files = shelf.in_force()?;
    let before = service.pack();
    if let (Some(request), Some(root)) = (&asking.request, before.root())
        && let Some(receipt) = service
            .store()
            .receipt(&allowed.bringing(&root.id, &root.book), &root.book, request, Act::Activate, &asking.asked)
            .await?
    {
        return Ok(Declared { pack: before, receipt: Some(receipt) });
    }
    change(&before, &mut files.overlay)?;
    card(&mut files.overlay, &files.base);
    let pack = Arc::new(files.load()?);
    shelf.keep(&files, &pack)?;
    let receipt = put_in_force(service, allowed, pack.clone(), Some(&asking)).await?;
    shelf.make_active(&pack)?;
    Ok(Declared { pack, receipt })
}

/// An overlay needs a card of its own, which says what it is laid over.
pub fn card(overlay: &mut BTreeMap<String, String>, base: &BTreeMap<String, String>) {
    if overlay.is_empty() || overlay.contains_key("pack.toml") {
        return;
    }
    // A base that has no card is told by the loader.
    let below: toml::Table = base.get("pack.toml").and_then(|card| card.parse().ok()).unwrap_or_default();
    let of = |key: &str| below.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
    let text = |text: String| toml::Value::from(text).to_string();
    let card = format!(
        "id      = {}\nname    = {}\nversion = {}\nextends = {}\n",
        text(format!("{}_own", of("id"))),
        text(of("name")),
        text(of("version")),
        text(of("id")),
    );
    overlay.insert("pack.toml".to_owned(), card);
}
