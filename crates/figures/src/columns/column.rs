//! One column of one chunk: up to 1,024 values of one type, and which rows have one.

use super::{bits::Bits, integers::Integers};

/// What a column holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shape {
    /// Numbers as integers of this scale.
    Number(u8),
    /// Days since 1970-01-01.
    Day,
    /// Moments in milliseconds.
    Moment,
    /// Yes or no.
    Bool,
    /// Text by dictionary code.
    Text,
    /// Several codes, joined, by dictionary code.
    Codes,
}

/// The values of a column. What a row that is not present holds says nothing.
#[derive(Clone, Debug)]
pub enum Values {
    /// Integers.
    Ints(Integers),
    /// Which rows say yes.
    Bool(Bits),
    /// Places in the dictionary of the column.
    Codes(Integers),
}

/// A column of a chunk.
#[derive(Clone, Debug)]
pub struct Column {
    /// The values.
    pub values: Values,
    /// Which rows have one.
    pub present: Bits,
    /// The least and the most of the integers; the first is beyond the second where there is none.
    pub range: (i64, i64),
}

/// One value on its way into a column.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Cell {
    /// Nothing there.
    Absent,
    /// A number, day or moment.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// A dictionary code.
    Code(u32),
}

impl Column {
    /// An empty column.
    pub fn new(shape: Shape) -> Self {
        let values = match shape {
            Shape::Number(_) | Shape::Day | Shape::Moment => Values::Ints(Integers::default()),
            Shape::Bool => Values::Bool(Bits::default()),
            Shape::Text | Shape::Codes => Values::Codes(Integers::default()),
        };
        Self { values, present: Bits::default(), range: (i64::MAX, i64::MIN) }
    }

    /// The memory it takes.
    pub fn bytes(&self) -> usize {
        let values = match &self.values {
            Values::Ints(values) | Values::Codes(values) => values.bytes(),
            Values::Bool(_) => 0,
        };
        size_of::<Self>() + values
    }

    /// Adds the value of row `row`, the next one.
    pub fn push(&mut self, row: usize, cell: Cell) {
        if cell != Cell::Absent {
            self.present.set(row);
        }
        if let Cell::Int(value) = cell {
            self.range = (self.range.0.min(value), self.range.1.max(value));
        }
        match (&mut self.values, cell) {
            (Values::Ints(values), Cell::Int(value)) => values.push(value),
            (Values::Codes(values), Cell::Code(code)) => values.push(code.into()),
            (Values::Ints(values) | Values::Codes(values), _) => values.push(0),
            (Values::Bool(values), Cell::Bool(true)) => values.set(row),
            (Values::Bool(_), _) => {}
        }
    }

    /// No more rows will come.
    pub fn close(&mut self) {
        if let Values::Ints(values) | Values::Codes(values) = &mut self.values {
            values.close(&self.present);
        }
    }

    /// The integer of a row; yes is 1, a text its code.
    pub fn int(&self, row: usize) -> Option<i64> {
        self.present.get(row).then(|| match &self.values {
            Values::Ints(values) | Values::Codes(values) => values.get(row),
            Values::Bool(values) => i64::from(values.get(row)),
        })
    }

    /// The dictionary code of a row.
    pub fn code(&self, row: usize) -> Option<u32> {
        match &self.values {
            Values::Codes(codes) if self.present.get(row) => Some(codes.code(row)),
            _ => None,
        }
    }

    /// The day of a row.
    pub fn day(&self, row: usize) -> Option<i32> {
        match &self.values {
            Values::Ints(values) if self.present.get(row) => i32::try_from(values.get(row)).ok(),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(shape: Shape, cells: &[Cell], ints: &[Option<i64>]) {
        let mut column = Column::new(shape);
        for (row, cell) in cells.iter().enumerate() {
            column.push(row, *cell);
        }
        for _ in 0..2 {
            assert_eq!((0..cells.len()).map(|row| column.int(row)).collect::<Vec<_>>(), ints);
            column.close();
        }
    }

    #[test]
    fn a_column_says_the_same_open_and_closed() {
        let ints = [Some(5), None, Some(i64::from(i32::MAX)), Some(1 << 40), None, Some(-7)];
        check(Shape::Number(2), &ints.map(|value| value.map_or(Cell::Absent, Cell::Int)), &ints);
        check(Shape::Bool, &[Cell::Bool(true), Cell::Absent, Cell::Bool(false)], &[Some(1), None, Some(0)]);
        check(
            Shape::Text,
            &[Cell::Absent, Cell::Code(3), Cell::Code(u32::MAX)],
            &[None, Some(3), Some(u32::MAX.into())],
        );
        check(Shape::Day, &[Cell::Absent, Cell::Absent], &[None, None]);
    }
}
