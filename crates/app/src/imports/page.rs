//! One sheet, read: its columns, the unit it is about, its rows as drafts, its totals checked.

use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

use kernel::{Finding, Many, UnitId};
use pack::model::{Field, Ledger};
use rules::Context;

use super::{
    choose::fallback,
    columns::{Column, columns},
    convert::{Draft, Reader},
    excerpt::{SAMPLE, excerpt},
    fill,
    findings::prune,
    headers::{self, Header},
    options::ImportOptions,
    percent::Fractions,
    read::{Row, Sheet},
    report::{ImportReport, LeftOut, Why},
    shifted::{self, Failing},
    totals::{self, Total},
    vocabulary::Vocabulary,
};

/// A sheet that was read.
pub(super) struct Page<'a> {
    pub name: Option<&'a str>,
    pub columns: Vec<Column>,
    /// The columns in which each row says what the cell above it says, from 1.
    pub filled: BTreeMap<u32, Vec<u32>>,
    /// The unit of rows that name none.
    pub fallback: Option<UnitId>,
    /// Its headings cannot be used.
    pub unusable: bool,
    /// The units that rows name.
    units: BTreeSet<UnitId>,
}

impl Page<'_> {
    /// The units that rows may be about.
    pub fn units<'u>(&'u self, options: &'u ImportOptions) -> impl Iterator<Item = &'u UnitId> {
        let own = options.unit.is_none().then(|| self.units.iter().chain(&self.fallback));
        options.unit.iter().chain(own.into_iter().flatten())
    }

    /// The unit a row is about: the one all rows are said to be about, its own, or that of the sheet.
    pub fn unit_of<'u>(&'u self, draft: &'u Draft, options: &'u ImportOptions) -> Option<&'u UnitId> {
        options.unit.as_ref().or(draft.unit.as_ref()).or(self.fallback.as_ref())
    }
}

/// What reading is told.
pub(super) struct Reading<'a> {
    pub ledger: &'a Ledger,
    pub words: &'a Vocabulary<'a>,
    pub options: &'a ImportOptions,
    pub context: &'a Context<'a>,
    /// The identity register's field for ID numbers.
    pub number: Option<Field>,
    /// The first sheet of the file, which is meant where none is named.
    pub first: Option<&'a str>,
}

/// Rows that are read at a time, by all processors.
const BATCH: usize = 16_384;

/// Drafts of a sheet, and what is noticed while they come.
#[derive(Default)]
struct Drafts {
    all: Many<Draft>,
    failing: Failing,
    units: BTreeSet<UnitId>,
}

impl Drafts {
    fn take(&mut self, reader: &Reader<'_>, rows: &mut Vec<Cow<'_, Row>>, findings: &mut Vec<Finding>) {
        for draft in reader.read_all(rows, findings) {
            self.failing.look(&draft);
            if let Some(unit) = draft.unit.as_ref().filter(|unit| !self.units.contains(*unit)) {
                self.units.insert(unit.clone());
            }
            self.all.push(draft);
        }
        rows.clear();
        prune(findings);
    }
}

impl Reading<'_> {
    /// A sheet's records; what else it says goes into the report.
    pub fn page<'s>(
        &self,
        sheet: &'s Sheet,
        header: Header,
        report: &mut ImportReport,
        all_findings: &mut Vec<Finding>,
    ) -> (Page<'s>, Many<Draft>) {
        let name = sheet.name.as_deref();
        let (columns, wrong) = columns(name, &header, self.words, self.options, self.context);
        let unusable = wrong.iter().any(Finding::is_error);
        all_findings.extend(wrong);
        let reader = Reader {
            ledger: self.ledger,
            columns: &columns,
            sheet: name,
            context: self.context,
            units: BTreeMap::new(),
            number: self.number.clone(),
        };
        let filled = fill::down(sheet, &header, &columns, self.ledger);
        report.filled += filled.cells.values().map(|columns| columns.len() as u64).sum::<u64>();
        let mut out = |row: u32, text: String, why: Why| {
            report.left_out.push(LeftOut { sheet: sheet.name.clone(), row, text, why });
        };
        let (mut findings, mut sums, mut records) = (Vec::new(), Vec::new(), 0);
        let (mut drafts, mut waiting) = (Drafts::default(), Vec::with_capacity(BATCH));
        let mut fractions = Fractions::new(&columns, self.ledger);
        // What stands in a row is judged as it stands, before cells are filled.
        for own in sheet.rows.iter_from(header.data) {
            // A row that has nothing in any column with a heading has nothing to say.
            if !columns.iter().any(|column| !own.cell(column.index).is_empty()) {
                continue;
            }
            if let Some(left) = headers::left_out(&own, &sheet.merged) {
                if let Some(reach) = left.total {
                    let said = totals::said(&own, &columns, self.ledger, self.context);
                    sums.push(Total { row: own.number, reach, above: records, said });
                }
                out(own.number, left.text, if left.total.is_some() { Why::Total } else { Why::Note });
                continue;
            }
            let begins = || own.filled().first().map(|column| own.text(*column)).unwrap_or_default();
            if filled.continued.contains(&own.number) {
                out(own.number, begins(), Why::Continued);
                continue;
            }
            if self.options.leaves_out(name, self.first == name, own.number) {
                out(own.number, begins(), Why::Chosen);
                continue;
            }
            if self.options.progress.is_stopped() {
                break;
            }
            self.options.progress.step();
            if report.sample.len() < SAMPLE {
                report.sample.push(excerpt(name, &own, &filled.cells));
            }
            fractions.look(&own);
            records += 1;
            waiting.push(filled.row(own));
            if waiting.len() == BATCH {
                drafts.take(&reader, &mut waiting, &mut findings);
            }
        }
        drafts.take(&reader, &mut waiting, &mut findings);
        shifted::find(name, &drafts.failing, &columns, 0, &mut findings);
        findings.extend(fractions.find(name, header.row));
        report.totals.extend(totals::check(name, &sums, &drafts.all, &columns, self.ledger, &mut findings));
        all_findings.extend(findings);
        let fallback = fallback(self.ledger, &header, sheet, self.context);
        let Drafts { all, units, .. } = drafts;
        (Page { name, columns, filled: filled.cells, fallback, unusable, units }, all)
    }
}
