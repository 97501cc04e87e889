//! Tokens of programs: made, asked for, ended. Of a token a keyed digest is kept; what it opens is for the caller to say.

use kernel::{Date, Instant, Problem, RecordId};

use super::digest;
use crate::{Store, cell::Cell, dialect::Sql, engine::Row, problem::damaged, write};

/// What lets a program ask in somebody's name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// Its number, which is no secret.
    pub id: String,
    /// The record of the account in whose name.
    pub account: RecordId,
    /// What the owner calls the program.
    pub name: String,
    /// What it may do: `read`, `write`.
    pub scope: String,
    /// Only these ledgers; nothing is all of the owner's.
    pub ledgers: Option<Vec<String>>,
    /// Since when.
    pub made_at: Instant,
    /// When it ends, whatever is asked.
    pub ends_at: Instant,
    /// The day on which something was last asked with it.
    pub used_on: Option<Date>,
    /// When it was ended.
    pub ended_at: Option<Instant>,
    /// By whom.
    pub ended_by: String,
}

pub(super) const COLUMNS: &[&str] =
    &["digest", "id", "account", "name", "scope", "ledgers", "made_at", "ends_at", "used_on", "ended_at", "ended_by"];

impl Store {
    /// Keeps a token; `false` where the account has so many already, or where the password is not the one that was looked at
    /// any more.
    pub async fn make_token(
        &self,
        secret: &str,
        token: &Token,
        most: usize,
        looked_at: Option<&str>,
    ) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let cells = [
            Cell::text(self.token_digest(secret)),
            Cell::text(&token.id),
            Cell::text(token.account.as_str()),
            Cell::text(&token.name),
            Cell::text(&token.scope),
            Cell::Int(token.made_at.millis()),
            Cell::Int(token.ends_at.millis()),
        ];
        let [digest, id, account, name, scope, made, ends] = cells.map(|cell| sql.bind(cell));
        let ledgers = token.ledgers.as_ref().map(|ledgers| sql.bind_text(ledgers.join(" ")));
        let ledgers = ledgers.unwrap_or_else(|| "NULL".to_owned());
        sql.line("INSERT INTO account_token (digest, id, account, name, scope, ledgers, made_at, ends_at, ended_by)");
        sql.line(format!("SELECT {digest}, {id}, {account}, {name}, {scope}, {ledgers}, {made}, {ends}, ''"));
        let (of, now) = (sql.bind_text(&token.account), sql.bind_int(token.made_at.millis()));
        sql.line("WHERE (SELECT COUNT(*) FROM account_token");
        sql.line(format!("WHERE account = {of} AND ended_at IS NULL AND ends_at > {now}) < {most}"));
        if let Some(looked_at) = looked_at {
            let still = still(&mut sql, &token.account, looked_at);
            sql.line(format!("AND {still}"));
        }
        sql.line("RETURNING id");
        self.did(vec![sql]).await
    }

    /// The token that this is; whether it still opens anything is for the caller to say.
    pub async fn token(&self, secret: &str) -> Result<Option<Token>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let digest = sql.bind_text(self.token_digest(secret));
        sql.line(format!("SELECT {}", COLUMNS.join(", "))).line("FROM account_token");
        sql.line(format!("WHERE digest = {digest}"));
        self.reader().await?.rows(sql).await?.pop().map(token).transpose()
    }

    /// The tokens of an account, or all, those that ended included; the newest first.
    pub async fn tokens(&self, of: Option<&RecordId>) -> Result<Vec<Token>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        sql.line(format!("SELECT {}", COLUMNS.join(", "))).line("FROM account_token");
        if let Some(of) = of {
            let of = sql.bind_text(of);
            sql.line(format!("WHERE account = {of}"));
        }
        sql.line("ORDER BY made_at DESC, id");
        self.reader().await?.rows(sql).await?.into_iter().map(token).collect()
    }

    /// Ends a token; `false` where it had ended.
    pub async fn end_token(&self, id: &str, at: Instant, by: &str) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let (at, by, id) = (sql.bind_int(at.millis()), sql.bind_text(by), sql.bind_text(id));
        sql.line(format!("UPDATE account_token SET ended_at = {at}, ended_by = {by}"));
        sql.line(format!("WHERE id = {id} AND ended_at IS NULL")).line("RETURNING id");
        self.did(vec![sql]).await
    }

    /// Whether the statements, all or none, gave a row.
    pub(super) async fn did(&self, statements: Vec<Sql>) -> Result<bool, Problem> {
        Ok(!self.send(|answer| write::Job::Deeds { statements, answer }).await?.is_empty())
    }

    fn token_digest(&self, secret: &str) -> String {
        digest(&self.shared.keys, "qianmo.token", secret)
    }
}

/// That the password of an account is the one that was looked at.
pub(super) fn still(sql: &mut Sql, account: &RecordId, looked_at: &str) -> String {
    let (of, before) = (sql.bind_text(account), sql.bind_text(looked_at));
    format!("EXISTS (SELECT 1 FROM account_secret WHERE account = {of} AND password = {before})")
}

fn token(row: Row) -> Result<Token, Problem> {
    let wrong = || damaged("account_token");
    let [
        _,
        Cell::Text(id),
        Cell::Text(account),
        Cell::Text(name),
        Cell::Text(scope),
        ledgers,
        Cell::Int(made),
        Cell::Int(ends),
        used,
        ended,
        Cell::Text(ended_by),
    ] = <[Cell; 11]>::try_from(row).map_err(|_| wrong())?
    else {
        return Err(wrong());
    };
    Ok(Token {
        id,
        account: account.into(),
        name,
        scope,
        ledgers: ledgers.as_text().map(|ledgers| ledgers.split_whitespace().map(str::to_owned).collect()),
        made_at: Instant::from_millis(made),
        ends_at: Instant::from_millis(ends),
        used_on: used.as_text().map(|day| day.parse().map_err(|_| wrong())).transpose()?,
        ended_at: ended.as_int().map(Instant::from_millis),
        ended_by,
    })
}
