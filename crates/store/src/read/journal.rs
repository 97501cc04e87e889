//! What happened to a book.

use kernel::{BookId, Instant, Problem, Seq};
use rules::access::{Allowed, Read};

use crate::{
    JournalQuery,
    cell::Cell,
    dialect::{Dialect, Sql},
    engine::{Connection, Row},
    problem::{damaged, no_change},
    read::reached::reached,
    record::{Entry, Touched},
    row::seq,
    shared::Shared,
    telling::{self, Telling},
};

/// Entries of a book, latest first.
pub(crate) async fn journal(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    book: &BookId,
    asked: &JournalQuery,
) -> Result<Vec<Entry>, Problem> {
    if !allowed.opens(book.as_str()) {
        return Err(Problem::not_found(format!("账本 {book}")));
    }
    let mut sql = Sql::new(shared.dialect);
    let rows = "FROM journal_row AS r WHERE r.book = j.book AND r.seq = j.seq";
    let rows = match asked.reached {
        true => format!("{rows} AND {}", reached(&mut sql, allowed, &shared.layouts())),
        false => rows.to_owned(),
    };
    let of = sql.bind_text(book);
    let before = sql.bind_int(asked.before.map_or(i64::MAX, Seq::as_i64));
    sql.line("SELECT j.book, j.seq, j.at, j.actor, j.act, j.undoes, j.request, j.pack, j.reason,");
    sql.line(format!("{},", telling::COLUMNS.map(|column| format!("j.{column}")).join(", ")));
    sql.line(format!("(SELECT COUNT(*) {rows})"));
    sql.line("FROM journal AS j");
    sql.line(format!("WHERE j.book = {of} AND j.seq < {before}"));
    if asked.reached {
        sql.line(format!("AND EXISTS (SELECT 1 {rows})"));
    }
    if let Some(actors) = &asked.actors {
        let names: Vec<String> = actors.iter().map(|name| sql.bind_text(name)).collect();
        sql.line(if names.is_empty() {
            "AND 1 = 0".to_owned()
        } else {
            format!("AND j.actor IN ({})", names.join(", "))
        });
    }
    if let Some(act) = &asked.act {
        let act = sql.bind_text(act);
        sql.line(format!("AND j.act = {act}"));
    }
    for (moment, test) in [(asked.from, ">="), (asked.until, "<")] {
        if let Some(moment) = moment {
            let moment = sql.bind_int(moment.millis());
            sql.line(format!("AND j.at {test} {moment}"));
        }
    }
    if let Some(words) = &asked.words {
        let words = sql.bind_text(words);
        let finds = shared.dialect.finds("j.reason", &words);
        sql.line(format!("AND {finds}"));
    }
    if asked.told || asked.by.is_some() {
        sql.line("AND (j.told_account IS NOT NULL OR j.told_seal IS NOT NULL)");
    }
    if let Some(by) = &asked.by {
        let name = sql.bind_text(&by.name);
        let mut either = vec![shared.dialect.finds("j.told_name", &name)];
        either.extend(by.accounts.iter().map(|account| format!("j.told_account = {}", sql.bind_text(account))));
        sql.line(format!("AND ({})", either.join(" OR ")));
    }
    let limit = sql.bind_int(i64::from(asked.limit));
    sql.line("ORDER BY j.seq DESC").line(format!("LIMIT {limit}"));
    link.rows(sql).await?.iter().map(|row| entry(row).ok_or_else(|| damaged("journal"))).collect()
}

/// The records of one Change, of ledgers within reach.
pub(crate) async fn touched(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    book: &BookId,
    at: Seq,
) -> Result<Vec<Touched>, Problem> {
    let asked = JournalQuery::before(Some(at.next()), 1);
    if journal(shared, link, allowed, book, &asked).await?.first().is_none_or(|entry| entry.seq != at) {
        return Err(no_change(book, at));
    }
    let mut touched = rows_of(link, shared.dialect, book, at).await?;
    touched.retain(|row| allowed.covers(row.ledger.as_str()));
    Ok(touched)
}

/// The first records of one Change; of a journal that is told in part, those within reach.
pub(crate) async fn first_touched(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    (book, at): (&BookId, Seq),
    most: u32,
    in_part: bool,
) -> Result<Vec<Touched>, Problem> {
    if !allowed.opens(book.as_str()) {
        return Err(no_change(book, at));
    }
    let mut sql = Sql::new(shared.dialect);
    let only = in_part.then(|| reached(&mut sql, allowed, &shared.layouts()));
    let mut touched = rows(link, sql, (book, at), only, Some(most)).await?;
    touched.retain(|row| allowed.covers(row.ledger.as_str()));
    Ok(touched)
}

/// The records of one Change, whoever asks.
pub(crate) async fn rows_of(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    book: &BookId,
    at: Seq,
) -> Result<Vec<Touched>, Problem> {
    rows(link, Sql::new(dialect), (book, at), None, None).await
}

async fn rows(
    link: &mut Connection,
    mut sql: Sql,
    (book, at): (&BookId, Seq),
    only: Option<String>,
    most: Option<u32>,
) -> Result<Vec<Touched>, Problem> {
    let (of, at) = (sql.bind_text(book), sql.bind_int(at.as_i64()));
    sql.line("SELECT r.ledger, r.record, CASE WHEN r.hash IS NULL THEN 0 ELSE 1 END, r.closed");
    sql.line("FROM journal_row AS r").line(format!("WHERE r.book = {of} AND r.seq = {at}"));
    if let Some(only) = only {
        sql.line(format!("AND {only}"));
    }
    sql.line("ORDER BY r.ledger, r.record");
    if let Some(most) = most {
        let most = sql.bind_int(i64::from(most));
        sql.line(format!("LIMIT {most}"));
    }
    let touched = |row: &Row| match row.as_slice() {
        [Cell::Text(ledger), Cell::Text(record), Cell::Int(opened), closed] => Some(Touched {
            ledger: ledger.as_str().into(),
            record: record.as_str().into(),
            opened: *opened != 0,
            closed: seq(closed),
        }),
        _ => None,
    };
    link.rows(sql).await?.iter().map(|row| touched(row).ok_or_else(|| damaged("journal_row"))).collect()
}

fn entry(row: &Row) -> Option<Entry> {
    let [book, number, at, actor, act, undoes, request, pack, reason, account, name, seal, way, rows] = row.as_slice()
    else {
        return None;
    };
    Some(Entry {
        book: book.as_text()?.into(),
        seq: seq(number)?,
        at: Instant::from_millis(at.as_int()?),
        actor: actor.as_text()?.to_owned(),
        act: act.as_text()?.to_owned(),
        undoes: seq(undoes),
        request: request.as_text()?.into(),
        pack: pack.as_text()?.to_owned(),
        reason: reason.as_text().map(str::to_owned),
        told: Telling::read([account, name, seal, way]).map(Telling::told),
        rows: u64::try_from(rows.as_int()?).ok()?,
    })
}
