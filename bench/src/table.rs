//! What was measured, as text.

use std::{fmt, time::Duration};

/// Rows of names and times; ratios are to the first row.
pub struct Table {
    counted: &'static str,
    rows: Vec<Row>,
}

struct Row {
    name: String,
    count: usize,
    least: Duration,
    median: Duration,
}

impl Table {
    /// An empty one; `counted` names what the second column counts.
    pub fn of(counted: &'static str) -> Self {
        Self { counted, rows: Vec::new() }
    }

    /// Adds a question with the times it took.
    pub fn row(&mut self, name: &str, count: usize, mut taken: Vec<Duration>) {
        taken.sort();
        let least = taken.first().copied().unwrap_or_default();
        let median = taken.get(taken.len() / 2).copied().unwrap_or_default();
        self.rows.push(Row { name: name.to_owned(), count, least, median });
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = |time: Duration| time.as_secs_f64() * 1_000.0;
        writeln!(f, "| what | {} | least ms | median ms | × the first |", self.counted)?;
        writeln!(f, "|---|---:|---:|---:|---:|")?;
        let first = self.rows.first().map_or(1.0, |row| millis(row.median));
        for Row { name, count, least, median } in &self.rows {
            let (least, median) = (millis(*least), millis(*median));
            writeln!(f, "| {name} | {count} | {least:.1} | {median:.1} | {:.2} |", median / first)?;
        }
        Ok(())
    }
}
