//! The rows of every ledger against the journal, and what is derived against the rows.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{Cut, Finding, Problem, RecordId, Seq, Severity};

use super::finding;
use crate::{
    cell::Cell,
    dialect::{Sql, named, quoted},
    engine::{Connection, Row},
    problem::damaged,
    row::{VersionCells, place},
    schema::Layout,
    seal::{Owner, Seals, search_hash},
    shared::Shared,
    spell::SpellCells,
    write::derive::page,
};

/// What the journal says of a ledger: versions by book, record and beginning.
#[derive(Default)]
struct Journaled {
    hashes: BTreeMap<(String, String, i64), Vec<u8>>,
    ends: BTreeMap<(String, String, i64), i64>,
}

/// Checks every ledger.
pub(super) async fn rows(
    shared: &Shared,
    link: &mut Connection,
    heads: &Cut,
    findings: &mut Vec<Finding>,
) -> Result<(), Problem> {
    // As the database says, which may have grown under another server.
    let layouts = crate::schema::layouts(link).await?;
    let mut ledgers: BTreeSet<String> = layouts.0.keys().map(ToString::to_string).collect();
    let text = "SELECT DISTINCT ledger\nFROM journal_row";
    let named = link.fetch(text.to_owned(), Vec::new()).await?;
    ledgers.extend(named.iter().filter_map(|row| row.first().and_then(Cell::as_text).map(str::to_owned)));
    for ledger in ledgers {
        let Some(layout) = layouts.get(&ledger) else {
            let message = format!("日志里有台账“{ledger}”，目录里却没有。");
            findings.push(finding("verify.missing_table", message, ledger));
            continue;
        };
        if lacks_table(shared, link, &layout).await? {
            let message = format!("台账“{ledger}”的数据表不见了。");
            findings.push(finding("verify.missing_table", message, ledger));
            continue;
        }
        of_ledger(shared, link, &layout, heads, findings).await?;
        super::ahead::rows(link, &layout, findings).await?;
    }
    Ok(())
}

