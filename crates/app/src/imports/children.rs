//! The sheets of a file that bring the rows of tables: which they are, and what stands in them.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{FieldId, Finding, Many};
use pack::model::{Field, Ledger};
use rules::Context;

use super::{
    child::{self, BESIDE, Child},
    columns::matches,
    convert::Draft,
    excerpt::Filled,
    headers::{self, Header},
    options::ImportOptions,
    page::{Page, Reading},
    plan::Tables,
    read::Sheet,
    remembered::Remembered,
    report::{ChildRows, ImportReport},
    vocabulary::{Target, Vocabulary},
};

/// A table, and what its headings are called.
pub(super) struct TableWords<'a> {
    pub child: &'a Child,
    words: Vocabulary<'a>,
}

/// A sheet of a table.
pub(super) struct ChildSheet<'a> {
    pub table: &'a TableWords<'a>,
    pub sheet: &'a Sheet,
    header: Header,
}

/// What stands in one.
pub(super) struct Kid<'a> {
    pub child: &'a Child,
    /// Its place among the sheets that were read.
    pub page: usize,
    pub drafts: Many<Draft>,
}

/// The tables of a ledger, with what is said and was said before of their headings.
pub(super) fn tables<'a>(
    children: &'a [Child],
    options: &ImportOptions,
    known: &Remembered,
    context: &Context<'_>,
) -> Vec<TableWords<'a>> {
    let nothing = BTreeMap::new();
    let one = |child: &'a Child| {
        let said = options.tables.get(&child.field).unwrap_or(&nothing);
        let before = known.of(&child.ledger.id).unwrap_or(&nothing);
        TableWords { child, words: Vocabulary::new(&child.ledger, said, before, context) }
    };
    children.iter().map(one).collect()
}

/// The sheets of the ledger's own records, and those of its tables: known by a template's hidden row, or by their names where
/// they say which record each row belongs to. A file without tables is what it always was.
pub(super) fn part<'a>(
    sheets: &'a [Sheet],
    tables: &'a [TableWords<'a>],
    options: &ImportOptions,
) -> (Vec<&'a Sheet>, Vec<ChildSheet<'a>>) {
    let (mut own, mut found) = (Vec::new(), Vec::new());
    for sheet in sheets {
        // The sheet that a person names is the one of the records.
        let is_meant = options.sheet.is_some() && sheet.name == options.sheet;
        match tables.iter().filter(|_| !is_meant).find_map(|table| as_child(sheet, table)) {
            Some(child) => found.push(child),
            None => own.push(sheet),
        }
    }
    if !found.is_empty() {
        own.retain(|sheet| !sheet.name.as_deref().is_some_and(|name| BESIDE.contains(&name)));
    }
    (own, found)
}

fn as_child<'a>(sheet: &'a Sheet, table: &'a TableWords<'a>) -> Option<ChildSheet<'a>> {
    let TableWords { child, words } = table;
    let is_called = sheet.name.as_deref().is_some_and(|name| child::bare(name) == child.sheet);
    let template = headers::template_of(sheet);
    let is_template = template.as_deref() == Some(child.ledger.id.as_str());
    if !is_template && (!is_called || template.is_some()) {
        return None;
    }
    let header = headers::find(sheet, &|headings| words.score(headings))?;
    let names =
        |target: &Target| matches!(target, Target::Field(id) | Target::NumberOf(id) if child::of_parent(id).is_some());
    let is_linked = header.headings.iter().any(|heading| words.look(heading).is_some_and(|(target, _)| names(target)));
    (is_template || is_linked).then_some(ChildSheet { table, sheet, header })
}

/// Reads them. What is wrong in them stands among the findings with its sheet, row and column.
pub(super) fn read<'a>(
    found: Vec<ChildSheet<'a>>,
    reading: &Reading<'_>,
    pages: &mut Vec<Page<'a>>,
    report: &mut ImportReport,
    filled: &mut Filled,
    findings: &mut Vec<Finding>,
) -> Vec<Kid<'a>> {
    let mut kids = Vec::new();
    for ChildSheet { table: TableWords { child, words }, sheet, header } in found {
        let own = Reading { ledger: &child.ledger, words, number: reading.number.clone(), ..*reading };
        let (mut apart, mut wrong, row) = (ImportReport::default(), Vec::new(), header.row);
        let (mut page, drafts) = own.page(sheet, header, &mut apart, &mut wrong);
        // An empty sheet says nothing, not even that a column is missing: its table is left as it is.
        if drafts.is_empty() {
            continue;
        }
        findings.extend(wrong);
        filled.insert(sheet.name.clone(), std::mem::take(&mut page.filled));
        report.left_out.append(&mut apart.left_out);
        report.totals.append(&mut apart.totals);
        report.filled += apart.filled;
        report.children.push(ChildRows {
            field: child.field.clone(),
            name: child.ledger.name.clone(),
            sheet: sheet.name.clone().unwrap_or_default(),
            header_row: row,
            columns: matches(&page.columns),
            sample: apart.sample,
            rows: drafts.len() as u64,
            records: 0,
            before: 0,
            after: 0,
            fewer: 0,
        });
        pages.push(page);
        kids.push(Kid { child, page: pages.len() - 1, drafts });
    }
    kids
}

/// A column of the ledger's own sheet that is called after a table says how many rows there are, where another sheet brings them,
/// be it an empty one: nothing is to be told of it.
pub(super) fn forget_counts(tables: &BTreeSet<FieldId>, findings: &mut Vec<Finding>) {
    let is_brought = |field: &str| tables.iter().any(|table| table.as_str() == field);
    findings.retain(|found| found.code != TABLE_COLUMN || !found.place.field.as_deref().is_some_and(is_brought));
}

/// The code of what is told of such a column otherwise.
pub(super) const TABLE_COLUMN: &str = "import.table_column";

/// Columns of a table that a sheet does not have.
pub(super) fn not_brought<'l>(ledger: &'l Ledger, page: &Page<'_>) -> Vec<&'l Field> {
    let is_brought = |id: &FieldId| {
        page.columns.iter().any(|column| match &column.target {
            Some(Target::Field(other) | Target::NumberOf(other)) => other == id,
            _ => false,
        })
    };
    let own = ledger.fields.values().filter(|field| child::of_parent(&field.id).is_none());
    own.filter(|field| !is_brought(&field.id)).collect()
}

/// Into the report, what becomes of the tables: once, where several sheets bring the rows of one.
pub(super) fn told(report: &mut ImportReport, mut tables: BTreeMap<FieldId, Tables>) {
    for child in &mut report.children {
        let Some(Tables { records, before, after, fewer }) = tables.remove(&child.field) else { continue };
        (child.records, child.before, child.after, child.fewer) = (records, before, after, fewer);
    }
}
