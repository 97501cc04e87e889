//! Codes beside a password: the secret a device shares, sealed with the installation's key; digests of the codes on paper;
//! and sign-ins whose password was right and whose code is still to come. Each is used up by one statement, so that of
//! two who bring the same at once one is let in.

use std::collections::BTreeSet;

use kernel::{BookId, Instant, LedgerId, Problem, RecordId};

use super::{Secret, digest, token_digest, tokens::still};
use crate::{
    Store,
    cell::Cell,
    dialect::Sql,
    hash::{from_hex, to_hex},
    problem::damaged,
    seal::{Owner, decrypt, encrypt},
    write,
};

/// A device that shows codes for an account.
#[derive(Clone, PartialEq, Eq)]
pub struct SecondStep {
    /// What it shares with the device.
    pub secret: Vec<u8>,
    /// Since when codes are asked for; nothing until one was shown to fit.
    pub since: Option<Instant>,
    /// The step of the last code that was used.
    pub last_step: i64,
}

/// A sign-in that waits for its code.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pending {
    /// The record of the account.
    pub account: RecordId,
    /// Since when the password is the one that was right.
    pub password_at: Instant,
    /// When it comes to nothing.
    pub ends_at: Instant,
}

impl Store {
    /// How codes stand with an account; nothing where no device was ever named. Problem: `store.damaged`, where the seal
    /// does not open.
    pub async fn second_step(&self, account: &RecordId) -> Result<Option<SecondStep>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let of = sql.bind_text(account);
        sql.line("SELECT secret, since, last_step").line("FROM account_second").line(format!("WHERE account = {of}"));
        let Some(row) = self.reader().await?.rows(sql).await?.pop() else { return Ok(None) };
        let wrong = || damaged("account_second");
        let [Cell::Text(sealed), since, Cell::Int(last_step)] = <[Cell; 3]>::try_from(row).map_err(|_| wrong())? else {
            return Err(wrong());
        };
        let sealed = from_hex(&sealed).ok_or_else(wrong)?;
        let secret = in_place(account, |owner| decrypt(&self.shared.keys, owner, FIELD, &sealed)).ok_or_else(wrong)?;
        Ok(Some(SecondStep { secret, since: since.as_int().map(Instant::from_millis), last_step }))
    }

    /// The accounts that are asked for codes.
    pub async fn second_steps(&self) -> Result<BTreeSet<RecordId>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        sql.line("SELECT account").line("FROM account_second").line("WHERE since IS NOT NULL");
        let rows = self.reader().await?.rows(sql).await?;
        Ok(rows.iter().filter_map(|row| row.first()?.as_text()).map(RecordId::from).collect())
    }

    /// Names a device, for which nothing is asked yet; `false` where codes are asked for already, or the password is not the
    /// one that was looked at any more.
    pub async fn name_device(&self, account: &RecordId, secret: &[u8], looked_at: &str) -> Result<bool, Problem> {
        let random = self.shared.random.as_ref();
        let sealed = in_place(account, |owner| encrypt(&self.shared.keys, random, owner, FIELD, secret));
        let sealed = to_hex(&sealed.ok_or_else(|| damaged("account_second"))?);
        let mut sql = Sql::new(self.shared.dialect);
        let (of, sealed) = (sql.bind_text(account), sql.bind_text(sealed));
        sql.line("INSERT INTO account_second (account, secret, last_step)").line(format!("SELECT {of}, {sealed}, 0"));
        let still = still(&mut sql, account, looked_at);
        sql.line(format!("WHERE {still}"));
        sql.line("ON CONFLICT (account) DO UPDATE SET secret = excluded.secret, last_step = 0");
        sql.line("WHERE account_second.since IS NULL").line("RETURNING account");
        self.did(vec![sql]).await
    }

    /// From now on codes are asked for, the first of which was that of `step`; these are on paper. `false` where they were
    /// asked for already.
    pub async fn begin_second_step(
        &self,
        account: &RecordId,
        at: Instant,
        step: i64,
        papers: &[String],
    ) -> Result<bool, Problem> {
        let mut begin = Sql::new(self.shared.dialect);
        let (since, last, of) = (begin.bind_int(at.millis()), begin.bind_int(step), begin.bind_text(account));
        begin.line(format!("UPDATE account_second SET since = {since}, last_step = {last}"));
        begin.line(format!("WHERE account = {of} AND since IS NULL")).line("RETURNING account");
        let keep = papers.iter().map(|paper| {
            let mut sql = Sql::new(self.shared.dialect);
            let (digest, of) = (sql.bind_text(self.paper_digest(account, paper)), sql.bind_text(account));
            let (since, last) = (sql.bind_int(at.millis()), sql.bind_int(step));
            sql.line("INSERT INTO account_recovery (account, digest)").line(format!("SELECT account, {digest}"));
            sql.line("FROM account_second");
            // Of two who begin at once, the papers of the first.
            sql.line(format!("WHERE account = {of} AND since = {since} AND last_step = {last}"));
            sql
        });
        let statements = std::iter::once(begin).chain(keep).collect();
        self.did(statements).await
    }

    /// All that is kept of codes goes; `false` where none are asked for, or the password is not the one that was looked at
    /// any more.
    pub async fn end_second_step(&self, account: &RecordId, looked_at: &str) -> Result<bool, Problem> {
        let tables = ["account_second", "account_recovery", "account_pending"];
        let statements = tables.map(|table| {
            let mut sql = Sql::new(self.shared.dialect);
            let of = sql.bind_text(account);
            let still = still(&mut sql, account, looked_at);
            sql.line(format!("DELETE FROM {table}")).line(format!("WHERE account = {of} AND {still}"));
            sql.line("RETURNING account");
            sql
        });
        self.did(statements.into()).await
    }

    /// Uses up the code of a step; `false` where it, or a later one, was used before.
    pub async fn use_step(&self, account: &RecordId, step: i64) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let (step, of, before) = (sql.bind_int(step), sql.bind_text(account), sql.bind_int(step));
        sql.line(format!("UPDATE account_second SET last_step = {step}"));
        sql.line(format!("WHERE account = {of} AND since IS NOT NULL AND last_step < {before}"))
            .line("RETURNING account");
        self.did(vec![sql]).await
    }

    /// Uses up a code on paper; `false` where it is none, or no more.
    pub async fn use_paper(&self, account: &RecordId, paper: &str) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let (of, digest) = (sql.bind_text(account), sql.bind_text(self.paper_digest(account, paper)));
        sql.line("DELETE FROM account_recovery").line(format!("WHERE account = {of} AND digest = {digest}"));
        sql.line("RETURNING account");
        self.did(vec![sql]).await
    }

    /// How many codes on paper are left.
    pub async fn papers_left(&self, account: &RecordId) -> Result<u32, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let of = sql.bind_text(account);
        sql.line("SELECT COUNT(*)").line("FROM account_recovery").line(format!("WHERE account = {of}"));
        let rows = self.reader().await?.rows(sql).await?;
        let count = rows.first().and_then(|row| row.first()?.as_int()).unwrap_or_default();
        Ok(u32::try_from(count).unwrap_or_default())
    }

    /// A sign-in waits for its code.
    pub async fn wait_for_code(&self, token: &str, of: &Secret, ends_at: Instant) -> Result<(), Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let digest = sql.bind_text(token_digest(&self.shared.keys, token));
        let account = sql.bind_text(&of.account);
        let (since, ends) = (sql.bind_int(of.changed_at.millis()), sql.bind_int(ends_at.millis()));
        sql.line("INSERT INTO account_pending (token_digest, account, password_at, ends_at)");
        sql.line(format!("VALUES ({digest}, {account}, {since}, {ends})"));
        self.did(vec![sql]).await.map(|_| ())
    }

    /// The sign-in that this token is of, which is over with that: whatever comes of the code, it is asked for once.
    pub async fn take_pending(&self, token: &str) -> Result<Option<Pending>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let digest = sql.bind_text(token_digest(&self.shared.keys, token));
        sql.line("DELETE FROM account_pending").line(format!("WHERE token_digest = {digest}"));
        sql.line("RETURNING account, password_at, ends_at");
        let statements = vec![sql];
        let Some(row) = self.send(|answer| write::Job::Deeds { statements, answer }).await?.pop() else {
            return Ok(None);
        };
        let wrong = || damaged("account_pending");
        let [Cell::Text(account), Cell::Int(since), Cell::Int(ends)] =
            <[Cell; 3]>::try_from(row).map_err(|_| wrong())?
        else {
            return Err(wrong());
        };
        let [password_at, ends_at] = [since, ends].map(Instant::from_millis);
        Ok(Some(Pending { account: account.into(), password_at, ends_at }))
    }

    fn paper_digest(&self, account: &RecordId, paper: &str) -> String {
        digest(&self.shared.keys, "qianmo.recovery", &format!("{account}\0{paper}"))
    }
}

const FIELD: &str = "secret";

fn in_place(account: &RecordId, work: impl FnOnce(Owner<'_>) -> Option<Vec<u8>>) -> Option<Vec<u8>> {
    sealed_in("account_second", account, work)
}

/// What is sealed opens for its own account and in its own table alone.
pub(super) fn sealed_in(
    table: &str,
    account: &RecordId,
    work: impl FnOnce(Owner<'_>) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let (ledger, book) = (LedgerId::new(table), BookId::new(""));
    work(Owner { ledger: &ledger, book: &book, record: account })
}
