//! What is written of accounts.

use kernel::{Date, Instant, RecordId};

use super::{Event, Secret, token_digest};
use crate::{
    cell::Cell,
    dialect::{Dialect, Sql},
    keys::Keys,
};

/// One thing that happens to an account.
#[derive(Clone, Debug)]
pub enum Deed {
    /// It has this password now.
    Put(Secret),
    /// No try is looked at before then.
    Lock(RecordId, Instant),
    /// It was not mistaken any more.
    Clear(RecordId),
    /// Something was asked with this token.
    See(String, Instant),
    /// Whoever has this token is signed out.
    End(String),
    /// All are signed out, but for one token.
    EndAllOf(RecordId, Option<String>),
    /// Sessions that ended before are forgotten.
    ForgetEnded(Instant),
    /// The security log says so; the same again in the same moment is counted.
    Note(Event),
    /// Lines of the security log from before are forgotten.
    ForgetEvents(Instant),
    /// A program asked with the token of this number, on this day.
    UseToken(String, Date),
    /// All tokens of an account end, by somebody.
    EndTokensOf(RecordId, Instant, String),
    /// Tokens that ended before are told of no more.
    ForgetTokens(Instant),
    /// Codes are asked for no more.
    ForgetSecond(RecordId),
    /// Codes on paper are good for nothing.
    ForgetRecovery(RecordId),
    /// Sign-ins of an account that wait for a code come to nothing.
    ForgetPendingOf(RecordId),
    /// Sign-ins that waited for a code until before are forgotten.
    ForgetPending(Instant),
    /// No house outside vouches for an account any more.
    ForgetOutside(RecordId),
    /// Ways to such a house that were over before are forgotten.
    ForgetReturns(Instant),
}

impl Deed {
    pub(super) fn sql(&self, dialect: &'static dyn Dialect, keys: &Keys) -> Sql {
        let mut sql = Sql::new(dialect);
        let at = |instant: &Instant| Cell::Int(instant.millis());
        match self {
            Self::Put(secret) => {
                let cells = [
                    Cell::text(secret.account.as_str()),
                    Cell::text(&secret.password),
                    at(&secret.changed_at),
                    Cell::Int(secret.must_change.into()),
                    Cell::Int(secret.failed.into()),
                    secret.locked_until.as_ref().map_or(Cell::Null, at),
                ];
                sql.line("INSERT INTO account_secret");
                sql.line("(account, password, changed_at, must_change, failed, locked_until)");
                values(&mut sql, cells);
                sql.line("ON CONFLICT (account) DO UPDATE SET password = excluded.password,");
                sql.line("changed_at = excluded.changed_at, must_change = excluded.must_change,");
                sql.line("failed = excluded.failed, locked_until = excluded.locked_until");
            }
            Self::Lock(account, until) => {
                let (of, until) = (sql.bind_text(account), sql.bind(at(until)));
                sql.line(format!("UPDATE account_secret SET locked_until = {until}"));
                sql.line(format!("WHERE account = {of}"));
            }
            Self::Clear(account) => {
                let of = sql.bind_text(account);
                sql.line("UPDATE account_secret SET failed = 0, locked_until = NULL");
                sql.line(format!("WHERE account = {of}"));
            }
            Self::See(token, when) => {
                let (token, when) = (sql.bind_text(token_digest(keys, token)), sql.bind(at(when)));
                sql.line(format!("UPDATE account_session SET seen_at = {when}"));
                sql.line(format!("WHERE token_digest = {token} AND seen_at < {when}"));
            }
            Self::End(token) => {
                let token = sql.bind_text(token_digest(keys, token));
                sql.line("DELETE FROM account_session").line(format!("WHERE token_digest = {token}"));
            }
            Self::EndAllOf(account, but) => {
                let but = but.as_ref().map(|token| token_digest(keys, token)).unwrap_or_default();
                let (of, but) = (sql.bind_text(account), sql.bind_text(but));
                sql.line("DELETE FROM account_session");
                sql.line(format!("WHERE account = {of} AND token_digest <> {but}"));
            }
            Self::ForgetEnded(before) => {
                let before = sql.bind(at(before));
                sql.line("DELETE FROM account_session").line(format!("WHERE ends_at < {before}"));
            }
            Self::Note(event) => {
                let cells = [
                    at(&event.at),
                    Cell::text(&event.kind),
                    Cell::text(event.account.as_ref().map_or("", RecordId::as_str)),
                    Cell::text(&event.actor),
                    Cell::Int(event.times.into()),
                ];
                sql.line("INSERT INTO account_event (at, kind, account, actor, times)");
                values(&mut sql, cells);
                sql.line("ON CONFLICT (at, kind, account, actor)");
                sql.line("DO UPDATE SET times = account_event.times + excluded.times");
            }
            Self::ForgetEvents(before) => {
                let before = sql.bind(at(before));
                sql.line("DELETE FROM account_event").line(format!("WHERE at < {before}"));
            }
            Self::UseToken(id, day) => {
                let (id, day) = (sql.bind_text(id), sql.bind_text(day.to_string()));
                sql.line(format!("UPDATE account_token SET used_on = {day}")).line(format!("WHERE id = {id}"));
            }
            Self::EndTokensOf(account, when, by) => {
                let (when, by, of) = (sql.bind(at(when)), sql.bind_text(by), sql.bind_text(account));
                sql.line(format!("UPDATE account_token SET ended_at = {when}, ended_by = {by}"));
                sql.line(format!("WHERE account = {of} AND ended_at IS NULL"));
            }
            Self::ForgetTokens(before) => {
                let (ended, past) = (sql.bind(at(before)), sql.bind(at(before)));
                sql.line("DELETE FROM account_token").line(format!("WHERE ended_at < {ended} OR ends_at < {past}"));
            }
            Self::ForgetSecond(account) => {
                let of = sql.bind_text(account);
                sql.line("DELETE FROM account_second").line(format!("WHERE account = {of}"));
            }
            Self::ForgetRecovery(account) => {
                let of = sql.bind_text(account);
                sql.line("DELETE FROM account_recovery").line(format!("WHERE account = {of}"));
            }
            Self::ForgetPendingOf(account) => {
                let of = sql.bind_text(account);
                sql.line("DELETE FROM account_pending").line(format!("WHERE account = {of}"));
            }
            Self::ForgetPending(before) => {
                let before = sql.bind(at(before));
                sql.line("DELETE FROM account_pending").line(format!("WHERE ends_at < {before}"));
            }
            Self::ForgetOutside(account) => {
                let of = sql.bind_text(account);
                sql.line("DELETE FROM account_outside").line(format!("WHERE account = {of}"));
            }
            Self::ForgetReturns(before) => {
                let before = sql.bind(at(before));
                sql.line("DELETE FROM account_return").line(format!("WHERE ends_at < {before}"));
            }
        }
        sql
    }
}

fn values<const N: usize>(sql: &mut Sql, cells: [Cell; N]) {
    let binds = cells.map(|cell| sql.bind(cell));
    sql.line(format!("VALUES ({})", binds.join(", ")));
}
