//! PostgreSQL, 13 or later.

use super::{ColumnType, Dialect};

/// PostgreSQL.
pub(crate) struct Postgres;

/// Waits until nobody else of this schema is making declarations; free again when the connection ends.
pub(crate) const DECLARING: &str = "SELECT pg_advisory_lock(20042, hashtext(current_schema()))";

impl Dialect for Postgres {
    fn is_shared(&self) -> bool {
        true
    }

    fn expressions(&self) -> expr::Dialect {
        expr::Dialect::Postgres
    }

    /// With its type: a statement that was prepared for one type must not be found again for another.
    fn placeholder(&self, n: usize, ty: Option<ColumnType>) -> String {
        match ty {
            None => format!("${n}"),
            Some(ColumnType::Int) => format!("${n}::BIGINT"),
            Some(ColumnType::Text) => format!("${n}::TEXT"),
            Some(ColumnType::Bytes) => format!("${n}::BYTEA"),
        }
    }

    fn bulk_placeholder(&self, n: usize) -> String {
        format!("${n}")
    }

    /// Text is compared byte by byte, as SQLite does, whatever the database's own collation.
    fn column_type(&self, column: ColumnType) -> &'static str {
        match column {
            ColumnType::Int => "BIGINT",
            ColumnType::Text => "TEXT COLLATE \"C\"",
            ColumnType::Bytes => "BYTEA",
        }
    }

    fn table_suffix(&self) -> &'static str {
        ""
    }

    fn keyed_table_suffix(&self) -> &'static str {
        ""
    }

    fn columns_of(&self, table: &str) -> String {
        format!(
            "SELECT CAST(a.attname AS TEXT)\nFROM pg_attribute AS a\nJOIN pg_class AS t\nON t.oid = a.attrelid\n\
             JOIN pg_namespace AS n\nON n.oid = t.relnamespace\n\
             WHERE n.nspname = current_schema() AND t.relname = '{}'\n\
             AND a.attnum > 0 AND NOT a.attisdropped",
            table.replace('\'', "''")
        )
    }

    fn is_among(&self, column: &str, placeholder: &str) -> String {
        format!("{column} IN (SELECT json_array_elements_text(CAST({placeholder} AS JSON)))")
    }

    fn finds(&self, text: &str, words: &str) -> String {
        format!("strpos({text}, {words}) > 0")
    }

    fn is_same(&self, left: &str, right: &str) -> String {
        format!("{} = {}", self.same_key(left), self.same_key(right))
    }

    /// `IS NOT DISTINCT FROM` finds nothing by an index; a text that says what is absent too, does.
    fn said_number(&self, text: &str) -> String {
        format!("CASE WHEN {text} ~ '^[0-9]+$' THEN CAST({text} AS BIGINT) END")
    }

    fn same_key(&self, column: &str) -> String {
        format!("COALESCE('=' || CAST({column} AS TEXT), '')")
    }

    fn absent(&self, column: ColumnType) -> &'static str {
        match column {
            ColumnType::Int => "CAST(NULL AS BIGINT)",
            ColumnType::Text => "CAST(NULL AS TEXT)",
            ColumnType::Bytes => "CAST(NULL AS BYTEA)",
        }
    }

    fn exact_sum(&self, column: &str) -> (String, String) {
        (format!("CAST(SUM({column} >> 32) AS BIGINT)"), format!("CAST(SUM({column} & 4294967295) AS BIGINT)"))
    }

    fn hex(&self, column: &str) -> String {
        format!("encode({column}, 'hex')")
    }

    fn json_array(&self, values: &str) -> String {
        format!("json_build_array({values})")
    }

    fn listed(&self, placeholder: &str, types: &[ColumnType]) -> String {
        let column = |(at, ty): (usize, &ColumnType)| match ty {
            ColumnType::Int => format!("CAST(one ->> {at} AS BIGINT) AS c{at}"),
            ColumnType::Text | ColumnType::Bytes => format!("one ->> {at} AS c{at}"),
        };
        let columns: Vec<String> = types.iter().enumerate().map(column).collect();
        format!("SELECT {} FROM json_array_elements(CAST({placeholder} AS JSON)) AS one", columns.join(", "))
    }

    fn json_rows(&self, row: &str) -> String {
        format!("CAST(COALESCE(json_agg({row}), '[]') AS TEXT)")
    }

    fn most_binds(&self) -> usize {
        // The limit is 65,535.
        16_000
    }

    /// One writer among all servers, so that numbers follow each other and what was read before writing still holds.
    fn begin_write(&self) -> &'static str {
        "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; \
         SELECT pg_advisory_xact_lock(20041, hashtext(current_schema()))"
    }

    /// By what it knew of an empty table it would compare every row with every other.
    fn look_anew(&self, table: &str) -> Option<String> {
        Some(format!("ANALYZE {table}"))
    }

    /// The database does it by itself.
    fn version(&self) -> &'static str {
        "SELECT 'PostgreSQL ' || current_setting('server_version') || CASE WHEN pg_is_in_recovery() THEN ' (replica)' ELSE '' END"
    }

    fn look_over(&self) -> Option<&'static str> {
        None
    }

    fn tidy_up(&self) -> Option<&'static str> {
        None
    }
}