async fn lacks_table(shared: &Shared, link: &mut Connection, layout: &Layout) -> Result<bool, Problem> {
    let mut tables = vec![(format!("l_{}", layout.ledger), layout.columns())];
    if layout.rule.spells {
        tables.push((format!("d_{}", layout.ledger), layout.spell_columns()));
    }
    for (table, columns) in tables {
        let have = link.fetch(shared.dialect.columns_of(&named(&table)), Vec::new()).await?;
        let have: BTreeSet<&str> = have.iter().filter_map(|row| row.first().and_then(Cell::as_text)).collect();
        if columns.iter().any(|(name, _)| !have.contains(&*named(name))) {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn of_ledger(
    shared: &Shared,
    link: &mut Connection,
    layout: &Layout,
    heads: &Cut,
    findings: &mut Vec<Finding>,
) -> Result<(), Problem> {
    let mut journaled = journaled(shared, link, layout, heads).await?;
    let mut erased = 0u64;
    let mut after = (String::new(), RecordId::from(""), Seq(0));
    loop {
        let page = page(link, shared.dialect, layout, &after).await?;
        let Some(last) = page.last() else {
            let end = ("\u{10FFFF}".to_owned(), RecordId::from(""), Seq(0));
            let rest =
                if layout.rule.spells { spells(shared, link, layout, &after, &end).await? } else { BTreeMap::new() };
            left_over(layout, &rest, findings);
            break;
        };
        let next = (last.book.to_string(), last.record.clone(), last.from_seq);
        let mut spells =
            if layout.rule.spells { spells(shared, link, layout, &after, &next).await? } else { BTreeMap::new() };
        for version in page {
            let key = (version.book.to_string(), version.record.to_string(), version.from_seq.as_i64());
            if version.from_seq > heads.at(version.book.as_str()) {
                spells.remove(&key);
                continue;
            }
            let at = place(&layout.ledger, &version.record, version.from_seq);
            match journaled.hashes.remove(&key) {
                None => {
                    let message = format!("台账“{}”有一条日志里没有的记录 {}。", layout.ledger, version.record);
                    findings.push(finding("verify.orphan_row", message, at));
                    spells.remove(&key);
                    continue;
                }
                Some(hash) if version.hash(layout).is_none_or(|found| found.as_slice() != hash) => {
                    let message = format!("台账“{}”的记录 {} 被绕过日志改过。", layout.ledger, version.record);
                    findings.push(finding("verify.changed_row", message, at.clone()));
                }
                Some(_) => erased += private(shared, layout, &version, &at, findings),
            }
            let to = version.to_seq.filter(|to| *to <= heads.at(version.book.as_str())).map(Seq::as_i64);
            if journaled.ends.get(&key).copied() != to {
                let message = format!("台账“{}”的记录 {} 的起止被改过。", layout.ledger, version.record);
                findings.push(finding("verify.changed_range", message, at.clone()));
            }
            derived(layout, &version, &spells.remove(&key).unwrap_or_default(), at, findings);
        }
        left_over(layout, &spells, findings);
        after = next;
    }
    for (_, record, from) in journaled.hashes.into_keys() {
        let message = format!("台账“{}”的记录 {record} 有一版被删掉了。", layout.ledger);
        findings.push(finding("verify.deleted_row", message, format!("{}/{record}@{from}", layout.ledger)));
    }
    if erased > 0 {
        let message = format!("台账“{}”有 {erased} 处个人信息已被擦除。", layout.ledger);
        let mut warning = finding("verify.erased", message, layout.ledger.to_string()).hint("请与擦除记录核对。");
        warning.severity = Severity::Warning;
        findings.push(warning);
    }
    Ok(())
}

/// Spells of no version.
fn left_over(layout: &Layout, spells: &BTreeMap<(String, String, i64), Vec<SpellCells>>, findings: &mut Vec<Finding>) {
    for (_, record, from) in spells.keys() {
        let message = format!("台账“{}”的时段表里有多余的行，记录 {record}。", layout.ledger);
        findings.push(finding("verify.changed_derived", message, format!("{}/{record}@{from}", layout.ledger)));
    }
}

/// Private fields: what is there is what was committed to; what is gone, is gone with its salt. Counts what is gone.
fn private(shared: &Shared, layout: &Layout, version: &VersionCells, at: &str, findings: &mut Vec<Finding>) -> u64 {
    let seals = Seals::from_cell(&version.seals).unwrap_or_default();
    let owner = Owner { ledger: &layout.ledger, book: &version.book, record: &version.record };
    let mut erased = 0;
    for (column, cells) in layout.fields.iter().zip(&version.fields) {
        let seal = seals.0.get(column.field.as_str());
        let whole = match (seal, &cells.cipher) {
            (None, cipher) => cipher.is_null() && cells.search.is_null(),
            (Some(seal), Cell::Blob(cipher)) => {
                let said = cells.opened(column, &shared.keys, owner).flatten();
                let search = said.map(|said| {
                    search_hash(&shared.keys, layout.ledger.as_str(), column.field.as_str(), &said.latest())
                });
                seal.fits_cipher(cipher) && cells.said().is_null() && search.as_deref() == cells.search.as_text()
            }
            (Some(seal), _) if cells.said().is_null() && cells.search.is_null() && seal.salt.is_none() => {
                erased += 1;
                true
            }
            (Some(seal), _) => seal.fits(cells.said()) && cells.search.is_null(),
        };
        if !whole {
            let message = format!("台账“{}”的记录 {} 的个人信息被绕过日志改过。", layout.ledger, version.record);
            findings.push(finding("verify.changed_row", message, at.to_owned()));
        }
    }
    erased
}

fn derived(layout: &Layout, version: &VersionCells, spells: &[SpellCells], at: String, findings: &mut Vec<Finding>) {
    let Some(derived) = version.derived(layout) else {
        let message = format!("台账“{}”的记录 {} 读不出来。", layout.ledger, version.record);
        findings.push(finding("verify.unreadable_row", message, at));
        return;
    };
    let latest = version.fields.iter().all(|cells| cells.keeps_latest());
    if !latest || derived.state != version.state || derived.step_days != version.step_days || derived.spells != spells {
        let message = format!("台账“{}”的记录 {} 的状态、步骤日期或时段与内容不符。", layout.ledger, version.record);
        findings.push(finding("verify.changed_derived", message, at));
    }
}

async fn journaled(shared: &Shared, link: &mut Connection, layout: &Layout, heads: &Cut) -> Result<Journaled, Problem> {
    let mut journaled = Journaled::default();
    let mut sql = Sql::new(shared.dialect);
    let ledger = sql.bind_text(&layout.ledger);
    sql.line("SELECT book, record, seq, hash, closed")
        .line("FROM journal_row")
        .line(format!("WHERE ledger = {ledger}"));
    for row in link.rows(sql).await? {
        let [Cell::Text(book), Cell::Text(record), Cell::Int(seq), hash, closed] = row.as_slice() else {
            return Err(damaged("journal_row"));
        };
        if *seq > heads.at(book).as_i64() {
            continue;
        }
        if let Some(hash) = hash.as_blob() {
            journaled.hashes.insert((book.clone(), record.clone(), *seq), hash.to_vec());
        }
        if let Some(closed) = closed.as_int() {
            journaled.ends.insert((book.clone(), record.clone(), closed), *seq);
        }
    }
    Ok(journaled)
}

/// Spells of the versions after one place up to another.
async fn spells(
    shared: &Shared,
    link: &mut Connection,
    layout: &Layout,
    after: &(String, RecordId, Seq),
    upto: &(String, RecordId, Seq),
) -> Result<BTreeMap<(String, String, i64), Vec<SpellCells>>, Problem> {
    let mut sql = Sql::new(shared.dialect);
    let mut bind = |(book, record, from): &(String, RecordId, Seq)| {
        let (book, record) = (sql.bind_text(book), sql.bind_text(record));
        format!("({book}, {record}, {})", from.as_i64())
    };
    let (after, upto) = (bind(after), bind(upto));
    let columns = layout.spell_columns();
    let names: Vec<String> = columns.iter().map(|(name, _)| quoted(name)).collect();
    sql.line(format!("SELECT {}", names.join(", ")));
    sql.line(format!("FROM {}", layout.spell_table()));
    sql.line(format!("WHERE (book, record, from_seq) > {after} AND (book, record, from_seq) <= {upto}"));
    sql.line("ORDER BY book, record, from_seq, since");
    let mut spells: BTreeMap<_, Vec<SpellCells>> = BTreeMap::new();
    for row in link.rows(sql).await? {
        let (key, spell) = spell(&row).ok_or_else(|| damaged(&layout.ledger))?;
        spells.entry(key).or_default().push(spell);
    }
    Ok(spells)
}

fn spell(row: &Row) -> Option<((String, String, i64), SpellCells)> {
    let [book, record, from, since, until, state, values @ ..] = row.as_slice() else { return None };
    let day = |cell: &Cell| cell.as_int().map(|day| i32::try_from(day).unwrap_or(i32::MAX));
    let key = (book.as_text()?.to_owned(), record.as_text()?.to_owned(), from.as_int()?);
    Some((key, SpellCells { since: day(since)?, until: day(until)?, state: state.clone(), values: values.to_vec() }))
}
