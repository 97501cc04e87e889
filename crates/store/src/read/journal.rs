//! What happened to a book.

use kernel::{BookId, Instant, Problem, Seq};
use rules::access::{Allowed, Read};

use crate::{
    JournalQuery,
    cell::Cell,
    dialect::{Dialect, Sql},
    engine::{Connection, Row},
    problem::{damaged, no_change},
    record::{Entry, Touched},
    row::seq,
    telling::{self, Telling},
};

/// Entries of a book, latest first.
pub(crate) async fn journal(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    allowed: &Allowed<Read>,
    book: &BookId,
    asked: &JournalQuery,
) -> Result<Vec<Entry>, Problem> {
    if !allowed.opens(book.as_str()) {
        return Err(Problem::not_found(format!("账本 {book}")));
    }
    let mut sql = Sql::new(dialect);
    let of = sql.bind_text(book);
    let before = sql.bind_int(asked.before.map_or(i64::MAX, Seq::as_i64));
    sql.line("SELECT j.book, j.seq, j.at, j.actor, j.act, j.undoes, j.request, j.pack, j.reason,");
    sql.line(format!("{},", telling::COLUMNS.map(|column| format!("j.{column}")).join(", ")));
    sql.line("(SELECT COUNT(*) FROM journal_row AS r WHERE r.book = j.book AND r.seq = j.seq)");
    sql.line("FROM journal AS j");
    sql.line(format!("WHERE j.book = {of} AND j.seq < {before}"));
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
        let finds = dialect.finds("j.reason", &words);
        sql.line(format!("AND {finds}"));
    }
    if asked.told || asked.by.is_some() {
        sql.line("AND (j.told_account IS NOT NULL OR j.told_seal IS NOT NULL)");
    }
    if let Some(by) = &asked.by {
        let name = sql.bind_text(&by.name);
        let mut either = vec![dialect.finds("j.told_name", &name)];
        either.extend(by.accounts.iter().map(|account| format!("j.told_account = {}", sql.bind_text(account))));
        sql.line(format!("AND ({})", either.join(" OR ")));
    }
    let limit = sql.bind_int(i64::from(asked.limit));
    sql.line("ORDER BY j.seq DESC").line(format!("LIMIT {limit}"));
    link.rows(sql).await?.iter().map(|row| entry(row).ok_or_else(|| damaged("journal"))).collect()
}

/// The records of one Change.
pub(crate) async fn touched(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    allowed: &Allowed<Read>,
    book: &BookId,
    at: Seq,
    most: Option<u32>,
) -> Result<Vec<Touched>, Problem> {
    let asked = JournalQuery::before(Some(at.next()), 1);
    if journal(link, dialect, allowed, book, &asked).await?.first().is_none_or(|entry| entry.seq != at) {
        return Err(no_change(book, at));
    }
    let mut touched = rows_of(link, dialect, book, at, most).await?;
    touched.retain(|row| allowed.covers(row.ledger.as_str()));
    Ok(touched)
}

/// The records of one Change, whoever asks; the first of them where not all are wanted.
pub(crate) async fn rows_of(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    book: &BookId,
    at: Seq,
    most: Option<u32>,
) -> Result<Vec<Touched>, Problem> {
    let mut sql = Sql::new(dialect);
    let (of, at) = (sql.bind_text(book), sql.bind_int(at.as_i64()));
    sql.line("SELECT ledger, record, CASE WHEN hash IS NULL THEN 0 ELSE 1 END, closed");
    sql.line("FROM journal_row").line(format!("WHERE book = {of} AND seq = {at}"));
    sql.line("ORDER BY ledger, record");
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
