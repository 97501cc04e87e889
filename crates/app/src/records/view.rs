//! A record as a person sees it.

use std::collections::BTreeMap;

use kernel::{BookId, FieldId, LedgerId, RecordId, Seq, StateId, StepId, UnitId, Value};
use pack::model::{Ledger, Privacy};
use rules::{Context, change::StepTaken, show, step};
use store::{Record, files::FileInfo};

/// A record in words. Personal fields are masked and their values left out.
#[derive(Clone, PartialEq, Debug)]
pub struct View {
    /// Its ledger.
    pub ledger: LedgerId,
    /// The book that keeps it.
    pub book: BookId,
    /// Its id.
    pub record: RecordId,
    /// The unit that owns it.
    pub unit: UnitId,
    /// That unit's name.
    pub unit_name: String,
    /// What names it to a person.
    pub title: String,
    /// The Change that wrote this version.
    pub from_seq: Seq,
    /// The Change that ended it.
    pub to_seq: Option<Seq>,
    /// The state of a case.
    pub state: Option<StateId>,
    /// The state in words.
    pub state_name: Option<String>,
    /// Values as kept, masked fields left out.
    pub fields: BTreeMap<FieldId, Value>,
    /// Values in words.
    pub shown: BTreeMap<FieldId, String>,
    /// What is known of the photos and files it names, masked fields left out.
    pub files: BTreeMap<FieldId, FileInfo>,
    /// Steps taken, oldest first, each with its name.
    pub steps: Vec<(StepTaken, String)>,
    /// Steps that may be taken next.
    pub next_steps: Vec<StepId>,
    /// Fields that are masked.
    pub masked: Vec<FieldId>,
}

/// The kinds of acts, as the journal writes them, and the word for each.
pub const ACTS: [(&str, &str); 9] = [
    ("create", "登记"),
    ("correct", "更正"),
    ("withdraw", "撤回"),
    ("step", "办理"),
    ("import", "导入"),
    ("undo", "撤销"),
    ("issue", "印发"),
    ("open", "查看"),
    ("activate", "换定义"),
];

/// The word for an act of the journal.
pub fn act_name(act: &str) -> &'static str {
    ACTS.iter().find(|(known, _)| *known == act).map_or("变更", |(_, name)| name)
}

/// The whole text of an issued report is read as a report, not as a field of a record.
pub(crate) fn is_kept_elsewhere(ledger: &Ledger, field: &FieldId) -> bool {
    ledger.id.as_str() == crate::reports::ISSUES && field.as_str() == "frozen"
}

/// Fields more private than was opened are masked; of what nobody opened, those more private than internal.
pub(super) fn view(
    ledger: &Ledger,
    record: Record,
    context: &Context<'_>,
    titles: show::Titles<'_>,
    opened: Privacy,
) -> View {
    let mut shown = BTreeMap::new();
    let mut masked = Vec::new();
    let mut fields = BTreeMap::new();
    for (id, field) in ledger.fields.iter().filter(|(id, _)| !is_kept_elsewhere(ledger, id)) {
        let Some(value) = record.fields.get(id) else { continue };
        let text = show::show_to(field, value, context, titles, opened);
        shown.insert(id.clone(), show::called(ledger, field, text, context));
        if show::is_masked(field, opened) {
            masked.push(id.clone());
        } else {
            fields.insert(id.clone(), value.clone());
        }
    }
    let title = show::title_to(ledger, &record.fields, context, titles, opened);
    let next_steps = step::open_steps(ledger, &record.steps).iter().map(|step| step.id.clone()).collect();
    let name =
        |taken: &StepTaken| ledger.steps.get(&taken.step).map_or_else(|| taken.step.to_string(), |s| s.name.clone());
    View {
        unit_name: context.unit_name(record.unit.as_str()),
        title: if title.is_empty() { format!("{} {}", ledger.name, record.record) } else { title },
        state_name: record
            .state
            .as_ref()
            .map(|s| ledger.states.get(s).map_or_else(|| s.to_string(), |s| s.name.clone())),
        steps: record.steps.iter().map(|taken| (taken.clone(), name(taken))).collect(),
        ledger: record.ledger,
        book: record.book,
        record: record.record,
        unit: record.unit,
        from_seq: record.from_seq,
        to_seq: record.to_seq,
        state: record.state,
        fields,
        shown,
        files: BTreeMap::new(),
        next_steps,
        masked,
    }
}
