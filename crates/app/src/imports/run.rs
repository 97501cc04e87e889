//! A file goes in; one Change a book comes out, or all that is wrong with it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use bytes::Bytes;
use kernel::{BookId, FieldId, Finding, LedgerId, Place, Problem, RequestId, UnitId};
use pack::model::{Field, Ledger};
use rules::{
    access::{Actor, Allowed, Read, Write},
    change::Act,
    told::Told,
};
use store::Receipt;

use super::{
    child::{self, Child},
    children,
    choose::choose,
    columns::{Column, matches},
    excerpt,
    existing::Existing,
    findings, kept,
    mend::mend,
    options::{ImportOptions, Meaning, digest},
    page::{Page, Reading},
    plan::{Edits, Planner},
    progress::Stage,
    read::Sheet,
    references::Directory,
    remembered::Remembered,
    report::ImportReport,
    snapshot,
    vocabulary::{self, Target, Vocabulary},
};
use crate::{
    Service, World, access,
    records::{self, Source, same_key},
};

/// Imports a file. Nothing is written unless all is right, or `partial` takes the good rows. What is wrong with the
/// file is in the report; a [`Problem`] is what has nothing to do with it.
pub async fn import(
    service: &Service,
    actor: &Actor,
    ledger: &LedgerId,
    name: &str,
    bytes: Bytes,
    options: ImportOptions,
) -> Result<ImportReport, Problem> {
    let world = service.world().await?;
    let (allowed, ledger) = access::fill_ledger(actor, &world, ledger.as_str())?;
    let reading = access::read(actor, &world)?;
    if let Some(unit) = &options.unit {
        world.unit(unit.as_str())?;
    }
    let (told, mut findings) = records::told(options.told.as_ref(), actor, &allowed, ledger.id.as_str(), &world);
    // Nothing is written as if who imports had said it.
    let is_told_wrong = !findings.is_empty();
    let mut report = ImportReport { file: name.to_owned(), ..ImportReport::default() };
    let sheets = kept::sheets(service, name, &bytes).await?;
    let asked = digest(ledger, actor, &bytes, &options);
    // The file itself is not needed any more, and may be large.
    drop(bytes);
    let mut sheets = match sheets {
        Ok(sheets) => sheets,
        Err(finding) => {
            findings.push(finding);
            return Ok(finished(report, findings));
        }
    };
    // Where nothing is mended, what was kept is read as it lies.
    if !options.mends.is_empty() {
        let own: &mut Vec<Sheet> = Arc::make_mut(&mut sheets);
        report.mended = mend(own, &options.mends, &mut findings);
    }
    let known = Remembered::load(service, &world, &reading, ledger).await?;
    let (allowed, reading, known, options) = (&allowed, &reading, &known, &options);
    let job = Job { service, world: &world, allowed, reading, ledger, known, options, told };
    let mut filled = excerpt::Filled::new();
    let edits = job.read(&sheets, &mut report, &mut filled, &mut findings).await?;
    report.wrong_rows = excerpt::wrong_rows(&sheets, &report, &filled, &findings);
    drop(sheets);
    options.progress.goes_on()?;
    let writes = !options.dry_run && !is_told_wrong && (options.partial || !findings.iter().any(Finding::is_error));
    if writes {
        let base = options.request.clone().unwrap_or_else(|| asked.clone());
        let of = edits.values().map(|edits| edits.len() as u64).sum();
        options.progress.enter(Stage::Writing, of)?;
        for (book, mut edits) in edits {
            edits.few.extend(known.edits(service, &world, &ledger.id, &options.columns, &book));
            for (table, said) in &options.tables {
                edits.few.extend(known.edits(service, &world, &child::sheet_of(ledger, table), said, &book));
            }
            match job.write(book, edits, &base, &asked, name).await {
                Ok(receipt) => report.receipts.push(receipt),
                // Somebody wrote the same between the look and the write.
                Err(problem) => return Err(same_key(service, reading, &world, problem).await),
            }
        }
    }
    options.progress.finish();
    Ok(finished(report, findings))
}

struct Job<'a> {
    service: &'a Service,
    world: &'a World,
    allowed: &'a Allowed<Write>,
    reading: &'a Allowed<Read>,
    ledger: &'a Ledger,
    known: &'a Remembered,
    options: &'a ImportOptions,
    told: Option<Told>,
}

