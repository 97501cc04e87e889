//! Who is told, and how that goes.

use kernel::{LedgerId, Problem};
use rules::{access::Actor, hooks::may_tell_of};
use store::hooks::Hook;

use crate::{Service, access};

/// How it goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum State {
    /// It has been told everything, or is being told.
    Well,
    /// It did not answer the last time and will be asked again.
    Waiting,
    /// It is told nothing until somebody lets it go on.
    Paused,
}

/// A program that is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HookView {
    /// As it is kept.
    pub hook: Hook,
    /// How it goes.
    pub state: State,
    /// Changes it has not been told of, of whatever ledger.
    pub behind: u64,
}

impl State {
    /// As it travels.
    pub fn code(self) -> &'static str {
        match self {
            Self::Well => "well",
            Self::Waiting => "waiting",
            Self::Paused => "paused",
        }
    }
}

/// All of them, and the ledgers that may be told of.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hooks {
    /// The oldest first.
    pub hooks: Vec<HookView>,
    /// Id and name, as the pack has them.
    pub ledgers: Vec<(LedgerId, String)>,
}

/// For who administers.
pub async fn list(service: &Service, actor: &Actor) -> Result<Hooks, Problem> {
    access::administer(actor)?;
    let (heads, pack) = (service.heads().await?, service.pack());
    let view = |hook: Hook| {
        let behind = heads.0.iter().map(|(book, head)| head.0.saturating_sub(hook.places.at(book.as_str()).0)).sum();
        let state = match (&hook.paused, hook.failed) {
            (Some(_), _) => State::Paused,
            (None, 0) => State::Well,
            _ => State::Waiting,
        };
        HookView { hook, state, behind }
    };
    let told_of = pack.ledgers.values().filter(|ledger| may_tell_of(ledger));
    Ok(Hooks {
        hooks: service.store().hooks().await?.into_iter().map(view).collect(),
        ledgers: told_of.map(|ledger| (ledger.id.clone(), ledger.name.clone())).collect(),
    })
}
