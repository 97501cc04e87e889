//! A file comes in.

use kernel::{FieldId, Instant, LedgerId, Problem};
use rules::access::{Allowed, Write};

use super::{CONTENT, FileInfo, NAME, NewFile, id, place};
use crate::{Store, cell::Cell, dialect::Sql, home::Alone, problem, seal::seal_bytes, write};

impl Store {
    /// Keeps a file for a field of a ledger; answers once it is safe from a power failure. The same again is the same file.
    /// Until a record names it, it may be forgotten ([`Store::forget_files`]).
    pub async fn keep_file(
        &self,
        allowed: &Allowed<Write>,
        ledger: &LedgerId,
        field: &FieldId,
        at: Instant,
        file: NewFile,
    ) -> Result<FileInfo, Problem> {
        if !allowed.covers(ledger.as_str()) {
            return Err(Problem::not_found(format!("台账“{ledger}”")));
        }
        let shared = self.shared.clone();
        let (info, name, content) = aside(move || {
            let NewFile { name, media_type, bytes } = file;
            let id = id(&shared.keys, &name, &media_type, &bytes);
            let seal = |what: &str, plain: &[u8]| {
                let sealed = seal_bytes(&shared.keys, shared.random.as_ref(), &place(what, &id), plain);
                sealed.ok_or_else(|| problem::damaged("keys"))
            };
            let (sealed_name, content) = (seal(NAME, name.as_bytes())?, seal(CONTENT, &bytes)?);
            let size = bytes.len() as u64;
            Ok((FileInfo { id, name, media_type, size }, sealed_name, content))
        })
        .await?;
        let held = self.hold_files().await?;
        let (shared, id) = (self.shared.clone(), info.id.clone());
        let _held = aside(move || shared.files.write(&id, &content, shared.random.as_ref()).map(|()| held)).await?;
        let dialect = self.shared.dialect;
        let mut known = Sql::new(dialect);
        let size = i64::try_from(info.size).unwrap_or(i64::MAX);
        let cells = [Cell::text(&info.id), Cell::Blob(name), Cell::text(&info.media_type), Cell::Int(size)];
        let binds = cells.map(|cell| known.bind(cell)).join(", ");
        known.line("INSERT INTO file (id, name, media_type, size)").line(format!("VALUES ({binds})"));
        known.line("ON CONFLICT (id) DO NOTHING");
        let mut put = Sql::new(dialect);
        let cells = [&*info.id, ledger.as_str(), field.as_str(), allowed.actor()].map(Cell::text);
        let at = put.bind_int(at.millis());
        let binds = cells.map(|cell| put.bind(cell)).join(", ");
        put.line("INSERT INTO file_put (id, ledger, field, actor, at, held_at)");
        put.line(format!("VALUES ({binds}, {at}, {at})"));
        put.line("ON CONFLICT (id, ledger, field, actor) DO UPDATE SET held_at = excluded.held_at");
        let statements = vec![known, put];
        self.send(|answer| write::Job::Deeds { statements, answer }).await?;
        Ok(info)
    }

    /// Waits until nobody else puts files in or takes them away, on any server of the database. What is held goes into the work
    /// itself: it goes on where whoever asked for it is gone.
    pub(super) async fn hold_files(&self) -> Result<Held, Problem> {
        let one = self.shared.files.one.clone().lock_owned().await;
        Ok((one, self.shared.home.alone().await?))
    }

    /// Whether somebody handed in a file for a field himself. It is held from now on as if it had just been handed in, so
    /// that it is not forgotten while a record that names it is being kept.
    pub async fn hold_file(
        &self,
        allowed: &Allowed<Write>,
        ledger: &LedgerId,
        field: &FieldId,
        id: &str,
        at: Instant,
    ) -> Result<bool, Problem> {
        if !allowed.covers(ledger.as_str()) {
            return Ok(false);
        }
        let mut sql = Sql::new(self.shared.dialect);
        let at = sql.bind_int(at.millis());
        let cells = [id, ledger.as_str(), field.as_str(), allowed.actor()].map(Cell::text);
        let [id, ledger, field, actor] = cells.map(|cell| sql.bind(cell));
        sql.line(format!("UPDATE file_put SET held_at = {at}"));
        sql.line(format!("WHERE id = {id} AND ledger = {ledger} AND field = {field} AND actor = {actor}"));
        sql.line("RETURNING id");
        let statements = vec![sql];
        Ok(!self.send(|answer| write::Job::Deeds { statements, answer }).await?.is_empty())
    }
}

/// Held while files are put in or taken away.
pub(super) type Held = (tokio::sync::OwnedMutexGuard<()>, Alone);

/// Work that keeps a processor or a disk busy, away from those who answer.
pub(super) async fn aside<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|_| problem::closed().detail("files did not end"))?
}
