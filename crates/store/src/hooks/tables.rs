//! The tables of hooks.

use crate::{
    carry::Carried,
    dialect::{ColumnType, Dialect},
};

/// What goes along when a county moves: who is told, and how far he was told.
pub(crate) const CARRIED: &[Carried] = &[
    (
        "hook",
        &[
            "id", "name", "url", "ledgers", "secret", "line", "made_at", "made_by", "paused", "failed", "next_at",
            "told_at", "said",
        ],
        1,
    ),
    ("hook_place", &["hook", "book", "seq"], 2),
];

/// The tables and how they are made.
pub(crate) fn tables(dialect: &dyn Dialect) -> Vec<(&'static str, String)> {
    let (int, text) = (dialect.column_type(ColumnType::Int), dialect.column_type(ColumnType::Text));
    let suffix = dialect.table_suffix();
    vec![
        (
            "hook",
            format!(
                "CREATE TABLE hook (
                   id {text} NOT NULL,
                   name {text} NOT NULL,
                   url {text} NOT NULL,
                   ledgers {text} NOT NULL,
                   secret {text} NOT NULL,
                   line {text} NOT NULL,
                   made_at {int} NOT NULL,
                   made_by {text} NOT NULL,
                   paused {text},
                   failed {int} NOT NULL,
                   next_at {int} NOT NULL,
                   told_at {int},
                   said {text} NOT NULL,
                   runner {text},
                   until {int},
                   PRIMARY KEY (id)
                 ){suffix}"
            ),
        ),
        (
            "hook_place",
            format!(
                "CREATE TABLE hook_place (
                   hook {text} NOT NULL,
                   book {text} NOT NULL,
                   seq {int} NOT NULL,
                   PRIMARY KEY (hook, book)
                 ){suffix}"
            ),
        ),
    ]
}
