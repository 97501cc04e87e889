//! Tables grow to fit a pack. Nothing is dropped and no field changes its kind; what is derived is derived anew
//! where its rule changed.

use std::{collections::BTreeSet, sync::Arc};

use kernel::{Finding, Place, Problem};
use pack::model::{FieldType, Ledger, LedgerKind, Pack, Privacy};

use super::{Column, Layout, Layouts, Rule, catalog};
use crate::{
    cell::Kind,
    dialect::{ColumnType, Dialect, named, quoted},
    engine::Connection,
    hash::{Canonical, to_hex},
    problem::damaged,
    write::derive,
};

/// Lays out every ledger of a pack over what is there. Runs inside the writer's transaction.
pub(crate) async fn prepare(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    pack: &Pack,
) -> Result<Layouts, Problem> {
    // As the database has it now: another server may have laid out more since it was read last.
    let before = catalog::read(link).await?;
    let mut after = before.clone();
    let mut findings = Vec::new();
    for ledger in pack.ledgers.values() {
        let old = before.get(ledger.id.as_str());
        let new = grown(old.as_deref(), ledger, &mut findings);
        after.0.insert(ledger.id.clone(), Arc::new(new));
    }
    if !findings.is_empty() {
        return Err(Problem::new("pack.type_changed", "已有数据的字段不能改变类型，新的定义没有启用。")
            .hint("请新增一个字段，用 replaces 指明它代替哪个旧字段。")
            .findings(findings));
    }
    let mut grown = false;
    for ledger in pack.ledgers.keys() {
        let (old, new) = (before.get(ledger.as_str()), after.get(ledger.as_str()).ok_or_else(|| damaged(ledger))?);
        if old.as_ref() == Some(&new) {
            continue;
        }
        grown = true;
        tables(link, dialect, &new).await?;
        indexes(link, dialect, old.as_deref(), &new).await?;
        catalog::write(link, dialect, &new).await?;
        if old.is_some_and(|old| derives_otherwise(&old, &new)) {
            derive::again(link, dialect, &new).await?;
        }
    }
    if grown {
        after.1 = catalog::next_version(link, dialect).await?;
    }
    Ok(after)
}

/// The tables of layouts that come from another database, still empty and without their indexes.
pub(crate) async fn copy_tables(
    link: &mut Connection,
    dialect: &'static dyn Dialect,
    layouts: &Layouts,
) -> Result<(), Problem> {
    for layout in layouts.0.values() {
        tables(link, dialect, layout).await?;
        catalog::write(link, dialect, layout).await?;
    }
    catalog::next_version(link, dialect).await.map(|_| ())
}

/// Their indexes, once the rows are there.
pub(crate) async fn copy_indexes(link: &mut Connection, dialect: &dyn Dialect, of: &Layouts) -> Result<(), Problem> {
    for layout in of.0.values() {
        indexes(link, dialect, None, layout).await?;
    }
    Ok(())
}

/// The layout a ledger needs, keeping all that an older one had.
fn grown(old: Option<&Layout>, ledger: &Ledger, findings: &mut Vec<Finding>) -> Layout {
    let mut fields = old.map(|old| old.fields.clone()).unwrap_or_default();
    for field in ledger.fields.values() {
        let mut column = Column {
            field: field.id.clone(),
            kind: Kind::of(&field.ty),
            dated: field.dated,
            sealed: field.sealed,
            private: field.privacy >= Privacy::Personal,
            file: matches!(field.ty, FieldType::File | FieldType::Photo),
        };
        match fields.iter_mut().find(|have| have.field == field.id) {
            None => fields.push(column),
            Some(have) if have.kind != column.kind => {
                let place = Place::field(format!("{}.{}", ledger.id, field.id));
                let message = format!("字段“{}”的类型或小数位数与已有数据不同。", field.name);
                findings.push(Finding::error("pack.type_changed", message, place));
            }
            Some(have) => {
                column.dated |= have.dated;
                column.sealed |= have.sealed;
                column.file |= have.file;
                *have = column;
            }
        }
    }
    fields.sort_by(|a, b| a.field.cmp(&b.field));
    let mut steps: BTreeSet<_> = old.map(|old| old.steps.iter().cloned().collect()).unwrap_or_default();
    steps.extend(ledger.steps.keys().cloned());
    let case = ledger.kind == LedgerKind::Case;
    let rule = Rule {
        date: case.then(|| ledger.date.clone()),
        first: ledger.states.keys().next().filter(|_| case).cloned(),
        spells: ledger.has_spells() || old.is_some_and(|old| old.rule.spells),
        key: ledger.key.clone(),
        numbered: ledger.numbered().map(|field| field.id.clone()),
    };
    Layout { ledger: ledger.id.clone(), fields, steps: steps.into_iter().collect(), rule }
}

