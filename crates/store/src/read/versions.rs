//! Versions for the columns of the figures room: all that began or ended after a cut.

use kernel::{BookId, Cut, Date, Problem, Seq, Value};

use crate::{
    cell::{Cell, Kind},
    dialect::{Sql, quoted},
    engine::{Connection, Row},
    problem::damaged,
    record::{Spell, VersionRow, Versions},
    row::seq,
    schema::{Column, Layout, step_column},
    shared::Shared,
};

/// Reads them up to where the books stood when it began.
pub(crate) async fn versions(
    shared: &Shared,
    link: &mut Connection,
    layout: &Layout,
    after: &Cut,
) -> Result<Versions, Problem> {
    let heads = crate::cut::heads(link).await?;
    let fields: Vec<&Column> = layout.fields.iter().filter(|column| column.kind != Kind::Rows).collect();
    let dated: Vec<&Column> = layout.dated().filter(|column| column.kind != Kind::Rows).collect();
    let mut rows = Vec::new();
    for (book, head) in &heads.0 {
        let from = after.at(book.as_str());
        if from < *head {
            rows.extend(of_book(shared, link, layout, &fields, &dated, book, (from, *head)).await?);
        }
    }
    Ok(Versions {
        fields: fields.iter().map(|column| column.field.clone()).collect(),
        steps: layout.steps.clone(),
        dated: dated.iter().map(|column| column.field.clone()).collect(),
        rows,
        heads,
    })
}

async fn of_book(
    shared: &Shared,
    link: &mut Connection,
    layout: &Layout,
    fields: &[&Column],
    dated: &[&Column],
    book: &BookId,
    span: (Seq, Seq),
) -> Result<Vec<VersionRow>, Problem> {
    let absent = |column: &Column| shared.dialect.absent(column.ty()).to_owned();
    let names = fields
        .iter()
        .map(|column| column.readable().map_or_else(|| absent(column), |name| format!("l.{}", quoted(&name))));
    let steps = layout.steps.iter().map(|step| format!("l.{}", quoted(&step_column(step.as_str()))));
    let select: Vec<String> = names.chain(steps).collect();
    let select = select.iter().map(|name| format!(", {name}")).collect::<String>();
    let mut sql = Sql::new(shared.dialect);
    sql.line(format!("SELECT l.record, l.from_seq, l.to_seq, l.unit, l.state{select}"));
    changed(&mut sql, layout, book, span, "");
    sql.line("ORDER BY l.record, l.from_seq");
    let mut rows = Vec::new();
    for row in link.rows(sql).await? {
        rows.push(version(layout, fields, book, span.1, row).ok_or_else(|| damaged(&layout.ledger))?);
    }
    if !layout.rule.spells {
        return Ok(rows);
    }

    let select = dated.iter().map(|column| format!(", d.{}", quoted(&column.plain()))).collect::<String>();
    let mut sql = Sql::new(shared.dialect);
    sql.line(format!("SELECT d.record, d.from_seq, d.since, d.until, d.state{select}"));
    let join = format!(
        "JOIN {} AS d\nON d.book = l.book AND d.record = l.record AND d.from_seq = l.from_seq",
        layout.spell_table()
    );
    changed(&mut sql, layout, book, span, &join);
    sql.line("ORDER BY d.record, d.from_seq, d.since");
    let mut at = 0;
    for row in link.rows(sql).await? {
        let (record, from, spell) = spell(dated, row).ok_or_else(|| damaged(&layout.ledger))?;
        // Both answers are in one order, and every spell has its version.
        while rows.get(at).is_some_and(|row| (row.record.as_str(), row.from_seq) < (record.as_str(), from)) {
            at += 1;
        }
        if let Some(row) = rows.get_mut(at).filter(|row| row.record.as_str() == record && row.from_seq == from) {
            row.spells.push(spell);
        }
    }
    Ok(rows)
}

/// Versions that began or ended after the first position, as known at the second, and what is joined to them.
/// The journal tells which; all of a book are read in the order of their keys.
fn changed(sql: &mut Sql, layout: &Layout, book: &BookId, (after, head): (Seq, Seq), join: &str) {
    let (of, table) = (sql.bind_text(book), layout.table());
    let (after, head) = (after.as_i64(), head.as_i64());
    if after == 0 {
        sql.line(format!("FROM {table} AS l")).line(join);
        sql.line(format!("WHERE l.book = {of} AND +l.from_seq <= {head}"));
        return;
    }
    let ledger = sql.bind_text(&layout.ledger);
    let span = format!("WHERE book = {of} AND seq > {after} AND seq <= {head} AND ledger = {ledger}");
    sql.line("FROM (");
    sql.line("SELECT book, record, seq AS from_seq").line("FROM journal_row");
    sql.line(&span).line("AND hash IS NOT NULL");
    sql.line("UNION ALL");
    sql.line("SELECT book, record, closed AS from_seq").line("FROM journal_row");
    sql.line(&span).line(format!("AND closed <= {after}"));
    sql.line(") AS k");
    sql.line(format!("JOIN {table} AS l"));
    sql.line("ON l.book = k.book AND l.record = k.record AND l.from_seq = k.from_seq");
    sql.line(join);
}

fn version(layout: &Layout, fields: &[&Column], book: &BookId, head: Seq, row: Row) -> Option<VersionRow> {
    let mut cells = row.into_iter();
    let (record, from, to, unit, state) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let mut values = Vec::with_capacity(fields.len());
    for column in fields {
        values.push(column.kind.value(&cells.next()?));
    }
    let day = |cell: Cell| cell.as_int().and_then(|day| i32::try_from(day).ok()).map(Date::from_days);
    Some(VersionRow {
        book: book.clone(),
        record: record.as_text()?.into(),
        unit: unit.as_text()?.into(),
        from_seq: seq(&from)?,
        to_seq: seq(&to).filter(|to| *to <= head),
        values,
        steps: layout.steps.iter().map(|_| cells.next().map(day)).collect::<Option<_>>()?,
        state: state.as_text().map(Into::into),
        spells: Vec::new(),
    })
}

fn spell(dated: &[&Column], row: Row) -> Option<(String, Seq, Spell)> {
    let mut cells = row.into_iter();
    let (record, from, since, until, state) =
        (cells.next()?, cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let day = |cell: &Cell| cell.as_int().and_then(|day| i32::try_from(day).ok()).map(Date::from_days);
    let values: Vec<Option<Value>> =
        dated.iter().map(|column| cells.next().map(|cell| column.kind.value(&cell))).collect::<Option<_>>()?;
    let spell = Spell { since: day(&since)?, until: day(&until)?, values, state: state.as_text().map(Into::into) };
    Some((record.as_text()?.to_owned(), seq(&from)?, spell))
}
