//! A number for each row of a chunk, in as few bytes as they need: none while all are the same.

/// Numbers in the order of the rows.
#[derive(Clone, Debug)]
pub enum Numbers {
    /// One for all rows.
    Same(u64),
    /// All of 32 bits.
    Narrow(Vec<u32>),
    /// Of any size.
    Wide(Vec<u64>),
}

impl Default for Numbers {
    fn default() -> Self {
        Self::Same(0)
    }
}

impl Numbers {
    /// The number of row `row`, the next one.
    pub fn push(&mut self, row: usize, number: u64) {
        match self {
            Self::Same(same) if row == 0 => *same = number,
            Self::Same(same) if *same == number => {}
            Self::Same(same) => {
                let same = *same;
                *self = match u32::try_from(same) {
                    Ok(same) => Self::Narrow(vec![same; row]),
                    Err(_) => Self::Wide(vec![same; row]),
                };
                self.push(row, number);
            }
            Self::Narrow(numbers) => match u32::try_from(number) {
                Ok(number) => numbers.push(number),
                Err(_) => {
                    let mut wide: Vec<u64> = numbers.iter().copied().map(u64::from).collect();
                    wide.push(number);
                    *self = Self::Wide(wide);
                }
            },
            Self::Wide(numbers) => numbers.push(number),
        }
    }

    /// The number of a row.
    pub fn get(&self, row: usize) -> u64 {
        match self {
            Self::Same(same) => *same,
            Self::Narrow(numbers) => u64::from(numbers[row]),
            Self::Wide(numbers) => numbers[row],
        }
    }

    /// A number below 2³² of a row: a code.
    pub fn code(&self, row: usize) -> u32 {
        u32::try_from(self.get(row)).unwrap_or(u32::MAX)
    }

    /// The memory it takes.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Same(_) => 0,
            Self::Narrow(numbers) => numbers.capacity() * size_of::<u32>(),
            Self::Wide(numbers) => numbers.capacity() * size_of::<u64>(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(all: &[u64], bytes_a_row: usize) {
        let mut numbers = Numbers::default();
        for (row, number) in all.iter().enumerate() {
            numbers.push(row, *number);
        }
        assert_eq!((0..all.len()).map(|row| numbers.get(row)).collect::<Vec<_>>(), all);
        assert!(numbers.bytes() >= bytes_a_row * all.len(), "{} bytes", numbers.bytes());
        assert_eq!(numbers.bytes() == 0, bytes_a_row == 0);
    }

    #[test]
    fn every_number_is_kept() {
        check(&[], 0);
        check(&[7, 7, 7], 0);
        check(&[0, 0, 7, 0], 4);
        check(&[1 << 40, 1 << 40], 0);
        check(&[1 << 40, 1], 8);
        check(&[3, 4, 1 << 40, 5], 8);
    }
}
