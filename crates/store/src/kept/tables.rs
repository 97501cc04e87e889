//! The tables of what is kept for people.

use crate::{
    carry::Carried,
    dialect::{ColumnType, Dialect},
};

/// What goes along when a county moves: all of it.
pub(crate) const CARRIED: &[Carried] = &[
    ("kept_view", &["ledger", "owner", "name", "id", "query", "unit", "changed_at"], 3),
    ("kept_home", &["owner", "unit", "role", "says", "changed_by", "changed_at"], 3),
];

/// The tables and how they are made.
pub(crate) fn tables(dialect: &dyn Dialect) -> Vec<(&'static str, String)> {
    let (int, text) = (dialect.column_type(ColumnType::Int), dialect.column_type(ColumnType::Text));
    let suffix = dialect.table_suffix();
    vec![
        (
            "kept_view",
            format!(
                "CREATE TABLE kept_view (
                   ledger {text} NOT NULL,
                   owner {text} NOT NULL,
                   name {text} NOT NULL,
                   id {text} NOT NULL,
                   query {text} NOT NULL,
                   unit {text} NOT NULL,
                   changed_at {int} NOT NULL,
                   PRIMARY KEY (ledger, owner, name)
                 ){suffix}"
            ),
        ),
        (
            "kept_home",
            format!(
                "CREATE TABLE kept_home (
                   owner {text} NOT NULL,
                   unit {text} NOT NULL,
                   role {text} NOT NULL,
                   says {text} NOT NULL,
                   changed_by {text} NOT NULL,
                   changed_at {int} NOT NULL,
                   PRIMARY KEY (owner, unit, role)
                 ){suffix}"
            ),
        ),
    ]
}
