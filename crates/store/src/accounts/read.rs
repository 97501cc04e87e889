//! What is asked of accounts.

use kernel::{Instant, Problem, RecordId};

use super::{Event, Secret, Session, token_digest};
use crate::{Store, cell::Cell, dialect::Sql, engine::Row, problem::damaged, write};

const SECRET: &str = "account, password, changed_at, must_change, failed, locked_until";

impl Store {
    /// The password of an account; nothing where it has none yet.
    pub async fn secret(&self, account: &RecordId) -> Result<Option<Secret>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let of = sql.bind_text(account);
        sql.line(format!("SELECT {SECRET}")).line("FROM account_secret").line(format!("WHERE account = {of}"));
        self.reader().await?.rows(sql).await?.pop().map(secret).transpose()
    }

    /// The same for a try: counted as a failure, and locked until then if it were one too many, before it is looked at;
    /// many at once are as many as one by one. Nothing while the account is locked. `locks` say from how many failures
    /// on until when, growing; a try that succeeds is to be followed by [`super::Deed::Clear`].
    pub async fn secret_to_try(
        &self,
        account: Option<&RecordId>,
        at: Instant,
        locks: &[(u32, Instant)],
    ) -> Result<Option<Secret>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let (of, now) = (sql.bind_text(account.map_or("", RecordId::as_str)), sql.bind_int(at.millis()));
        sql.line("UPDATE account_secret SET failed = failed + 1, locked_until = CASE");
        for (failed, until) in locks.iter().rev() {
            let until = sql.bind_int(until.millis());
            sql.line(format!("WHEN failed + 1 >= {failed} THEN {until}"));
        }
        sql.line("ELSE NULL END");
        sql.line(format!("WHERE account = {of} AND (locked_until IS NULL OR locked_until <= {now})"));
        sql.line(format!("RETURNING {SECRET}"));
        // Where there is no such account, or it is locked, as much is written as otherwise: the time tells nothing.
        let mut always = Sql::new(self.shared.dialect);
        always.line("INSERT INTO account_secret (account, password, changed_at, must_change, failed)");
        always.line("VALUES ('-', '', 0, 0, 1)");
        always.line("ON CONFLICT (account) DO UPDATE SET failed = (account_secret.failed + 1) % 1000000");
        let statements = vec![sql, always];
        self.send(|answer| write::Job::Deeds { statements, answer }).await?.pop().map(secret).transpose()
    }

    /// Puts another password in the place of the one that was looked at; `false` where it is another by now.
    pub async fn replace_secret(&self, fresh: &Secret, looked_at: &str) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let password = sql.bind_text(&fresh.password);
        let at = sql.bind_int(fresh.changed_at.millis());
        let must = sql.bind_int(fresh.must_change.into());
        sql.line(format!("UPDATE account_secret SET password = {password}, changed_at = {at}, must_change = {must},"));
        sql.line("failed = 0, locked_until = NULL");
        let (of, before) = (sql.bind_text(&fresh.account), sql.bind_text(looked_at));
        sql.line(format!("WHERE account = {of} AND password = {before}")).line("RETURNING account");
        let statements = vec![sql];
        Ok(!self.send(|answer| write::Job::Deeds { statements, answer }).await?.is_empty())
    }

    /// Begins a session by the password that was looked at; `false` where it is another by now.
    pub async fn begin_session(&self, token: &str, session: &Session, looked_at: &str) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let digest = sql.bind_text(token_digest(&self.shared.keys, token));
        let of = sql.bind_text(&session.account);
        let [made, seen, ends] =
            [session.made_at, session.seen_at, session.ends_at].map(|at| sql.bind_int(at.millis()));
        let before = sql.bind_text(looked_at);
        sql.line("INSERT INTO account_session (token_digest, account, made_at, seen_at, ends_at)");
        sql.line(format!("SELECT {digest}, account, {made}, {seen}, {ends}")).line("FROM account_secret");
        sql.line(format!("WHERE account = {of} AND password = {before}")).line("RETURNING account");
        let statements = vec![sql];
        Ok(!self.send(|answer| write::Job::Deeds { statements, answer }).await?.is_empty())
    }

    /// The session of a token; whether it still holds is for the caller to say.
    pub async fn session(&self, token: &str) -> Result<Option<Session>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let token = sql.bind_text(token_digest(&self.shared.keys, token));
        sql.line("SELECT account, made_at, seen_at, ends_at").line("FROM account_session");
        sql.line(format!("WHERE token_digest = {token}"));
        self.reader().await?.rows(sql).await?.pop().map(session).transpose()
    }

    /// The session of a token, and whether the password of its account must be changed; the latter nothing where the account has
    /// none. In one question, for it is put with everything else that somebody asks.
    pub async fn signed_in(&self, token: &str) -> Result<Option<(Session, Option<bool>)>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let token = sql.bind_text(token_digest(&self.shared.keys, token));
        sql.line("SELECT s.account, s.made_at, s.seen_at, s.ends_at, p.must_change");
        sql.line("FROM account_session AS s").line("LEFT JOIN account_secret AS p ON p.account = s.account");
        sql.line(format!("WHERE s.token_digest = {token}"));
        let Some(mut row) = self.reader().await?.rows(sql).await?.pop() else { return Ok(None) };
        let must = row.pop().unwrap_or_default();
        Ok(Some((session(row)?, must.as_int().map(|must| must != 0))))
    }

    /// The security log, latest first.
    pub async fn account_events(&self, limit: u32) -> Result<Vec<Event>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        sql.line("SELECT at, kind, account, actor, times").line("FROM account_event");
        sql.line("ORDER BY at DESC, kind, account, actor").line(format!("LIMIT {limit}"));
        self.reader().await?.rows(sql).await?.into_iter().map(event).collect()
    }
}

fn secret(row: Row) -> Result<Secret, Problem> {
    let wrong = || damaged("account_secret");
    let [Cell::Text(account), Cell::Text(password), Cell::Int(changed), Cell::Int(must), Cell::Int(failed), locked] =
        <[Cell; 6]>::try_from(row).map_err(|_| wrong())?
    else {
        return Err(wrong());
    };
    Ok(Secret {
        account: account.into(),
        password,
        changed_at: Instant::from_millis(changed),
        must_change: must != 0,
        failed: u32::try_from(failed).unwrap_or(u32::MAX),
        locked_until: locked.as_int().map(Instant::from_millis),
    })
}

fn session(row: Row) -> Result<Session, Problem> {
    let wrong = || damaged("account_session");
    let [Cell::Text(account), Cell::Int(made), Cell::Int(seen), Cell::Int(ends)] =
        <[Cell; 4]>::try_from(row).map_err(|_| wrong())?
    else {
        return Err(wrong());
    };
    let [made_at, seen_at, ends_at] = [made, seen, ends].map(Instant::from_millis);
    Ok(Session { account: account.into(), made_at, seen_at, ends_at })
}

fn event(row: Row) -> Result<Event, Problem> {
    let wrong = || damaged("account_event");
    let [Cell::Int(at), Cell::Text(kind), Cell::Text(account), Cell::Text(actor), Cell::Int(times)] =
        <[Cell; 5]>::try_from(row).map_err(|_| wrong())?
    else {
        return Err(wrong());
    };
    let account = (!account.is_empty()).then(|| account.into());
    Ok(Event { at: Instant::from_millis(at), kind, account, actor, times: u32::try_from(times).unwrap_or(u32::MAX) })
}
