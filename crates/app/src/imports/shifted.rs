//! A cell deleted in the middle of a table moves all that follow: from that row on several columns fail at once.
//! One sentence that says so is worth more than a hundred about cells.

use kernel::Finding;

use super::{
    columns::{Column, at},
    convert::Draft,
};

/// Fewer rows may just be wrong.
const FEWEST: usize = 5;

/// Says from which row on the columns seem to be moved, and takes back what it explains.
pub(super) fn find(
    sheet: Option<&str>,
    drafts: &[Draft],
    columns: &[Column],
    before: usize,
    findings: &mut Vec<Finding>,
) {
    let fails = |draft: &Draft, column: usize| draft.unread.contains(&column);
    // Columns that were fine until a row and fail from it on.
    let turn = |column: usize| {
        let first = drafts.iter().position(|draft| fails(draft, column))?;
        let rest = &drafts[first..];
        let failing = rest.iter().filter(|draft| fails(draft, column)).count();
        (first > 0 && rest.len() >= FEWEST && failing * 5 >= rest.len() * 4).then_some(first)
    };
    let turns: Vec<(usize, usize)> =
        columns.iter().filter_map(|column| Some((column.index, turn(column.index)?))).collect();
    let Some(first) = turns.iter().map(|(_, row)| *row).min() else { return };
    // One column that fails is a wrong column; all of a shifted row fail from about the same row on.
    let together: Vec<usize> = turns.iter().filter(|(_, row)| *row <= first + 2).map(|(column, _)| *column).collect();
    if together.len() < 2 {
        return;
    }
    let row = drafts[first].row;
    let mut kept: Vec<Finding> = findings.split_off(before);
    let explained = |finding: &Finding| {
        let column = finding.place.column.map(|column| column as usize - 1);
        finding.place.line.is_some_and(|line| line >= row) && column.is_some_and(|c| together.contains(&c))
    };
    let count = kept.iter().filter(|finding| explained(finding)).count();
    kept.retain(|finding| !explained(finding));
    findings.extend(kept);
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
