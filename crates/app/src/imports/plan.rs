//! Drafts against the records that are there: new, changed, same; and everything wrong with what they would become.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{BookId, FieldId, Fields, Finding, RecordId, UnitId, Value, number};
use pack::model::{Field, Ledger};
use rules::{
    Context,
    access::{Allowed, Write},
    change::{Content, Edit},
    convert::{self, Input},
    show, spells,
};
use store::Record;

use super::{
    convert::Draft,
    differences::Differing,
    page::Page,
    references::Directory,
    report::{Becomes, Missing, Touched},
    row::{Known, Outcome, Planned, Ready},
    run::{ImportOptions, Meaning},
};
use crate::{Service, World};

/// More new or changed records than are listed, of each.
const MOST_TOUCHED: u64 = 100;

/// What an import would do.
#[derive(Default)]
pub(super) struct Plan {
    /// By book, persons first.
    pub edits: BTreeMap<BookId, Vec<Edit>>,
    pub new: u64,
    pub changed: u64,
    pub same: u64,
    pub wrong: u64,
    pub persons: u64,
    /// Of a whole list: what is there and not in it.
    pub missing: Vec<Missing>,
    pub ended: u64,
    /// The first records that are new or change.
    pub touched: Vec<Touched>,
    /// Of those that change, as they are and as they become.
    pub differing: Vec<Differing>,
}

/// A row of the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct Spot {
    /// Its sheet, among those that were read.
    pub page: usize,
    /// Its number.
    pub row: u32,
}

/// What planning knows.
pub(super) struct Planner<'a> {
    pub service: &'a Service,
    pub world: &'a World,
    pub allowed: &'a Allowed<Write>,
    pub ledger: &'a Ledger,
    pub pages: &'a [Page<'a>],
    pub options: &'a ImportOptions,
    pub context: &'a Context<'a>,
    pub directory: Directory,
}

/// A business key within a unit; without parts where it could not be read.
pub(super) type Key = (UnitId, Vec<String>);

/// The rows that bring each key.
pub(super) type Seen<'a> = HashMap<&'a Key, Vec<Spot>>;

