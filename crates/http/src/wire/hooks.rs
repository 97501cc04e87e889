//! Programs that are told of Changes.

use app::hooks::HookView;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::shapes;

/// The programs that are told, and of which ledgers they may be.
#[derive(Serialize, ToSchema)]
pub struct Hooks {
    /// The oldest first.
    pub hooks: Vec<Hook>,
    /// What may be told of.
    pub ledgers: Vec<HookedLedger>,
}

/// A ledger that may be told of.
#[derive(Serialize, ToSchema)]
pub struct HookedLedger {
    /// Its id.
    pub id: String,
    /// The word people see.
    pub name: String,
}

/// A program that is told.
#[derive(Serialize, ToSchema)]
pub struct Hook {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub name: String,
    /// Where it is told.
    pub url: String,
    /// Of which ledgers; nothing is of all.
    pub ledgers: Option<Vec<String>>,
    /// Since when.
    pub made_at: String,
    /// Who made it.
    pub made_by: String,
    /// `well`, `waiting` (it did not answer and is asked again) or `paused`.
    pub state: String,
    /// Why it is paused.
    pub paused: Option<String>,
    /// Tries since it last answered.
    pub failed: u32,
    /// When it is asked again, where it did not answer.
    pub next_at: Option<String>,
    /// When it answered last.
    pub told_at: Option<String>,
    /// How the last try went.
    pub said: String,
    /// Changes it has not been told of, of whatever ledger.
    pub behind: u64,
}

/// A program to be told.
#[derive(Deserialize, ToSchema)]
pub struct NewHook {
    /// What people call it.
    #[schema(value_type = shapes::Words)]
    pub name: String,
    /// `https://…`; `http://…` within the house's own network.
    #[schema(value_type = shapes::Words)]
    pub url: String,
    /// Of which ledgers; nothing is of all.
    #[serde(default)]
    pub ledgers: Option<Vec<String>>,
}

/// It is made.
#[derive(Serialize, ToSchema)]
pub struct MadeHook {
    /// Its id.
    pub id: String,
    /// `whsec_…`: what its messages are signed with, said this once.
    pub secret: String,
}

/// Whether it is held back.
#[derive(Deserialize, ToSchema)]
pub struct PauseHook {
    /// Held back, or let go on.
    pub paused: bool,
}

/// What came of a try.
#[derive(Serialize, ToSchema)]
pub struct TriedHook {
    /// Whether it was taken.
    pub taken: bool,
    /// In a sentence.
    pub said: String,
}

impl Hooks {
    /// As they travel.
    pub fn of(told: app::hooks::Hooks) -> Self {
        let ledger = |(id, name): (kernel::LedgerId, String)| HookedLedger { id: id.to_string(), name };
        Self {
            hooks: told.hooks.into_iter().map(Hook::of).collect(),
            ledgers: told.ledgers.into_iter().map(ledger).collect(),
        }
    }
}

impl Hook {
    /// As it travels.
    pub fn of(view: HookView) -> Self {
        let HookView { hook, state, behind } = view;
        Self {
            id: hook.id,
            name: hook.name,
            url: hook.url,
            ledgers: hook.ledgers.map(|ledgers| ledgers.iter().map(ToString::to_string).collect()),
            made_at: hook.made_at.to_string(),
            made_by: hook.made_by,
            state: state.code().to_owned(),
            next_at: (hook.failed > 0 && hook.paused.is_none()).then(|| hook.next_at.to_string()),
            paused: hook.paused,
            failed: hook.failed,
            told_at: hook.told_at.map(|at| at.to_string()),
            said: hook.said,
            behind,
        }
    }
}
