//! What somebody handed in and no version of any record names is forgotten after a while.

use std::collections::BTreeSet;

use kernel::{Instant, Problem};

use super::keep::aside;
use crate::{Store, cell::Cell, dialect::Sql, engine::Row, problem::damaged, schema::Layouts, write};

impl Store {
    /// Forgets what was handed in before a moment and is named by no version of any record, and what was being written
    /// when a server died; answers how many files went. What is handed in again meanwhile stays: whoever puts a file in
    /// and whoever takes one away wait for each other, on every server of a database.
    pub async fn forget_files(&self, before: Instant) -> Result<usize, Problem> {
        let held = self.hold_files().await?;
        let mut link = self.reader().await?;
        let named = naming(&crate::schema::layouts(&mut link).await?);
        let mut old = Sql::new(self.shared.dialect);
        let until = old.bind_int(before.millis());
        old.line("SELECT DISTINCT id").line("FROM file_put").line(format!("WHERE held_at < {until}"));
        unnamed(&mut old, &named);
        let found: BTreeSet<String> = texts(link.rows(old).await?).collect();
        drop(link);
        if !found.is_empty() {
            // Asked again within the transaction that takes them away: a record may have come to name one of them.
            let found = serde_json::to_string(&found).map_err(damaged)?;
            let mut put = Sql::new(self.shared.dialect);
            let (until, among) = (put.bind_int(before.millis()), put.bind_text(&found));
            let among = self.shared.dialect.is_among("id", &among);
            put.line("DELETE FROM file_put").line(format!("WHERE held_at < {until} AND {among}"));
            unnamed(&mut put, &named);
            let mut known = Sql::new(self.shared.dialect);
            let among = known.bind_text(&found);
            let among = self.shared.dialect.is_among("id", &among);
            known.line("DELETE FROM file").line(format!("WHERE {among} AND id NOT IN (SELECT id FROM file_put)"));
            unnamed(&mut known, &named);
            known.line("RETURNING id");
            let statements = vec![put, known];
            let gone: Vec<String> =
                texts(self.send(|answer| write::Job::Deeds { statements, answer }).await?).collect();
            let shared = self.shared.clone();
            let many = gone.len();
            aside(move || {
                let _held = held;
                gone.iter().try_for_each(|id| shared.files.remove(id))?;
                shared.files.remove_parts()
            })
            .await?;
            return Ok(many);
        }
        let shared = self.shared.clone();
        aside(move || {
            let _held = held;
            shared.files.remove_parts()
        })
        .await?;
        Ok(0)
    }
}

/// The questions that give all ids which any version names.
pub(crate) fn naming(layouts: &Layouts) -> Vec<String> {
    let of = |layout: &std::sync::Arc<crate::schema::Layout>| {
        let table = layout.table();
        let files = layout.fields.iter().filter(|column| column.file);
        let columns = files.map(|column| crate::dialect::quoted(&column.plain()));
        columns.map(|name| format!("SELECT {name} FROM {table} WHERE {name} IS NOT NULL")).collect::<Vec<_>>()
    };
    layouts.0.values().flat_map(of).collect()
}

pub(super) fn unnamed(sql: &mut Sql, named: &[String]) {
    for ids in named {
        sql.line(format!("AND id NOT IN ({ids})"));
    }
}

fn texts(rows: Vec<Row>) -> impl Iterator<Item = String> {
    rows.into_iter().filter_map(|row| match row.into_iter().next() {
        Some(Cell::Text(id)) => Some(id),
        _ => None,
    })
}
