//! Many rows as one text. Taking rows out of a database one by one costs more than reading them: a thousand rows as one
//! JSON array of arrays of cells cost one.

use std::fmt;

use kernel::{BookId, Problem, Seq};
use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};

use crate::{
    cell::Cell,
    dialect::Sql,
    engine::{Connection, Row},
    problem::damaged,
    schema::Layout,
    shared::Shared,
};

/// Functions take no more than this many values; more are packed in several arrays.
const MOST: usize = 90;

/// A record and one of its versions.
type At = (String, i64);

/// Versions after one, up to another.
#[derive(Clone, Default)]
pub(super) struct Range {
    after: Option<At>,
    upto: Option<At>,
}

/// How many versions there are of some books.
pub(super) async fn count(
    shared: &Shared,
    link: &mut Connection,
    layout: &Layout,
    books: impl Iterator<Item = &BookId>,
) -> Result<usize, Problem> {
    let mut all = 0;
    for book in books {
        let mut sql = Sql::new(shared.dialect);
        let of = sql.bind_text(book);
        sql.line("SELECT COUNT(*)").line(format!("FROM {}", layout.table())).line(format!("WHERE book = {of}"));
        let rows = link.rows(sql).await?;
        let count = rows.first().and_then(|row| usize::try_from(row.first()?.as_int()?).ok());
        all += count.ok_or_else(|| damaged(&layout.ledger))?;
    }
    Ok(all)
}

/// How far the page of so many versions goes that begins here, and what follows it.
pub(super) async fn range(
    shared: &Shared,
    link: &mut Connection,
    layout: &Layout,
    book: &BookId,
    here: Range,
    versions: usize,
) -> Result<(Range, Option<Range>), Problem> {
    let mut sql = Sql::new(shared.dialect);
    sql.line("SELECT l.record, l.from_seq").line(format!("FROM {} AS l", layout.table()));
    let of = sql.bind_text(book);
    sql.line(format!("WHERE l.book = {of}"));
    within(&mut sql, "l", &here);
    sql.line("ORDER BY l.record, l.from_seq").line(format!("LIMIT 1 OFFSET {}", versions - 1));
    let rows = link.rows(sql).await?;
    let upto = match rows.first().map(Vec::as_slice) {
        None => return Ok((here, None)),
        Some([Cell::Text(record), Cell::Int(from)]) => (record.clone(), *from),
        Some(_) => return Err(damaged(&layout.ledger)),
    };
    let next = Range { after: Some(upto.clone()), upto: None };
    Ok((Range { upto: Some(upto), ..here }, Some(next)))
}

/// A table, what the question calls it, what is selected of it, and the order of its key.
pub(super) struct Packing {
    pub table: String,
    pub alias: &'static str,
    pub columns: Vec<String>,
    pub order: &'static str,
}

/// What of a table had begun at a position, within a range or narrowed otherwise, packed.
pub(super) async fn pack(
    shared: &Shared,
    link: &mut Connection,
    Packing { table, alias, columns, order }: &Packing,
    (book, head): (&BookId, Seq),
    narrow: impl FnOnce(&mut Sql),
) -> Result<String, Problem> {
    let names: Vec<String> = (0..columns.len()).map(|number| format!("p.c{number}")).collect();
    let arrays: Vec<String> = names.chunks(MOST).map(|names| shared.dialect.json_array(&names.join(", "))).collect();
    let row = if let [one] = arrays.as_slice() { one.clone() } else { shared.dialect.json_array(&arrays.join(", ")) };
    let selected: Vec<String> =
        columns.iter().enumerate().map(|(number, column)| format!("{column} AS c{number}")).collect();
    let mut sql = Sql::new(shared.dialect);
    let (of, head) = (sql.bind_text(book), sql.bind_int(head.as_i64()));
    sql.line(format!("SELECT {}", shared.dialect.json_rows(&row)));
    sql.line(format!("FROM (SELECT {}", selected.join(", "))).line(format!("FROM {table} AS {alias}"));
    sql.line(format!("WHERE {alias}.book = {of} AND +{alias}.from_seq <= {head}"));
    narrow(&mut sql);
    sql.line(format!("ORDER BY {order}) AS p"));
    match link.rows(sql).await?.pop().and_then(|mut row| row.pop()) {
        Some(Cell::Text(text)) => Ok(text),
        _ => Err(damaged(table)),
    }
}

/// The bound on the record alone is for the index.
pub(super) fn within(sql: &mut Sql, alias: &str, range: &Range) {
    let ends = [(&range.after, ">="), (&range.upto, "<=")];
    for (end, compare) in ends.into_iter().filter_map(|(end, compare)| Some((end.as_ref()?, compare))) {
        let strict = if compare == ">=" { ">" } else { compare };
        let (record, from) = (sql.bind_text(&end.0), sql.bind_int(end.1));
        sql.line(format!("AND {alias}.record {compare} {record}"));
        sql.line(format!("AND ({alias}.record, {alias}.from_seq) {strict} ({record}, {from})"));
    }
}

/// Rows out of their text; `None` where it is none.
pub(super) fn read(text: &str) -> Option<Vec<Row>> {
    let rows: Vec<Packed> = serde_json::from_str(text).ok()?;
    rows.into_iter().map(Packed::row).collect()
}

/// A cell, or several.
enum Packed {
    Cell(Cell),
    Many(Vec<Packed>),
}

impl Packed {
    fn row(self) -> Option<Row> {
        let Self::Many(cells) = self else { return None };
        let mut row = Row::with_capacity(cells.len());
        for cell in cells {
            match cell {
                Self::Cell(cell) => row.push(cell),
                Self::Many(_) => row.extend(cell.row()?),
            }
        }
        Some(row)
    }
}

impl<'de> Deserialize<'de> for Packed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Reader)
    }
}

struct Reader;

impl<'de> Visitor<'de> for Reader {
    type Value = Packed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a cell or an array of cells")
    }

    fn visit_unit<E: de::Error>(self) -> Result<Packed, E> {
        Ok(Packed::Cell(Cell::Null))
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Packed, E> {
        Ok(Packed::Cell(Cell::Int(number)))
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Packed, E> {
        i64::try_from(number).map(|number| Packed::Cell(Cell::Int(number))).map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Packed, E> {
        Ok(Packed::Cell(Cell::Text(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Packed, A::Error> {
        let mut all = Vec::with_capacity(seq.size_hint().unwrap_or(16));
        while let Some(one) = seq.next_element()? {
            all.push(one);
        }
        Ok(Packed::Many(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expect: Option<Vec<Row>>) {
        assert_eq!(read(text), expect, "{text}");
    }

    #[test]
    fn rows_come_out_as_they_went_in() {
        let row = vec![Cell::text("甲\n\"乙\""), Cell::Int(i64::MIN), Cell::Null, Cell::Int(i64::MAX)];
        check("[]", Some(vec![]));
        check(r#"[["甲\n\"乙\"",-9223372036854775808,null,9223372036854775807]]"#, Some(vec![row.clone()]));
        check(r#"[[["甲\n\"乙\"",-9223372036854775808],[null,9223372036854775807]]]"#, Some(vec![row]));
        check("[1]", None);
        check("[[1.5]]", None);
        check("[[18446744073709551615]]", None);
        check("[[1]", None);
    }
}