impl Job<'_> {
    async fn read(
        &self,
        sheets: &[Sheet],
        report: &mut ImportReport,
        filled: &mut excerpt::Filled,
        findings: &mut Vec<Finding>,
    ) -> Result<BTreeMap<BookId, Edits>, Problem> {
        let context = self.world.context();
        if let Some(finding) = snapshot::impossible(self.ledger, self.options, self.world.today) {
            findings.push(finding);
            return Ok(BTreeMap::new());
        }
        let tables = child::children(self.ledger);
        self.check_columns(&tables, findings);
        let nothing = BTreeMap::new();
        let known = self.known.of(&self.ledger.id).unwrap_or(&nothing);
        let words = Vocabulary::new(self.ledger, &self.options.columns, known, &context);
        let tables = children::tables(&tables, self.options, self.known, &context);
        let (own, found) = children::part(sheets, &tables, self.options);
        // A file may bring the rows of tables alone, of records that are there.
        let chosen = match own.is_empty() && !found.is_empty() {
            true => Vec::new(),
            false => choose(&own, &words, self.options, &context, findings),
        };
        if chosen.is_empty() && (found.is_empty() || !own.is_empty()) {
            return Ok(BTreeMap::new());
        }
        report.header_row = chosen.first().map_or(0, |(_, header)| header.row);
        let identity = self.world.pack.identity();
        let number = identity.and_then(Ledger::id_number).cloned();
        let first = sheets.first().and_then(|sheet| sheet.name.as_deref());
        let reading =
            Reading { ledger: self.ledger, words: &words, options: self.options, context: &context, number, first };
        let rows: usize = chosen.iter().map(|(sheet, header)| sheet.rows.len().saturating_sub(header.data)).sum();
        let rows = rows + found.iter().map(|child| child.sheet.rows.len()).sum::<usize>();
        self.options.progress.enter(Stage::Reading, rows as u64)?;
        let (mut pages, mut drafts) = (Vec::new(), Vec::new());
        for (sheet, header) in chosen {
            let (mut page, rows) = reading.page(sheet, header, report, findings);
            report.rows += rows.len() as u64;
            filled.insert(sheet.name.clone(), std::mem::take(&mut page.filled));
            pages.push(page);
            drafts.push(rows);
        }
        report.sheets = pages.iter().filter_map(|page| page.name.map(str::to_owned)).collect();
        report.sheet = report.sheets.first().cloned();
        report.columns = pages.first().map(|page| matches(&page.columns)).unwrap_or_default();
        let own_pages = pages.len();
        let brought: BTreeSet<FieldId> = found.iter().map(|one| one.table.child.field.clone()).collect();
        let kids = children::read(found, &reading, &mut pages, report, filled, findings);
        children::forget_counts(&brought, findings);
        if report.rows == 0 && kids.is_empty() {
            let message = "列名下面没有数据。";
            let place = Place { sheet: report.sheet.clone(), ..Place::default() };
            findings.push(Finding::error("import.no_rows", message, place).hint("请检查是否选对了工作表。"));
        }
        if pages.iter().any(|page| page.unusable) {
            report.wrong = report.rows;
            return Ok(BTreeMap::new());
        }
        let rows_of_tables: u64 = kids.iter().map(|kid| kid.drafts.len() as u64).sum();
        self.options.progress.enter(Stage::Checking, report.rows.max(rows_of_tables))?;
        let store = self.service.store();
        let mut wanted = named_fields(self.ledger, &pages[..own_pages]);
        for kid in &kids {
            wanted.extend(named_fields(&kid.child.ledger, &pages[kid.page..=kid.page]));
        }
        let from = Source { store, allowed: self.reading, cut: &self.world.cut };
        let directory = Directory::load(&from, &wanted, &context).await?;
        let existing = match self.ledger.key.is_empty() {
            true => Existing::Nothing,
            // A key is one within its unit: records of other units cannot be meant.
            false => {
                let units: BTreeSet<&UnitId> = pages.iter().flat_map(|page| page.units(self.options)).collect();
                let units = units.into_iter().cloned().collect();
                let ends = FieldId::from(snapshot::ENDS);
                let whole_list = match self.options.meaning {
                    Meaning::Snapshot { day, .. } => Some((day, &ends)),
                    _ => None,
                };
                Existing::load(&from, self.ledger, units, report.rows + rows_of_tables, whole_list).await?
            }
        };
        let planner = Planner {
            service: self.service,
            world: self.world,
            allowed: self.allowed,
            ledger: self.ledger,
            pages: &pages,
            options: self.options,
            context: &context,
            directory,
            own_pages,
        };
        let mut plan = planner.plan(drafts, kids, &existing, &from, findings).await?;
        plan.tell_changes(store, self.reading, self.world, self.ledger).await?;
        report.new = plan.new;
        report.changed = plan.changed;
        report.same = plan.same;
        report.wrong = plan.wrong;
        report.persons = plan.persons;
        report.missing = plan.missing;
        report.ended = plan.ended;
        report.touched = plan.touched;
        children::told(report, plan.tables);
        Ok(plan.edits)
    }

    /// What was said of columns names fields that there are.
    fn check_columns(&self, tables: &[Child], findings: &mut Vec<Finding>) {
        let mut wrong = |message: String, hint: &str| {
            findings.push(Finding::error("import.unknown_field", message, Place::default()).hint(hint));
        };
        let mut sheets = vec![(self.ledger, &self.options.columns)];
        for (table, said) in &self.options.tables {
            match tables.iter().find(|child| child.field == *table) {
                Some(child) => sheets.push((&child.ledger, said)),
                None => wrong(
                    format!("“{}”没有叫“{table}”的、分行填写的表。", self.ledger.name),
                    "请写这本台账里表格字段的标识。",
                ),
            }
        }
        for (ledger, said) in sheets {
            for (heading, field) in said.iter().filter(|(_, field)| vocabulary::mapped_to(ledger, field).is_none()) {
                let names = ledger.fields.values().map(|field| field.name.as_str());
                let hint = rules::near::hint(field, names, "请写字段的名称；不导入的列写“-”。");
                wrong(format!("“{heading}”对应的“{field}”，“{}”里没有。", ledger.name), &hint);
            }
        }
    }

    /// One Change. The same file again is the same Change, unless what it wrote was taken back or changed since:
    /// then it has something to do again, and that is another.
    async fn write(
        &self,
        book: BookId,
        edits: Edits,
        base: &RequestId,
        asked: &RequestId,
        file: &str,
    ) -> Result<Receipt, Problem> {
        let request = |salt: &str| RequestId::from(format!("{base}:{book}{salt}"));
        let mut change = self.service.change(book.clone(), request(""), Act::Import, asked.to_string());
        change.reason = Some(self.options.reason.clone().unwrap_or_else(|| format!("导入 {file}")));
        change.told = self.told.clone();
        let Edits { few, many, .. } = edits;
        change.edits = few;
        change.many = (!many.is_empty()).then_some(many);
        let store = self.service.store();
        // Only a request that was answered before may have to be asked again under another key.
        if self.options.request.is_some() || !store.answered(self.allowed, &book, &change.request).await? {
            return store.commit(self.allowed, change).await;
        }
        let receipt = store.commit(self.allowed, change.clone()).await?;
        let head = self.world.cut.at(book.as_str());
        let since = u32::try_from(head.0.saturating_sub(receipt.seq.0)).unwrap_or(u32::MAX);
        let later = store.journal(self.reading, &book, None, since.max(1)).await?;
        let undone = later.iter().any(|entry| entry.undoes == Some(receipt.seq));
        if self.ledger.key.is_empty() && !undone {
            return Ok(receipt);
        }
        change.request = request(&format!(":{head}"));
        store.commit(self.allowed, change).await
    }
}

/// The fields that columns bring.
fn named_fields<'l>(ledger: &'l Ledger, pages: &[Page<'_>]) -> Vec<&'l Field> {
    let field = |column: &Column| match &column.target {
        Some(Target::Field(id) | Target::NumberOf(id)) => ledger.field(id.as_str()),
        _ => None,
    };
    pages.iter().flat_map(|page| page.columns.iter().filter_map(field)).collect()
}

fn finished(mut report: ImportReport, mut findings: Vec<Finding>) -> ImportReport {
    for finding in &mut findings {
        finding.place.file.get_or_insert_with(|| report.file.clone());
    }
    findings.sort_by(|a, b| (a.severity, &a.place, &a.code).cmp(&(b.severity, &b.place, &b.code)));
    if findings.len() > findings::MOST {
        let more = findings.len() - findings::MOST;
        findings.truncate(findings::MOST);
        let message = format!("还有至少{more}处没有列出。");
        findings.push(Finding::error("import.more", message, Place::file(&report.file)).hint("请先改正前面的。"));
    }
    report.findings = findings;
    report
}
