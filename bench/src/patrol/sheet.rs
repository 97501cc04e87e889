//! The table that is printed, and the points that plots are made of.

use std::fmt;

/// Everything that was measured with so many rows.
#[derive(Default)]
pub struct Sheet {
    pub rows: usize,
    lines: Vec<Line>,
    pub points: Vec<Point>,
}

/// One work.
pub struct Line {
    pub work: String,
    pub ours: String,
    pub beside: String,
    pub goal: String,
    pub verdict: Verdict,
}

/// What became of a goal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Reached,
    Missed,
    /// Told beside, without a goal.
    Told,
}

/// One point of a curve of a plot.
#[derive(Clone, PartialEq, Debug)]
pub struct Point {
    pub plot: String,
    pub curve: String,
    pub rows: usize,
    pub value: f64,
}

impl Verdict {
    pub fn of(is_reached: bool) -> Self {
        if is_reached { Self::Reached } else { Self::Missed }
    }
}

impl Sheet {
    pub fn of(rows: usize) -> Self {
        Self { rows, ..Self::default() }
    }

    /// Adds a line, and says it at once: whoever waits for the rest sees how far it is.
    pub fn line(&mut self, work: &str, ours: String, beside: String, goal: &str, verdict: Verdict) {
        eprintln!("· {work}: {ours} | {beside} | {goal} {verdict}");
        self.lines.push(Line { work: work.to_owned(), ours, beside, goal: goal.to_owned(), verdict });
    }

    /// Adds a point to a curve.
    pub fn point(&mut self, plot: &str, curve: &str, value: f64) {
        let (plot, curve) = (plot.to_owned(), curve.to_owned());
        self.points.push(Point { plot, curve, rows: self.rows, value });
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reached => "reached",
            Self::Missed => "**missed**",
            Self::Told => "",
        })
    }
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| {} rows | Qianmo | beside | goal | |", self.rows)?;
        writeln!(f, "|---|---|---|---|---|")?;
        for Line { work, ours, beside, goal, verdict } in &self.lines {
            writeln!(f, "| {work} | {ours} | {beside} | {goal} | {verdict} |")?;
        }
        Ok(())
    }
}
