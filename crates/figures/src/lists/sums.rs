//! What numbers of a selection add up to, over all its pages.

use kernel::{FieldId, Problem};
use store::{ListSum, ListSums};

use super::selection::{Selection, Wanted};
use crate::columns::{Table, column::Values};

/// The sums of these fields, or `None` where the columns cannot say them: a field they do not hold as a number, or a filter
/// that fails.
pub fn sums(table: &Table, wanted: &Wanted, fields: &[FieldId]) -> Result<Option<ListSums>, Problem> {
    let places: Option<Vec<usize>> = fields.iter().map(|field| table.layout.place(field.as_str())).collect();
    let Some(places) = places else { return Ok(None) };
    let Some(selection) = table.kept.selection(table, wanted).ok().filter(|selection| !selection.failed) else {
        return Ok(None);
    };
    let sums: Option<Vec<ListSum>> = places.into_iter().map(|place| sum(table, &selection, place)).collect();
    let total = u64::try_from(selection.total).unwrap_or(u64::MAX);
    Ok(sums.map(|sums| ListSums { total, sums }))
}

fn sum(table: &Table, selection: &Selection, place: usize) -> Option<ListSum> {
    let mut sum = ListSum::default();
    for (chunk, selected) in table.chunks.iter().zip(selection.chunks()) {
        let column = &chunk.columns[place];
        let Values::Ints(values) = &column.values else { return None };
        let rows = selected.and(&column.present);
        sum.present += rows.count() as u64;
        values.each(rows.rows().map(|row| (row, ())), |_, (), value| sum.sum += i128::from(value));
    }
    Some(sum)
}
