//! The tables of files. They say nothing that verifies by itself: a file's id is bound by the row that names it, and
//! binds all that is kept of it.

use crate::{
    carry::Carried,
    dialect::{ColumnType, Dialect},
};

/// What goes along when a county moves.
pub(crate) const CARRIED: &[Carried] = &[
    ("file", &["id", "name", "media_type", "size"], 1),
    ("file_put", &["id", "ledger", "field", "actor", "at", "held_at"], 4),
];

/// The tables and how they are made.
pub(crate) fn tables(dialect: &dyn Dialect) -> Vec<(&'static str, String)> {
    let [int, text, bytes] =
        [ColumnType::Int, ColumnType::Text, ColumnType::Bytes].map(|column| dialect.column_type(column));
    let suffix = dialect.table_suffix();
    vec![
        (
            "file",
            format!(
                "CREATE TABLE file (
                   id {text} NOT NULL,
                   name {bytes} NOT NULL,
                   media_type {text} NOT NULL,
                   size {int} NOT NULL,
                   PRIMARY KEY (id)
                 ){suffix}"
            ),
        ),
        (
            "file_put",
            format!(
                "CREATE TABLE file_put (
                   id {text} NOT NULL,
                   ledger {text} NOT NULL,
                   field {text} NOT NULL,
                   actor {text} NOT NULL,
                   at {int} NOT NULL,
                   held_at {int} NOT NULL,
                   PRIMARY KEY (id, ledger, field, actor)
                 ){suffix}"
            ),
        ),
    ]
}
