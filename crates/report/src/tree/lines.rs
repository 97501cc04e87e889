//! Lines of a laid-out body, each a row of runs.

use super::{FENCE, fill::Fill, heading_level, is_caption};
use crate::{document::Run, template::Piece};

#[derive(Default, Debug)]
pub(super) struct Line {
    pub runs: Vec<Run>,
    tag: bool,
}

/// Cuts pieces into lines, filling in figures. A line of nothing but `{% … %}` is dropped.
pub(super) fn lines(pieces: Vec<Piece<'_>>, fill: &mut Fill<'_>) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    for piece in pieces {
        let Some(last) = lines.last_mut() else { break };
        match piece {
            Piece::Tag => last.tag = true,
            Piece::Wanted(wanted) => last.runs.extend(fill.runs(&wanted)),
            Piece::Text(text) => {
                let mut parts = text.split('\n');
                last.words(parts.next().unwrap_or_default());
                for part in parts {
                    let mut line = Line::default();
                    line.words(part);
                    lines.push(line);
                }
            }
        }
    }
    lines.retain(|line| !(line.tag && line.is_blank()));
    lines
}

impl Line {
    fn words(&mut self, words: &str) {
        match self.runs.last_mut() {
            _ if words.is_empty() => {}
            Some(Run::Text { text, .. }) => text.push_str(words),
            _ => self.runs.push(Run::words(words)),
        }
    }

    /// The words it begins with.
    pub fn begin(&self) -> &str {
        match self.runs.first() {
            Some(Run::Text { text, .. }) => text,
            _ => "",
        }
    }

    pub fn is_blank(&self) -> bool {
        self.runs.iter().all(|run| matches!(run, Run::Text { text, .. } if text.trim().is_empty()))
    }

    pub fn is_row(&self) -> bool {
        self.begin().trim_start().starts_with('|')
    }

    /// Whether it carries on the paragraph above it.
    pub fn continues(&self) -> bool {
        let begin = self.begin().trim_start();
        let opens = self.is_row() || heading_level(begin).is_some() || begin.starts_with(FENCE) || is_caption(begin);
        !self.is_blank() && !opens
    }

    /// Drops so many bytes of the words it begins with.
    pub fn drop_start(&mut self, bytes: usize) {
        if let Some(Run::Text { text, .. }) = self.runs.first_mut() {
            *text = text.get(bytes..).unwrap_or_default().to_owned();
        }
    }

    /// Drops blanks at both ends.
    pub fn trim(&mut self) {
        trim(&mut self.runs);
    }

    /// The cells of a row of a table; `\|` is a bar in a cell.
    pub fn cells(self) -> Vec<Vec<Run>> {
        let mut cells: Vec<Vec<Run>> = vec![Vec::new()];
        for run in self.runs {
            let Run::Text { text, .. } = run else {
                if let Some(cell) = cells.last_mut() {
                    cell.push(run);
                }
                continue;
            };
            let hidden = text.replace("\\|", "\u{E000}");
            for (i, part) in hidden.split('|').enumerate() {
                if i > 0 {
                    cells.push(Vec::new());
                }
                if let (Some(cell), false) = (cells.last_mut(), part.is_empty()) {
                    cell.push(Run::words(part.replace('\u{E000}', "|")));
                }
            }
        }
        cells.iter_mut().for_each(trim);
        if cells.first().is_some_and(Vec::is_empty) {
            cells.remove(0);
        }
        if cells.len() > 1 && cells.last().is_some_and(Vec::is_empty) {
            cells.pop();
        }
        cells
    }
}

fn trim(runs: &mut Vec<Run>) {
    if let Some(Run::Text { text, .. }) = runs.first_mut() {
        *text = text.trim_start().to_owned();
    }
    if let Some(Run::Text { text, .. }) = runs.last_mut() {
        *text = text.trim_end().to_owned();
    }
    runs.retain(|run| !matches!(run, Run::Text { text, .. } if text.is_empty()));
}
