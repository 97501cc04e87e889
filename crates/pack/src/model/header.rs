//! The headings of a form as cells of a table: what is under one heading is drawn together beneath it, what is under none
//! reaches down to the rows.

use serde::{Deserialize, Serialize};

use super::Form;

/// The headings of a form.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Header {
    /// How many rows they take.
    pub rows: usize,
    /// The cells, row after row from left to right.
    pub cells: Vec<HeaderCell>,
}

/// A heading.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HeaderCell {
    /// Its first row, from 0.
    pub row: usize,
    /// Its first column, from 0.
    pub column: usize,
    /// Over how many rows it reaches.
    pub rows: usize,
    /// Over how many columns it reaches.
    pub columns: usize,
    /// What it says.
    pub text: String,
}

impl Header {
    /// The headings of columns, each with those above it from the top down and its own last.
    pub fn of(columns: &[(&[String], String)]) -> Self {
        let rows = columns.iter().map(|(under, _)| under.len() + 1).max().unwrap_or(0);
        let mut cells = Vec::new();
        for (at, (under, name)) in columns.iter().enumerate() {
            for depth in 0..under.len() {
                let group = &under[..=depth];
                let is_within = |(other, _): &&(&[String], String)| other.starts_with(group);
                if at > 0 && columns.get(at - 1).as_ref().is_some_and(is_within) {
                    continue;
                }
                let many = columns[at..].iter().take_while(is_within).count();
                let text = under[depth].clone();
                cells.push(HeaderCell { row: depth, column: at, rows: 1, columns: many, text });
            }
            let row = under.len();
            cells.push(HeaderCell { row, column: at, rows: rows - row, columns: 1, text: name.clone() });
        }
        cells.sort_by_key(|cell| (cell.row, cell.column));
        Self { rows, cells }
    }
}

impl Form {
    /// Its headings.
    pub fn header(&self) -> Header {
        let columns: Vec<(&[String], String)> =
            self.columns.iter().map(|column| (column.under.as_slice(), column.heading())).collect();
        Header::of(&columns)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Columns as `栏/栏/名`, headings as `text@row,column rows×columns`.
    fn check(columns: &[&str], expect: &[&str]) {
        let paths: Vec<Vec<String>> = columns.iter().map(|path| path.split('/').map(str::to_owned).collect()).collect();
        let columns: Vec<(&[String], String)> = paths
            .iter()
            .map(|path| path.split_last().map_or((&[][..], String::new()), |(name, under)| (under, name.clone())))
            .collect();
        let header = Header::of(&columns);
        let told: Vec<String> = header
            .cells
            .iter()
            .map(|cell| format!("{}@{},{} {}x{}", cell.text, cell.row, cell.column, cell.rows, cell.columns))
            .collect();
        assert_eq!(told, expect, "{paths:?}");
        let mut covered = vec![0; header.rows * columns.len()];
        for cell in &header.cells {
            for row in cell.row..cell.row + cell.rows {
                (cell.column..cell.column + cell.columns).for_each(|at| covered[row * columns.len() + at] += 1);
            }
        }
        assert!(covered.iter().all(|times| *times == 1), "every place is under one heading: {covered:?}");
    }

    #[test]
    fn trees_of_columns_are_cells_with_spans() {
        check(&[], &[]);
        check(&["甲"], &["甲@0,0 1x1"]);
        check(&["甲", "乙"], &["甲@0,0 1x1", "乙@0,1 1x1"]);
        check(
            &["序号", "面积/水田", "面积/旱地", "备注"],
            &["序号@0,0 2x1", "面积@0,1 1x2", "备注@0,3 2x1", "水田@1,1 1x1", "旱地@1,2 1x1"],
        );
        check(
            &["村", "事/件数", "事/钱/应付", "事/钱/已付", "人"],
            &["村@0,0 3x1", "事@0,1 1x3", "人@0,4 3x1", "件数@1,1 2x1", "钱@1,2 1x2", "应付@2,2 1x1", "已付@2,3 1x1"],
        );
        check(
            &["甲/合计/数", "乙/合计/数"],
            &["甲@0,0 1x1", "乙@0,1 1x1", "合计@1,0 1x1", "合计@1,1 1x1", "数@2,0 1x1", "数@2,1 1x1"],
        );
        check(
            &["一/二/三/四", "一/二/五", "一/六"],
            &["一@0,0 1x3", "二@1,0 1x2", "六@1,2 3x1", "三@2,0 1x1", "五@2,1 2x1", "四@3,0 1x1"],
        );
    }
}
