//! Drafts against the records that are there: new, changed, same; and everything wrong with what they would become.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{BookId, FieldId, Fields, Finding, RecordId, UnitId, Value, number};
use pack::model::{Field, Ledger};
use rules::{
    Context,
    access::{Allowed, Write},
    change::{Content, Edit},
    convert::{self, Input},
    show, spells, step,
    validate::validate,
};
use store::Record;

use super::{
    columns::at,
    convert::Draft,
    differences::Differing,
    judge::at_row,
    page::Page,
    references::{Directory, Spot as At},
    report::{Becomes, Missing, Touched},
    run::{ImportOptions, Meaning},
};
use crate::{Service, World, records::own_day};

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

/// A business key within a unit.
pub(super) type Key = (UnitId, Vec<String>);

impl Planner<'_> {
    /// `drafts` are the rows of each page.
    pub fn plan(mut self, drafts: Vec<Vec<Draft>>, existing: &[Record], findings: &mut Vec<Finding>) -> Plan {
        let defaults = self.default_values();
        let known: BTreeMap<Key, &Record> = if self.ledger.key.is_empty() {
            BTreeMap::new()
        } else {
            existing.iter().map(|record| (self.key(&record.unit, &record.fields, &Fields::new()), record)).collect()
        };
        self.two_numbers(&drafts, existing, findings);
        let mut plan = Plan::default();
        let mut seen: BTreeMap<Key, Vec<Spot>> = BTreeMap::new();
        let mut written: Vec<(Key, BookId, Edit, bool, Spot)> = Vec::new();
        let rows = drafts.into_iter().enumerate();
        for (page, draft) in rows.flat_map(|(page, drafts)| drafts.into_iter().map(move |draft| (page, draft))) {
            let spot = Spot { page, row: draft.row };
            if self.options.progress.is_stopped() {
                break;
            }
            self.options.progress.step();
            let before = findings.len();
            let wrong = draft.wrong;
            let planned = self.row(draft, spot, &known, &defaults, findings);
            if let Some(Planned { key, .. }) = &planned
                && self.options.meaning == Meaning::Append
                && known.contains_key(key)
            {
                self.exists(spot, findings);
            }
            let failed = wrong || findings[before..].iter().any(Finding::is_error);
            if let Some(Planned { key, .. }) = &planned
                && !self.ledger.key.is_empty()
            {
                seen.entry(key.clone()).or_default().push(spot);
            }
            match planned {
                _ if failed => plan.wrong += 1,
                None => plan.wrong += 1,
                Some(Planned { edit: None, .. }) => plan.same += 1,
                Some(Planned { key, book, edit: Some(edit) }) => {
                    let new = edit.expects.is_none();
                    written.push((key, book, edit, new, spot));
                }
            }
        }
        let doubled = self.doubled(&seen, findings);
        for (key, book, edit, new, spot) in written {
            if doubled.contains(&key) {
                plan.wrong += 1;
                continue;
            }
            if new {
                plan.new += 1;
            } else {
                plan.changed += 1;
            }
            let becomes = if new { Becomes::New } else { Becomes::Changed };
            if (if new { plan.new } else { plan.changed }) <= MOST_TOUCHED {
                let before = known.get(&key).copied();
                plan.list(self.touched(spot, becomes, &edit), before, &edit);
            }
            plan.edits.entry(book).or_default().push(edit);
        }
        self.persons(&mut plan);
        self.whole_list(&mut plan, existing, &seen, findings);
        plan
    }

    fn touched(&self, spot: Spot, becomes: Becomes, edit: &Edit) -> Option<Touched> {
        let content = edit.to.as_ref()?;
        let title = show::title(self.ledger, &content.fields, self.context, &|_, _| None);
        let sheet = self.pages[spot.page].name.map(str::to_owned);
        let unit = content.unit.clone();
        Some(Touched { sheet, row: spot.row, becomes, unit, title, changes: Vec::new() })
    }

    /// Of a whole list: what is missing, and its end where that was asked and every row could be read.
    fn whole_list(
        &self,
        plan: &mut Plan,
        existing: &[Record],
        seen: &BTreeMap<Key, Vec<Spot>>,
        findings: &mut Vec<Finding>,
    ) {
        let Meaning::Snapshot { day, end_missing } = self.options.meaning else { return };
        let covered: BTreeSet<UnitId> = seen.keys().map(|(unit, _)| unit.clone()).collect();
        let missing = self.missing(existing, &seen.keys().collect(), &covered, day);
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

    fn row(
        &mut self,
        draft: Draft,
        at_spot: Spot,
        known: &BTreeMap<Key, &Record>,
        defaults: &Fields,
        findings: &mut Vec<Finding>,
    ) -> Option<Planned> {
        let page = &self.pages[at_spot.page];
        let Draft { row, mut fields, names, steps, since, .. } = draft;
        let unit = self.options.unit.clone().or(draft.unit).or_else(|| page.fallback.clone());
        let Some(unit) = unit else {
            // A unit that could not be read has been reported already.
            if !draft.wrong {
                let message = "看不出这一行属于哪个单位。";
                let hint = "请加一列写明所属单位，或导入时指定单位。";
                findings.push(Finding::error("import.no_unit", message, at_row(page.name, row)).hint(hint));
            }
            return None;
        };
        if !self.allowed.reaches(unit.as_str()) {
            let message = format!("您不能填写“{}”的记录。", self.context.unit_name(unit.as_str()));
            findings.push(Finding::error("access.unit", message, at_row(page.name, row)).hint("请换成您负责的单位。"));
            return None;
        }
        let book = self.world.book_for(self.ledger, unit.as_str());
        let day = fields.get(&self.ledger.date).or_else(|| defaults.get(&self.ledger.date)).and_then(Value::as_date);
        let spot = At { book: &book, unit: &unit, since: day.unwrap_or(self.context.today), present: None };
        let mut whole = !draft.wrong;
        // Whom the record names already is meant again, where a name alone would leave a doubt.
        let keyed = names.iter().any(|named| self.ledger.key.contains(&named.field));
        let doubtful = !keyed && !names.is_empty() && !known.is_empty();
        let before = doubtful.then(|| known.get(&self.key(&unit, &fields, defaults)).copied()).flatten();
        for named in &names {
            let present = before.and_then(|record| record.fields.get(&named.field)).and_then(|value| match value {
                Value::Spells(spells) => spells::latest(spells).and_then(Value::as_text),
                value => value.as_text(),
            });
            let spot = At { present, ..spot };
            match self.directory.find(self.ledger, named, &spot, self.service, self.context) {
                Ok(value) => {
                    fields.insert(named.field.clone(), value);
                }
                Err(more) => {
                    whole = false;
                    findings.extend(more.into_iter().map(|mut finding| {
                        finding.place = at(page.name, row, named.column);
                        finding.place.field = Some(named.field.to_string());
                        finding
                    }));
                }
            }
        }
        let key = self.key(&unit, &fields, defaults);
        if !whole {
            return Some(Planned { key, book, edit: None });
        }
        let record = known.get(&key).copied();
        let mut content = match record {
            Some(record) => Content { unit: unit.clone(), fields: record.fields.clone(), steps: record.steps.clone() },
            None => Content { unit: unit.clone(), fields: Fields::new(), steps: Vec::new() },
        };
        let (dated, mut plain): (Fields, Fields) = match self.ledger.dated_fields().next() {
            None => (Fields::new(), fields),
            Some(_) => {
                fields.into_iter().partition(|(id, _)| self.ledger.field(id.as_str()).is_some_and(|field| field.dated))
            }
        };
        content.fields.append(&mut plain);
        if record.is_none() {
            for (id, value) in defaults {
                content.fields.entry(id.clone()).or_insert_with(|| value.clone());
            }
        }
        for (id, value) in dated {
            let said = since.get(&Some(id.clone())).or_else(|| since.get(&None)).copied();
            self.dated(at_spot, &id, value, said, record.is_some(), &mut content, findings);
        }
        if record.is_none() {
            // Defaults of dated fields hold from the record's own day.
            let own = own_day(self.ledger, &content, self.context.today);
            for field in self.ledger.dated_fields() {
                if let Some(value) = content.fields.get_mut(&field.id)
                    && !matches!(value, Value::Spells(_))
                {
                    *value = spells::from_day(own, value.clone());
                }
            }
        }
        content.steps.retain(|taken| !steps.iter().any(|new| new.step == taken.step));
        content.steps.extend(steps);
        content.steps = step::in_order(self.ledger, content.steps);
        let same =
            record.is_some_and(|r| r.fields == content.fields && r.unit == content.unit && r.steps == content.steps);
        if same {
            return Some(Planned { key, book, edit: None });
        }
        findings.extend(
            validate(self.ledger, &content, self.context).into_iter().map(|finding| self.placed(finding, at_spot)),
        );
        let expects = record.map(|record| record.from_seq);
        let id = record.map_or_else(|| RecordId::from(self.service.ids().next()), |record| record.record.clone());
        let edit = Edit { ledger: self.ledger.id.clone(), record: id, expects, to: Some(content) };
        Some(Planned { key, book, edit: Some(edit) })
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

    /// What a new record starts with; the day of the options stands for the one the sheet does not bring.
    fn default_values(&self) -> Fields {
        let value = |field: &Field| {
            let input = Input::from(field.default.as_deref()?);
            let value = convert::convert(field, &input, field.measure.as_ref(), self.context).ok()??;
            Some((field.id.clone(), value))
        };
        let mut defaults: Fields = self.ledger.fields.values().filter_map(value).collect();
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

/// What one row comes to: no edit where nothing changes.
struct Planned {
    key: Key,
    book: BookId,
    edit: Option<Edit>,
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