/// Whether state, spells or steps of rows already there come out differently now.
fn derives_otherwise(old: &Layout, new: &Layout) -> bool {
    let dated = |layout: &Layout| layout.dated().map(|column| column.field.clone()).collect::<Vec<_>>();
    (&old.rule.date, &old.rule.first, old.rule.spells, &old.steps)
        != (&new.rule.date, &new.rule.first, new.rule.spells, &new.steps)
        || dated(old) != dated(new)
}

async fn tables(link: &mut Connection, dialect: &dyn Dialect, layout: &Layout) -> Result<(), Problem> {
    let version = (format!("l_{}", layout.ledger), layout.columns(), "book, record, from_seq");
    let spell = (format!("d_{}", layout.ledger), layout.spell_columns(), "book, record, from_seq, since");
    let wanted = if layout.rule.spells { vec![version, spell] } else { vec![version] };
    for (table, columns, key) in wanted {
        let have: BTreeSet<String> = link
            .fetch(dialect.columns_of(&named(&table)), Vec::new())
            .await?
            .into_iter()
            .filter_map(|row| row.first().and_then(|cell| cell.as_text().map(str::to_owned)))
            .collect();
        let declared = |(name, ty): &(String, ColumnType)| format!("{} {}", quoted(name), dialect.column_type(*ty));
        if have.is_empty() {
            let columns: Vec<String> = columns.iter().map(declared).collect();
            let text = format!(
                "CREATE TABLE {} (\n  {},\n  CONSTRAINT {} PRIMARY KEY ({key})\n){}",
                quoted(&table),
                columns.join(",\n  "),
                // By a name of its own, which no ledger's table can have.
                quoted(&format!("p_{table}")),
                dialect.table_suffix()
            );
            link.run(text, Vec::new()).await?;
            continue;
        }
        for column in columns.iter().filter(|(name, _)| !have.contains(&*named(name))) {
            link.run(format!("ALTER TABLE {}\nADD COLUMN {}", quoted(&table), declared(column)), Vec::new()).await?;
        }
    }
    Ok(())
}

/// Versions are found by record and by unit, open ones by business key; which ones a Change began and ended the journal
/// tells. Two indexes that earlier versions of the program kept for that are dropped.
async fn indexes(
    link: &mut Connection,
    dialect: &dyn Dialect,
    old: Option<&Layout>,
    new: &Layout,
) -> Result<(), Problem> {
    let (table, id) = (new.table(), &new.ledger);
    let mut texts = Vec::new();
    let index = |name: &str, columns: &str, only: &str| {
        format!("CREATE INDEX IF NOT EXISTS {}\nON {table} ({columns}){only}", quoted(name))
    };
    if old.is_some() {
        texts.extend(["from", "to"].map(|end| format!("DROP INDEX IF EXISTS {}", quoted(&format!("i_{id}_{end}")))));
    }
    texts.push(index(&format!("i_{id}_unit"), "unit", ""));
    if let Some(old) = old.filter(|old| !old.key_columns().is_empty() && old.key_columns() != new.key_columns()) {
        texts.push(format!("DROP INDEX IF EXISTS {}", quoted(&key_index(old))));
    }
    let key = new.key_columns();
    if !key.is_empty() {
        let columns: Vec<String> = key.iter().map(|name| dialect.same_key(&quoted(name))).collect();
        texts.push(index(&key_index(new), &format!("book, unit, {}", columns.join(", ")), "\nWHERE to_seq IS NULL"));
    }
    // All versions, for a number that was given is not given again, whatever became of its record.
    if let Some(column) = new.rule.numbered.as_ref().and_then(|field| new.column(field.as_str())) {
        let name = format!("n_{id}_{}", column.field);
        texts.push(index(&name, &format!("book, {}", quoted(&column.plain())), ""));
    }
    for text in texts {
        link.run(text, Vec::new()).await?;
    }
    Ok(())
}

/// Named by its columns, so that another key is another index.
fn key_index(layout: &Layout) -> String {
    let mut canonical = Canonical::of("key");
    layout.key_columns().iter().for_each(|column| canonical.text(column));
    format!("k_{}_{}", layout.ledger, &to_hex(&canonical.hash())[..8])
}
