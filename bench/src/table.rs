//! What was measured, as text.

use std::{fmt, time::Duration};

/// Rows of names and times, one of each a round. Ratios are to the first row, round by round: whatever slows a machine for
/// a while slows both.
pub struct Table {
    counted: &'static str,
    rows: Vec<Row>,
    first: Vec<Duration>,
}

struct Row {
    name: String,
    count: usize,
    least: Duration,
    median: Duration,
    ratio: f64,
}

impl Table {
    /// An empty one; `counted` names what the second column counts.
    pub fn of(counted: &'static str) -> Self {
        Self { counted, rows: Vec::new(), first: Vec::new() }
    }

    /// Adds a question with the times it took, in the order of the rounds.
    pub fn row(&mut self, name: &str, count: usize, mut taken: Vec<Duration>) {
        if self.rows.is_empty() {
            self.first.clone_from(&taken);
        }
        let pairs = taken.iter().zip(&self.first);
        let mut ratios: Vec<f64> = pairs.map(|(taken, first)| taken.as_secs_f64() / first.as_secs_f64()).collect();
        ratios.sort_by(f64::total_cmp);
        let ratio = ratios.get(ratios.len() / 2).copied().unwrap_or_default();
        taken.sort();
        let least = taken.first().copied().unwrap_or_default();
        let median = taken.get(taken.len() / 2).copied().unwrap_or_default();
        self.rows.push(Row { name: name.to_owned(), count, least, median, ratio });
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let millis = |time: Duration| time.as_secs_f64() * 1_000.0;
        writeln!(f, "| what | {} | least ms | median ms | × the first, median |", self.counted)?;
        writeln!(f, "|---|---:|---:|---:|---:|")?;
        for Row { name, count, least, median, ratio } in &self.rows {
            let (least, median) = (millis(*least), millis(*median));
            writeln!(f, "| {name} | {count} | {least:.1} | {median:.1} | {ratio:.2} |")?;
        }
        Ok(())
    }
}
