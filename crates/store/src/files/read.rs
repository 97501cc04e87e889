//! What is known of files, and what they hold.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Instant, LedgerId, Problem};
use rules::access::{Allowed, Read, Write};

use super::{
    CONTENT, FileInfo, NAME, id,
    keep::aside,
    place,
    unused::{naming, unnamed},
};
use crate::{
    Store,
    cell::Cell,
    dialect::Sql,
    engine::{Connection, Row},
    problem::damaged,
    seal::unseal_bytes,
    shared::Shared,
};

/// What the database says of a file.
pub(crate) const COLUMNS: &str = "id, name, media_type, size";

impl Store {
    /// What is known of these files; those that nobody knows are left out. Whoever asks has read their ids in records.
    pub async fn files(
        &self,
        _: &Allowed<Read>,
        ids: &BTreeSet<String>,
    ) -> Result<BTreeMap<String, FileInfo>, Problem> {
        if ids.is_empty() {
            return Ok(BTreeMap::new());
        }
        let mut sql = Sql::new(self.shared.dialect);
        let among = sql.bind_text(serde_json::to_string(ids).map_err(damaged)?);
        let among = self.shared.dialect.is_among("id", &among);
        sql.line(format!("SELECT {COLUMNS}")).line("FROM file").line(format!("WHERE {among}"));
        let rows = self.reader().await?.rows(sql).await?;
        let infos = rows.iter().map(|row| info(&self.shared, row).map(|info| (info.id.clone(), info)));
        infos.collect()
    }

    /// A file that a record of this ledger names; nothing where nobody handed it in for the ledger. Problems:
    /// `store.missing_file`, `store.damaged`.
    pub async fn file(
        &self,
        allowed: &Allowed<Read>,
        ledger: &LedgerId,
        id: &str,
    ) -> Result<Option<(FileInfo, Vec<u8>)>, Problem> {
        if !allowed.covers(ledger.as_str()) {
            return Ok(None);
        }
        self.put_for(ledger, id, None).await
    }

    /// A file that somebody handed in himself, before any version of a record names it, or since a moment: later it is read
    /// through the record, by whoever may read that by then.
    pub async fn own_file(
        &self,
        allowed: &Allowed<Write>,
        ledger: &LedgerId,
        id: &str,
        since: Instant,
    ) -> Result<Option<(FileInfo, Vec<u8>)>, Problem> {
        if !allowed.covers(ledger.as_str()) {
            return Ok(None);
        }
        self.put_for(ledger, id, Some((allowed.actor(), since))).await
    }

    async fn put_for(
        &self,
        ledger: &LedgerId,
        id: &str,
        own: Option<(&str, Instant)>,
    ) -> Result<Option<(FileInfo, Vec<u8>)>, Problem> {
        let mut sql = Sql::new(self.shared.dialect);
        let mut link = self.reader().await?;
        let (id, ledger) = (sql.bind_text(id), sql.bind_text(ledger));
        sql.line(format!("SELECT {COLUMNS}")).line("FROM file").line(format!("WHERE id = {id} AND id IN ("));
        sql.line(format!("SELECT id FROM file_put WHERE ledger = {ledger}"));
        if let Some((actor, since)) = own {
            let (actor, since) = (sql.bind_text(actor), sql.bind_int(since.millis()));
            sql.line(format!("AND actor = {actor} AND (held_at >= {since} OR (1 = 1"));
            unnamed(&mut sql, &naming(&crate::schema::layouts(&mut link).await?));
            sql.line("))");
        }
        sql.line(")");
        let Some(row) = link.rows(sql).await?.pop() else { return Ok(None) };
        drop(link);
        let info = info(&self.shared, &row)?;
        let (shared, whole) = (self.shared.clone(), info.clone());
        let bytes = aside(move || open(&shared, &whole)).await?;
        bytes.map(|bytes| Some((info, bytes))).ok_or_else(missing)
    }
}

/// What a file holds; nothing where it does not lie there. What was altered does not open.
pub(crate) fn open(shared: &Shared, info: &FileInfo) -> Result<Option<Vec<u8>>, Problem> {
    let Some(sealed) = shared.files.read(&info.id)? else { return Ok(None) };
    let altered = || damaged("file");
    let bytes = unseal_bytes(&shared.keys, &place(CONTENT, &info.id), &sealed).ok_or_else(altered)?;
    if id(&shared.keys, &info.name, &info.media_type, &bytes) == info.id { Ok(Some(bytes)) } else { Err(altered()) }
}

/// What the database says of one file, for whoever verifies.
pub(crate) async fn row(shared: &Shared, link: &mut Connection, id: &str) -> Result<Option<FileInfo>, Problem> {
    let mut sql = Sql::new(shared.dialect);
    let id = sql.bind_text(id);
    sql.line(format!("SELECT {COLUMNS}")).line("FROM file").line(format!("WHERE id = {id}"));
    link.rows(sql).await?.pop().map(|row| info(shared, &row)).transpose()
}

/// The file is known, and does not lie where it should.
pub(crate) fn missing() -> Problem {
    Problem::new("store.missing_file", "这个文件不在文件目录里了。")
        .hint("请管理员运行核验（verify），并从备份里找回 files 目录。")
}

fn info(shared: &Shared, row: &Row) -> Result<FileInfo, Problem> {
    let wrong = || damaged("file");
    let [Cell::Text(id), Cell::Blob(name), Cell::Text(media_type), Cell::Int(size)] = row.as_slice() else {
        return Err(wrong());
    };
    let name = unseal_bytes(&shared.keys, &place(NAME, id), name).and_then(|name| String::from_utf8(name).ok());
    Ok(FileInfo {
        id: id.clone(),
        name: name.ok_or_else(wrong)?,
        media_type: media_type.clone(),
        size: u64::try_from(*size).map_err(|_| wrong())?,
    })
}
