//! What one Change says. A Change touches one book, names the versions it edits, and is all or nothing.

use kernel::{BookId, Date, Fields, Instant, LedgerId, RecordId, RequestId, Seq, StateId, StepId, UnitId};

/// One Change, ready to be committed.
#[derive(Clone, PartialEq, Debug)]
pub struct Change {
    /// The book it touches.
    pub book: BookId,
    /// The client's key: the same key is the same Change.
    pub request: RequestId,
    /// What was asked with that key, in any words that a retry repeats. The store keeps a keyed digest of it, so that a
    /// key used again for something else is refused instead of being answered with the receipt of another Change.
    pub asked: String,
    /// What kind of act it is.
    pub act: Act,
    /// When it was handed in.
    pub at: Instant,
    /// Why, in the person's words.
    pub reason: Option<String>,
    /// Digest of the pack it was checked by.
    pub pack: String,
    /// What it does, in order.
    pub edits: Vec<Edit>,
}

/// What kind of act a Change is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Act {
    /// A person wrote a record.
    Create,
    /// A person corrected one.
    Correct,
    /// A person took one back.
    Withdraw,
    /// A case took a step.
    Step,
    /// A spreadsheet.
    Import,
    /// An earlier Change was undone.
    Undo(Seq),
    /// A pack, units or parameters were put in force.
    Activate,
    /// A report was issued.
    Issue,
}

/// What happens to one record.
#[derive(Clone, PartialEq, Debug)]
pub struct Edit {
    /// Its ledger.
    pub ledger: LedgerId,
    /// The record, new or existing.
    pub record: RecordId,
    /// The version edited; `None` where the record is new. Another open version is a conflict.
    pub expects: Option<Seq>,
    /// What it becomes; `None` takes it back.
    pub to: Option<Content>,
}

/// What a version of a record says.
#[derive(Clone, PartialEq, Debug)]
pub struct Content {
    /// The unit that owns it.
    pub unit: UnitId,
    /// Its fields.
    pub fields: Fields,
    /// Steps taken, oldest first (cases). The state on a day follows from these.
    pub steps: Vec<StepTaken>,
}

/// A step that was taken; its date is the day it happened, importable afterwards.
#[derive(Clone, PartialEq, Debug)]
pub struct StepTaken {
    /// Which.
    pub step: StepId,
    /// The state it entered.
    pub to: StateId,
    /// The day it happened.
    pub on: Date,
    /// Who took it, as named in the journal or by the importing person.
    pub by: Option<String>,
    /// A word on it.
    pub note: Option<String>,
}

impl Act {
    /// As the journal writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Correct => "correct",
            Self::Withdraw => "withdraw",
            Self::Step => "step",
            Self::Import => "import",
            Self::Undo(_) => "undo",
            Self::Activate => "activate",
            Self::Issue => "issue",
        }
    }
}
