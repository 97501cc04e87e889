//! One row: the unit and the names it means, then what it comes to against the record that is there.

use std::collections::HashMap;

use kernel::{BookId, Fields, Finding, RecordId, Seq, UnitId, Value, side_by_side};
use rules::{change::Content, spells, step, validate::validate};
use store::Record;

use super::{
    attach::{Children, Counted},
    columns::{Column, at},
    convert::Draft,
    findings::prune,
    judge::at_row,
    keys::{self, KeyHash, RowKey},
    options::Meaning,
    page::Page,
    plan::{Planner, Spot},
    references::Spot as At,
    vocabulary::Target,
};
use crate::records::own_day;

/// What is there of the rows at hand, and what a new record begins with.
pub(super) struct Known {
    pub records: HashMap<KeyHash, Record>,
    pub defaults: Fields,
    /// The rows of tables that other sheets bring.
    pub children: Children,
}

/// Names a processor copies all the time, counted apart.
pub(super) struct Own {
    pub defaults: Fields,
}

/// A row whose names are found.
pub(super) struct Ready {
    pub spot: Spot,
    pub draft: Draft,
    pub unit: Option<UnitId>,
    /// `None` where no record can be made of it.
    pub book: Option<BookId>,
    /// A name in it means nobody, or more than one.
    pub failed: bool,
}

/// What one row comes to.
pub(super) struct Planned {
    pub spot: Spot,
    /// `None` where its unit is unknown, or the ledger has no key.
    pub key: Option<RowKey>,
    /// What becomes of the tables it is given rows of.
    pub rows: Vec<Counted>,
    pub outcome: Outcome,
}

pub(super) enum Outcome {
    Wrong,
    Same,
    Write {
        book: BookId,
        /// The record that changes, and the version that is there.
        before: Option<(RecordId, Seq)>,
        content: Content,
    },
}

