//! The database's own description of its ledgers.

use std::{collections::BTreeMap, sync::Arc};

use kernel::{LedgerId, Problem};
use serde::{Deserialize, Serialize};

use super::{Column, Layout, Layouts, Rule};
use crate::{
    cell::{Cell, Kind},
    dialect::{Dialect, Sql},
    engine::Connection,
    problem::damaged,
};

#[derive(Serialize, Deserialize)]
struct Says {
    kind: String,
    scale: i64,
    dated: bool,
    sealed: bool,
    private: bool,
}

/// All ledgers laid out so far.
pub(super) async fn read(link: &mut Connection) -> Result<Layouts, Problem> {
    let text = "SELECT ledger, part, name, says\nFROM catalog\nORDER BY ledger, part, name";
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
    Ok(Layouts(layouts.into_iter().map(|(ledger, layout)| (ledger, Arc::new(layout))).collect()))
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
        let Column { dated, sealed, private, .. } = *column;
        let says = Says { kind: kind.to_owned(), scale, dated, sealed, private };
        rows.push(("field", column.field.to_string(), serde_json::to_string(&says).map_err(damaged)?));
    }
    rows.extend(layout.steps.iter().map(|step| ("step", step.to_string(), "{}".to_owned())));
    for (part, name, says) in rows {
        let mut sql = Sql::new(dialect);
        let binds = [layout.ledger.as_str(), part, &name, &says].map(|text| sql.bind_text(text));
        sql.line("INSERT INTO catalog (ledger, part, name, says)").line(format!("VALUES ({})", binds.join(", ")));
        sql.line("ON CONFLICT (ledger, part, name) DO UPDATE SET says = excluded.says");
        link.run(sql.text, sql.binds).await?;
    }
    Ok(())
}

fn column(name: &str, says: &str) -> Result<Column, Problem> {
    let Says { kind, scale, dated, sealed, private } = serde_json::from_str(says).map_err(damaged)?;
    let kind = Kind::named(&kind, scale).ok_or_else(|| damaged(format!("catalog: {kind}")))?;
    Ok(Column { field: name.into(), kind, dated, sealed, private })
}
