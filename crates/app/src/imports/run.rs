//! A file goes in; one Change a book comes out, or all that is wrong with it.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{BookId, Date, FieldId, Finding, LedgerId, Place, Problem, RequestId, UnitId};
use pack::model::{FieldType, Ledger};
use rules::{
    access::{Actor, Allowed, Read, Write},
    change::{Act, Edit},
};
use sha2::{Digest, Sha256};
use store::Receipt;

use super::{
    choose::{choose, fallback},
    columns::{Column, columns, matches},
    convert::Reader,
    headers,
    plan::Planner,
    read::{self, Sheet},
    references::Directory,
    report::{ImportReport, LeftOut},
    vocabulary::{Target, Vocabulary},
};
use crate::{Service, World, access, world};

/// More findings than a person will read.
const MOST_FINDINGS: usize = 2_000;

/// How a file is taken in.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ImportOptions {
    /// Only say what would happen.
    pub dry_run: bool,
    /// Take the good rows and leave the others.
    pub partial: bool,
    /// The sheet of a workbook; the first whose headings fit where absent.
    pub sheet: Option<String>,
    /// The unit of all rows, whatever the sheet says.
    pub unit: Option<UnitId>,
    /// The day that new records, and dated values that change, hold from where the sheet does not say.
    pub date: Option<Date>,
    /// The client's key; by default it follows from ledger, content and options.
    pub request: Option<RequestId>,
    /// Why; by default the file's name.
    pub reason: Option<String>,
}

/// Imports a file. Nothing is written unless all is right, or `partial` takes the good rows. What is wrong with the
/// file is in the report; a [`Problem`] is what has nothing to do with it.
pub async fn import(
    service: &Service,
    actor: &Actor,
    ledger: &LedgerId,
    name: &str,
    bytes: &[u8],
    options: ImportOptions,
) -> Result<ImportReport, Problem> {
    let world = service.world().await?;
    let (allowed, ledger) = access::write_ledger(actor, &world, ledger.as_str())?;
    let reading = access::read(actor, &world)?;
    if let Some(unit) = &options.unit {
        world.unit(unit.as_str())?;
    }
    let mut report = ImportReport { file: name.to_owned(), ..ImportReport::default() };
    let (file, content) = (name.to_owned(), bytes.to_vec());
    let sheets = tokio::task::spawn_blocking(move || read::sheets(&file, &content)).await.map_err(|error| {
        Problem::new("import.failed", "读文件时出了意外，没有导入。").hint("请再试一次。").detail(error)
    })?;
    let sheets = match sheets {
        Ok(sheets) => sheets,
        Err(finding) => return Ok(finished(report, vec![finding])),
    };
    let job = Job { service, actor, world: &world, allowed: &allowed, reading: &reading, ledger, options: &options };
    let mut findings = Vec::new();
    let edits = job.read(&sheets, &mut report, &mut findings).await?;
    let writes = !options.dry_run && (options.partial || !findings.iter().any(Finding::is_error));
    if writes {
        let base = options.request.clone().unwrap_or_else(|| digest(ledger, bytes, &options));
        for (book, edits) in edits {
            report.receipts.push(job.write(book, edits, &base, name).await?);
        }
    }
    Ok(finished(report, findings))
}

struct Job<'a> {
    service: &'a Service,
    actor: &'a Actor,
    world: &'a World,
    allowed: &'a Allowed<Write>,
    reading: &'a Allowed<Read>,
    ledger: &'a Ledger,
    options: &'a ImportOptions,
}

