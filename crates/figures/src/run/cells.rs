//! Folds by cell, and cells into scopes. Sums are kept in 128 bits, so that no number of rows overflows them.

use std::collections::HashMap;

use kernel::{Decimal, number};
use pack::model::Aggregate;

use crate::columns::{Chunk, Table, column::Shape, column::Values};

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

/// Rows by cell, and one or several folds over them.
#[derive(Debug)]
pub struct Cells {
    rows: Vec<u64>,
    folds: Vec<Kind>,
}

/// Rows of a chunk, each with its cell.
pub struct Placed<'a> {
    /// Where they stand.
    pub table: &'a Table,
    /// Of which chunk.
    pub chunk: &'a Chunk,
    /// Rows and cells.
    pub rows: &'a [(u32, u32)],
    /// The column of the day by which a row is the latest; one without a day comes before all others.
    pub day: Option<usize>,
}

#[derive(Debug)]
struct Kind {
    column: Option<usize>,
    scale: u32,
    kept: Kept,
}

#[derive(Debug)]
enum Kept {
    Count,
    Sum(Vec<i128>),
    Mean(Vec<(i128, u64)>),
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
    Latest(Vec<Option<Latest>>),
}

#[derive(Clone, Copy, Debug)]
struct Latest {
    day: i32,
    record: u32,
    book: u32,
    value: i64,
}

impl Cells {
    /// Room for so many cells of these folds.
    pub fn new(table: &Table, aggregates: &[&Aggregate], cells: usize) -> Self {
        let fold = |aggregate: &&Aggregate| Kind::new(table, aggregate, cells);
        Self { rows: vec![0; cells], folds: aggregates.iter().map(fold).collect() }
    }

    /// Folds rows in.
    pub fn add(&mut self, placed: &Placed<'_>) {
        for (_, cell) in placed.rows {
            self.rows[*cell as usize] += 1;
        }
        self.folds.iter_mut().for_each(|fold| fold.add(placed));
    }

    /// Folds in what cells of the same making hold, which come after these.
    pub fn merge(&mut self, table: &Table, other: Self) {
        self.rows.iter_mut().zip(other.rows).for_each(|(rows, more)| *rows += more);
        self.folds.iter_mut().zip(other.folds).for_each(|(fold, more)| fold.merge(table, more.kept));
    }

    /// The cells that hold a row, in order.
    pub fn occupied(&self) -> Vec<usize> {
        (0..self.rows.len()).filter(|cell| self.rows[*cell] > 0).collect()
    }

    /// One of the folds over some of the cells; `undecided` says that it could not be told for each row whether it passes.
    pub fn over(&mut self, table: &Table, fold: usize, inside: &[usize], undecided: bool) -> Folded {
        let rows = inside.iter().map(|cell| self.rows[*cell]).sum();
        let fold = &mut self.folds[fold];
        let exact = |(scaled, among): (i128, u64), scale| {
            number::from_scaled(scaled, scale).and_then(|value| value.checked_div(Decimal::from(among)))
        };
        let value = fold.scaled(table, inside, rows).map(|scaled| exact(scaled, fold.scale));
        let overflow = undecided || value.is_some_and(|value| value.is_none());
        Folded { rows, value: value.flatten().filter(|_| !overflow), overflow }
    }
}

impl Kind {
    fn new(table: &Table, aggregate: &Aggregate, cells: usize) -> Self {
        let column = aggregate_field(aggregate).and_then(|field| table.layout.place(field));
        let scale = match (column.map(|column| table.layout.shape(column)), aggregate) {
            (_, Aggregate::Distinct(_)) => 0,
            (Some(Shape::Number(scale)), _) => u32::from(scale),
            _ => 0,
        };
        let kept = match aggregate {
            Aggregate::Count => Kept::Count,
            Aggregate::Sum(_) => Kept::Sum(vec![0; cells]),
            Aggregate::Avg(_) => Kept::Mean(vec![(0, 0); cells]),
            Aggregate::Min(_) => Kept::Extreme { best: vec![None; cells], largest: false },
            Aggregate::Max(_) => Kept::Extreme { best: vec![None; cells], largest: true },
            Aggregate::Distinct(_) => Kept::Distinct { pairs: Vec::new(), codes: HashMap::new(), most: 1 << 20 },
            Aggregate::Latest(_) => Kept::Latest(vec![None; cells]),
        };
        Self { column, scale, kept }
    }

