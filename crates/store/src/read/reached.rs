//! Which rows of a journal tell of records within somebody's reach. By the same rule a record's history names the Changes
//! that began and ended a version, so that a journal told in part tells nothing that histories do not.

use std::collections::BTreeMap;

use rules::access::{Allowed, Read};

use crate::{dialect::Sql, schema::Layouts, write::texts};

/// SQL that is true of a row `r` of the journal where a version that it began or ended is of a unit within reach.
pub(super) fn reached(sql: &mut Sql, allowed: &Allowed<Read>, layouts: &Layouts) -> String {
    // Most ledgers are reached in the same units, which are bound once.
    let mut bound: BTreeMap<Vec<String>, String> = BTreeMap::new();
    let mut ways = Vec::new();
    for (ledger, layout) in layouts.0.iter().filter(|(ledger, _)| allowed.covers(ledger.as_str())) {
        let name = sql.bind_text(ledger);
        let of = format!("r.ledger = {name}");
        let Some(units) = allowed.units_for(ledger.as_str()) else {
            ways.push(of);
            continue;
        };
        let units: Vec<String> = units.iter().map(ToString::to_string).collect();
        let among = match bound.get(&units) {
            Some(among) => among.clone(),
            None => {
                let among = sql.bind(texts(units.iter().map(String::as_str)));
                bound.insert(units, among.clone());
                among
            }
        };
        let among = sql.dialect().is_among("v.unit", &among);
        let version = "v.book = r.book AND v.record = r.record AND (v.from_seq = r.seq OR v.from_seq = r.closed)";
        ways.push(format!("({of} AND EXISTS (SELECT 1 FROM {} AS v WHERE {version} AND {among}))", layout.table()));
    }
    if ways.is_empty() { "1 = 0".to_owned() } else { format!("({})", ways.join("\nOR ")) }
}
