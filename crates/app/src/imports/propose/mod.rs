//! A clerk drops a spreadsheet before there is a ledger for it: which ledgers it would fit, and the ledger it would
//! make itself (拿表建账).
//!
//! - [`fits`]: ledgers there are, by how many of its headings they know
//! - [`columns`]: what each column holds, told from heading and cells
//! - [`draft`]: the columns as a new ledger: register or log, key, date, unit
//! - [`near_key`]: the column that would tell records apart, were it not for blanks
//! - [`headless`]: a sheet that does not say what its columns are
//! - [`units`]: the villages a sheet names, for an office that has none yet
//!
//! Absent on purpose: writing. What is proposed is corrected by the clerk and declared by `packs::declare_ledger`.

mod columns;
mod draft;
mod fits;
mod headless;
mod near_key;
mod units;

use bytes::Bytes;
use kernel::{Finding, Place, Problem};
use rules::{access::Actor, convert::halfwidth};

use super::{
    headers::{self, Header},
    kept,
    read::{Row, Sheet},
};
use crate::{Service, access, packs::LedgerDraft};

pub use columns::{Seen, TYPES};
pub use fits::Fit;
pub use units::{NamedUnit, SheetUnits, units_in};

/// What could become of a spreadsheet.
#[derive(Clone, PartialEq, Debug)]
pub struct Proposal {
    /// The file's name.
    pub file: String,
    /// The sheet that was looked at; none in a CSV.
    pub sheet: Option<String>,
    /// All sheets of the file.
    pub sheets: Vec<String>,
    /// The row of the headings, from 1.
    pub header_row: u32,
    /// Rows of data.
    pub rows: u64,
    /// The line above the headings that is the title.
    pub title: Option<String>,
    /// Ledgers there are, best first.
    pub fits: Vec<Fit>,
    /// A new ledger.
    pub draft: LedgerDraft,
    /// What was seen in each column of the draft, in its order.
    pub seen: Vec<Seen>,
    /// What somebody should look at before the ledger is made.
    pub findings: Vec<Finding>,
}

/// Looks at a file; writes nothing. Problems: `import.unreadable` with what the reader found.
pub async fn propose(
    service: &Service,
    actor: &Actor,
    name: &str,
    bytes: Bytes,
    sheet: Option<&str>,
) -> Result<Proposal, Problem> {
    let world = service.world().await?;
    access::read(actor, &world)?;
    let sheets = kept::sheets(service, name, &bytes).await?.map_err(unreadable)?;
    let context = world.context();
    let names: Vec<String> = sheets.iter().filter_map(|sheet| sheet.name.clone()).collect();
    if let Some(wanted) = sheet
        && !names.iter().any(|name| name == wanted)
    {
        return Err(unreadable(
            Finding::error("import.unknown_sheet", format!("没有叫“{wanted}”的工作表。"), Place::default())
                .hint(format!("有：{}。", names.join("、"))),
        ));
    }
    let looked = || sheets.iter().filter(|one| sheet.is_none() || one.name.as_deref() == sheet);
    let found: Vec<(&Sheet, Header)> = looked().filter_map(|sheet| Some((sheet, header(sheet)?))).collect();
    // The sheet that says most; the first of those.
    let best = found
        .into_iter()
        .rev()
        .max_by_key(|(sheet, header)| (sheet.rows.len() - header.data).min(5) * header.headings.len());
    let Some((sheet, header)) = best else { return Err(unreadable(headless::none(name, looked()))) };
    let rows = data(sheet, &header);
    let columns = columns::columns(&header, &rows, &context);
    if headless::is_record(&header, &columns, &context) {
        return Err(unreadable(headless::records_only(name, sheet, header.row)));
    }
    let fits = fits::fits(actor, &world, &sheets, sheet, &context);
    let title = title(&header);
    let (draft, seen, nearly) = draft::draft(title.as_deref(), name, sheet.name.as_deref(), columns, &rows, &context);
    Ok(Proposal {
        file: name.to_owned(),
        sheet: sheet.name.clone(),
        sheets: names,
        header_row: header.row,
        rows: (rows.len() + records_after(sheet, &header)) as u64,
        title,
        fits,
        draft,
        seen,
        findings: nearly.into_iter().collect(),
    })
}

fn unreadable(finding: Finding) -> Problem {
    let problem = Problem::new("import.unreadable", finding.message.clone());
    problem.hint(finding.hint.clone().unwrap_or_default()).findings(vec![finding])
}

/// Headings with data below.
fn header(sheet: &Sheet) -> Option<Header> {
    headers::guess(sheet).filter(|header| header.data < sheet.rows.len())
}

/// Rows that are records: no totals, notes or captions, and something in a column with a heading. Of a long sheet the
/// first ones, which are some ten thousands: what a ledger is like is told from them.
fn data<'a>(sheet: &'a Sheet, header: &Header) -> Vec<&'a Row> {
    sheet.rows.plain().skip(header.data).filter(|row| is_record(row, sheet, header)).collect()
}

/// How many more there are.
fn records_after(sheet: &Sheet, header: &Header) -> usize {
    let first = sheet.rows.plain().count().max(header.data);
    sheet.rows.iter_from(first).filter(|row| is_record(row, sheet, header)).count()
}

fn is_record(row: &Row, sheet: &Sheet, header: &Header) -> bool {
    let says = header.headings.iter().any(|heading| !row.cell(heading.column).is_empty());
    says && headers::left_out(row, &sheet.merged).is_none()
}

/// The longest line above that says no unit and no office.
fn title(header: &Header) -> Option<String> {
    let plain = |line: &&String| !halfwidth(line).contains(':') && line.chars().count() >= 2;
    header.above.iter().filter(plain).max_by_key(|line| line.chars().count()).cloned()
}
