//! What is behind a figure. An aggregate opens the rows of its own bitmap; a ratio, formula or comparison its operands;
//! a rank its siblings, a count of units the units that count; what is kept its record.

mod build;
mod page;
mod refold;
mod rows;

use kernel::{BookId, Date, Decimal, Figure, LedgerId, ParameterId, RecordId, Seq, UnitId};
use pack::model::Aggregate;
use serde::Serialize;

pub(crate) use build::evidence;
pub use refold::refold;

/// Which part of many rows is wanted. Later pages are asked for with the cut of the first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// Where the page before ended.
    pub after: Option<String>,
    /// The most rows on the page.
    pub limit: usize,
}

/// What is behind a figure.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct Evidence {
    /// The figure.
    pub figure: Figure,
    /// Its definition in words.
    pub definition: String,
    /// What it is made of.
    pub kind: EvidenceKind,
    /// The values of the figures listed, each in its own measure and not rounded; none where siblings are closed to the reader.
    pub exact: Vec<Option<Decimal>>,
    /// The figure, made again of all its evidence; always the figure's own value.
    pub fold: Option<Decimal>,
}

/// What a figure is made of.
#[derive(Clone, PartialEq, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceKind {
    /// Records; their fold is the figure.
    Rows {
        /// Their ledger.
        ledger: LedgerId,
        /// How they are folded.
        aggregate: Aggregate,
        /// How many there are, those closed to the reader included.
        total: u64,
        /// One page of those open to the reader; of a distinct count, equal values stand together.
        rows: Vec<EvidenceRow>,
        /// How many are not open to the reader.
        closed: u64,
        /// Where the next page begins; `None` on the last.
        next: Option<String>,
    },
    /// The figures it is computed from, in order.
    Operands(Vec<Figure>),
    /// Of a rank, the units it ranks among; of a count of units, those that count.
    Siblings(Vec<Figure>),
    /// The record that keeps it; none where nobody has entered one.
    Source(Vec<SourceRow>),
    /// A dated parameter.
    Parameter {
        /// Which.
        parameter: ParameterId,
        /// The day it is read on.
        on: Date,
        /// Its value in its own measure.
        value: Option<Decimal>,
        /// The document it rests on.
        basis: String,
    },
}

/// A record behind a figure.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct EvidenceRow {
    /// The record.
    pub record: RecordId,
    /// Its book.
    pub book: BookId,
    /// Its unit.
    pub unit: UnitId,
    /// The version that was read.
    pub from_seq: Seq,
    /// Its day: that which places it in the period; of a stock, the day it begins.
    pub date: Option<Date>,
    /// What it adds, in the figure's measure (of a share, in that of the whole); not shown where it is personal or
    /// beyond the reader's clearance.
    pub contribution: Option<Decimal>,
    /// Of a distinct count, the value that is counted once; a number stands for one that is not shown.
    pub group: Option<String>,
    /// Of a share, whether it belongs to the part.
    pub part: Option<bool>,
}

/// A record of a value with a source.
#[derive(Clone, PartialEq, Debug, Serialize)]
pub struct SourceRow {
    /// Its reserved ledger.
    pub ledger: LedgerId,
    /// The record.
    pub record: RecordId,
    /// Its book.
    pub book: BookId,
    /// Its unit.
    pub unit: UnitId,
    /// The version that was read.
    pub from_seq: Seq,
    /// Its value, in the measure of the indicator it is kept for.
    pub value: Decimal,
}