impl Job<'_> {
    async fn read(
        &self,
        sheets: &[Sheet],
        report: &mut ImportReport,
        findings: &mut Vec<Finding>,
    ) -> Result<BTreeMap<BookId, Vec<Edit>>, Problem> {
        let context = self.world.context();
        let words = Vocabulary::new(self.ledger, &context);
        let Some((sheet, header)) = choose(sheets, &words, self.options, &context, findings) else {
            return Ok(BTreeMap::new());
        };
        let name = sheet.name.as_deref();
        let (columns, wrong) = columns(name, &header, &words, self.options, &context);
        report.sheet.clone_from(&sheet.name);
        report.header_row = header.row;
        report.columns = matches(&columns);
        let unusable = wrong.iter().any(Finding::is_error);
        findings.extend(wrong);
        let identity = self.world.pack.identity();
        let number =
            identity.and_then(|identity| identity.fields.values().find(|f| f.ty == FieldType::IdNumber)).cloned();
        let mut reader = Reader {
            ledger: self.ledger,
            columns: &columns,
            sheet: name,
            context: &context,
            units: BTreeMap::new(),
            number,
        };
        let mut drafts = Vec::new();
        for row in &sheet.rows[header.data..] {
            // A row that has nothing in any column with a heading has nothing to say.
            if !columns.iter().any(|column| !row.cell(column.index).is_empty()) {
                continue;
            }
            if let Some(text) = headers::left_out(row, &sheet.merged) {
                report.left_out.push(LeftOut { row: row.number, text });
                continue;
            }
            drafts.push(reader.read(row, findings));
        }
        report.rows = drafts.len() as u64;
        if drafts.is_empty() {
            let message = "列名下面没有数据。";
            let place = Place { sheet: sheet.name.clone(), ..Place::default() };
            findings.push(Finding::error("import.no_rows", message, place).hint("请检查是否选对了工作表。"));
        }
        if unusable {
            report.wrong = report.rows;
            return Ok(BTreeMap::new());
        }
        let store = self.service.store();
        let wanted = named_fields(&columns);
        let cut = &self.world.cut;
        let directory = Directory::load(store, self.reading, cut, self.ledger, &wanted, &context).await?;
        let existing = match self.ledger.key.is_empty() {
            true => Vec::new(),
            false => world::all(store, self.reading, self.ledger.id.as_str(), None, cut).await?,
        };
        let planner = Planner {
            service: self.service,
            world: self.world,
            allowed: self.allowed,
            ledger: self.ledger,
            columns: &columns,
            sheet: name,
            options: self.options,
            context: &context,
            fallback: fallback(self.ledger, &header, sheet, &context),
            directory,
        };
        let plan = planner.plan(drafts, &existing, findings);
        report.new = plan.new;
        report.changed = plan.changed;
        report.same = plan.same;
        report.wrong = plan.wrong;
        report.persons = plan.persons;
        Ok(plan.edits)
    }

    /// One Change. The same file again is the same Change, unless what it wrote was taken back or changed since:
    /// then it has something to do again, and that is another.
    async fn write(&self, book: BookId, edits: Vec<Edit>, base: &RequestId, file: &str) -> Result<Receipt, Problem> {
        let request = |salt: &str| RequestId::from(format!("{base}:{book}{salt}"));
        let mut change = self.service.change(self.actor, book.clone(), request(""), Act::Import);
        change.reason = Some(self.options.reason.clone().unwrap_or_else(|| format!("导入 {file}")));
        change.edits = edits;
        let store = self.service.store();
        let receipt = store.commit(self.allowed, change.clone()).await?;
        if !receipt.repeated || self.options.request.is_some() {
            return Ok(receipt);
        }
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

fn named_fields(columns: &[Column]) -> BTreeSet<FieldId> {
    let field = |column: &Column| match &column.target {
        Some(Target::Field(id) | Target::NumberOf(id)) => Some(id.clone()),
        _ => None,
    };
    columns.iter().filter_map(field).collect()
}

fn finished(mut report: ImportReport, mut findings: Vec<Finding>) -> ImportReport {
    for finding in &mut findings {
        finding.place.file.get_or_insert_with(|| report.file.clone());
    }
    findings.sort_by(|a, b| (a.severity, &a.place, &a.code).cmp(&(b.severity, &b.place, &b.code)));
    if findings.len() > MOST_FINDINGS {
        let more = findings.len() - MOST_FINDINGS;
        findings.truncate(MOST_FINDINGS);
        let message = format!("还有{more}处没有列出。");
        findings.push(Finding::error("import.more", message, Place::file(&report.file)).hint("请先改正前面的。"));
    }
    report.findings = findings;
    report
}

fn digest(ledger: &Ledger, bytes: &[u8], options: &ImportOptions) -> RequestId {
    let mut hash = Sha256::new();
    let ImportOptions { partial, sheet, unit, date, .. } = options;
    hash.update(format!("{}\n{partial}\n{sheet:?}\n{unit:?}\n{date:?}\n", ledger.id).as_bytes());
    hash.update(bytes);
    let text: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    RequestId::from(format!("import:{text}"))
}
