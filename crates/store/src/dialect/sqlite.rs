//! SQLite, 3.38 or later.

use super::{ColumnType, Dialect};

/// SQLite.
pub(crate) struct Sqlite;

impl Dialect for Sqlite {
    fn is_shared(&self) -> bool {
        false
    }

    fn expressions(&self) -> expr::Dialect {
        expr::Dialect::Sqlite
    }

    fn placeholder(&self, n: usize, _: Option<ColumnType>) -> String {
        format!("?{n}")
    }

    /// Numbered ones are names to SQLite, and finding a name takes as long as there are names.
    fn bulk_placeholder(&self, _: usize) -> String {
        "?".to_owned()
    }

    fn column_type(&self, column: ColumnType) -> &'static str {
        match column {
            ColumnType::Int => "INTEGER",
            ColumnType::Text => "TEXT",
            ColumnType::Bytes => "BLOB",
        }
    }

    /// Strict tables keep their types even from whoever writes to the file with other tools.
    fn table_suffix(&self) -> &'static str {
        " STRICT"
    }

    fn keyed_table_suffix(&self) -> &'static str {
        " STRICT, WITHOUT ROWID"
    }

    fn columns_of(&self, table: &str) -> String {
        format!("SELECT name FROM pragma_table_info('{}')", table.replace('\'', "''"))
    }

    fn is_among(&self, column: &str, placeholder: &str) -> String {
        format!("{column} IN (SELECT value FROM json_each({placeholder}))")
    }

    fn finds(&self, text: &str, words: &str) -> String {
        format!("instr({text}, {words}) > 0")
    }

    fn is_same(&self, left: &str, right: &str) -> String {
        format!("{left} IS {right}")
    }

    fn said_number(&self, text: &str) -> String {
        format!("CASE WHEN {text} <> '' AND {text} NOT GLOB '*[^0-9]*' THEN CAST({text} AS INTEGER) END")
    }

    fn same_key(&self, column: &str) -> String {
        column.to_owned()
    }

    fn absent(&self, _: ColumnType) -> &'static str {
        "NULL"
    }

    fn exact_sum(&self, column: &str) -> (String, String) {
        (format!("SUM({column} >> 32)"), format!("SUM({column} & 4294967295)"))
    }

    fn hex(&self, column: &str) -> String {
        // Of nothing it makes an empty text.
        format!("CASE WHEN {column} IS NOT NULL THEN lower(hex({column})) END")
    }

    fn json_array(&self, values: &str) -> String {
        format!("json_array({values})")
    }

    fn listed(&self, placeholder: &str, types: &[ColumnType]) -> String {
        let columns: Vec<String> = (0..types.len()).map(|at| format!("value ->> {at} AS c{at}")).collect();
        format!("SELECT {} FROM json_each({placeholder})", columns.join(", "))
    }

    fn json_rows(&self, row: &str) -> String {
        format!("json_group_array({row})")
    }

    fn most_binds(&self) -> usize {
        // The limit is 32,766; beyond a few thousand nothing is won.
        4_000
    }

    fn begin_write(&self) -> &'static str {
        "BEGIN IMMEDIATE"
    }

    fn look_anew(&self, _: &str) -> Option<String> {
        None
    }

    /// Moves what was committed from the log into the database; left to itself SQLite does it within a COMMIT.
    fn version(&self) -> &'static str {
        "SELECT 'SQLite ' || sqlite_version()"
    }

    fn look_over(&self) -> Option<&'static str> {
        Some("PRAGMA quick_check")
    }

    fn tidy_up(&self) -> Option<&'static str> {
        Some("PRAGMA wal_checkpoint(PASSIVE)")
    }
}
