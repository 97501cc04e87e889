//! The database's own description of its ledgers.

use std::{collections::BTreeMap, sync::Arc};

use kernel::{LedgerId, Problem};
use serde::{Deserialize, Serialize};

use super::{Column, Layout, Layouts, Rule};
use crate::{
    cell::{Cell, Kind},
    dialect::{Dialect, Sql},
    engine::Connection,
    problem::{damaged, newer_format},
};

#[derive(Serialize, Deserialize)]
struct Says {
    kind: String,
    scale: i64,
    dated: bool,
    sealed: bool,
    private: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    file: bool,
}

/// The form of data this program writes. It is raised by a program whose data an older one would misread or spoil, so
/// that the older one refuses; programs of one number may be exchanged in place (`docs/operations/upgrade.md`).
///
/// 1: all before accounts. 2: there may be accounts; an older program would let anybody in. 3: an entry of the journal may
/// say who told; an older program would take such an entry for one that was changed.
pub const FORMAT: i64 = 3;

/// All ledgers laid out so far. Problem: `store.newer_format`.
pub(crate) async fn read(link: &mut Connection) -> Result<Layouts, Problem> {
    format(link).await?;
    // First the number: of what is laid out meanwhile, too little may be said, never too much.
    let number = version(link).await?;
    let text = "SELECT ledger, part, name, says\nFROM catalog\nWHERE ledger <> ''\nORDER BY ledger, part, name";
    let mut layouts: BTreeMap<LedgerId, Layout> = BTreeMap::new();
    for row in link.fetch(text.to_owned(), Vec::new()).await? {
        let [Cell::Text(ledger), Cell::Text(part), Cell::Text(name), Cell::Text(says)] = row.as_slice() else {
            return Err(damaged("catalog"));
        };
        let ledger = LedgerId::new(ledger);
        let layout = layouts.entry(ledger.clone()).or_insert_with(|| Layout {
            ledger,
            fields: Vec::new(),
            steps: Vec::new(),
            rule: Rule::default(),
        });
        match part.as_str() {
            "field" => layout.fields.push(column(name, says)?),
            "step" => layout.steps.push(name.as_str().into()),
            _ => layout.rule = serde_json::from_str(says).map_err(damaged)?,
        }
    }
    Ok(Layouts(layouts.into_iter().map(|(ledger, layout)| (ledger, Arc::new(layout))).collect(), number))
}

/// How often the layouts have changed, in a row of no ledger.
pub(crate) async fn version(link: &mut Connection) -> Result<i64, Problem> {
    number(link, "version").await.map(Option::unwrap_or_default)
}

/// In what form the data is; nothing where it is from before forms were numbered, which is the first. What a newer
/// program wrote is refused.
pub(super) async fn format(link: &mut Connection) -> Result<Option<i64>, Problem> {
    match number(link, "format").await? {
        Some(format) if format > FORMAT => Err(newer_format(format)),
        format => Ok(format),
    }
}

/// Says that the data is in this program's form.
pub(super) async fn write_format(link: &mut Connection, dialect: &'static dyn Dialect) -> Result<(), Problem> {
    upsert(link, dialect, ["", "format", "", &FORMAT.to_string()]).await
}

async fn number(link: &mut Connection, part: &str) -> Result<Option<i64>, Problem> {
    let text = format!("SELECT says\nFROM catalog\nWHERE ledger = '' AND part = '{part}' AND name = ''");
    let row = link.fetch(text, Vec::new()).await?.pop();
    row.as_deref().and_then(<[Cell]>::first).and_then(Cell::as_text).map(str::parse).transpose().map_err(damaged)
}

/// Says that they have changed.
pub(super) async fn next_version(link: &mut Connection, dialect: &'static dyn Dialect) -> Result<i64, Problem> {
    let next = version(link).await? + 1;
    upsert(link, dialect, ["", "version", "", &next.to_string()]).await?;
    Ok(next)
}

/// Writes what a layout says over what the catalog said.
pub(super) async fn write(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layout: &Layout,
) -> Result<(), Problem> {
    let mut rows = vec![("rule", String::new(), serde_json::to_string(&layout.rule).map_err(damaged)?)];
    for column in &layout.fields {
        let (kind, scale) = column.kind.name();
        let Column { dated, sealed, private, file, .. } = *column;
        let says = Says { kind: kind.to_owned(), scale, dated, sealed, private, file };
        rows.push(("field", column.field.to_string(), serde_json::to_string(&says).map_err(damaged)?));
    }
    rows.extend(layout.steps.iter().map(|step| ("step", step.to_string(), "{}".to_owned())));
    for (part, name, says) in rows {
        upsert(link, dialect, [layout.ledger.as_str(), part, &name, &says]).await?;
    }
    Ok(())
}

async fn upsert(link: &mut Connection, dialect: &'static dyn Dialect, row: [&str; 4]) -> Result<(), Problem> {
    let mut sql = Sql::new(dialect);
    let binds = row.map(|text| sql.bind_text(text));
    sql.line("INSERT INTO catalog (ledger, part, name, says)").line(format!("VALUES ({})", binds.join(", ")));
    sql.line("ON CONFLICT (ledger, part, name) DO UPDATE SET says = excluded.says");
    link.run(sql.text, sql.binds).await.map(|_| ())
}

fn column(name: &str, says: &str) -> Result<Column, Problem> {
    let Says { kind, scale, dated, sealed, private, file } = serde_json::from_str(says).map_err(damaged)?;
    let kind = Kind::named(&kind, scale).ok_or_else(|| damaged(format!("catalog: {kind}")))?;
    Ok(Column { field: name.into(), kind, dated, sealed, private, file })
}
