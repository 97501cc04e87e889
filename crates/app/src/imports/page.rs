//! One sheet, read: its columns, the unit it is about, its rows as drafts, its totals checked.

use std::collections::BTreeMap;

use kernel::{Finding, UnitId};
use pack::model::{Field, Ledger};
use rules::Context;

use super::{
    choose::fallback,
    columns::{Column, columns},
    convert::{Draft, Reader},
    excerpt::{SAMPLE, excerpt},
    fill,
    headers::{self, Header},
    percent,
    read::Sheet,
    report::{ImportReport, LeftOut, Why},
    run::ImportOptions,
    shifted,
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
}

impl Page<'_> {
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

impl Reading<'_> {
    /// A sheet's records; what else it says goes into the report.
    pub fn page<'s>(
        &self,
        sheet: &'s Sheet,
        header: Header,
        report: &mut ImportReport,
        findings: &mut Vec<Finding>,
    ) -> (Page<'s>, Vec<Draft>) {
        let name = sheet.name.as_deref();
        let (columns, wrong) = columns(name, &header, self.words, self.options, self.context);
        let unusable = wrong.iter().any(Finding::is_error);
        findings.extend(wrong);
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
        let (mut rows, mut sums, mut records) = (Vec::new(), Vec::new(), Vec::new());
        let before = findings.len();
        // What stands in a row is judged as it stands, before cells are filled.
        for (row, own) in filled.rows.iter().zip(&sheet.rows[header.data..]) {
            // A row that has nothing in any column with a heading has nothing to say.
            if !columns.iter().any(|column| !own.cell(column.index).is_empty()) {
                continue;
            }
            if let Some(left) = headers::left_out(own, &sheet.merged) {
                if let Some(reach) = left.total {
                    let said = totals::said(own, &columns, self.ledger, self.context);
                    sums.push(Total { row: own.number, reach, above: rows.len(), said });
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
                report.sample.push(excerpt(name, own, &filled.cells));
            }
            rows.push(row);
            records.push(own);
        }
        let drafts = reader.read_all(&rows, findings);
        shifted::find(name, &drafts, &columns, before, findings);
        findings.extend(percent::find(name, header.row, &records, &columns, self.ledger));
        report.totals.extend(totals::check(name, &sums, &drafts, &columns, self.ledger, findings));
        let fallback = fallback(self.ledger, &header, sheet, self.context);
        (Page { name, columns, filled: filled.cells, fallback, unusable }, drafts)
    }
}
