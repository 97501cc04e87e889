//! Folds by cell, and cells into scopes. Sums are kept in 128 bits, so that no number of rows overflows them.

use std::collections::HashMap;

use kernel::{Decimal, number};
use pack::model::Aggregate;

use crate::columns::{Chunk, Table, column::Shape};

/// What a fold comes to, in the base unit of what it folds.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Folded {
    /// Rows that pass.
    pub rows: u64,
    /// The fold; `None` where no row has a value to fold.
    pub value: Option<Decimal>,
    /// The value, or what decides whether a row counts, is beyond the range of numbers.
    pub overflow: bool,
}

/// Rows and values of one lane, by cell.
#[derive(Debug)]
pub struct Cells {
    column: Option<usize>,
    scale: u32,
    rows: Vec<u64>,
    failed: Vec<bool>,
    kept: Kept,
}

#[derive(Debug)]
enum Kept {
    Count,
    Sum {
        sum: Vec<i128>,
        present: Vec<u64>,
        mean: bool,
    },
    Extreme {
        best: Vec<Option<i64>>,
        largest: bool,
    },
    /// Cell and value code together; each pair once at the latest when the answer is made.
    Distinct {
        pairs: Vec<u64>,
        codes: HashMap<i64, u32>,
        /// So many pairs are looked through for doubles before more are taken in.
        most: usize,
    },
    Latest {
        best: Vec<Option<Latest>>,
    },
}

#[derive(Clone, Copy, Debug)]
struct Latest {
    day: i32,
    record: u32,
    book: u32,
    value: i64,
}

impl Cells {
    /// Room for the cells of a lane.
    pub fn new(table: &Table, aggregate: &Aggregate, cells: usize) -> Self {
        let field = aggregate_field(aggregate);
        let column = field.and_then(|field| table.layout.place(field));
        let scale = match column.map(|column| table.layout.shape(column)) {
            Some(Shape::Number(scale)) => u32::from(scale),
            _ => 0,
        };
        let sum = |mean| Kept::Sum { sum: vec![0; cells], present: vec![0; cells], mean };
        let kept = match aggregate {
            Aggregate::Count => Kept::Count,
            Aggregate::Sum(_) => sum(false),
            Aggregate::Avg(_) => sum(true),
            Aggregate::Min(_) => Kept::Extreme { best: vec![None; cells], largest: false },
            Aggregate::Max(_) => Kept::Extreme { best: vec![None; cells], largest: true },
            Aggregate::Distinct(_) => Kept::Distinct { pairs: Vec::new(), codes: HashMap::new(), most: 1 << 20 },
            Aggregate::Latest(_) => Kept::Latest { best: vec![None; cells] },
        };
        Self { column, scale, rows: vec![0; cells], failed: vec![false; cells], kept }
    }

    /// Notes that a row of this cell could not be decided.
    pub fn fail(&mut self, cell: u32) {
        self.failed[cell as usize] = true;
    }

    /// Folds a row in. `day` is the day that places it.
    pub fn add(&mut self, table: &Table, chunk: &Chunk, row: usize, cell: u32, day: i32) {
        let at = cell as usize;
        self.rows[at] += 1;
        let Some(value) = self.column.and_then(|column| chunk.columns[column].int(row)) else { return };
        match &mut self.kept {
            Kept::Count => {}
            Kept::Sum { sum, present, .. } => {
                sum[at] += i128::from(value);
                present[at] += 1;
            }
            Kept::Extreme { best, largest } => {
                let better = best[at].is_none_or(|known| if *largest { value > known } else { value < known });
                if better {
                    best[at] = Some(value);
                }
            }
            Kept::Distinct { pairs, codes, most } => {
                let next = u32::try_from(codes.len()).unwrap_or(u32::MAX);
                let code = *codes.entry(value).or_insert(next);
                pairs.push(u64::from(cell) << 32 | u64::from(code));
                if pairs.len() > *most {
                    pairs.sort_unstable();
                    pairs.dedup();
                    *most = (*most).max(2 * pairs.len());
                }
            }
            Kept::Latest { best } => {
                let new = Latest { day, record: chunk.record[row], book: chunk.book[row], value };
                if best[at].is_none_or(|known| later(table, &known, &new)) {
                    best[at] = Some(new);
                }
            }
        }
    }

    /// The fold over the cells that lie in one scope.
    pub fn within(&mut self, table: &Table, is_within: &[bool]) -> Folded {
        let inside = || (0..self.rows.len()).filter(|cell| is_within[*cell]);
        let rows = inside().map(|cell| self.rows[cell]).sum();
        let mut overflow = inside().any(|cell| self.failed[cell]);
        let scaled = match &mut self.kept {
            Kept::Count => Some((i128::from(rows), 1)),
            Kept::Sum { sum, present, mean } => {
                let cells: Vec<usize> = (0..self.rows.len()).filter(|cell| is_within[*cell]).collect();
                let total: i128 = cells.iter().map(|cell| sum[*cell]).sum();
                let present: u64 = cells.iter().map(|cell| present[*cell]).sum();
                match (*mean, present) {
                    (false, _) => Some((total, 1)),
                    (true, 0) => None,
                    (true, present) => Some((total, present)),
                }
            }
            Kept::Extreme { best, largest } => {
                let values = best.iter().zip(is_within).filter(|(_, within)| **within).filter_map(|(best, _)| *best);
                let best = if *largest { values.max() } else { values.min() };
                best.map(|value| (i128::from(value), 1))
            }
            Kept::Distinct { pairs, codes, .. } => {
                pairs.sort_unstable();
                pairs.dedup();
                let mut seen = vec![false; codes.len()];
                for pair in pairs.iter().filter(|pair| is_within[(**pair >> 32) as usize]) {
                    seen[(*pair & u64::from(u32::MAX)) as usize] = true;
                }
                self.scale = 0;
                Some((seen.iter().map(|seen| i128::from(*seen)).sum(), 1))
            }
            Kept::Latest { best } => {
                let values = best.iter().zip(is_within).filter(|(_, within)| **within).filter_map(|(best, _)| *best);
                let best = values.reduce(|known, new| if later(table, &known, &new) { new } else { known });
                best.map(|latest| (i128::from(latest.value), 1))
            }
        };
        let value = scaled.and_then(|(scaled, among)| {
            let value = number::from_scaled(scaled, self.scale).and_then(|v| v.checked_div(Decimal::from(among)));
            overflow |= value.is_none();
            value
        });
        Folded { rows, value: value.filter(|_| !overflow), overflow }
    }
}

/// The field an aggregate folds.
pub fn aggregate_field(aggregate: &Aggregate) -> Option<&str> {
    match aggregate {
        Aggregate::Count => None,
        Aggregate::Sum(field)
        | Aggregate::Avg(field)
        | Aggregate::Min(field)
        | Aggregate::Max(field)
        | Aggregate::Distinct(field)
        | Aggregate::Latest(field) => Some(field.as_str()),
    }
}

/// Whether `new` is later: by its day, then its record, then its book.
fn later(table: &Table, known: &Latest, new: &Latest) -> bool {
    let key = |latest: &Latest| (latest.day, table.records.text(latest.record), table.books.text(latest.book));
    key(new) > key(known)
}
