//! What is said with a file: how it is taken in, what its rows and headings mean, and the key of a request that has none.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Date, FieldId, RequestId, UnitId};
use pack::model::Ledger;
use rules::{access::Actor, told::Said};
use sha2::{Digest, Sha256};

use super::{
    mend::{LeaveOut, Mend},
    progress::Progress,
};

/// How a file is taken in.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct ImportOptions {
    /// Only say what would happen.
    pub dry_run: bool,
    /// Take the good rows and leave the others.
    pub partial: bool,
    /// What becomes of records that are there already.
    pub meaning: Meaning,
    /// What a person says of headings that are not understood, or misunderstood: heading → field (id or name),
    /// `unit`, or `-` for nothing.
    pub columns: BTreeMap<String, String>,
    /// The same of the sheets that bring the rows of tables, by the field that holds the table; columns that name the record
    /// are `parent.` and its field.
    pub tables: BTreeMap<FieldId, BTreeMap<String, String>>,
    /// The sheet of a workbook; where absent, the first whose headings fit, and all with the same.
    pub sheet: Option<String>,
    /// Cells put right in the page.
    pub mends: Vec<Mend>,
    /// Rows that are not to be taken in.
    pub leave_out: BTreeSet<LeaveOut>,
    /// How far it is, for whoever looks on.
    pub progress: Progress,
    /// The unit of all rows, whatever the sheet says.
    pub unit: Option<UnitId>,
    /// The day that new records, and dated values that change, hold from where the sheet does not say.
    pub date: Option<Date>,
    /// The client's key; by default it follows from ledger, content and options.
    pub request: Option<RequestId>,
    /// Why; by default the file's name.
    pub reason: Option<String>,
    /// Who told all of it, where that is not who imports.
    pub told: Option<Said>,
}

/// What the rows of a file mean for the records that are there.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Meaning {
    /// 更新: a row whose key is there changes that record.
    #[default]
    Update,
    /// 追加: rows are new; a row whose key is there is wrong.
    Append,
    /// 整表快照: the whole list of the units it covers, as of a day.
    Snapshot {
        /// The day.
        day: Date,
        /// What is there and not in the list ends on the day.
        end_missing: bool,
    },
}

impl ImportOptions {
    /// The day that what the sheet does not date holds from.
    pub(super) fn day(&self) -> Option<Date> {
        match self.meaning {
            Meaning::Snapshot { day, .. } => self.date.or(Some(day)),
            _ => self.date,
        }
    }

    /// Whether a person chose to skip a row; where they named no sheet, they meant the first.
    pub(super) fn leaves_out(&self, sheet: Option<&str>, first: bool, row: u32) -> bool {
        let named = |sheet: Option<&str>| self.leave_out.contains(&LeaveOut { sheet: sheet.map(str::to_owned), row });
        !self.leave_out.is_empty() && (named(sheet) || first && named(None))
    }
}

/// The same file with the same said of it is the same request.
pub(super) fn digest(ledger: &Ledger, actor: &Actor, bytes: &[u8], options: &ImportOptions) -> RequestId {
    let mut hash = Sha256::new();
    let ImportOptions { partial, sheet, unit, date, meaning, columns, mends, leave_out, .. } = options;
    hash.update(format!("{}\n{partial}\n{sheet:?}\n{unit:?}\n{date:?}\n", ledger.id).as_bytes());
    hash.update(format!("{meaning:?}\n{columns:?}\n").as_bytes());
    // Of the same file another person may be let write other rows. Without accounts a request is what it always was.
    if !actor.is_local() {
        hash.update(format!("{}\n", actor.name).as_bytes());
    }
    // What was mended in the page is part of what was asked; without it a request is what it always was.
    if !mends.is_empty() || !leave_out.is_empty() {
        hash.update(format!("{mends:?}\n{leave_out:?}\n").as_bytes());
    }
    if !options.tables.is_empty() {
        hash.update(format!("{:?}\n", options.tables).as_bytes());
    }
    if let Some(told) = &options.told {
        hash.update(format!("{told:?}\n").as_bytes());
    }
    hash.update(bytes);
    let text: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    RequestId::from(format!("import:{text}"))
}
