//! What changes in the records that an import changes, as a person reads it: old and new, masked where personal, in the
//! words of a record's history.

use std::collections::BTreeMap;

use kernel::{Problem, RecordId};
use pack::model::{FieldType, Ledger};
use rules::{
    access::{Allowed, Read},
    change::Content,
    show,
};
use store::{Record, Store};

use super::plan::Plan;
use crate::{
    World,
    records::{self, Opened, Titles},
};

/// A record as it is and as it becomes; its place among those that are touched.
pub(super) struct Differing {
    touched: usize,
    before: Record,
    after: Record,
}

impl Differing {
    /// What a listed record becomes.
    pub fn new(touched: usize, before: Record, content: &Content) -> Self {
        let (unit, fields, steps) = (content.unit.clone(), content.fields.clone(), content.steps.clone());
        let after = Record { unit, fields, steps, ..before.clone() };
        Self { touched, before, after }
    }
}

impl Plan {
    /// Says of each listed record what changes. Persons who are registered along the way are called as they will be.
    pub async fn tell_changes(
        &mut self,
        store: &Store,
        allowed: &Allowed<Read>,
        world: &World,
        ledger: &Ledger,
    ) -> Result<(), Problem> {
        let context = world.context();
        let all: Vec<Record> = self.differing.iter().flat_map(|one| [one.before.clone(), one.after.clone()]).collect();
        let titles = Titles::load(store, allowed, &world.cut, &all, &context, Opened::No).await?;
        let mut new: BTreeMap<&RecordId, String> = BTreeMap::new();
        let few = self.edits.values().flat_map(|edits| &edits.few);
        for edit in few.filter(|edit| edit.expects.is_none() && edit.ledger != ledger.id) {
            if let (Some(to), Some(content)) = (context.pack.ledger(edit.ledger.as_str()), &edit.to) {
                new.insert(&edit.record, show::title(to, &content.fields, &context, &|_, _| None));
            }
        }
        let look = |ty: &FieldType, id: &str| {
            titles.get(&world.pack, ty, id).or_else(|| new.get(&RecordId::from(id)).cloned())
        };
        for Differing { touched, before, after } in &self.differing {
            self.touched[*touched].changes = records::differences(ledger, Some(before), after, &context, &look);
        }
        Ok(())
    }
}