    fn add(&mut self, placed: &Placed<'_>) {
        let Some(column) = self.column else { return };
        match &mut self.kept {
            Kept::Count => {}
            Kept::Sum(sum) => placed.values(column, |_, cell, value| sum[cell] += i128::from(value)),
            Kept::Mean(mean) => placed.values(column, |_, cell, value| {
                mean[cell].0 += i128::from(value);
                mean[cell].1 += 1;
            }),
            Kept::Extreme { best, largest } => placed.values(column, |_, cell, value| {
                let better = best[cell].is_none_or(|known| if *largest { value > known } else { value < known });
                if better {
                    best[cell] = Some(value);
                }
            }),
            Kept::Distinct { pairs, codes, most } => placed.values(column, |_, cell, value| {
                let next = u32::try_from(codes.len()).unwrap_or(u32::MAX);
                let code = *codes.entry(value).or_insert(next);
                pairs.push((cell as u64) << 32 | u64::from(code));
                if pairs.len() > *most {
                    pairs.sort_unstable();
                    pairs.dedup();
                    *most = (*most).max(2 * pairs.len());
                }
            }),
            Kept::Latest(best) => placed.values(column, |row, cell, value| {
                let chunk = placed.chunk;
                let day = placed.day.and_then(|column| chunk.columns[column].day(row)).unwrap_or(i32::MIN);
                let new = Latest { day, record: chunk.record.code(row), book: chunk.book.code(row), value };
                if best[cell].is_none_or(|known| later(placed.table, &known, &new)) {
                    best[cell] = Some(new);
                }
            }),
        }
    }

    fn merge(&mut self, table: &Table, more: Kept) {
        match (&mut self.kept, more) {
            (Kept::Sum(sum), Kept::Sum(more)) => sum.iter_mut().zip(more).for_each(|(sum, more)| *sum += more),
            (Kept::Mean(mean), Kept::Mean(more)) => {
                mean.iter_mut().zip(more).for_each(|(mean, more)| *mean = (mean.0 + more.0, mean.1 + more.1));
            }
            (Kept::Extreme { best, largest }, Kept::Extreme { best: more, .. }) => {
                let better = |one: Option<i64>, other: Option<i64>| match (one, other) {
                    (Some(one), Some(other)) => Some(if *largest { one.max(other) } else { one.min(other) }),
                    (one, other) => one.or(other),
                };
                best.iter_mut().zip(more).for_each(|(best, more)| *best = better(*best, more));
            }
            (Kept::Distinct { pairs, codes, .. }, Kept::Distinct { pairs: more, codes: other, .. }) => {
                let mut renamed = vec![0; other.len()];
                for (value, code) in other {
                    let next = u32::try_from(codes.len()).unwrap_or(u32::MAX);
                    renamed[code as usize] = *codes.entry(value).or_insert(next);
                }
                let code = |pair: u64| renamed[(pair & u64::from(u32::MAX)) as usize];
                pairs.extend(more.into_iter().map(|pair| pair >> 32 << 32 | u64::from(code(pair))));
            }
            (Kept::Latest(best), Kept::Latest(more)) => {
                for (best, new) in best.iter_mut().zip(more) {
                    let is_later = |new: &Latest| best.is_none_or(|known| later(table, &known, new));
                    *best = new.filter(is_later).or(*best);
                }
            }
            // Counts are the rows themselves.
            _ => {}
        }
    }

    /// What the cells come to, as a scaled integer and what it is divided by.
    fn scaled(&mut self, table: &Table, inside: &[usize], rows: u64) -> Option<(i128, u64)> {
        match &mut self.kept {
            Kept::Count => Some((i128::from(rows), 1)),
            Kept::Sum(sum) => Some((inside.iter().map(|cell| sum[*cell]).sum(), 1)),
            Kept::Mean(mean) => {
                let total = inside.iter().map(|cell| mean[*cell].0).sum();
                let present = inside.iter().map(|cell| mean[*cell].1).sum();
                (present > 0).then_some((total, present))
            }
            Kept::Extreme { best, largest } => {
                let values = inside.iter().filter_map(|cell| best[*cell]);
                let best = if *largest { values.max() } else { values.min() };
                best.map(|value| (i128::from(value), 1))
            }
            Kept::Distinct { pairs, codes, .. } => {
                pairs.sort_unstable();
                pairs.dedup();
                let mut seen = vec![false; codes.len()];
                for pair in pairs.iter().filter(|pair| inside.binary_search(&((**pair >> 32) as usize)).is_ok()) {
                    seen[(*pair & u64::from(u32::MAX)) as usize] = true;
                }
                Some((seen.iter().map(|seen| i128::from(*seen)).sum(), 1))
            }
            Kept::Latest(best) => {
                let values = inside.iter().filter_map(|cell| best[*cell]);
                let best = values.reduce(|known, new| if later(table, &known, &new) { new } else { known });
                best.map(|latest| (i128::from(latest.value), 1))
            }
        }
    }
}

impl Placed<'_> {
    /// Row, cell and value of each row that has one. One loop for each way values lie.
    fn values(&self, column: usize, mut take: impl FnMut(usize, usize, i64)) {
        let column = &self.chunk.columns[column];
        let rows = self.rows.iter().map(|(row, cell)| (*row as usize, *cell as usize));
        let rows = rows.filter(|(row, _)| column.present.get(*row));
        match &column.values {
            Values::Ints(values) | Values::Codes(values) => values.each(rows, take),
            Values::Bool(values) => rows.for_each(|(row, cell)| take(row, cell, i64::from(values.get(row)))),
        }
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
