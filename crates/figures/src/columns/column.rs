//! One column of one chunk: up to 1,024 values of one type, and which rows have one.

use super::bits::Bits;

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

/// The values of a column. A row that is not present holds 0.
#[derive(Clone, Debug)]
pub enum Values {
    /// Integers that all fit in 32 bits; days always do.
    Narrow(Vec<i32>),
    /// Integers.
    Wide(Vec<i64>),
    /// Which rows say yes.
    Bool(Bits),
    /// Places in the dictionary of the column.
    Text(Vec<u32>),
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
            Shape::Number(_) | Shape::Day | Shape::Moment => Values::Narrow(Vec::new()),
            Shape::Bool => Values::Bool(Bits::default()),
            Shape::Text | Shape::Codes => Values::Text(Vec::new()),
        };
        Self { values, present: Bits::default(), range: (i64::MAX, i64::MIN) }
    }

    /// The memory it takes.
    pub fn bytes(&self) -> usize {
        let values = match &self.values {
            Values::Narrow(values) => values.capacity() * size_of::<i32>(),
            Values::Wide(values) => values.capacity() * size_of::<i64>(),
            Values::Bool(_) => 0,
            Values::Text(values) => values.capacity() * size_of::<u32>(),
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
            (Values::Narrow(values), Cell::Int(value)) => match i32::try_from(value) {
                Ok(value) => values.push(value),
                Err(_) => {
                    let mut wide: Vec<i64> = values.iter().map(|value| i64::from(*value)).collect();
                    wide.push(value);
                    self.values = Values::Wide(wide);
                }
            },
            (Values::Narrow(values), _) => values.push(0),
            (Values::Wide(values), Cell::Int(value)) => values.push(value),
            (Values::Wide(values), _) => values.push(0),
            (Values::Bool(values), Cell::Bool(true)) => values.set(row),
            (Values::Bool(_), _) => {}
            (Values::Text(values), Cell::Code(code)) => values.push(code),
            (Values::Text(values), _) => values.push(0),
        }
    }

    /// The integer of a row; yes is 1, a text its code.
    pub fn int(&self, row: usize) -> Option<i64> {
        self.present.get(row).then(|| match &self.values {
            Values::Narrow(values) => i64::from(values[row]),
            Values::Wide(values) => values[row],
            Values::Bool(values) => i64::from(values.get(row)),
            Values::Text(values) => i64::from(values[row]),
        })
    }

    /// The day of a row.
    pub fn day(&self, row: usize) -> Option<i32> {
        match &self.values {
            Values::Narrow(values) if self.present.get(row) => Some(values[row]),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_beyond_32_bits_widens_the_column() {
        let mut column = Column::new(Shape::Number(2));
        let cells = [Some(5), None, Some(i64::from(i32::MAX)), Some(1 << 40), None, Some(-7)];
        for (row, cell) in cells.iter().enumerate() {
            column.push(row, cell.map_or(Cell::Absent, Cell::Int));
        }
        assert!(matches!(column.values, Values::Wide(_)));
        assert_eq!(column.range, (-7, 1 << 40));
        assert_eq!((0..cells.len()).map(|row| column.int(row)).collect::<Vec<_>>(), cells);
    }
}
