//! The records of a page that was found by other means, in its order.

use std::collections::HashMap;

use kernel::{BookId, Cut, Problem, RecordId};
use rules::access::{Allowed, Read};

use crate::{
    dialect::Sql, engine::Connection, record::Record, row::VersionCells, schema::Layout, shared::Shared, write::texts,
};

/// Records of several books as known at a cut, in the order asked for; those that are not there are left out.
/// One question: a part for each book, as each is known up to a position of its own.
pub(crate) async fn page(
    shared: &Shared,
    link: &mut Connection,
    allowed: &Allowed<Read>,
    layout: &Layout,
    keys: &[(BookId, RecordId)],
    cut: &Cut,
) -> Result<Vec<Record>, Problem> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut books: Vec<&BookId> = keys.iter().map(|(book, _)| book).collect();
    books.sort();
    books.dedup();
    let mut sql = Sql::new(shared.dialect);
    for (number, book) in books.into_iter().enumerate() {
        if number > 0 {
            sql.line("UNION ALL");
        }
        let own = keys.iter().filter(|(of, _)| of == book).map(|(_, record)| record.as_str());
        let (of, among) = (sql.bind_text(book), sql.bind(texts(own)));
        sql.line(format!("SELECT {}", layout.select("l")));
        sql.line(format!("FROM {} AS l", layout.table()));
        sql.line(format!("WHERE l.book = {of} AND {}", shared.dialect.is_among("l.record", &among)));
        sql.line(format!("AND {}", crate::cut::known_at(cut.at(book.as_str()))));
    }
    let places: HashMap<(&str, &str), usize> =
        keys.iter().enumerate().map(|(place, (book, record))| ((book.as_str(), record.as_str()), place)).collect();
    // Whoever found the keys kept to the reach as well. Here it is looked at row by row: named in the question, the thousand
    // units of a county would be read anew for each of its books, which took several times as long as the page.
    let reach = allowed.units_for(layout.ledger.as_str());
    let mut found: Vec<Option<Record>> = keys.iter().map(|_| None).collect();
    for row in link.rows(sql).await? {
        let cells = VersionCells::read(layout, row)?;
        if reach.as_ref().is_some_and(|units| !units.contains(&cells.unit)) {
            continue;
        }
        if let Some(place) = places.get(&(cells.book.as_str(), cells.record.as_str())) {
            found[*place] = Some(cells.record(layout, &shared.keys, cut.at(cells.book.as_str()))?);
        }
    }
    Ok(found.into_iter().flatten().collect())
}
