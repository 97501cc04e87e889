//! Drafts against the records that are there: new, changed, same; and everything wrong with what they would become.

use std::collections::{BTreeMap, HashMap, HashSet};

use kernel::{BookId, FieldId, Fields, Finding, Many, Problem, RecordId, Seq, UnitId, Value, shared_out};
use pack::model::{Field, Ledger};
use rules::{
    Context,
    access::{Allowed, Write},
    change::{Content, Edit, ManyEdits},
    convert::{self, Input},
    number, show,
};

use super::{
    attach::{Children, Counted},
    children::Kid,
    convert::Draft,
    differences::Differing,
    existing::{Asked, Existing},
    findings::prune,
    keys::{self, SeenKeys},
    options::{ImportOptions, Meaning},
    page::Page,
    references::Directory,
    report::{Becomes, Missing, Touched},
    row::{Known, Outcome, Planned, Ready},
};
use crate::{Service, World, records::Source};

/// More new or changed records than are listed, of each.
const MOST_TOUCHED: usize = 100;
/// Blocks of drafts that are looked at together.
const BLOCKS: usize = 8;

/// What an import would do.
#[derive(Default)]
pub(super) struct Plan {
    /// By book.
    pub edits: BTreeMap<BookId, Edits>,
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
    /// What becomes of tables, by their fields.
    pub tables: BTreeMap<FieldId, Tables>,
}

/// What becomes of a table of all records that are given rows.
#[derive(Default)]
pub(super) struct Tables {
    pub records: u64,
    pub before: u64,
    pub after: u64,
    /// Records that will have fewer rows than they have.
    pub fewer: u64,
}

/// What is written into a book.
pub(super) struct Edits {
    /// Persons that are registered along the way.
    pub few: Vec<Edit>,
    /// The records of the file, and those that end because they are not in it.
    pub many: ManyEdits,
    /// Of the records of the file, their rows.
    spots: Vec<(Spot, Becomes)>,
}

/// A row of the file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
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
    /// So many of the pages are the ledger's own; the others bring rows of tables.
    pub own_pages: usize,
}

impl Edits {
    /// Everything as one list.
    pub fn len(&self) -> usize {
        self.few.len() + self.many.len()
    }
}

