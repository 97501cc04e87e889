//! So many rows of a selection, in order, from where the page before ended.

use kernel::{BookId, Problem, RecordId};
use store::{Cursor, ListQuery};

use super::{
    Found,
    order::Way,
    selection::{Selection, Wanted},
};
use crate::columns::Table;

/// So few rows are put in order for every page; for more, an order of the whole table is kept.
const FEW: usize = 1_024;

/// The page, or `None` where the columns cannot say it: sorted by what they do not hold, or a filter that fails.
pub fn page(table: &Table, query: &ListQuery, wanted: &Wanted) -> Result<Option<Found>, Problem> {
    let after = query.after.as_deref().map(|text| Cursor::read(text, &query.sort)).transpose()?;
    let Some(way) = Way::new(table, &query.sort) else { return Ok(None) };
    let Some(selection) = table.kept.selection(table, wanted).ok().filter(|selection| !selection.failed) else {
        return Ok(None);
    };
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX).max(1);
    let rows = if selection.total <= FEW {
        let mut rows: Vec<u32> = selection.rows().collect();
        rows.sort_unstable_by(|one, other| way.compare(*one, *other));
        from(&rows, &[], &selection, &way, after.as_ref(), limit + 1)
    } else {
        let order = table.kept.order(table, &way);
        from(order.rows(), &order.since(table, &way), &selection, &way, after.as_ref(), limit + 1)
    };
    let Some(mut rows) = rows else { return Ok(None) };
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|last| way.cursor(*last).write());
    let key = |row: &u32| {
        let (book, record) = way.name(*row);
        (BookId::from(book), RecordId::from(record))
    };
    let cut = wanted.cut.clone().unwrap_or_else(|| table.known.clone());
    let total = u64::try_from(selection.total).unwrap_or(u64::MAX);
    Ok(Some(Found { keys: rows.iter().map(key).collect(), next, total, cut }))
}

/// So many rows of the selection out of two lists in order, beyond a cursor. `None` where the cursor is of other columns.
fn from(
    kept: &[u32],
    since: &[u32],
    selection: &Selection,
    way: &Way<'_>,
    after: Option<&Cursor>,
    most: usize,
) -> Option<Vec<u32>> {
    let begin = |rows: &[u32]| match after {
        None => Some(0),
        Some(cursor) => {
            let first = rows.first().map_or(Some(true), |row| way.is_beyond(*row, cursor));
            first.map(|_| rows.partition_point(|row| way.is_beyond(*row, cursor) == Some(false)))
        }
    };
    let mut kept = kept[begin(kept)?..].iter().copied().filter(|row| selection.has(*row)).peekable();
    let mut since = since[begin(since)?..].iter().copied().filter(|row| selection.has(*row)).peekable();
    let next = || match (kept.peek(), since.peek()) {
        (Some(one), Some(other)) if way.compare(*other, *one).is_lt() => since.next(),
        (Some(_), _) => kept.next(),
        (None, _) => since.next(),
    };
    Some(std::iter::from_fn(next).take(most).collect())
}
