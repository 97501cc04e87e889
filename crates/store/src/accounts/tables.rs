//! The tables of accounts.

use crate::{
    carry::Carried,
    dialect::{ColumnType, Dialect},
};

/// What goes along when a county moves: sessions do not, nor sign-ins under way, here or at a house outside; everybody signs in anew.
pub(crate) const CARRIED: &[Carried] = &[
    ("account_secret", &["account", "password", "changed_at", "must_change", "failed", "locked_until"], 1),
    ("account_event", &["at", "kind", "account", "actor", "times"], 4),
    ("account_token", super::tokens::COLUMNS, 1),
    ("account_second", &["account", "secret", "since", "last_step"], 1),
    ("account_recovery", &["account", "digest"], 2),
    ("account_outside", super::outside::COLUMNS, 2),
];

/// The tables and how they are made.
pub(crate) fn tables(dialect: &dyn Dialect) -> Vec<(&'static str, String)> {
    let (int, text) = (dialect.column_type(ColumnType::Int), dialect.column_type(ColumnType::Text));
    let suffix = dialect.table_suffix();
    vec![
        (
            "account_secret",
            format!(
                "CREATE TABLE account_secret (
                   account {text} NOT NULL,
                   password {text} NOT NULL,
                   changed_at {int} NOT NULL,
                   must_change {int} NOT NULL,
                   failed {int} NOT NULL,
                   locked_until {int},
                   PRIMARY KEY (account)
                 ){suffix}"
            ),
        ),
        (
            "account_session",
            format!(
                "CREATE TABLE account_session (
                   token_digest {text} NOT NULL,
                   account {text} NOT NULL,
                   made_at {int} NOT NULL,
                   seen_at {int} NOT NULL,
                   ends_at {int} NOT NULL,
                   PRIMARY KEY (token_digest)
                 ){suffix}"
            ),
        ),
        (
            "account_event",
            format!(
                "CREATE TABLE account_event (
                   at {int} NOT NULL,
                   kind {text} NOT NULL,
                   account {text} NOT NULL,
                   actor {text} NOT NULL,
                   times {int} NOT NULL,
                   PRIMARY KEY (at, kind, account, actor)
                 ){suffix}"
            ),
        ),
        (
            "account_token",
            format!(
                "CREATE TABLE account_token (
                   digest {text} NOT NULL,
                   id {text} NOT NULL,
                   account {text} NOT NULL,
                   name {text} NOT NULL,
                   scope {text} NOT NULL,
                   ledgers {text},
                   made_at {int} NOT NULL,
                   ends_at {int} NOT NULL,
                   used_on {text},
                   ended_at {int},
                   ended_by {text} NOT NULL,
                   PRIMARY KEY (digest)
                 ){suffix}"
            ),
        ),
        (
            "account_second",
            format!(
                "CREATE TABLE account_second (
                   account {text} NOT NULL,
                   secret {text} NOT NULL,
                   since {int},
                   last_step {int} NOT NULL,
                   PRIMARY KEY (account)
                 ){suffix}"
            ),
        ),
        (
            "account_recovery",
            format!(
                "CREATE TABLE account_recovery (
                   account {text} NOT NULL,
                   digest {text} NOT NULL,
                   PRIMARY KEY (account, digest)
                 ){suffix}"
            ),
        ),
        (
            "account_pending",
            format!(
                "CREATE TABLE account_pending (
                   token_digest {text} NOT NULL,
                   account {text} NOT NULL,
                   password_at {int} NOT NULL,
                   ends_at {int} NOT NULL,
                   PRIMARY KEY (token_digest)
                 ){suffix}"
            ),
        ),
        (
            "account_outside",
            format!(
                "CREATE TABLE account_outside (
                   provider {text} NOT NULL,
                   digest {text} NOT NULL,
                   account {text} NOT NULL,
                   name {text} NOT NULL,
                   made_at {int} NOT NULL,
                   made_by {text} NOT NULL,
                   PRIMARY KEY (provider, digest)
                 ){suffix}"
            ),
        ),
        (
            "account_return",
            format!(
                "CREATE TABLE account_return (
                   token_digest {text} NOT NULL,
                   ends_at {int} NOT NULL,
                   PRIMARY KEY (token_digest)
                 ){suffix}"
            ),
        ),
    ]
}