impl Planner<'_> {
    /// `drafts` are the rows of each of the ledger's own pages, `kids` those of the others. They are looked at some thousands at a time, and what comes of them is packed.
    pub async fn plan(
        mut self,
        drafts: Vec<Many<Draft>>,
        kids: Vec<Kid<'_>>,
        existing: &Existing,
        from: &Source<'_>,
        findings: &mut Vec<Finding>,
    ) -> Result<Plan, Problem> {
        self.two_numbers(&drafts, from, findings).await?;
        let defaults = self.default_values();
        let children =
            if kids.is_empty() { Children::default() } else { self.gather(kids, &drafts, &defaults, findings) };
        let mut known = Known { records: HashMap::new(), defaults, children };
        let (mut plan, mut seen) = (Plan::default(), SeenKeys::default());
        for (page, drafts) in drafts.into_iter().enumerate() {
            let (mut blocks, names) = drafts.into_blocks();
            loop {
                let wave: Vec<_> = blocks.by_ref().take(BLOCKS).collect();
                if wave.is_empty() {
                    break;
                }
                let drafts = shared_out(wave, 1, &|blocks| {
                    let names = names.apart();
                    blocks.into_iter().flat_map(|block| block.items(&names)).collect::<Vec<Draft>>()
                });
                for drafts in drafts {
                    let rows = self.ready_all(drafts, page, &mut known, existing, from, findings).await?;
                    self.meant(&rows, &mut known);
                    for Planned { spot, key, rows, outcome } in self.judge_all(rows, &known, findings) {
                        key.into_iter().for_each(|key| seen.add(key, spot));
                        self.count(&mut plan, spot, &rows, outcome);
                    }
                    prune(findings);
                }
                self.options.progress.goes_on()?;
            }
        }
        self.others(&mut plan, &mut known, existing, from, findings).await?;
        let mut doubled = self.doubled(&mut seen, findings);
        doubled.extend(self.meant_twice(&known.children, findings));
        self.take_back(&mut plan, &doubled);
        self.unnumbered(&plan, findings);
        self.list_touched(&mut plan, from).await?;
        self.persons(&mut plan);
        self.whole_list(&mut plan, existing, from, &seen, findings).await?;
        Ok(plan)
    }

    /// Rows with their units and with the persons and records they name, and the records that they may mean.
    pub async fn ready_all(
        &mut self,
        drafts: Vec<Draft>,
        page: usize,
        known: &mut Known,
        existing: &Existing,
        from: &Source<'_>,
        findings: &mut Vec<Finding>,
    ) -> Result<Vec<Ready>, Problem> {
        known.records.clear();
        let mut looked = HashSet::new();
        if !existing.is_empty() {
            // Whom a record names already is asked where names are looked up.
            let unit = |draft: &Draft| self.pages[page].unit_of(draft, self.options).cloned();
            let named = drafts.iter().filter(|draft| !draft.names.is_empty());
            let asked =
                named.filter_map(|draft| Some(self.asked(existing, &unit(draft)?, &draft.fields, &known.defaults)));
            let asked: Vec<Asked> = asked.filter(|asked| looked.insert(asked.hash)).collect();
            known.records = existing.whole(from, asked).await?;
        }
        // Whoever is registered for one row is known in the next, so names are found one row after another.
        let rows: Vec<Ready> = drafts.into_iter().map(|draft| self.ready(draft, page, known, findings)).collect();
        if !existing.is_empty() {
            let asked =
                |row: &Ready| Some(self.asked(existing, row.unit.as_ref()?, &row.draft.fields, &known.defaults));
            let asked = rows.iter().filter_map(asked).filter(|asked| looked.insert(asked.hash)).collect();
            known.records.extend(existing.whole(from, asked).await?);
        }
        Ok(rows)
    }

    /// Takes what a row comes to into the plan.
    pub fn count(&self, plan: &mut Plan, spot: Spot, rows: &[Counted], outcome: Outcome) {
        for Counted { table, before, after } in rows {
            let tables = plan.tables.entry(table.clone()).or_default();
            tables.records += 1;
            tables.before += before;
            tables.after += after;
            tables.fewer += u64::from(after < before);
        }
        let (book, before, content) = match outcome {
            Outcome::Wrong => {
                plan.wrong += 1;
                return;
            }
            Outcome::Same => {
                plan.same += 1;
                return;
            }
            Outcome::Write { book, before, content } => (book, before, content),
        };
        let becomes = if before.is_some() { Becomes::Changed } else { Becomes::New };
        *plan.counted(becomes) += 1;
        let (record, expects): (RecordId, Option<Seq>) = match before {
            Some((record, from)) => (record, Some(from)),
            None => (RecordId::from(self.service.ids().next()), None),
        };
        let edits = plan.edits_of(book, self.ledger);
        edits.many.push(record, expects, content);
        edits.spots.push((spot, becomes));
    }

    /// Rows whose key stands twice are written as little as wrong ones.
    fn take_back(&self, plan: &mut Plan, doubled: &HashSet<Spot>) {
        if doubled.is_empty() {
            return;
        }
        let mut taken = Vec::new();
        for edits in plan.edits.values_mut() {
            let before = std::mem::replace(&mut edits.many, ManyEdits::of(self.ledger.id.clone()));
            let spots = std::mem::take(&mut edits.spots);
            let (blocks, names) = before.contents.into_blocks();
            let contents = blocks.flat_map(|block| block.items(&names));
            for (((record, expects), content), (spot, becomes)) in before.heads.into_iter().zip(contents).zip(spots) {
                if doubled.contains(&spot) {
                    taken.push(becomes);
                    continue;
                }
                edits.many.push(record, expects, content);
                edits.spots.push((spot, becomes));
            }
        }
        for becomes in taken {
            *plan.counted(becomes) -= 1;
            plan.wrong += 1;
        }
        plan.edits.retain(|_, edits| edits.len() > 0);
    }

    /// New records that the house will number. Nothing tells such a row from one that came in before.
    fn unnumbered(&self, plan: &Plan, findings: &mut Vec<Finding>) {
        let Some(field) = self.ledger.numbered() else { return };
        let many = plan.edits.values().map(|edits| &edits.many);
        let all = many.flat_map(|many| many.heads.iter().zip(many.contents.iter()));
        let count = all.filter(|((_, expects), to)| expects.is_none() && number::is_wanted(self.ledger, to)).count();
        if count == 0 {
            return;
        }
        let message = format!("有{count}行没有“{}”，登记时自动编号。", field.name);
        let finding = Finding::warning("import.numbered", message, kernel::Place::field(field.id.as_str()));
        findings.push(finding.hint("以前导入过的，请先补上原来的编号；不补的会再登记一条。"));
    }

    /// The first records that are new or change, in the order of their rows.
    async fn list_touched(&self, plan: &mut Plan, from: &Source<'_>) -> Result<(), Problem> {
        let mut first: Vec<(Spot, Becomes, &BookId, usize)> = Vec::new();
        for (book, edits) in &plan.edits {
            for wanted in [Becomes::New, Becomes::Changed] {
                let of = edits.spots.iter().enumerate().filter(|(_, (_, becomes))| *becomes == wanted);
                first.extend(of.take(MOST_TOUCHED).map(|(at, (spot, becomes))| (*spot, *becomes, book, at)));
            }
        }
        first.sort_by_key(|(spot, ..)| *spot);
        let (mut new, mut changed) = (0, 0);
        first.retain(|(_, becomes, ..)| {
            let count = if *becomes == Becomes::New { &mut new } else { &mut changed };
            *count += 1;
            *count <= MOST_TOUCHED
        });
        let (mut touched, mut differing) = (Vec::new(), Vec::new());
        for (spot, becomes, book, at) in first {
            let Edits { many, .. } = &plan.edits[book];
            let (Some((record, expects)), Some(content)) = (many.heads.get(at), many.contents.get(at)) else {
                continue;
            };
            if expects.is_some() {
                let before = from.store.record(from.allowed, book, &self.ledger.id, record, from.cut).await?;
                differing.extend(before.map(|before| Differing::new(touched.len(), before, &content)));
            }
            touched.push(self.touched(spot, becomes, &content));
        }
        (plan.touched, plan.differing) = (touched, differing);
        Ok(())
    }

    fn touched(&self, spot: Spot, becomes: Becomes, content: &Content) -> Touched {
        let title = show::title(self.ledger, &content.fields, self.context, &|_, _| None);
        let sheet = self.pages[spot.page].name.map(str::to_owned);
        Touched { sheet, row: spot.row, becomes, unit: content.unit.clone(), title, changes: Vec::new() }
    }

    /// Of a whole list: what is missing, and its end where that was asked and every row could be read.
    async fn whole_list(
        &self,
        plan: &mut Plan,
        existing: &Existing,
        from: &Source<'_>,
        seen: &SeenKeys,
        findings: &mut Vec<Finding>,
    ) -> Result<(), Problem> {
        let Meaning::Snapshot { day, end_missing } = self.options.meaning else { return Ok(()) };
        let missing = existing.missing(from, &seen.hashes(), &seen.units()).await?;
        plan.missing = missing.iter().map(|record| self.as_missing(record)).collect();
        if !end_missing || missing.is_empty() {
            return Ok(());
        }
        if plan.wrong > 0 {
            let message = format!("有{}行读不出来，名册里没有的{}条先不结束。", plan.wrong, missing.len());
            let finding = Finding::warning("import.missing_not_ended", message, kernel::Place::default());
            findings.push(finding.hint("请改正这些行，再按整表快照导入一次。"));
            return Ok(());
        }
        plan.ended = missing.len() as u64;
        for record in missing {
            let edits = plan.edits_of(record.book.clone(), self.ledger);
            let content = self.ended(&record, day);
            edits.many.push(record.record, Some(record.from_seq), content);
        }
        Ok(())
    }

    /// A record's business key.
    pub fn key(&self, unit: &UnitId, fields: &Fields, defaults: &Fields) -> keys::Key {
        keys::key(self.ledger, unit, fields, defaults)
    }

    fn asked(&self, existing: &Existing, unit: &UnitId, fields: &Fields, defaults: &Fields) -> Asked {
        let parts = || keys::parts(self.ledger, fields, defaults);
        Asked {
            hash: keys::hash(&self.key(unit, fields, defaults)),
            book: self.world.book_for(self.ledger, unit.as_str()),
            unit: unit.clone(),
            parts: existing.looks_up().then(parts).flatten(),
        }
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
            for content in edits.many.contents.iter() {
                for id in content.fields.values().flat_map(texts) {
                    if let Some((book, edit)) = self.directory.created.remove(id) {
                        used.entry(book).or_default().push(edit);
                        plan.persons += 1;
                    }
                }
            }
        }
        for (book, persons) in used {
            plan.edits_of(book, self.ledger).few.extend(persons);
        }
    }
}

impl Plan {
    fn edits_of(&mut self, book: BookId, ledger: &Ledger) -> &mut Edits {
        let none = || Edits { few: Vec::new(), many: ManyEdits::of(ledger.id.clone()), spots: Vec::new() };
        self.edits.entry(book).or_insert_with(none)
    }

    fn counted(&mut self, becomes: Becomes) -> &mut u64 {
        match becomes {
            Becomes::New => &mut self.new,
            Becomes::Changed => &mut self.changed,
        }
    }
}

fn texts(value: &Value) -> Vec<&str> {
    match value {
        Value::Text(text) => vec![text],
        Value::Spells(spells) => spells.iter().filter_map(|(_, value)| value.as_deref()?.as_text()).collect(),
        Value::Rows(rows) => rows.iter().flat_map(|row| row.values()).flat_map(texts).collect(),
        _ => Vec::new(),
    }
}
