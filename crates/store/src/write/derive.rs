//! Derived columns and spells made anew, where the pack's rule for them changed.

use kernel::{Problem, RecordId, Seq};

use super::rows;
use crate::{
    cell::Cell,
    dialect::{Dialect, Sql, quoted},
    engine::Connection,
    problem::damaged,
    ready::spell_row,
    row::VersionCells,
    schema::{Layout, step_column},
};

const PAGE: i64 = 2_000;

/// Derives state, step days and spells of every version of a ledger by its new layout.
pub(crate) async fn again(link: &mut Connection, dialect: &'static dyn Dialect, new: &Layout) -> Result<(), Problem> {
    if new.rule.spells {
        link.run(format!("DELETE FROM {}", new.spell_table()), Vec::new()).await?;
    }
    let mut after = (String::new(), RecordId::from(""), Seq(0));
    loop {
        let page = page(link, dialect, new, &after).await?;
        let Some(last) = page.last() else { return Ok(()) };
        after = (last.book.to_string(), last.record.clone(), last.from_seq);
        let mut spells = rows::spell_bulk(dialect, new);
        for version in page {
            let derived = version.derived(new).ok_or_else(|| damaged(&new.ledger))?;
            if derived.state != version.state || derived.step_days != version.step_days {
                update(link, dialect, new, &version, derived.state, derived.step_days).await?;
            }
            for spell in derived.spells {
                spell_row(&mut spells.binds, &version.book, &version.record, version.from_seq, spell);
                spells.send_full(link).await?;
            }
        }
        spells.send_rest(link).await?;
    }
}

async fn update(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layout: &Layout,
    version: &VersionCells,
    state: Cell,
    step_days: Vec<Cell>,
) -> Result<(), Problem> {
    let mut sql = Sql::new(dialect);
    let mut sets = vec![format!("state = {}", sql.bind(state))];
    for (step, day) in layout.steps.iter().zip(step_days) {
        sets.push(format!("{} = {}", quoted(&step_column(step.as_str())), sql.bind(day)));
    }
    let (book, record) = (sql.bind_text(&version.book), sql.bind_text(&version.record));
    let from = sql.bind_int(version.from_seq.as_i64());
    sql.line(format!("UPDATE {}", layout.table()));
    sql.line(format!("SET {}", sets.join(", ")));
    sql.line(format!("WHERE book = {book} AND record = {record} AND from_seq = {from}"));
    link.run(sql.text, sql.binds).await.map(|_| ())
}

/// Versions after a place, in the order of their keys.
pub(crate) async fn page(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layout: &Layout,
    after: &(String, RecordId, Seq),
) -> Result<Vec<VersionCells>, Problem> {
    let mut sql = Sql::new(dialect);
    let (book, record) = (sql.bind_text(&after.0), sql.bind_text(&after.1));
    let (from, limit) = (sql.bind_int(after.2.as_i64()), sql.bind_int(PAGE));
    sql.line(format!("SELECT {}", layout.select("l")));
    sql.line(format!("FROM {} AS l", layout.table()));
    sql.line(format!("WHERE (l.book, l.record, l.from_seq) > ({book}, {record}, {from})"));
    sql.line("ORDER BY l.book, l.record, l.from_seq").line(format!("LIMIT {limit}"));
    link.rows(sql).await?.into_iter().map(|row| VersionCells::read(layout, row)).collect()
}
