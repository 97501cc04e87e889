//! A cell deleted in the middle of a table moves all that follow: from that row on several columns fail at once.
//! One sentence that says so is worth more than a hundred about cells.

use std::collections::BTreeMap;

use kernel::Finding;

use super::{
    columns::{Column, at},
    convert::Draft,
};

/// Fewer rows may just be wrong.
const FEWEST: usize = 5;

/// Which columns failed, while rows are read.
#[derive(Default)]
pub(super) struct Failing {
    rows: usize,
    by_column: BTreeMap<usize, Turn>,
}

/// Since when a column fails.
struct Turn {
    /// The place of the first row, and its number.
    first: usize,
    row: u32,
    /// In how many.
    count: usize,
}

impl Failing {
    /// Looks at a row that was read.
    pub fn look(&mut self, draft: &Draft) {
        for column in &draft.unread {
            let fresh = Turn { first: self.rows, row: draft.row, count: 0 };
            self.by_column.entry(*column).or_insert(fresh).count += 1;
        }
        self.rows += 1;
    }

    /// The columns that were fine until a row and fail from it on.
    fn turns(&self) -> impl Iterator<Item = (usize, &Turn)> {
        let turned = |turn: &Turn| {
            let rest = self.rows - turn.first;
            turn.first > 0 && rest >= FEWEST && turn.count * 5 >= rest * 4
        };
        self.by_column.iter().filter(move |(_, turn)| turned(turn)).map(|(column, turn)| (*column, turn))
    }
}

/// Says from which row on the columns seem to be moved, and takes back what it explains.
pub(super) fn find(
    sheet: Option<&str>,
    failing: &Failing,
    columns: &[Column],
    before: usize,
    findings: &mut Vec<Finding>,
) {
    let Some((first, row)) = failing.turns().map(|(_, turn)| (turn.first, turn.row)).min() else { return };
    // One column that fails is a wrong column; all of a shifted row fail from about the same row on.
    let moved: Vec<(usize, &Turn)> = failing.turns().filter(|(_, turn)| turn.first <= first + 2).collect();
    let together: Vec<usize> =
        columns.iter().map(|column| column.index).filter(|index| moved.iter().any(|(c, _)| c == index)).collect();
    if together.len() < 2 {
        return;
    }
    let mut kept: Vec<Finding> = findings.split_off(before);
    let explained = |finding: &Finding| {
        let column = finding.place.column.map(|column| column as usize - 1);
        finding.place.line.is_some_and(|line| line >= row) && column.is_some_and(|c| together.contains(&c))
    };
    kept.retain(|finding| !explained(finding));
    findings.extend(kept);
    let count: usize = moved.iter().map(|(_, turn)| turn.count).sum();
    let names: Vec<String> = columns
        .iter()
        .filter(|column| together.contains(&column.index))
        .map(|column| format!("“{}”", column.heading))
        .collect();
    let message = format!("从第{row}行起，各列像是错开了一格：{}都对不上（共{count}格）。", names.join("、"));
    let place = at(sheet, row, together.first().copied().unwrap_or_default());
    findings.push(
        Finding::error("import.shifted", message, place)
            .hint("请看这一行是不是多了或少了一格，把后面的格子移回原来的列，再导入。"),
    );
}
