//! The table of runs. It is not carried when a county moves: what was due there is due here.

use crate::dialect::{ColumnType, Dialect};

/// The table and how it is made.
pub(crate) fn tables(dialect: &dyn Dialect) -> Vec<(&'static str, String)> {
    let (int, text) = (dialect.column_type(ColumnType::Int), dialect.column_type(ColumnType::Text));
    let suffix = dialect.table_suffix();
    vec![(
        "job_run",
        format!(
            "CREATE TABLE job_run (
               job {text} NOT NULL,
               slot {text} NOT NULL,
               runner {text} NOT NULL,
               tries {int} NOT NULL,
               began_at {int} NOT NULL,
               until {int} NOT NULL,
               ended_at {int},
               failed {text},
               said {text} NOT NULL,
               PRIMARY KEY (job, slot)
             ){suffix}"
        ),
    )]
}
