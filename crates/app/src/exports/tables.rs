//! The rows of tables on sheets of their own, behind that of the records: the same records are read once more for each table, so
//! that no more than a page of them is ever held.

use std::sync::Arc;

use figures::Search;
use kernel::{FieldId, Problem, Value};
use pack::model::Ledger;
use rules::access::{Allowed, Read};
use store::{ListQuery, ListRow};
use tokio::sync::mpsc;

use super::{
    columns::{self, Columns, is_masked},
    rows::Rows,
    run::PAGE,
    titles::Known,
    writer::{Handed, Part},
};
use crate::{
    Service, World,
    imports::{self, Child},
    records::Source,
};

/// A table that has a sheet.
pub(super) struct Table {
    pub child: Child,
    /// The columns of its sheet: unit, what names the record, then its own.
    pub columns: Columns,
}

/// All of a file, and the question for the records.
pub(super) struct Tables {
    pub all: Arc<[Table]>,
    pub query: ListQuery,
    pub search: Option<Search>,
}

/// Those among the columns of a list. A table that lists mask is one masked value, and has none.
pub(super) fn of(ledger: &Ledger, chosen: &Columns) -> Result<Vec<Table>, Problem> {
    let is_shown = |child: &Child| {
        let field = ledger.fields.get(&child.field);
        chosen.fields.contains(&child.field) && field.is_some_and(|field| !is_masked(field))
    };
    let all = imports::children(ledger).into_iter().filter(is_shown);
    all.map(|child| Ok(Table { columns: columns::choose(&child.ledger, None)?, child })).collect()
}

impl Tables {
    /// Reads the rows of each as long as they are taken. A mark stands before and behind those of each.
    pub async fn read(
        &self,
        service: &Service,
        world: &World,
        allowed: &Allowed<Read>,
        ledger: &Ledger,
        send: &mpsc::Sender<Handed>,
    ) -> Result<(), Problem> {
        let context = world.context();
        for table in self.all.iter() {
            if send.send(Ok(Part::Ends)).await.is_err() {
                return Ok(());
            }
            let linked = imports::links(ledger).into_iter().map(|field| field.id.clone());
            let fields: Vec<FieldId> = linked.chain([table.child.field.clone()]).collect();
            let query = ListQuery { limit: PAGE, counted: false, ..self.query.clone() };
            let cut = query.cut.clone();
            let from = Source { store: service.store(), allowed, cut: &cut };
            let mut known = Known::new(&table.child.ledger, &table.columns, &world.pack);
            let mut records = Rows::of(service, allowed, ledger, query, self.search.clone(), fields).await?;
            while let Some(page) = records.next_page().await? {
                let mut rows = page.into_iter().flat_map(|record| rows_of(record, &table.columns));
                loop {
                    let some: Vec<ListRow> = rows.by_ref().take(PAGE as usize).collect();
                    if some.is_empty() {
                        break;
                    }
                    let titles = known.of(&some, &from, &context).await?;
                    if send.send(Ok(Part::Rows(some, titles))).await.is_err() {
                        return Ok(());
                    }
                }
            }
        }
        if !self.all.is_empty() {
            // Whoever writes and sees no end knows that something is missing.
            let _ = send.send(Ok(Part::Ends)).await;
        }
        Ok(())
    }
}

/// The rows of a record's table, each as a row of the sheet.
fn rows_of(record: ListRow, columns: &Columns) -> Vec<ListRow> {
    let mut values = record.values;
    let Some(Some(Value::Rows(rows))) = values.pop() else { return Vec::new() };
    let own: Vec<FieldId> = columns.fields.iter().skip(values.len()).cloned().collect();
    let one = |mut row: kernel::Fields| ListRow {
        values: values.iter().cloned().chain(own.iter().map(|id| row.remove(id))).collect(),
        steps: Vec::new(),
        state: None,
        book: record.book.clone(),
        record: record.record.clone(),
        unit: record.unit.clone(),
    };
    rows.into_iter().map(one).collect()
}
