//! Who is vouched for by a house of identity outside: a keyed digest of its name for somebody, to be found by, and the name
//! sealed, to be shown to officers. And ways there that were used up, so that each is good for one return, on whichever
//! server it ends.

use std::collections::BTreeMap;

use kernel::{Instant, Problem, RecordId};

use super::{digest, second::sealed_in, token_digest};
use crate::{
    Store,
    dialect::Sql,
    hash::{from_hex, to_hex},
    problem::damaged,
    seal::{decrypt, encrypt},
};

pub(super) const COLUMNS: &[&str] = &["provider", "digest", "account", "name", "made_at", "made_by"];

const TABLE: &str = "account_outside";
const FIELD: &str = "name";

impl Store {
    /// Who is meant by the name that a house gives; nobody where no officer has said so.
    pub async fn outside_account(&self, provider: &str, name: &str) -> Result<Option<RecordId>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let (provider, digest) = (sql.bind_text(provider), sql.bind_text(self.outside_digest(provider, name)));
        sql.line("SELECT account").line("FROM account_outside");
        sql.line(format!("WHERE provider = {provider} AND digest = {digest}"));
        let rows = self.reader().await?.rows(sql).await?;
        Ok(rows.first().and_then(|row| row.first()?.as_text()).map(RecordId::from))
    }

    /// The names that a house has for accounts. Problem: `store.damaged`, where a seal does not open.
    pub async fn outside_names(&self, provider: &str) -> Result<BTreeMap<RecordId, String>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let of = sql.bind_text(provider);
        sql.line("SELECT account, name").line("FROM account_outside").line(format!("WHERE provider = {of}"));
        let rows = self.reader().await?.rows(sql).await?;
        rows.iter().map(|row| self.outside_name(row).ok_or_else(|| damaged(TABLE))).collect()
    }

    /// From now on a house vouches for an account by this name, and by no other; `false` where the name is another account's.
    pub async fn set_outside(
        &self,
        (provider, name): (&str, &str),
        account: &RecordId,
        at: Instant,
        by: &str,
    ) -> Result<bool, Problem> {
        let random = self.shared.random.as_ref();
        let sealed =
            sealed_in(TABLE, account, |owner| encrypt(&self.shared.keys, random, owner, FIELD, name.as_bytes()));
        let sealed = to_hex(&sealed.ok_or_else(|| damaged(TABLE))?);
        let known = self.outside_digest(provider, name);
        let mut put = Sql::new(self.shared.dialect);
        let values = [provider, &known, account.as_str(), &sealed].map(|value| put.bind_text(value)).join(", ");
        let (at, by) = (put.bind_int(at.millis()), put.bind_text(by));
        put.line(format!("INSERT INTO account_outside ({})", COLUMNS.join(", ")));
        put.line(format!("VALUES ({values}, {at}, {by})"));
        put.line("ON CONFLICT (provider, digest) DO UPDATE SET");
        put.line("name = excluded.name, made_at = excluded.made_at, made_by = excluded.made_by");
        put.line("WHERE account_outside.account = excluded.account").line("RETURNING account");
        let mut forget = Sql::new(self.shared.dialect);
        let [of, whose, other] = [provider, account.as_str(), &known].map(|value| forget.bind_text(value));
        forget.line("DELETE FROM account_outside");
        forget.line(format!("WHERE provider = {of} AND account = {whose} AND digest <> {other}"));
        // The one before goes only where the new one has come.
        let [of, whose, new] = [provider, account.as_str(), &known].map(|value| forget.bind_text(value));
        forget.line("AND EXISTS (SELECT 1 FROM account_outside AS kept");
        forget.line(format!("WHERE kept.provider = {of} AND kept.account = {whose} AND kept.digest = {new})"));
        self.did(vec![put, forget]).await
    }

    /// Uses up a way to a house and back; `false` where somebody came back by it before. It is forgotten once it is over.
    pub async fn use_return(&self, token: &str, ends_at: Instant) -> Result<bool, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let (digest, ends) = (sql.bind_text(token_digest(&self.shared.keys, token)), sql.bind_int(ends_at.millis()));
        sql.line("INSERT INTO account_return (token_digest, ends_at)").line(format!("VALUES ({digest}, {ends})"));
        sql.line("ON CONFLICT (token_digest) DO NOTHING").line("RETURNING ends_at");
        self.did(vec![sql]).await
    }

    fn outside_name(&self, row: &crate::engine::Row) -> Option<(RecordId, String)> {
        let account = RecordId::from(row.first()?.as_text()?);
        let sealed = from_hex(row.get(1)?.as_text()?)?;
        let name = sealed_in(TABLE, &account, |owner| decrypt(&self.shared.keys, owner, FIELD, &sealed))?;
        Some((account, String::from_utf8(name).ok()?))
    }

    fn outside_digest(&self, provider: &str, name: &str) -> String {
        digest(&self.shared.keys, "qianmo.outside", &format!("{provider}\0{name}"))
    }
}
