//! What one Change says. A Change touches one book, names the versions it edits, and is all or nothing.

use kernel::{
    BookId, Date, Fields, Instant, LedgerId, Many, Pack, Packs, RecordId, RequestId, Seq, StateId, StepId, UnitId,
    Unpack,
};

use crate::told::Told;

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
    /// Whose word it is, where that is not who typed it.
    pub told: Option<Told>,
    /// Digest of the pack it was checked by.
    pub pack: String,
    /// What it does, in order.
    pub edits: Vec<Edit>,
    /// What a whole list does beside them.
    pub many: Option<ManyEdits>,
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
    /// What lists mask of a record was opened.
    Open,
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

/// Versions of many records of one ledger, in little memory.
#[derive(Clone, PartialEq, Debug)]
pub struct ManyEdits {
    /// The ledger.
    pub ledger: LedgerId,
    /// Each record, and the version edited; `None` where the record is new.
    pub heads: Vec<(RecordId, Option<Seq>)>,
    /// What each becomes, in the same order.
    pub contents: Many<Content>,
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

impl ManyEdits {
    /// None yet.
    pub fn of(ledger: LedgerId) -> Self {
        Self { ledger, heads: Vec::new(), contents: Many::default() }
    }

    /// One more.
    pub fn push(&mut self, record: RecordId, expects: Option<Seq>, to: Content) {
        self.heads.push((record, expects));
        self.contents.push(to);
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }
}

impl Packs for Content {
    fn pack(&self, into: &mut Pack<'_>) {
        into.name(self.unit.as_str());
        into.put(&self.fields);
        into.all(self.steps.iter(), Pack::put);
    }

    fn unpack(from: &mut Unpack<'_>) -> Self {
        Self { unit: UnitId::shared(from.name()), fields: from.take(), steps: from.all(Unpack::take) }
    }
}

impl Packs for StepTaken {
    fn pack(&self, into: &mut Pack<'_>) {
        into.name(self.step.as_str());
        into.name(self.to.as_str());
        into.signed(self.on.days().into());
        into.maybe(self.by.as_deref(), Pack::text);
        into.maybe(self.note.as_deref(), Pack::text);
    }

    fn unpack(from: &mut Unpack<'_>) -> Self {
        Self {
            step: StepId::shared(from.name()),
            to: StateId::shared(from.name()),
            on: Date::from_days(from.signed() as i32),
            by: from.maybe(Unpack::text),
            note: from.maybe(Unpack::text),
        }
    }
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
            Self::Open => "open",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contents_of_many_edits_come_back() {
        let content = |n: i64| Content {
            unit: UnitId::new(format!("v{}", n % 3)),
            fields: Fields::from([("n".into(), kernel::Value::Integer(n))]),
            steps: vec![StepTaken {
                step: "close".into(),
                to: "closed".into(),
                on: Date::from_days(19_000),
                by: (n % 2 == 0).then(|| "张".to_owned()),
                note: None,
            }],
        };
        let mut many = ManyEdits::of("l".into());
        // More than lie there as they are.
        (0..70_000).for_each(|n| many.push(format!("r{n}").into(), None, content(n)));
        assert_eq!((many.len(), many.contents.len()), (70_000, 70_000));
        assert!(many.contents.packed_bytes() > 0);
        assert!(many.contents.iter().map(|content| content.into_owned()).eq((0..70_000).map(content)));
    }
}
