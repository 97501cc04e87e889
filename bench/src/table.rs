//! What was measured, as text.

use std::{fmt, time::Duration};

/// Rows of names and times; ratios are to the first row.
#[derive(Default)]
pub struct Table(Vec<Row>);

struct Row {
    name: String,
    figures: usize,
    least: Duration,
    median: Duration,
}

impl Table {
    /// Adds a question with the times it took.
    pub fn row(&mut self, name: &str, figures: usize, mut taken: Vec<Duration>) {
        taken.sort();
        let least = taken.first().copied().unwrap_or_default();
        let median = taken.get(taken.len() / 2).copied().unwrap_or_default();
        self.0.push(Row { name: name.to_owned(), figures, least, median });
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = |time: Duration| time.as_secs_f64() * 1_000.0;
        writeln!(f, "| question | figures | least ms | median ms | × the first |")?;
        writeln!(f, "|---|---:|---:|---:|---:|")?;
        let first = self.0.first().map_or(1.0, |row| millis(row.median));
        for Row { name, figures, least, median } in &self.0 {
            let (least, median) = (millis(*least), millis(*median));
            writeln!(f, "| {name} | {figures} | {least:.1} | {median:.1} | {:.1} |", median / first)?;
        }
        Ok(())
    }
}