impl Planner<'_> {
    /// `drafts` are the rows of each page.
    pub fn plan(mut self, drafts: Vec<Vec<Draft>>, existing: &[Record], findings: &mut Vec<Finding>) -> Plan {
        let defaults = self.default_values();
        let keyed = existing.iter().filter(|_| !self.ledger.key.is_empty());
        let keyed = keyed.map(|record| (self.key(&record.unit, &record.fields, &Fields::new()), record));
        let known = Known { records: keyed.collect(), defaults };
        self.two_numbers(&drafts, existing, findings);
        // Whoever is registered for one row is known in the next, so names are found one row after another.
        let rows = drafts.into_iter().enumerate();
        let rows = rows.flat_map(|(page, drafts)| drafts.into_iter().map(move |draft| (page, draft)));
        let rows: Vec<Ready> = rows.map(|(page, draft)| self.ready(draft, page, &known, findings)).collect();
        let planned = self.judge_all(rows, &known, findings);
        let (mut keys, mut outcomes) = (Vec::with_capacity(planned.len()), Vec::with_capacity(planned.len()));
        for Planned { spot, key, outcome } in planned {
            keys.push((spot, key));
            outcomes.push(outcome);
        }
        let mut seen: Seen = HashMap::with_capacity(keys.len());
        if !self.ledger.key.is_empty() {
            for (spot, key) in keys.iter().filter_map(|(spot, key)| Some((spot, key.as_ref()?))) {
                seen.entry(key).or_default().push(*spot);
            }
        }
        let doubled = self.doubled(&seen, findings);
        let mut plan = Plan::default();
        for ((spot, key), outcome) in keys.iter().zip(outcomes) {
            match outcome {
                Outcome::Wrong => plan.wrong += 1,
                Outcome::Same => plan.same += 1,
                Outcome::Write { .. } if key.as_ref().is_some_and(|key| doubled.contains(key)) => plan.wrong += 1,
                Outcome::Write { book, before, content } => self.write(&mut plan, *spot, book, before, content),
            }
        }
        self.persons(&mut plan);
        self.whole_list(&mut plan, existing, &seen, findings);
        plan
    }

    fn write(&self, plan: &mut Plan, spot: Spot, book: BookId, before: Option<&Record>, content: Content) {
        let (becomes, count) = match before {
            None => (Becomes::New, &mut plan.new),
            Some(_) => (Becomes::Changed, &mut plan.changed),
        };
        *count += 1;
        let listed = *count <= MOST_TOUCHED;
        let new = || RecordId::from(self.service.ids().next());
        let record = before.map_or_else(new, |record| record.record.clone());
        let expects = before.map(|record| record.from_seq);
        let edit = Edit { ledger: self.ledger.id.clone(), record, expects, to: Some(content) };
        if listed {
            plan.list(self.touched(spot, becomes, &edit), before, &edit);
        }
        plan.edits.entry(book).or_default().push(edit);
    }

    fn touched(&self, spot: Spot, becomes: Becomes, edit: &Edit) -> Option<Touched> {
        let content = edit.to.as_ref()?;
        let title = show::title(self.ledger, &content.fields, self.context, &|_, _| None);
        let sheet = self.pages[spot.page].name.map(str::to_owned);
        let unit = content.unit.clone();
        Some(Touched { sheet, row: spot.row, becomes, unit, title, changes: Vec::new() })
    }

    /// Of a whole list: what is missing, and its end where that was asked and every row could be read.
    fn whole_list(&self, plan: &mut Plan, existing: &[Record], seen: &Seen, findings: &mut Vec<Finding>) {
        let Meaning::Snapshot { day, end_missing } = self.options.meaning else { return };
        let covered: BTreeSet<UnitId> = seen.keys().map(|(unit, _)| unit.clone()).collect();
        let missing = self.missing(existing, seen, &covered, day);
        plan.missing = missing.iter().map(|record| self.as_missing(record)).collect();
        if !end_missing || missing.is_empty() {
            return;
        }
        if plan.wrong > 0 {
            let message = format!("有{}行读不出来，名册里没有的{}条先不结束。", plan.wrong, missing.len());
            let finding = Finding::warning("import.missing_not_ended", message, kernel::Place::default());
            findings.push(finding.hint("请改正这些行，再按整表快照导入一次。"));
            return;
        }
        plan.ended = missing.len() as u64;
        for record in missing {
            plan.edits.entry(record.book.clone()).or_default().push(self.ended(record, day));
        }
    }

    /// A record's business key; where a part is absent, its title stands in.
    pub fn key(&self, unit: &UnitId, fields: &Fields, defaults: &Fields) -> Key {
        let text = |id: &FieldId| fields.get(id).or_else(|| defaults.get(id)).map_or(String::new(), canonical);
        let mut parts: Vec<String> = self.ledger.key.iter().map(text).collect();
        if parts.iter().any(String::is_empty) {
            parts.extend(self.ledger.title.iter().map(text));
        }
        (unit.clone(), parts)
    }

    /// The key of a row in which something could not be read: where a part is among that, none. Two numbers that nobody
    /// can read are not the same number, and a title says nothing while the number is to be mended.
    pub fn key_as_read(&self, unit: &UnitId, fields: &Fields, defaults: &Fields) -> Key {
        let (unit, parts) = self.key(unit, fields, defaults);
        let read = !parts.iter().take(self.ledger.key.len()).any(String::is_empty);
        (unit, if read { parts } else { Vec::new() })
    }

    /// What a new record starts with; the day of the options stands for the one the sheet does not bring.
    fn default_values(&self) -> Fields {
        let value = |field: &Field| {
            let input = Input::from(field.default.as_deref()?);
            let value = convert::convert(field, &input, field.measure.as_ref(), self.context).ok()??;
            Some((field.id.clone(), value))
        };
        let asked = |field: &&Field| !self.ledger.is_replaced(field.id.as_str());
        let mut defaults: Fields = self.ledger.fields.values().filter(asked).filter_map(value).collect();
        defaults.extend(self.options.day().map(|date| (self.ledger.date.clone(), Value::Date(date))));
        defaults
    }

    /// Persons that rows that will be written refer to are registered with them.
    fn persons(&mut self, plan: &mut Plan) {
        if self.directory.created.is_empty() {
            return;
        }
        let mut used: BTreeMap<BookId, Vec<Edit>> = BTreeMap::new();
        for edits in plan.edits.values() {
            let values = edits.iter().filter_map(|edit| edit.to.as_ref()).flat_map(|content| content.fields.values());
            for id in values.flat_map(texts) {
                if let Some((book, edit)) = self.directory.created.remove(id) {
                    used.entry(book).or_default().push(edit);
                    plan.persons += 1;
                }
            }
        }
        for (book, mut persons) in used {
            let edits = plan.edits.entry(book).or_default();
            persons.append(edits);
            *edits = persons;
        }
    }
}

fn canonical(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        Value::Decimal(value) => number::plain(*value),
        Value::Spells(list) => spells::latest(list).map_or_else(String::new, canonical),
        other => other.to_json().to_string(),
    }
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Text(text) => vec![text],
        Value::Spells(spells) => spells.iter().filter_map(|(_, value)| value.as_deref()?.as_text()).collect(),
        _ => Vec::new(),
    }
}
