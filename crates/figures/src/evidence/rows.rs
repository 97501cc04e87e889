//! The rows of a fold, each with what it adds.

use kernel::{Decimal, LedgerId, Problem, number};
use pack::model::{Aggregate, Fold, Indicator, Privacy, from_base};
use rules::access::{Allowed, Read};

use super::EvidenceRow;
use crate::{
    answer::{Leaf, plan_of},
    columns::{Table, column::Shape},
    run::{Found, Lane, aggregate_field, rows as found_rows},
    session::Session,
};

/// All rows behind a leaf, by record; of a distinct count by value first. `over` is the indicator whose fold it is.
pub fn rows(session: &Session, over: &Indicator, fold: &Fold, leaf: &Leaf) -> Result<Vec<EvidenceRow>, Problem> {
    let table = session.table(&fold.ledger)?;
    let (_, part) = plan_of(&session.pack, leaf)?;
    let scopes = vec![leaf.unit.clone()];
    let lane = Lane { fold, part, period: leaf.period, boundaries: leaf.boundaries, scopes };
    let found = found_rows(&session.world(), table, &session.cut, &lane)?;
    let mut rows: Vec<EvidenceRow> =
        found.iter().map(|found| row(table, over, &fold.aggregate, part.is_some(), found)).collect();
    rows.sort_by(|a, b| (&a.group, &a.book, &a.record).cmp(&(&b.group, &b.book, &b.record)));
    Ok(rows)
}

/// Whether a reader may see the values that are folded. Personal ones stay masked whatever the clearance: they are
/// opened one record at a time.
pub fn is_clear(session: &Session, allowed: &Allowed<Read>, ledger: &LedgerId, aggregate: &Aggregate) -> bool {
    let clearance = allowed.clearance_for(ledger.as_str());
    let ledger = session.pack.ledger(ledger.as_str());
    let field = aggregate_field(aggregate).and_then(|field| ledger?.field(field));
    field.map_or(Privacy::Open, |field| field.privacy) <= clearance.min(Privacy::Internal)
}

fn row(table: &Table, over: &Indicator, aggregate: &Aggregate, shares: bool, found: &Found) -> EvidenceRow {
    let chunk = &table.chunks[found.at.chunk];
    let place = aggregate_field(aggregate).and_then(|field| table.layout.place(field));
    let value = place.and_then(|place| {
        let Shape::Number(scale) = table.layout.shape(place) else { return None };
        number::from_scaled(i128::from(chunk.columns[place].int(found.at.row)?), u32::from(scale))
    });
    let contribution = match aggregate {
        Aggregate::Count => Some(Decimal::ONE),
        Aggregate::Distinct(_) => None,
        _ => value,
    };
    let group = match aggregate {
        Aggregate::Distinct(_) => place.and_then(|place| text(table, place, found)),
        _ => None,
    };
    EvidenceRow {
        record: table.record(found.at).into(),
        book: table.book(found.at).into(),
        unit: table.unit(found.at).into(),
        from_seq: chunk.seq(found.at.row),
        date: found.day,
        contribution: contribution.and_then(|value| from_base(&over.measure, value)),
        group,
        part: shares.then_some(found.part),
    }
}

/// The value of a row as text.
fn text(table: &Table, place: usize, found: &Found) -> Option<String> {
    let value = table.chunks[found.at.chunk].columns[place].int(found.at.row)?;
    Some(match table.layout.shape(place) {
        Shape::Text => table.dictionaries[place].text(u32::try_from(value).ok()?).to_owned(),
        Shape::Codes => table.dictionaries[place].text(u32::try_from(value).ok()?).replace(expr::CODE_SEPARATOR, "、"),
        Shape::Number(scale) => number::plain(number::from_scaled(i128::from(value), u32::from(scale))?),
        Shape::Day => kernel::Date::from_days(i32::try_from(value).ok()?).to_string(),
        Shape::Moment => kernel::Instant::from_millis(value).to_string(),
        Shape::Bool => if value == 1 { "是" } else { "否" }.to_owned(),
    })
}