impl Planner<'_> {
    /// A row with its unit, and the persons and records it names.
    pub fn ready(&mut self, draft: Draft, page: usize, known: &Known, findings: &mut Vec<Finding>) -> Ready {
        let spot = Spot { page, row: draft.row };
        let page = &self.pages[page];
        let before = findings.len();
        let unit = page.unit_of(&draft, self.options).cloned();
        let mut ready = Ready { spot, unit, draft, book: None, failed: false };
        let draft = &mut ready.draft;
        let Some(unit) = &ready.unit else {
            // A unit that could not be read has been reported already.
            if !draft.wrong {
                let message = "看不出这一行属于哪个单位。";
                let hint = "请加一列写明所属单位，或导入时指定单位。";
                findings.push(Finding::error("import.no_unit", message, at_row(page.name, draft.row)).hint(hint));
            }
            return ready;
        };
        if !self.allowed.reaches(self.ledger.id.as_str(), unit.as_str()) {
            let message = format!("您不能填写“{}”的记录。", self.context.unit_name(unit.as_str()));
            let place = at_row(page.name, draft.row);
            findings.push(Finding::error("access.unit", message, place).hint("请换成您负责的单位。"));
            return ready;
        }
        if draft.names.is_empty() {
            ready.book = Some(self.world.book_for(self.ledger, unit.as_str()));
            return ready;
        }
        let book = self.world.book_for(self.ledger, unit.as_str());
        let defaults = &known.defaults;
        let day = draft.fields.get(&self.ledger.date).or_else(|| defaults.get(&self.ledger.date));
        let day = day.and_then(Value::as_date).unwrap_or(self.context.today);
        let at_spot = At { book: &book, unit, since: day, present: None };
        // Whom the record names already is meant again, where a name alone would leave a doubt.
        let keyed = draft.names.iter().any(|named| self.ledger.key.contains(&named.field));
        let doubtful = !keyed && !known.records.is_empty();
        let key = doubtful.then(|| self.key(unit, &draft.fields, defaults));
        let there = key.filter(|key| !key.1.is_empty()).and_then(|key| known.records.get(&keys::hash(&key)));
        for named in &draft.names {
            // Who stands beside a number that cannot be read is not looked for: the number is told, and what else would
            // be said follows from it.
            if draft.wrong && is_unread(page, draft, &Target::NumberOf(named.field.clone())) {
                continue;
            }
            let present = there.and_then(|record| record.fields.get(&named.field)).and_then(|value| match value {
                Value::Spells(spells) => spells::latest(spells).and_then(Value::as_text),
                value => value.as_text(),
            });
            let at_spot = At { present, ..at_spot };
            match self.directory.find(self.ledger, named, &at_spot, self.service, self.context) {
                Ok(value) => {
                    draft.fields.insert(named.field.clone(), value);
                }
                Err(more) => {
                    ready.failed = true;
                    findings.extend(more.into_iter().map(|mut finding| {
                        finding.place = at(page.name, draft.row, named.column);
                        finding.place.field = Some(named.field.to_string());
                        finding
                    }));
                }
            }
        }
        ready.book = Some(book);
        ready.failed |= findings[before..].iter().any(Finding::is_error);
        ready
    }

    /// All rows against the records that are there, shared out among the processors: no row needs to know of another.
    pub fn judge_all(&self, rows: Vec<Ready>, known: &Known, findings: &mut Vec<Finding>) -> Vec<Planned> {
        let judge = |rows: Vec<Ready>| {
            let mut findings = Vec::new();
            let own = Own { defaults: apart(&known.defaults) };
            let rows = rows.into_iter().take_while(|_| !self.options.progress.is_stopped());
            let judged = |row| {
                prune(&mut findings);
                self.judge(row, known, &own, &mut findings)
            };
            let planned: Vec<Planned> = rows.map(judged).collect();
            (planned, findings)
        };
        let mut planned = Vec::with_capacity(rows.len());
        for (more, found) in side_by_side(rows, &judge) {
            planned.extend(more);
            findings.extend(found);
        }
        planned
    }

    fn judge(&self, ready: Ready, known: &Known, own: &Own, findings: &mut Vec<Finding>) -> Planned {
        self.options.progress.step();
        let Ready { spot, unit, draft, book, failed } = ready;
        let (Some(unit), Some(book)) = (unit, book) else {
            return Planned { spot, key: None, rows: Vec::new(), outcome: Outcome::Wrong };
        };
        let Draft { mut fields, steps, since, wrong, .. } = draft;
        let key = match failed || wrong {
            true => keys::key_as_read(self.ledger, &unit, &fields, &known.defaults),
            false => self.key(&unit, &fields, &known.defaults),
        };
        let looks = !known.records.is_empty() && !key.1.is_empty();
        let record = if looks { known.records.get(&keys::hash(&key)) } else { None };
        let key = (!self.ledger.key.is_empty()).then(|| RowKey::of(self.ledger, &key));
        let before = findings.len();
        if record.is_some() && self.options.meaning == Meaning::Append {
            self.exists(spot, findings);
        }
        let children = &known.children;
        let link = if children.is_empty() { None } else { keys::link(self.ledger, &unit, &fields, &known.defaults) };
        let group = link.and_then(|link| children.get(&link));
        // A sheet of a table names a record and says nothing else of it.
        let is_named_only = spot.page >= self.own_pages;
        let is_whole_list = matches!(self.options.meaning, Meaning::Snapshot { .. });
        if let Some(group) = group.filter(|_| is_named_only && (record.is_none() || is_whole_list)) {
            self.without_record(group, findings);
            return Planned { spot, key, rows: Vec::new(), outcome: Outcome::Wrong };
        }
        if is_named_only {
            fields.clear();
        }
        if failed || wrong || group.is_some_and(|group| children.is_wrong(group)) {
            return Planned { spot, key, rows: Vec::new(), outcome: Outcome::Wrong };
        }
        let mut content = match record {
            Some(record) => Content { unit, fields: record.fields.clone(), steps: record.steps.clone() },
            None => Content { unit, fields: Fields::new(), steps: Vec::new() },
        };
        let (dated, mut plain): (Fields, Fields) = match self.ledger.dated_fields().next() {
            None => (Fields::new(), std::mem::take(&mut fields)),
            Some(_) => {
                fields.into_iter().partition(|(id, _)| self.ledger.field(id.as_str()).is_some_and(|field| field.dated))
            }
        };
        content.fields.append(&mut plain);
        if record.is_none() {
            for (id, value) in &own.defaults {
                content.fields.entry(id.clone()).or_insert_with(|| value.clone());
            }
        }
        for (id, value) in dated {
            let said = since.get(&Some(id.clone())).or_else(|| since.get(&None)).copied();
            self.dated(spot, &id, value, said, record.is_some(), &mut content, findings);
        }
        if record.is_none() {
            // Defaults of dated fields hold from the record's own day.
            let day = own_day(self.ledger, &content, self.context.today);
            for field in self.ledger.dated_fields() {
                if let Some(value) = content.fields.get_mut(&field.id)
                    && !matches!(value, Value::Spells(_))
                {
                    *value = spells::from_day(day, value.clone());
                }
            }
        }
        let rows = group.map_or_else(Vec::new, |group| self.put_rows(children, group, record, &mut content, findings));
        content.steps.retain(|taken| !steps.iter().any(|new| new.step == taken.step));
        content.steps.extend(steps);
        content.steps = step::in_order(self.ledger, content.steps);
        let same = |r: &Record| r.fields == content.fields && r.unit == content.unit && r.steps == content.steps;
        let outcome = if record.is_some_and(same) {
            Outcome::Same
        } else {
            let wrong = validate(self.ledger, &content, self.context);
            findings.extend(wrong.into_iter().map(|finding| self.placed_in(finding, spot, group)));
            let before = record.map(|record| (record.record.clone(), record.from_seq));
            Outcome::Write { book, before, content }
        };
        let failed = findings[before..].iter().any(Finding::is_error);
        match failed {
            true => Planned { spot, key, rows: Vec::new(), outcome: Outcome::Wrong },
            false => Planned { spot, key, rows, outcome },
        }
    }
}

fn is_unread(page: &Page<'_>, draft: &Draft, target: &Target) -> bool {
    let brings = |column: &&Column| column.target.as_ref() == Some(target);
    page.columns.iter().filter(brings).any(|column| draft.unread.contains(&column.index))
}

fn apart(fields: &Fields) -> Fields {
    fields.iter().map(|(id, value)| (id.apart(), value.clone())).collect()
}
